package io.binnacle.telemetry.intake.history.block;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.Corrupt;

/** A file of a block, mapped, and a place in it from which numbers are read. Belongs to one thread. */
final class FileBytes {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SHIFT_MAX = 63;

    private final Path path;
    private final MemorySegment file;
    private long position;

    private FileBytes(Path path, MemorySegment file) {
        this.path = path;
        this.file = file;
    }

    /** Good as long as the arena is open. */
    static FileBytes map(Path path, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new FileBytes(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        }
    }

    long size() {
        return file.byteSize();
    }

    long position() {
        return position;
    }

    void seek(long to) {
        if (to < 0 || to > file.byteSize()) {
            throw corrupt("it leads to place " + to + " of " + file.byteSize());
        }
        position = to;
    }

    private long take(long bytes) {
        if (bytes < 0 || bytes > file.byteSize() - position) {
            throw corrupt("it ends within what stands at " + position);
        }
        long at = position;
        position += bytes;
        return at;
    }

    int readByte() {
        return file.get(ValueLayout.JAVA_BYTE, take(1)) & 0xff;
    }

    int readInt() {
        return file.get(INT, take(Integer.BYTES));
    }

    long readLong() {
        return file.get(LONG, take(Long.BYTES));
    }

    /** A length or a number of things, of four bytes. */
    long readUnsignedInt() {
        return readInt() & 0xffff_ffffL;
    }

    long readUvarint() {
        long value = 0;
        for (int shift = 0; shift <= SHIFT_MAX; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt("a number at " + position + " has too many bytes");
    }

    long readVarint() {
        long value = readUvarint();
        return value >>> 1 ^ -(value & 1);
    }

    byte[] readBytes(long length) {
        long at = take(length);
        if (length > Integer.MAX_VALUE - 16) {
            throw corrupt("a length of " + length + " cannot be");
        }
        byte[] bytes = new byte[(int) length];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
        return bytes;
    }

    String readText() {
        return new String(readBytes(readUvarint()), StandardCharsets.UTF_8);
    }

    /** Checks that the four bytes behind those in [from, to) are their checksum. */
    void check(long from, long to) {
        long before = position;
        seek(from);
        take(to - from);
        CRC32C checksum = new CRC32C();
        checksum.update(file.asSlice(from, to - from).asByteBuffer());
        if ((int) checksum.getValue() != readInt()) {
            throw corrupt("the checksum of what stands at " + from + " is wrong");
        }
        position = before;
    }

    /** Checks the first bytes. */
    void expectMagic(int magic, int versionMax) {
        seek(0);
        if (file.byteSize() < 5 || readInt() != magic) {
            throw corrupt("it does not begin as such a file does");
        }
        int version = readByte();
        if (version < 1 || version > versionMax) {
            throw corrupt("it has version " + version + ", known are up to " + versionMax);
        }
    }

    Corrupt corrupt(String why) {
        return new Corrupt(path + " is damaged: " + why, null);
    }
}

package io.binnacle.timeseries.block;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

import com.github.luben.zstd.ZstdException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.column.ByteSource;

/** Reads pages of a mapped file and checks them. Belongs to one thread. */
final class PageLoader {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;
    private final String path;
    private final CRC32C checksum = new CRC32C();
    private byte[] stored = new byte[0];
    private int kind;
    private int pageBytes;

    PageLoader(MemorySegment file, String path) {
        this.file = file;
        this.path = path;
    }

    /** The bytes of the page, with padding behind them: in {@code reuse} when there is room. */
    byte[] load(PageEntry page, byte[] reuse, ByteSource source) {
        byte[] raw = load(page.offset(), reuse, source);
        if (kind != page.kind() || pageBytes != page.bytes()) {
            throw corrupt(page.offset(), "the directory tells of another page");
        }
        return raw;
    }

    /** As above, for a page of which only the place is known; see {@link #kind} and {@link #pageBytes}. */
    byte[] load(long offset, byte[] reuse, ByteSource source) {
        int storedBytes = check(offset);
        int rawBytes = file.get(INT, offset + 12);
        int compression = file.get(INT, offset + 4) >>> 8;
        byte[] raw = reuse.length >= rawBytes + ByteSource.PADDING_BYTES
                ? reuse
                : new byte[Math.addExact(rawBytes, rawBytes >> 2) + ByteSource.PADDING_BYTES];
        if (compression == BlockFormat.PLAIN && rawBytes == storedBytes) {
            System.arraycopy(stored, 0, raw, 0, rawBytes);
        } else if (compression == BlockFormat.ZSTD) {
            decompress(offset, raw, rawBytes, storedBytes);
        } else {
            throw corrupt(offset, "compression " + compression + " is not known");
        }
        source.reset(raw, 0, rawBytes);
        return raw;
    }

    private void decompress(long offset, byte[] raw, int rawBytes, int storedBytes) {
        try {
            int size = Decompressors.decompress(raw, rawBytes, stored, storedBytes);
            if (size != rawBytes) {
                throw corrupt(offset, "zstd gave " + size + " bytes of " + rawBytes);
            }
        } catch (ZstdException e) {
            throw new Corrupt(path + ": the page at " + offset + " does not decompress", e);
        }
    }

    /** Leaves the page's stored bytes in {@link #stored}; their number. */
    int check(long offset) {
        if (offset < 0 || offset > file.byteSize() - BlockFormat.PAGE_HEADER_BYTES
                || file.get(INT, offset) != BlockFormat.PAGE_MARK) {
            throw corrupt(offset, "no page begins there");
        }
        int storedBytes = file.get(INT, offset + 8);
        int rawBytes = file.get(INT, offset + 12);
        long room = file.byteSize() - offset - BlockFormat.PAGE_HEADER_BYTES;
        if (storedBytes < 0 || storedBytes > room || rawBytes < 0 || rawBytes > BlockFormat.PAGE_BYTES_MAX) {
            throw corrupt(offset, "its lengths " + storedBytes + " and " + rawBytes + " cannot be");
        }
        if (stored.length < storedBytes || stored.length < 16) {
            stored = new byte[Math.max(1024, Math.addExact(storedBytes, storedBytes >> 2))];
        }
        checksum.reset();
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset, stored, 0, 16);
        checksum.update(stored, 0, 16);
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset + BlockFormat.PAGE_HEADER_BYTES, stored, 0, storedBytes);
        checksum.update(stored, 0, storedBytes);
        if ((int) checksum.getValue() != file.get(INT, offset + 16)) {
            throw corrupt(offset, "its checksum is wrong");
        }
        kind = file.get(INT, offset + 4) & 0xff;
        pageBytes = BlockFormat.PAGE_HEADER_BYTES + storedBytes;
        return storedBytes;
    }

    /** Of the page that was loaded or checked last. */
    int kind() {
        return kind;
    }

    /** Of the page that was loaded or checked last, header included. */
    int pageBytes() {
        return pageBytes;
    }

    Corrupt lost(String what) {
        return new Corrupt(path + ": a page of " + what + " is lost", null);
    }

    Corrupt corrupt(long offset, String why) {
        return new Corrupt(path + ": the page at " + offset + " is damaged: " + why, null);
    }
}

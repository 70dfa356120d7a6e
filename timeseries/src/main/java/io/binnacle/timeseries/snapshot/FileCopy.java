package io.binnacle.timeseries.snapshot;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import io.binnacle.timeseries.arena.Arenas;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.snapshot.Manifest.Entry;

/** Copies files and computes their checks, through one buffer. One thread. */
final class FileCopy implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 << 10;

    private final Arena arena = Arenas.confined();
    private final ByteBuffer buffer = arena.allocate(BUFFER_BYTES).asByteBuffer();
    private final CRC32C crc = new CRC32C();
    private final Disk disk;
    private final Disk target;

    @FunctionalInterface
    private interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }

    FileCopy(Disk disk) {
        this(disk, disk);
    }

    /** From one disk to another. */
    FileCopy(Disk disk, Disk target) {
        this.disk = disk;
        this.target = target;
    }

    /** A durable copy of the file as long as it is now. The entry has the path of the source. */
    Entry copy(String path, String into) throws IOException {
        try (DiskFile source = disk.open(path); DiskFile copy = target.create(into)) {
            long size = source.size();
            int check = read(source, size, copy::append);
            copy.sync();
            return new Entry(path, size, true, check);
        }
    }

    /** The check of a file that has that size. */
    int check(String path, long size) throws IOException {
        try (DiskFile file = disk.open(path)) {
            return read(file, size, bytes -> {});
        }
    }

    private int read(DiskFile file, long size, Sink sink) throws IOException {
        crc.reset();
        for (long at = 0; at < size; at += buffer.capacity()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - at));
            file.read(buffer, at);
            if (buffer.hasRemaining()) {
                throw new IOException("a file ended at " + (at + buffer.position()) + " while it was read");
            }
            crc.update(buffer.flip());
            sink.take(buffer.rewind());
        }
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        arena.close();
    }
}

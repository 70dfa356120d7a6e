package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;

/**
 * The file {@code state}: which part of the log is in blocks already, and the newest time of each series as of then. It is
 * replaced whole by each flush; its renaming is the instant at which a flush counts.
 *
 * <pre>
 *   magic "BNST"  version (1, int)  log from (long)  next block (long)  series (int)
 *   for each series: 0 when it has none, else 1 + the zigzag of its newest time less that of the one before; varints
 *   crc32c of all before (int)
 * </pre>
 */
final class StateFile {

    static final String PATH = "state";
    private static final String NEXT_PATH = "state.tmp";
    private static final int MAGIC = 0x54534e42;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 28;

    static final StateFile EMPTY = new StateFile(0, 1, new long[0]);

    private final long logFrom;
    private final long nextBlock;
    private final long[] newestMillis;

    StateFile(long logFrom, long nextBlock, long[] newestMillis) {
        this.logFrom = logFrom;
        this.nextBlock = nextBlock;
        this.newestMillis = newestMillis;
    }

    StateFile withNextBlock(long next) {
        return new StateFile(logFrom, next, newestMillis);
    }

    /** The segments of the log before this one are in blocks. */
    long logFrom() {
        return logFrom;
    }

    long nextBlock() {
        return nextBlock;
    }

    /** By the series' number; not to be changed. */
    long[] newestMillis() {
        return newestMillis;
    }

    /** Its size; 0 when there is none. */
    static long bytes(Disk disk) throws IOException {
        if (!disk.exists(PATH)) {
            return 0;
        }
        try (DiskFile file = disk.open(PATH)) {
            return file.size();
        }
    }

    /** What the disk holds; {@link #EMPTY} when there is none, or when it is damaged: then the log is read from its start. */
    static StateFile read(Disk disk, Consumer<String> problems) throws IOException {
        if (!disk.exists(PATH)) {
            return EMPTY;
        }
        ByteBuffer bytes;
        try (DiskFile file = disk.open(PATH)) {
            bytes = ByteBuffer.allocate((int) Math.min(file.size(), Integer.MAX_VALUE - 8))
                    .order(ByteOrder.LITTLE_ENDIAN);
            long position = 0;
            while (bytes.hasRemaining()) {
                int read = file.read(bytes, position);
                if (read < 0) {
                    break;
                }
                position += read;
            }
        }
        bytes.flip();
        if (bytes.limit() < HEADER_BYTES + 4 || crc(bytes, bytes.limit() - 4) != bytes.getInt(bytes.limit() - 4)
                || bytes.getInt() != MAGIC || bytes.getInt() != VERSION) {
            problems.accept("state: damaged; the log is read from its start, and the newest times are not known");
            return EMPTY;
        }
        long logFrom = bytes.getLong();
        long nextBlock = bytes.getLong();
        long[] newest = new long[bytes.getInt()];
        long last = 0;
        for (int i = 0; i < newest.length; i++) {
            long coded = Varints.get(bytes);
            if (coded == 0) {
                newest[i] = NewestTimes.NONE;
            } else {
                long difference = coded - 1;
                last += (difference >>> 1) ^ -(difference & 1);
                newest[i] = last;
            }
        }
        return new StateFile(logFrom, nextBlock, newest);
    }

    void write(Disk disk) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + newestMillis.length * Varints.BYTES_MAX + 4)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(VERSION).putLong(logFrom).putLong(nextBlock).putInt(newestMillis.length);
        long last = 0;
        for (long millis : newestMillis) {
            if (millis == NewestTimes.NONE) {
                bytes.put((byte) 0);
            } else {
                long difference = millis - last;
                Varints.put(bytes, ((difference << 1) ^ (difference >> 63)) + 1);
                last = millis;
            }
        }
        bytes.putInt(crc(bytes, bytes.position()));
        disk.delete(NEXT_PATH);
        try (DiskFile file = disk.create(NEXT_PATH)) {
            file.append(bytes.flip());
            file.sync();
        }
        disk.rename(NEXT_PATH, PATH);
        disk.syncFolder("");
    }

    private static int crc(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(length));
        return (int) crc.getValue();
    }
}

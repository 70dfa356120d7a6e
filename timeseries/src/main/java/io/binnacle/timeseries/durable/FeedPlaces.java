package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.log.LogPlace;
import io.binnacle.timeseries.log.WriteAheadLog;

/**
 * Up to where each feed has read the log, a file each, and so which of the log's segments may go: those that are in blocks and
 * that no feed needs. Any thread.
 *
 * <pre>
 *   feeds/NAME   magic "BNFD"  version (1, int)  segment (long)  offset (long)  crc32c of all before (int)
 * </pre>
 *
 * The file is replaced at once but not synced: after a power cut it may be an older one, and samples are handed out twice.
 */
final class FeedPlaces {

    static final String FOLDER = "feeds";

    private static final String NEXT = ".tmp";
    private static final int MAGIC = 0x44464e42;
    private static final int VERSION = 1;
    private static final int CHECKED_BYTES = 24;

    private final Disk disk;
    private final TreeMap<String, LogPlace> places = new TreeMap<>();
    private long inBlocksBefore;

    /** @param inBlocksBefore segments of the log before that one are in blocks */
    FeedPlaces(Disk disk, long inBlocksBefore, Consumer<String> problems) throws IOException {
        this.disk = disk;
        this.inBlocksBefore = inBlocksBefore;
        for (String name : disk.list(FOLDER)) {
            if (!name.endsWith(NEXT)) {
                places.put(name, read(name, problems));
            }
        }
    }

    private LogPlace read(String name, Consumer<String> problems) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHECKED_BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (DiskFile file = disk.open(FOLDER + "/" + name)) {
            file.read(bytes, 0);
        }
        if (bytes.hasRemaining() || bytes.getInt(CHECKED_BYTES) != crc(bytes) || bytes.getInt(0) != MAGIC
                || bytes.getInt(Integer.BYTES) != VERSION) {
            problems.accept(FOLDER + "/" + name + ": damaged; the feed begins with all that the log still has");
            return new LogPlace(0, 0);
        }
        return new LogPlace(bytes.getLong(2 * Integer.BYTES), bytes.getLong(2 * Integer.BYTES + Long.BYTES));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(CHECKED_BYTES));
        return (int) crc.getValue();
    }

    synchronized Optional<LogPlace> find(String name) {
        return Optional.ofNullable(places.get(name));
    }

    /** What lies before that place need not be kept for that feed. */
    synchronized void put(String name, LogPlace place) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHECKED_BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(VERSION).putLong(place.segment()).putLong(place.offset());
        bytes.putInt(crc(bytes)).flip();
        disk.createFolder(FOLDER);
        String next = FOLDER + "/" + name + NEXT;
        disk.delete(next);
        try (DiskFile file = disk.create(next)) {
            file.append(bytes);
        }
        disk.rename(next, FOLDER + "/" + name);
        places.put(name, place);
    }

    synchronized void retain(Set<String> names) throws IOException {
        for (String name : Set.copyOf(places.keySet())) {
            if (!names.contains(name)) {
                disk.delete(FOLDER + "/" + name);
                places.remove(name);
            }
        }
    }

    /** Deletes of that log what is not needed any more, now that all before that segment is in blocks. */
    synchronized void flushed(WriteAheadLog log, long before) throws IOException {
        inBlocksBefore = before;
        deleteOld(log);
    }

    /** Deletes of that log what is not needed any more. */
    synchronized void deleteOld(WriteAheadLog log) throws IOException {
        long before = inBlocksBefore;
        for (LogPlace place : places.values()) {
            before = Math.min(before, place.segment());
        }
        log.deleteBefore(before);
    }
}

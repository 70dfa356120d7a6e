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
 * Up to where each feed has read the log and since when it is stuck there, a file each, and so which of the log's segments may
 * go: those that are in blocks and that no feed needs. Any thread.
 *
 * <pre>
 *   feeds/NAME   magic "BNFD"  version (2, int)  segment (long)  offset (long)  stuck since (epoch millis or 0, long)
 *                crc32c of all before (int)
 *                Version 1 has no "stuck since".
 * </pre>
 *
 * The file is replaced at once but not synced: after a power cut it may be an older one, and samples are handed out twice.
 */
final class FeedPlaces {

    static final String FOLDER = "feeds";

    private static final String NEXT = ".tmp";
    private static final int MAGIC = 0x44464e42;
    private static final int VERSION = 2;
    private static final int CHECKED_BYTES = 32;
    /** Of version 1. */
    private static final int CHECKED_BYTES_BEFORE = 24;

    private final Disk disk;
    private final TreeMap<String, Standing> standings = new TreeMap<>();
    private long inBlocksBefore;

    /** @param stuckMillis since when it is stuck; 0 when it is not */
    private record Standing(LogPlace place, long stuckMillis) {}

    /** @param inBlocksBefore segments of the log before that one are in blocks */
    FeedPlaces(Disk disk, long inBlocksBefore, Consumer<String> problems) throws IOException {
        this.disk = disk;
        this.inBlocksBefore = inBlocksBefore;
        for (String name : disk.list(FOLDER)) {
            if (!name.endsWith(NEXT)) {
                standings.put(name, read(name, problems));
            }
        }
    }

    private Standing read(String name, Consumer<String> problems) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHECKED_BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (DiskFile file = disk.open(FOLDER + "/" + name)) {
            file.read(bytes, 0);
        }
        int checked = bytes.position() - Integer.BYTES;
        int version = checked == CHECKED_BYTES ? VERSION : checked == CHECKED_BYTES_BEFORE ? VERSION - 1 : 0;
        if (version == 0 || bytes.getInt(checked) != crc(bytes, checked) || bytes.getInt(0) != MAGIC
                || bytes.getInt(Integer.BYTES) != version) {
            problems.accept(FOLDER + "/" + name + ": damaged; the feed begins with all that the log still has");
            return new Standing(new LogPlace(0, 0), 0);
        }
        bytes.position(2 * Integer.BYTES);
        LogPlace place = new LogPlace(bytes.getLong(), bytes.getLong());
        return new Standing(place, version == VERSION ? bytes.getLong() : 0);
    }

    private static int crc(ByteBuffer bytes, int checked) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().clear().limit(checked));
        return (int) crc.getValue();
    }

    synchronized Optional<LogPlace> find(String name) {
        return Optional.ofNullable(standings.get(name)).map(Standing::place);
    }

    /** Since when that feed is stuck, as it was told last; 0 when it is not. */
    synchronized long stuckMillis(String name) {
        Standing standing = standings.get(name);
        return standing == null ? 0 : standing.stuckMillis();
    }

    /** What lies before that place need not be kept for that feed. */
    synchronized void put(String name, LogPlace place) throws IOException {
        write(name, new Standing(place, stuckMillis(name)));
    }

    /** Of a feed whose place is known; of another, nothing. */
    synchronized void putStuck(String name, long stuckMillis) throws IOException {
        Standing standing = standings.get(name);
        if (standing != null && standing.stuckMillis() != stuckMillis) {
            write(name, new Standing(standing.place(), stuckMillis));
        }
    }

    private void write(String name, Standing standing) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHECKED_BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(VERSION).putLong(standing.place().segment()).putLong(standing.place().offset())
                .putLong(standing.stuckMillis());
        bytes.putInt(crc(bytes, CHECKED_BYTES)).flip();
        disk.createFolder(FOLDER);
        String next = FOLDER + "/" + name + NEXT;
        disk.delete(next);
        try (DiskFile file = disk.create(next)) {
            file.append(bytes);
        }
        disk.rename(next, FOLDER + "/" + name);
        standings.put(name, standing);
    }

    synchronized void retain(Set<String> names) throws IOException {
        for (String name : Set.copyOf(standings.keySet())) {
            if (!names.contains(name)) {
                disk.delete(FOLDER + "/" + name);
                standings.remove(name);
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
        for (Standing standing : standings.values()) {
            before = Math.min(before, standing.place().segment());
        }
        log.deleteBefore(before);
    }
}

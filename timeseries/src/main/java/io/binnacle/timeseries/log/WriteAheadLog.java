package io.binnacle.timeseries.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.log.SegmentFormat.Header;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log: records go in whole and come back in order.
 *
 * <p>{@link #append} and {@link #cut} by one thread at a time (the store's commit lock); {@link #awaitDurable}, {@link #sync},
 * {@link #deleteBefore} and the statistics by any thread, meanwhile too. What was appended survives the death of the process at once, and a
 * power cut once it is synced.
 *
 * <p>A full disk refuses a record with {@link io.binnacle.timeseries.disk.DiskFull} and takes the next one when there is room. A failed
 * sync refuses all records until a sync of a new segment succeeds, which the background tries every interval.
 */
public final class WriteAheadLog implements AutoCloseable {

    /** What a payload's buffer must have free in front of its position: the record's header goes there, so that one write does. */
    public static final int HEADER_BYTES = SegmentFormat.RECORD_HEADER_BYTES;
    /** The longest payload. */
    public static final int PAYLOAD_BYTES_MAX = SegmentFormat.RECORD_BYTES_MAX;

    private static final Reader NOBODY = (segment, payload) -> {};

    /** Takes the records of a log in the order in which they were appended. */
    @FunctionalInterface
    public interface Reader {

        /**
         * Records before it may be missing, where damage was reported; what it refers to may be too.
         *
         * @param payload as it was appended, little-endian; valid during the call
         * @throws IOException ends the reading
         */
        void record(long segment, ByteBuffer payload) throws IOException;
    }

    private final Disk disk;
    private final String folder;
    private final LogSettings settings;
    private final GroupCommit commit;
    /** Held while segments are synced or forgotten: nothing is closed under a sync. Taken before the monitor. */
    private final ReentrantLock syncing = new ReentrantLock();
    /** Segments that are not written any more, and their bytes. This and all below is guarded by the monitor. */
    private final NavigableMap<Long, Long> sealed;
    /** Those of them that are not synced yet, still open. */
    private final List<LogSegment> unsynced = new ArrayList<>();
    /** Segments of former processes, which may have died before they synced them. */
    private final NavigableSet<Long> inherited;
    private final long bytesInherited;
    private @Nullable LogSegment active;
    private long nextSegment;
    private long previous;
    private long previousEnd;
    private boolean refusing;
    private boolean closed;
    private boolean deletionsUnsynced;
    /** Whether the names that were found at the start are durable, among them those that a former process deleted just before it died. */
    private boolean inheritedNamesSynced;
    private long recordsAppended;
    private volatile long appended;

    private WriteAheadLog(Disk disk, String folder, long from, LogSettings settings, LogReader found) {
        this.disk = disk;
        this.folder = folder;
        this.settings = settings;
        this.sealed = found.sizes();
        this.previous = sealed.isEmpty() ? 0 : sealed.lastKey();
        this.previousEnd = found.lastEnd();
        // Where all segments before it are gone and none was made since, the numbers go on all the same.
        this.nextSegment = Math.max(previous + 1, from);
        this.inherited = new TreeSet<>(sealed.keySet());
        this.bytesInherited = sealed.values().stream().mapToLong(Long::longValue).sum();
        this.appended = bytesInherited;
        this.commit = new GroupCommit(settings.syncInterval(), new GroupCommit.Target() {
            @Override
            public long syncAppended() throws IOException {
                return syncSegments();
            }

            @Override
            public long appended() {
                return appended;
            }
        });
    }

    /**
     * Opens a log, which is created when there is none, and hands out what it holds. Writes nothing: the first append starts a new
     * segment, and the first sync covers what a former process may not have synced.
     *
     * @param from     what lies in segments before it does not count any more and is not handed out; no new segment gets a
     *        number below it
     * @param replay   is called in this thread, before this method returns
     * @param problems what is damaged, one sentence each; a write that was torn by a crash is none
     * @throws IOException what the reader throws; when the folder cannot be listed; when a later version wrote the log
     */
    public static WriteAheadLog open(Disk disk, String folder, long from, LogSettings settings, Reader replay,
            Consumer<String> problems) throws IOException {
        disk.createFolder(folder);
        LogReader found = new LogReader(disk, folder, problems);
        found.read(from, (segment, payload) -> {
            if (segment >= from) {
                replay.record(segment, payload);
            }
        });
        WriteAheadLog log = new WriteAheadLog(disk, folder, from, settings, found);
        log.commit.start();
        return log;
    }

    /** Reads all segments of a log, open or not, and checks every checksum; changes nothing. */
    public static LogContents verify(Disk disk, String folder, Consumer<String> problems) throws IOException {
        return new LogReader(disk, folder, problems).read(0, NOBODY);
    }

    /**
     * Appends a record by one write. When that fails, the log is as before and the payload's position too.
     *
     * @param payload what remains, consumed; {@link #HEADER_BYTES} in front of its position are overwritten. A direct buffer is not copied
     * @return the position of its end, for {@link #awaitDurable}
     * @throws io.binnacle.timeseries.disk.DiskFull when there is no room
     */
    public long append(ByteBuffer payload) throws IOException {
        if (payload.position() < HEADER_BYTES || payload.remaining() > PAYLOAD_BYTES_MAX) {
            throw new BugException("a record of " + payload.remaining() + " bytes at " + payload.position()
                    + " of its buffer");
        }
        int bytes = HEADER_BYTES + payload.remaining();
        if (appended - commit.durable() > settings.unsyncedBytesMax()) {
            commit.sync();
        }
        long end;
        synchronized (this) {
            requireWritable();
            LogSegment segment = segmentFor(bytes);
            try {
                segment.append(payload);
            } catch (IOException e) {
                if (segment.broken()) {
                    seal();
                }
                throw e;
            }
            recordsAppended++;
            end = appended + bytes;
            appended = end;
        }
        commit.appended();
        return end;
    }

    /**
     * Waits until what lies before that position survives a power cut, if the settings ask for it; one sync serves all who wait. With
     * {@link Durability#INTERVAL} it returns at once.
     *
     * @throws IOException when the sync failed, or with {@link Durability#INTERVAL} the last one of the background
     */
    public void awaitDurable(long position) throws IOException {
        if (settings.durability() == Durability.FSYNC) {
            commit.await(position);
            return;
        }
        IOException failure = commit.failure();
        if (failure != null) {
            throw new IOException("the log cannot be synced", failure);
        }
    }

    /** Syncs what was appended before this call, whatever the settings. */
    public void sync() throws IOException {
        commit.sync();
    }

    /**
     * Starts a new segment. Succeeds on a full disk too: the file then comes with the next append.
     *
     * @return its number: what is appended from now on is in that segment or a later one, what was before is not
     */
    public synchronized long cut() throws IOException {
        requireOpen();
        if (active != null && !active.holdsRecords()) {
            return active.number();
        }
        seal();
        long number = nextSegment;
        if (!refusing) {
            try {
                active = create();
            } catch (IOException e) {
                // The next append says why, to somebody who can wait for it to heal.
                active = null;
            }
        }
        return number;
    }

    /**
     * Deletes the segments before that one, oldest first. Those that cannot be deleted are tried again next time.
     *
     * @throws IOException when one could not be deleted; those before it are
     */
    public void deleteBefore(long segment) throws IOException {
        List<Long> dead;
        syncing.lock();
        try {
            synchronized (this) {
                requireOpen();
                dead = List.copyOf(sealed.headMap(segment, false).keySet());
                inherited.headSet(segment).clear();
                deletionsUnsynced |= !dead.isEmpty();
                for (LogSegment each : List.copyOf(unsynced)) {
                    if (each.number() < segment) {
                        unsynced.remove(each);
                        each.close();
                    }
                }
            }
        } finally {
            syncing.unlock();
        }
        for (Long each : dead) {
            disk.delete(folder + "/" + SegmentFormat.name(each));
            synchronized (this) {
                sealed.remove(each);
            }
        }
        syncDeletions();
    }

    private void syncDeletions() throws IOException {
        synchronized (this) {
            if (!deletionsUnsynced) {
                return;
            }
        }
        disk.syncFolder(folder);
        synchronized (this) {
            deletionsUnsynced = false;
        }
    }

    /** On disk, all segments. */
    public synchronized long bytes() {
        long bytes = active == null ? 0 : active.end();
        for (long each : sealed.values()) {
            bytes += each;
        }
        return bytes;
    }

    /** Where the next record goes, or where it would if no segment were begun for it. */
    public synchronized LogPlace end() {
        LogSegment segment = active;
        return segment == null ? new LogPlace(nextSegment, 0) : new LogPlace(segment.number(), segment.end());
    }

    /** The records from that place on; bytes. */
    public long bytesFrom(LogPlace place) {
        long bytes = 0;
        for (Map.Entry<Long, Long> segment : ends().tailMap(place.segment(), true).entrySet()) {
            boolean first = segment.getKey() == place.segment();
            long from = Math.max(first ? place.offset() : 0, SegmentFormat.SEGMENT_HEADER_BYTES);
            bytes += Math.max(0, segment.getValue() - from);
        }
        return bytes;
    }

    /** The segments that there are, and where each ends by now. */
    synchronized NavigableMap<Long, Long> ends() {
        NavigableMap<Long, Long> ends = new TreeMap<>(sealed);
        LogSegment segment = active;
        if (segment != null) {
            ends.put(segment.number(), segment.end());
        }
        return ends;
    }

    public synchronized LogStatistics statistics() {
        return new LogStatistics(bytes(), sealed.size() + (active == null ? 0 : 1), recordsAppended,
                appended - bytesInherited,
                appended - commit.durable(), commit.unsyncedNanos(), commit.syncs(), commit.syncFailures(),
                commit.syncNanos());
    }

    // --- segments; under the monitor

    private LogSegment segmentFor(int bytes) throws IOException {
        LogSegment segment = active;
        if (segment != null && segment.holdsRecords() && segment.end() + bytes > settings.segmentBytesMax()) {
            seal();
            segment = null;
        }
        if (segment == null) {
            segment = create();
            active = segment;
        }
        return segment;
    }

    private LogSegment create() throws IOException {
        if (!inheritedNamesSynced) {
            // Else a power cut could bring back segments whose numbers are given again now.
            disk.syncFolder(folder);
            inheritedNamesSynced = true;
        }
        long salt = ThreadLocalRandom.current().nextLong();
        Header header = new Header(SegmentFormat.VERSION, nextSegment, salt, previous, previousEnd);
        try {
            LogSegment segment = LogSegment.create(disk, folder, header);
            nextSegment++;
            return segment;
        } catch (IOException e) {
            if (disk.exists(folder + "/" + SegmentFormat.name(nextSegment))) {
                sealed.put(nextSegment++, 0L);
            }
            throw e;
        }
    }

    private void seal() {
        LogSegment segment = active;
        if (segment != null) {
            sealed.put(segment.number(), segment.end());
            unsynced.add(segment);
            previous = segment.number();
            previousEnd = segment.end();
            active = null;
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private void requireWritable() throws IOException {
        requireOpen();
        if (refusing) {
            throw new IOException("the log takes no records: it cannot be synced", commit.failure());
        }
    }

    // --- syncs; one at a time

    private long syncSegments() throws IOException {
        syncing.lock();
        try {
            List<LogSegment> due;
            List<Long> dueInherited;
            long position;
            synchronized (this) {
                requireOpen();
                due = due();
                dueInherited = List.copyOf(inherited);
                inherited.clear();
                position = appended;
            }
            try {
                syncInherited(dueInherited);
                for (LogSegment segment : due) {
                    segment.sync();
                }
            } catch (IOException e) {
                giveUp(due, e);
                throw e;
            }
            synchronized (this) {
                refusing = false;
                closeSynced();
            }
            return position;
        } finally {
            syncing.unlock();
        }
    }

    private void syncInherited(List<Long> segments) throws IOException {
        for (Long segment : segments) {
            try (DiskFile file = disk.open(folder + "/" + SegmentFormat.name(segment))) {
                file.sync();
            }
        }
        if (!segments.isEmpty()) {
            disk.syncFolder(folder);
        }
    }

    /** All segments that are not synced, oldest first; while records are refused one more, to see whether the disk syncs again. */
    private List<LogSegment> due() throws IOException {
        if (refusing && active == null) {
            active = create();
        }
        List<LogSegment> due = new ArrayList<>(unsynced);
        if (active != null && !active.synced()) {
            due.add(active);
        }
        return due;
    }

    private void closeSynced() throws IOException {
        for (LogSegment segment : List.copyOf(unsynced)) {
            if (segment.synced()) {
                unsynced.remove(segment);
                segment.close();
            }
        }
    }

    /**
     * Systems drop bytes that they failed to write and call the next sync of that file a success, so these files are not synced again.
     * Their records are still there for a process that dies; a flush makes them durable.
     */
    private synchronized void giveUp(List<LogSegment> due, IOException reason) {
        refusing = true;
        LogSegment last = active;
        if (last != null && !last.holdsRecords()) {
            active = null;
            closeAfter(reason, last);
            deleteAfter(reason, last);
        }
        seal();
        for (LogSegment segment : List.copyOf(unsynced)) {
            if (due.contains(segment) || segment.equals(last)) {
                unsynced.remove(segment);
                closeAfter(reason, segment);
            }
        }
    }

    private static void closeAfter(IOException reason, LogSegment segment) {
        try {
            segment.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Otherwise a disk that stays bad would collect an empty segment every interval. */
    private void deleteAfter(IOException reason, LogSegment segment) {
        try {
            disk.delete(folder + "/" + SegmentFormat.name(segment.number()));
        } catch (IOException e) {
            sealed.put(segment.number(), segment.end());
            reason.addSuppressed(e);
        }
    }

    /**
     * Syncs and closes the log; a second call does nothing. Without a call nothing is lost but the sync.
     *
     * @throws IOException when what was appended could not be synced; the log is closed all the same
     */
    @Override
    public void close() throws IOException {
        commit.close();
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            commit.sync();
        } finally {
            syncing.lock();
            try {
                closeFiles();
            } finally {
                syncing.unlock();
            }
        }
    }

    private synchronized void closeFiles() throws IOException {
        closed = true;
        seal();
        for (LogSegment segment : unsynced) {
            segment.close();
        }
        unsynced.clear();
    }
}

package io.binnacle.timeseries.head;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.arena.Arenas;
import org.jspecify.annotations.Nullable;

/**
 * The samples that came between two flushes, compressed, off the heap; and {@linkplain GenerationEvents what came beside
 * them}.
 *
 * <p>Threads: one writer at a time (the store's commit lock); any number of readers, who never wait. Commits have
 * ascending versions; a reader names the version that it wants to see.
 *
 * <p>How a reader sees a version while the writer goes on: a series only grows, so its state as of a version is a
 * sample count. A record keeps the count as of its last commit and of the one before; when a commit would overwrite one
 * that an open reader needs, it goes into {@link #older} first.
 *
 * <p>Ownership: counted by {@link #retain} and {@link #release}; the one who made it holds the first count. All memory
 * goes with the last.
 *
 * <pre>
 *   record of a series, 64 bytes
 *   0 version (negative while it changes)   8 version before   16 newest time   24 newest value
 *   32 samples   36 samples before   40 first cell   44 current cell   48 where it stands in it   56 time difference
 *
 *   where it stands: place, bits (32)   samples (16)   leading zeros (8)   trailing zeros (8)
 * </pre>
 */
public final class Generation {

    private static final int RECORD_SHIFT = 6;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final VarHandle LONG_HANDLE = LONG.varHandle();
    private static final int BEFORE = 8;
    private static final int NEWEST_TIME = 16;
    private static final int NEWEST_VALUE = 24;
    private static final int COUNT = 32;
    private static final int COUNT_BEFORE = 36;
    private static final int FIRST_CELL = 40;
    private static final int CELL = 44;
    private static final int STAND = 48;
    private static final int DELTA = 56;
    /** A late sample costs two columns of 8 bytes, copied now and then. */
    private static final int LATE_BYTES = 32;
    /** A float sample's share of a generation's memory: so many bytes of events weigh as much as one. */
    private static final int SAMPLE_BYTES = 8;

    private final Arena arena = Arenas.shared();
    private final PagedRecords records = new PagedRecords(arena, RECORD_SHIFT);
    private final Cells cells = new Cells(arena);
    private final Cells.Place place = new Cells.Place();
    private final AtomicInteger holders = new AtomicInteger(1);
    private final Map<Integer, VersionedColumns> late = new ConcurrentHashMap<>();
    private final Map<Integer, Count> older = new ConcurrentHashMap<>();
    private final GenerationEvents events = new GenerationEvents();

    /** Plain fields: whoever reads them has seen the version of a commit published after they were written. */
    private long samples;
    private long lateSamples;
    private long minMillis = Long.MAX_VALUE;
    private long maxMillis = Long.MIN_VALUE;
    private int seriesEnd;
    private int touched;

    /** How many samples a series had as of a version, newest first. */
    private record Count(long version, int count, @Nullable Count next) {}

    /** What became of a late sample. */
    public enum LateOutcome {
        ADDED, REPLACED, DUPLICATE
    }

    // ---- the writer -------------------------------------------------------------------------------------------------

    /**
     * To be called before the first change of a series in a commit; does nothing when called again.
     *
     * @param openVersions of the readers that are open, ascending
     */
    public void touch(int series, long version, long[] openVersions) {
        records.ensure(series);
        MemorySegment page = records.page(series);
        long at = records.offset(series);
        long present = page.get(LONG, at);
        if (present == version) {
            return;
        }
        touched += present == 0 ? 1 : 0;
        long before = page.get(LONG, at + BEFORE);
        int countBefore = page.get(INT, at + COUNT_BEFORE);
        if (openVersions.length > 0 && isNeeded(openVersions, before, present)) {
            older.merge(series, new Count(before, countBefore, null), (known, added) -> new Count(added.version(),
                    added.count(), trimmed(known, openVersions)));
        }
        // Whoever may ask for this version learns of it by a volatile write behind all of this.
        page.set(LONG, at, -version);
        VarHandle.storeStoreFence();
        page.set(LONG, at + BEFORE, present);
        page.set(INT, at + COUNT_BEFORE, page.get(INT, at + COUNT));
        VarHandle.storeStoreFence();
        page.set(LONG, at, version);
        seriesEnd = Math.max(seriesEnd, series + 1);
    }

    /** Whether a reader is open on a version from {@code from} on and before {@code to}. */
    private static boolean isNeeded(long[] openVersions, long from, long to) {
        int found = Arrays.binarySearch(openVersions, from);
        int first = found >= 0 ? found : -found - 1;
        return first < openVersions.length && openVersions[first] < to;
    }

    private static @Nullable Count trimmed(Count known, long[] openVersions) {
        return known.version() <= openVersions[0]
                ? new Count(known.version(), known.count(), null)
                : new Count(known.version(), known.count(),
                        known.next() == null ? null : trimmed(known.next(), openVersions));
    }

    /** Appends samples, each newer than the one before and all newer than those of the touched series. */
    public void append(int series, long[] times, double[] values, int from, int to) {
        MemorySegment page = records.page(series);
        long at = records.offset(series);
        int count = page.get(INT, at + COUNT);
        int next = from;
        if (count == 0) {
            place.start(cells.start(times[next], values[next]), times[next], values[next]);
            page.set(INT, at + FIRST_CELL, place.cell);
            next++;
        } else {
            load(page, at);
        }
        for (; next < to; next++) {
            append(times[next], values[next]);
        }
        store(page, at);
        page.set(INT, at + COUNT, count + to - from);
        samples += to - from;
        reaches(times[from]);
        reaches(times[to - 1]);
    }

    private void append(long millis, double value) {
        if (place.samples < Short.MAX_VALUE && cells.append(place, millis, value)) {
            return;
        }
        int next = cells.start(millis, value);
        cells.seal(place.cell, place.samples, next);
        place.start(next, millis, value);
    }

    private void load(MemorySegment page, long at) {
        place.cell = page.get(INT, at + CELL);
        long stand = page.get(LONG, at + STAND);
        place.bit = (int) (stand >>> 32);
        place.samples = (int) (stand >>> 16) & 0xffff;
        place.leading = (int) (stand >>> 8) & 0xff;
        place.trailing = (int) stand & 0xff;
        place.millis = page.get(LONG, at + NEWEST_TIME);
        place.valueBits = page.get(LONG, at + NEWEST_VALUE);
        place.delta = page.get(LONG, at + DELTA);
    }

    private void store(MemorySegment page, long at) {
        page.set(INT, at + CELL, place.cell);
        page.set(LONG, at + STAND, (long) place.bit << 32 | place.samples << 16 | place.leading << 8 | place.trailing);
        page.set(LONG, at + NEWEST_TIME, place.millis);
        page.set(LONG, at + NEWEST_VALUE, place.valueBits);
        page.set(LONG, at + DELTA, place.delta);
    }

    /**
     * Takes a sample that is not newer than all of the touched series; {@code stored} tells the sample of that time that
     * is held elsewhere (in this generation's cells, an older one, a block), if it is not a duplicate of that already.
     */
    public LateOutcome appendLate(int series, long version, long millis, double value, boolean replaces) {
        VersionedColumns columns = late.computeIfAbsent(series, key -> new VersionedColumns());
        columns.touch(version);
        int before = columns.count();
        if (columns.put(millis, value, Integer.MAX_VALUE) == VersionedColumns.Outcome.DUPLICATE) {
            return LateOutcome.DUPLICATE;
        }
        lateSamples += columns.count() - before;
        reaches(millis);
        if (columns.count() == before || replaces) {
            return LateOutcome.REPLACED;
        }
        samples++;
        return LateOutcome.ADDED;
    }

    /** Ends the commit for a series that {@link #appendLate} changed. */
    public void publishLate(int series, long version, long oldestVersionNeeded) {
        VersionedColumns columns = late.get(series);
        if (columns == null) {
            throw new BugException("series " + series + " has no late samples");
        }
        columns.publish(version, oldestVersionNeeded);
    }

    private void reaches(long millis) {
        if (millis < minMillis) {
            minMillis = millis;
        }
        if (millis > maxMillis) {
            maxMillis = millis;
        }
    }

    /** The value of the writer's newest sample in order, if it is of that time. For the writer. */
    public boolean newestIs(int series, long millis) {
        if (!records.has(series)) {
            return false;
        }
        MemorySegment page = records.page(series);
        long at = records.offset(series);
        return page.get(INT, at + COUNT) > 0 && page.get(LONG, at + NEWEST_TIME) == millis;
    }

    /** As {@link #newestIs} said. */
    public double newestValue(int series) {
        return Double.longBitsToDouble(records.page(series).get(LONG, records.offset(series) + NEWEST_VALUE));
    }

    // ---- readers ----------------------------------------------------------------------------------------------------

    /** What there is beside float samples. */
    public GenerationEvents events() {
        return events;
    }

    /** Float samples held; those that replace another at the same time count once. */
    public long samples() {
        return samples;
    }

    /** What is held, in samples: events count by what they take. */
    public long weight() {
        return samples + events.bytes() / SAMPLE_BYTES;
    }

    /** Series with float samples. */
    public int series() {
        return touched;
    }

    /** Samples that came later than a newer one of their series. */
    public long lateSamples() {
        return lateSamples;
    }

    /** Compressed runs of float samples, and the late ones of each series. */
    public long chunks() {
        return (long) cells.count() + late.size();
    }

    public boolean isEmpty() {
        return samples == 0 && lateSamples == 0 && events.bytes() == 0;
    }

    /** The first time of a sample or an event; greater than {@link #maxMillis} when there is none. */
    public long minMillis() {
        return Math.min(minMillis, events.minMillis());
    }

    public long maxMillis() {
        return Math.max(maxMillis, events.maxMillis());
    }

    /** Memory off the heap, and an estimate of what late samples and events take on it. */
    public long bytes() {
        return records.bytes() + cells.bytes() + lateSamples * LATE_BYTES + events.bytes();
    }

    /** Whether a series has samples or events, as the writer sees it. */
    public boolean holds(int series) {
        return (records.has(series) && (records.page(series).get(INT, records.offset(series) + COUNT) > 0
                || late.containsKey(series))) || events.holds(series);
    }

    /** Names every series that has samples or events, ascending. For a generation that nobody writes to any more. */
    public void forEachSeries(IntConsumer each) {
        int end = Math.max(seriesEnd, events.seriesEnd());
        for (int series = 0; series < end; series++) {
            if (holds(series)) {
                each.accept(series);
            }
        }
    }

    /**
     * Appends the samples of a series in the range, both ends inclusive, as of that version, in order of time, each time
     * once.
     */
    public void read(int series, long version, long min, long max, SampleColumns into, SampleColumns scratch) {
        int count = count(series, version);
        int from = into.count();
        if (count > 0) {
            cells.read(records.page(series).get(INT, records.offset(series) + FIRST_CELL), count, min, max, into);
        }
        VersionedColumns columns = late.isEmpty() ? null : late.get(series);
        VersionedColumns.View view = columns == null ? null : columns.viewAt(version);
        if (view != null && !view.isEmpty()) {
            scratch.clear();
            int first = view.firstAtLeast(view.from(), min);
            int end = Math.max(first, view.end(first, max));
            scratch.reserve(end - first);
            view.copy(first, end - first, scratch.times(), scratch.values(), 0);
            scratch.count(end - first);
            into.merge(from, scratch);
        }
    }

    /**
     * Whether the first sample that came in order, as of that version, lies in the range: told without decoding. When it does
     * not, others may.
     */
    public boolean firstIsWithin(int series, long version, long min, long max) {
        if (count(series, version) == 0) {
            return false;
        }
        long first = cells.firstMillis(records.page(series).get(INT, records.offset(series) + FIRST_CELL));
        return min <= first && first <= max;
    }

    private int count(int series, long version) {
        if (!records.has(series)) {
            return 0;
        }
        MemorySegment page = records.page(series);
        long at = records.offset(series);
        while (true) {
            long present = (long) LONG_HANDLE.getVolatile(page, at);
            if (present < 0) {
                // The writer is between two stores.
                Thread.onSpinWait();
                continue;
            }
            int count = page.get(INT, at + COUNT);
            long before = page.get(LONG, at + BEFORE);
            int countBefore = page.get(INT, at + COUNT_BEFORE);
            VarHandle.acquireFence();
            if ((long) LONG_HANDLE.getVolatile(page, at) != present) {
                continue;
            }
            if (present <= version) {
                return count;
            }
            return before <= version ? countBefore : countInHistory(series, version);
        }
    }

    private int countInHistory(int series, long version) {
        for (Count known = older.get(series); known != null; known = known.next()) {
            if (known.version() <= version) {
                return known.count();
            }
        }
        throw new BugException("no state of series " + series + " as of version " + version);
    }

    // ---- ownership --------------------------------------------------------------------------------------------------

    public void retain() {
        if (holders.getAndIncrement() <= 0) {
            throw new BugException("a generation was retained after its last release");
        }
    }

    public void release() {
        int left = holders.decrementAndGet();
        if (left == 0) {
            arena.close();
        } else if (left < 0) {
            throw new BugException("a generation was released too often");
        }
    }
}

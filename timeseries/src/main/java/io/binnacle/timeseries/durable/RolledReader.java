package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.rollup.DayPart;
import io.binnacle.timeseries.rollup.RollupFormat;
import io.binnacle.timeseries.rollup.RollupJoin;
import io.binnacle.timeseries.rollup.WindowSpan;
import org.jspecify.annotations.Nullable;

/**
 * Reads points of series from one {@link View}, day by day: those that are stored where they are of the very samples that the view
 * has, else it makes them of the samples. Belongs to one thread.
 */
final class RolledReader {

    private final DurableTimeSeriesStore store;
    private final View view;
    private final long version;
    private final WindowSpan span;
    /** Samples before this are beyond the retention. */
    private final long oldestMillis;
    private final NavigableMap<Long, Day> days = new TreeMap<>();
    private final Map<Block, BlockReader> readers = new HashMap<>();
    private final RollupFormat format = new RollupFormat();
    private final DayPart part = new DayPart();
    private final SampleColumns scratch = new SampleColumns();

    /** What blocks and files of points there are of a day. */
    private static final class Day {

        private final List<DayBlock> blocks = new ArrayList<>();
        private @Nullable RollupDay points;

        /** Whether the day has the samples that those points were made of. */
        private boolean samplesCanStandFor(RollupDay stored) {
            return !stored.isFinal() && !blocks.isEmpty();
        }

        /** Whether the stored points are of all that blocks hold of that series. */
        private boolean pointsStandFor(int number) {
            RollupDay stored = points;
            if (stored == null) {
                return false;
            }
            if (stored.isFinal() || blocks.isEmpty()) {
                return true;
            }
            boolean sourceIsThere = false;
            for (DayBlock one : blocks) {
                if (one.number() == stored.source()) {
                    sourceIsThere = true;
                } else if (one.block().holds(number)) {
                    return false;
                }
            }
            return sourceIsThere;
        }
    }

    RolledReader(DurableTimeSeriesStore store, View view, long version, WindowSpan span, long oldestMillis) {
        this.store = store;
        this.view = view;
        this.version = version;
        this.span = span;
        this.oldestMillis = oldestMillis;
        long first = DayBlock.dayOf(span.samplesFromMillis());
        long last = DayBlock.dayOf(span.lastEnd());
        for (DayBlock one : view.blocks) {
            if (one.day() >= first && one.day() <= last) {
                days.computeIfAbsent(one.day(), key -> new Day()).blocks.add(one);
            }
        }
        for (RollupDay one : view.rollups) {
            if (one.resolution() == span.rollup().resolution() && one.day() >= first && one.day() <= last) {
                Day day = days.computeIfAbsent(one.day(), key -> new Day());
                RollupDay known = day.points;
                if (known == null || !known.isFinal()) {
                    day.points = one;
                }
            }
        }
    }

    private BlockReader reader(Block block) {
        return readers.computeIfAbsent(block, Block::reader);
    }

    /** Whether that series has samples in the windows, or points. */
    boolean has(int metric, int number) {
        long from = Math.max(span.startMillis(), oldestMillis);
        for (Day day : days.values()) {
            // First: damaged samples are no matter where points stand for them.
            RollupDay points = day.points;
            if (points != null && points.block().holds(number) && day.pointsStandFor(number)
                    && hasStored(day, points, metric, number)) {
                return true;
            }
            for (DayBlock one : day.blocks) {
                try {
                    if (one.block().holds(number)
                            && reader(one.block()).hasSamples(metric, number, from, span.lastEnd())) {
                        return true;
                    }
                } catch (Corrupt e) {
                    // For read to meet.
                    store.damaged(one.block(), e);
                    return true;
                }
            }
        }
        scratch.clear();
        SampleColumns recent = new SampleColumns(4);
        view.readRecent(number, version, from, span.lastEnd(), recent, scratch);
        return recent.count() > 0;
    }

    /** Whether there is a point; damage of what nothing can take the place of is for {@link #read} to meet. */
    private boolean hasStored(Day day, RollupDay points, int metric, int number) {
        try {
            return RollupFormat.has(reader(points.block()), metric, number, span);
        } catch (Corrupt e) {
            return !day.samplesCanStandFor(points);
        }
    }

    /** Appends the points of that series. */
    void read(int metric, int number, SampleColumns into) {
        SampleColumns recent = new SampleColumns();
        view.readRecent(number, version, Math.max(span.samplesFromMillis(), oldestMillis), span.lastEnd(), recent,
                scratch);
        SortedSet<Long> all = new TreeSet<>(days.keySet());
        for (int i = 0; i < recent.count(); i++) {
            all.add(DayBlock.dayOf(recent.times()[i]));
        }
        RollupJoin join = new RollupJoin(span, into);
        int next = 0;
        for (long one : all) {
            int from = next;
            while (next < recent.count() && DayBlock.dayOf(recent.times()[next]) == one) {
                next++;
            }
            Day day = days.getOrDefault(one, new Day());
            RollupDay points = day.points;
            if (points != null && (points.isFinal() || from == next) && day.pointsStandFor(number)
                    && readStored(day, points, metric, number)) {
                join.add(part);
            } else {
                join.add(samples(day, metric, number, recent, from, next));
            }
        }
    }

    /** False when they cannot be read, and samples can be in their place. */
    private boolean readStored(Day day, RollupDay points, int metric, int number) {
        try {
            format.read(reader(points.block()), metric, number, span, part);
            return true;
        } catch (Corrupt e) {
            Corrupt told = store.damaged(points.block(), e);
            if (!day.samplesCanStandFor(points)) {
                throw told;
            }
            return false;
        }
    }

    private SampleColumns samples(Day day, int metric, int number, SampleColumns recent, int from, int to) {
        SampleColumns samples = new SampleColumns();
        SampleColumns more = new SampleColumns();
        long min = Math.max(span.samplesFromMillis(), oldestMillis);
        for (DayBlock one : day.blocks) {
            if (one.block().holds(number)) {
                more.clear();
                try {
                    reader(one.block()).read(metric, number, min, span.lastEnd(), more);
                } catch (Corrupt e) {
                    throw store.damaged(one.block(), e);
                }
                samples.merge(0, more);
            }
        }
        more.clear();
        more.reserve(to - from);
        System.arraycopy(recent.times(), from, more.times(), 0, to - from);
        System.arraycopy(recent.values(), from, more.values(), 0, to - from);
        more.count(to - from);
        samples.merge(0, more);
        return samples;
    }
}

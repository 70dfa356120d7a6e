package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.LabelChoice;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesGrouping;
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.catalogue.SeriesGroups;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.StartTimeCodec;
import io.binnacle.timeseries.head.Generation;
import io.binnacle.timeseries.histogram.HistogramCodec;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.rollup.WindowSpan;
import org.roaringbitmap.RoaringBitmap;

/** Reads the samples and events of one {@link QueryView}: day after day, what its blocks hold and what memory holds. */
final class DurableReader implements SeriesReader {

    private final QueryView view;
    private final DurableTimeSeriesStore store;
    /** One a block of the view. */
    private final List<BlockReader> readers = new ArrayList<>();
    private final Map<WindowSpan, RolledReader> rolledReaders = new HashMap<>();
    private final boolean anyEvents;
    private final SampleColumns scratch = new SampleColumns();
    private final SampleColumns more = new SampleColumns();
    private final SampleColumns recent = new SampleColumns();
    private final SampleColumns points = new SampleColumns(1);

    DurableReader(QueryView view) {
        this.view = view;
        this.store = view.store();
        boolean events = view.hasRecentEvents();
        for (DayBlock one : view.blocks()) {
            readers.add(one.block().reader());
            events |= one.block().hasEvents();
        }
        this.anyEvents = events;
    }

    DurableTimeSeriesStore store() {
        return store;
    }

    @Override
    public void read(Series series, long minMillis, long maxMillis, SampleColumns into) {
        if (series instanceof RolledSeries rolled) {
            points.clear();
            readPoints(rolled, points);
            int from = points.firstAtLeast(minMillis);
            int to = maxMillis == Long.MAX_VALUE ? points.count() : points.firstAtLeast(maxMillis + 1);
            into.append(points, from, Math.max(from, to));
            return;
        }
        recent.clear();
        Days days = new Days(selected(series), view.from(minMillis), view.to(maxMillis), recent);
        while (days.next(into)) {
            // the next day follows
        }
    }

    /** Appends all points of that series. */
    void readPoints(RolledSeries series, SampleColumns into) {
        rolled(series.span()).read(series.metric(), series.number(), into);
    }

    /** Whether the series has samples in the windows, or points. */
    boolean hasPoints(int metric, int number, WindowSpan span) {
        return rolled(span).has(metric, number);
    }

    private RolledReader rolled(WindowSpan span) {
        return rolledReaders.computeIfAbsent(span, key -> new RolledReader(store, view.whole(), view.version(), key,
                view.oldestMillis()));
    }

    /** A cursor that holds no more than a day. */
    SampleCursor cursor(DurableSeries series, long minMillis, long maxMillis) {
        return new Cursor(new Days(series, view.from(minMillis),
                view.to(maxMillis), new SampleColumns(1)));
    }

    private static NumberedSeries numbered(Series series) {
        if (series instanceof NumberedSeries numbered) {
            return numbered;
        }
        throw new BugException("not a series of this store: " + series.labels());
    }

    private static DurableSeries selected(Series series) {
        if (series instanceof DurableSeries selected) {
            return selected;
        }
        throw new BugException("not a series of this store: " + series.labels());
    }

    /** Whether the series has a sample, float or histogram, in the view's range. */
    boolean hasSamples(int metric, int number) {
        return surelyHasSamples(number) || blocksHaveSamples(metric, number) || hasRecentSamples(number);
    }

    /** Whether a block that lies in the range with all its samples has some of the series: its directory tells. */
    private boolean surelyHasSamples(int number) {
        for (DayBlock one : view.blocks()) {
            if (isWhole(one.block()) && one.block().holdsSamples(number)) {
                return true;
            }
        }
        return false;
    }

    /** The series of which that is so. */
    RoaringBitmap surelyWithSamples() {
        RoaringBitmap sure = new RoaringBitmap();
        for (DayBlock one : view.blocks()) {
            if (isWhole(one.block())) {
                sure.or(one.block().sampledNumbers());
            }
        }
        return sure;
    }

    private boolean isWhole(Block block) {
        return view.minMillis() <= block.minMillis() && block.maxMillis() <= view.maxMillis();
    }

    private boolean blocksHaveSamples(int metric, int number) {
        long min = view.minMillis();
        long max = view.maxMillis();
        for (int i = 0; i < readers.size(); i++) {
            Block block = view.blocks().get(i).block();
            try {
                if (!isWhole(block) && block.holdsSamples(number)
                        && (readers.get(i).hasSamples(metric, number, min, max)
                                || readers.get(i).hasEvents(metric, number, EventKind.NATIVE_HISTOGRAM, min, max))) {
                    return true;
                }
            } catch (Corrupt e) {
                // The block says that it has the series: whoever reads its samples hears of the damage, not who asks for labels.
                store.damaged(block, e);
                return true;
            }
        }
        return false;
    }

    private boolean hasRecentSamples(int number) {
        for (Generation generation : view.generations()) {
            if (generation.firstIsWithin(number, view.version(), view.minMillis(), view.maxMillis())) {
                return true;
            }
        }
        recent.clear();
        view.readRecent(number, view.minMillis(), view.maxMillis(), recent, scratch);
        return recent.count() > 0 || view.hasRecentHistograms(number);
    }

    @Override
    public List<HistogramSample> histograms(Series series, long minMillis, long maxMillis) {
        if (!anyEvents || series instanceof RolledSeries) {
            return List.of();
        }
        EventColumns events = events(selected(series).number(), EventKind.NATIVE_HISTOGRAM,
                view.from(minMillis), view.to(maxMillis), Integer.MAX_VALUE);
        if (events.count() == 0) {
            return List.of();
        }
        List<HistogramSample> found = new ArrayList<>(events.count());
        for (int i = 0; i < events.count(); i++) {
            found.add(new HistogramSample(events.times()[i], HistogramCodec.decode(events.payloads()[i])));
        }
        return found;
    }

    @Override
    public List<StartTime> startTimes(Series series, long minMillis, long maxMillis) {
        long from = view.from(minMillis);
        long to = view.to(maxMillis);
        if (from > to || !anyEvents || series instanceof RolledSeries) {
            return List.of();
        }
        return StartTimeCodec.inForce(
                events(selected(series).number(), EventKind.START_TIME, Long.MIN_VALUE, to, Integer.MAX_VALUE), from);
    }

    /**
     * The events of a kind and series in that range, wherever they lie, each once.
     *
     * @param enough when there are more, some of the rest may be left out
     */
    EventColumns events(int number, EventKind kind, long min, long max, int enough) {
        EventColumns all = new EventColumns();
        if (min > max) {
            return all;
        }
        int metric = store.catalogue.metric(number);
        EventColumns part = new EventColumns();
        for (int i = 0; i < readers.size() && all.count() <= enough; i++) {
            Block block = view.blocks().get(i).block();
            if (block.minMillis() <= max && block.maxMillis() >= min && block.holds(number)) {
                part.clear();
                try {
                    readers.get(i).readEvents(metric, number, kind, min, max, part);
                } catch (Corrupt e) {
                    throw store.damaged(block, e);
                }
                all.merge(part, kind.several());
            }
        }
        for (Generation generation : view.generations()) {
            part.clear();
            generation.events().read(kind, number, view.version(), min, max, part);
            all.merge(part, kind.several());
        }
        return all;
    }

    @Override
    public SeriesGrouping grouping(LabelChoice choice) {
        SeriesGroups groups = store.catalogue.groups(choice);
        return new SeriesGrouping() {
            @Override
            public int group(Series series) {
                return groups.group(numbered(series).number());
            }

            @Override
            public Labels labels(int group) {
                return groups.labels(group);
            }

            @Override
            public int size() {
                return groups.size();
            }

            @Override
            public boolean hasMet(String labelName) {
                return groups.hasMet(labelName);
            }
        };
    }

    /** The samples of a series, a day at a time: what the day's blocks hold, merged with what memory holds up to its end. */
    private final class Days {

        private final int number;
        private final int metric;
        private final long min;
        private final long max;
        private final SampleColumns fromMemory;
        private int nextFromMemory;
        private int block;
        private boolean begun;
        private boolean ended;

        Days(DurableSeries series, long min, long max, SampleColumns fromMemory) {
            this.number = series.number();
            this.metric = series.metric();
            this.min = min;
            this.max = max;
            this.fromMemory = fromMemory;
            this.ended = min > max;
        }

        /** Appends the next day's; false when there is no day left. */
        boolean next(SampleColumns into) {
            if (ended) {
                return false;
            }
            if (!begun) {
                view.readRecent(number, min, max, fromMemory, scratch);
                begun = true;
            }
            List<DayBlock> blocks = view.blocks();
            while (block < blocks.size() && !reaches(blocks.get(block).block())) {
                block++;
            }
            int from = into.count();
            if (block == blocks.size()) {
                takeRecent(from, into, Long.MAX_VALUE);
                ended = true;
                return true;
            }
            long dayEnd = blocks.get(block).endMillis();
            while (block < blocks.size() && blocks.get(block).endMillis() == dayEnd) {
                if (reaches(blocks.get(block).block())) {
                    readBlock(block, from, into);
                }
                block++;
            }
            takeRecent(from, into, dayEnd);
            return true;
        }

        private boolean reaches(Block candidate) {
            return candidate.minMillis() <= max && candidate.maxMillis() >= min && candidate.holds(number);
        }

        private void readBlock(int index, int from, SampleColumns into) {
            BlockReader reader = readers.get(index);
            try {
                if (into.count() == from) {
                    reader.read(metric, number, min, max, into);
                } else {
                    more.clear();
                    reader.read(metric, number, min, max, more);
                    into.merge(from, more);
                }
            } catch (Corrupt e) {
                throw store.damaged(view.blocks().get(index).block(), e);
            }
        }

        private void takeRecent(int from, SampleColumns into, long beforeMillis) {
            int end = nextFromMemory;
            while (end < fromMemory.count() && fromMemory.times()[end] < beforeMillis) {
                end++;
            }
            if (end > nextFromMemory) {
                more.clear();
                more.append(fromMemory, nextFromMemory, end);
                into.merge(from, more);
                nextFromMemory = end;
            }
        }
    }

    private static final class Cursor implements SampleCursor {

        private final Days days;
        private final SampleColumns day = new SampleColumns();
        private int next;

        Cursor(Days days) {
            this.days = days;
        }

        @Override
        public int read(long[] times, double[] values, int offset) {
            while (next == day.count()) {
                day.clear();
                next = 0;
                if (!days.next(day)) {
                    return 0;
                }
            }
            int count = Math.min(day.count() - next, times.length - offset);
            System.arraycopy(day.times(), next, times, offset, count);
            System.arraycopy(day.values(), next, values, offset, count);
            next += count;
            return count;
        }
    }
}

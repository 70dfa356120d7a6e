package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.SeriesExemplars;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.catalogue.SeriesSet;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.ExemplarCodec;
import io.binnacle.timeseries.event.ExemplarRoom;
import io.binnacle.timeseries.event.StartTimeCodec;
import io.binnacle.timeseries.head.Generation;
import io.binnacle.timeseries.histogram.HistogramCodec;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.rollup.ColumnSeries;
import io.binnacle.timeseries.rollup.WindowSpan;
import org.jspecify.annotations.Nullable;

/** Reads one {@link View} as of one version. */
final class DurableQuerier implements Querier {

    private final DurableTimeSeriesStore store;
    private final View view;
    private final long version;
    private final long askedMinMillis;
    private final long oldestMillis;
    private final long minMillis;
    private final long maxMillis;
    /** The blocks that the range touches, by their day, and a reader of each. */
    private final List<DayBlock> blocks = new ArrayList<>();
    private final List<BlockReader> readers = new ArrayList<>();
    private final SampleColumns scratch = new SampleColumns();
    private final SampleColumns probe = new SampleColumns();
    private boolean closed;

    DurableQuerier(DurableTimeSeriesStore store, View view, long version, long minMillis, long maxMillis,
            long oldestMillis) {
        this.store = store;
        this.view = view;
        this.version = version;
        this.askedMinMillis = minMillis;
        this.oldestMillis = oldestMillis;
        this.minMillis = Math.max(minMillis, oldestMillis);
        this.maxMillis = maxMillis;
        for (DayBlock one : view.blocks) {
            if (one.block().minMillis() <= maxMillis && one.block().maxMillis() >= this.minMillis) {
                blocks.add(one);
                readers.add(one.block().reader());
            }
        }
    }

    @Override
    public List<Series> select(List<Matcher> matchers) {
        List<Series> found = new ArrayList<>();
        for (int number : numbers(matchers)) {
            found.add(new Selected(number, store.catalogue.labels(number)));
        }
        return found;
    }

    @Override
    public List<Series> select(List<Matcher> matchers, Rollup rollup) {
        // Whoever asks for all of time gets what there can be.
        long now = store.clock.millis();
        long min = Math.max(askedMinMillis, pointsSinceMillis(rollup.resolution()));
        long max = Math.min(maxMillis,
                now + store.settings.futureTolerance().toMillis() + rollup.resolution().millis());
        List<Series> found = new ArrayList<>();
        WindowSpan span = WindowSpan.of(rollup, min, max);
        if (span.isEmpty()) {
            return found;
        }
        RolledReader reader = new RolledReader(store, view, version, span, oldestMillis);
        for (long key : store.catalogue.select(matchers).orderKeys()) {
            int metric = SeriesSet.metric(key);
            int number = SeriesSet.series(key);
            if (reader.has(metric, number)) {
                found.add(new ColumnSeries(store.catalogue.labels(number), into -> reader.read(metric, number, into)));
            }
        }
        return found;
    }

    @Override
    public long samplesSinceMillis() {
        long since = Long.MIN_VALUE;
        for (RollupDay one : view.rollups) {
            if (one.isFinal()) {
                since = Math.max(since, one.endMillis());
            } else if (one.endMillis() <= oldestMillis) {
                since = Math.max(since, oldestMillis);
            }
        }
        return since;
    }

    @Override
    public long pointsSinceMillis(Resolution resolution) {
        return store.clock.millis() - store.settings.rollups().of(resolution).toMillis();
    }

    /** By metric, then by number: the order of blocks, so that pages are read one after the other. */
    private int[] numbers(List<Matcher> matchers) {
        if (minMillis > maxMillis) {
            return new int[0];
        }
        long[] keys = store.catalogue.select(matchers).orderKeys();
        int[] numbers = new int[keys.length];
        int count = 0;
        for (long key : keys) {
            int number = SeriesSet.series(key);
            if (hasSamples(SeriesSet.metric(key), number)) {
                numbers[count++] = number;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private boolean hasSamples(int metric, int number) {
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i).block();
            try {
                if (block.holdsSamples(number) && ((minMillis <= block.minMillis() && block.maxMillis() <= maxMillis)
                        || readers.get(i).hasSamples(metric, number, minMillis, maxMillis) || readers.get(i)
                                .hasEvents(metric, number, EventKind.NATIVE_HISTOGRAM, minMillis, maxMillis))) {
                    return true;
                }
            } catch (Corrupt e) {
                // The block says that it has the series: whoever reads its samples hears of the damage, not who asks for labels.
                store.damaged(block, e);
                return true;
            }
        }
        probe.clear();
        view.readRecent(number, version, minMillis, maxMillis, probe, scratch);
        return probe.count() > 0 || hasRecentHistograms(number);
    }

    private boolean hasRecentHistograms(int number) {
        Generation sealed = view.sealed;
        EventKind kind = EventKind.NATIVE_HISTOGRAM;
        return view.active.events().has(kind, number, version, minMillis, maxMillis)
                || (sealed != null && sealed.events().has(kind, number, version, minMillis, maxMillis));
    }

    /** All events of a kind and series in the range, wherever they lie, each once. */
    private EventColumns events(int number, EventKind kind, long min, long max) {
        return events(number, kind, min, max, Integer.MAX_VALUE);
    }

    /** The same where no more than so many are wanted: when there are more, some of the rest may be left out. */
    private EventColumns events(int number, EventKind kind, long min, long max, int enough) {
        EventColumns all = new EventColumns();
        if (min > max) {
            return all;
        }
        int metric = store.catalogue.metric(number);
        EventColumns part = new EventColumns();
        for (int i = 0; i < blocks.size() && all.count() <= enough; i++) {
            Block block = blocks.get(i).block();
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
        Generation sealed = view.sealed;
        if (sealed != null) {
            part.clear();
            sealed.events().read(kind, number, version, min, max, part);
            all.merge(part, kind.several());
        }
        part.clear();
        view.active.events().read(kind, number, version, min, max, part);
        all.merge(part, kind.several());
        return all;
    }

    @Override
    public List<SeriesExemplars> exemplars(List<Matcher> matchers, int exemplarsMax) {
        List<SeriesExemplars> found = new ArrayList<>();
        ExemplarRoom room = new ExemplarRoom(exemplarsMax);
        for (long key : store.catalogue.select(matchers).orderKeys()) {
            int number = SeriesSet.series(key);
            EventColumns events = events(number, EventKind.EXEMPLAR, minMillis, maxMillis, room.left());
            room.take(events.count());
            if (events.count() > 0) {
                List<Exemplar> exemplars = new ArrayList<>();
                for (int i = 0; i < events.count(); i++) {
                    exemplars.add(ExemplarCodec.decode(events.times()[i], events.payloads()[i]));
                }
                found.add(new SeriesExemplars(store.catalogue.labels(number), exemplars));
            }
        }
        return found;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.closed(version, view);
        }
    }

    /** One series of the querier. */
    private final class Selected implements Series {

        private final int number;
        private final Labels labels;

        Selected(int number, Labels labels) {
            this.number = number;
            this.labels = labels;
        }

        @Override
        public Labels labels() {
            return labels;
        }

        @Override
        public SampleCursor samples(long min, long max) {
            long from = Math.max(min, minMillis);
            long to = Math.min(max, maxMillis);
            return new Cursor(number, from, to);
        }

        @Override
        public List<HistogramSample> histograms(long min, long max) {
            long from = Math.max(min, minMillis);
            long to = Math.min(max, maxMillis);
            EventColumns events = events(number, EventKind.NATIVE_HISTOGRAM, from, to);
            List<HistogramSample> found = new ArrayList<>();
            for (int i = 0; i < events.count(); i++) {
                found.add(new HistogramSample(events.times()[i], HistogramCodec.decode(events.payloads()[i])));
            }
            return found;
        }

        @Override
        public List<StartTime> startTimes(long min, long max) {
            long from = Math.max(min, minMillis);
            long to = Math.min(max, maxMillis);
            return from > to
                    ? List.of()
                    : StartTimeCodec.inForce(events(number, EventKind.START_TIME, Long.MIN_VALUE, to), from);
        }
    }

    /**
     * Reads day after day: what the day's blocks hold, merged with what memory holds up to its end; last the rest of memory.
     */
    private final class Cursor implements SampleCursor {

        private final int number;
        private final int metric;
        private final long min;
        private final long max;
        private final SampleColumns columns = new SampleColumns();
        private @Nullable SampleColumns recent;
        private int recentNext;
        private int block;
        private int next;
        private boolean ended;

        Cursor(int number, long min, long max) {
            this.number = number;
            this.metric = store.catalogue.metric(number);
            this.min = min;
            this.max = max;
            this.ended = min > max;
        }

        @Override
        public int read(long[] times, double[] values, int offset) {
            while (next == columns.count()) {
                if (ended) {
                    return 0;
                }
                load();
            }
            int count = Math.min(columns.count() - next, times.length - offset);
            System.arraycopy(columns.times(), next, times, offset, count);
            System.arraycopy(columns.values(), next, values, offset, count);
            next += count;
            return count;
        }

        private void load() {
            columns.clear();
            next = 0;
            if (recent == null) {
                recent = new SampleColumns(1);
                view.readRecent(number, version, min, max, recent, scratch);
            }
            while (block < blocks.size() && !reaches(blocks.get(block).block())) {
                block++;
            }
            if (block == blocks.size()) {
                takeRecent(recent, Long.MAX_VALUE);
                ended = true;
                return;
            }
            long dayEnd = blocks.get(block).endMillis();
            while (block < blocks.size() && blocks.get(block).endMillis() == dayEnd) {
                if (reaches(blocks.get(block).block())) {
                    loadBlock(blocks.get(block).block(), readers.get(block));
                }
                block++;
            }
            takeRecent(recent, dayEnd);
        }

        private boolean reaches(Block candidate) {
            return candidate.minMillis() <= max && candidate.maxMillis() >= min && candidate.holds(number);
        }

        private void loadBlock(Block from, BlockReader reader) {
            try {
                if (columns.count() == 0) {
                    reader.read(metric, number, min, max, columns);
                } else {
                    SampleColumns more = new SampleColumns();
                    reader.read(metric, number, min, max, more);
                    columns.merge(0, more);
                }
            } catch (Corrupt e) {
                throw store.damaged(from, e);
            }
        }

        private void takeRecent(SampleColumns from, long beforeMillis) {
            int end = recentNext;
            while (end < from.count() && from.times()[end] < beforeMillis) {
                end++;
            }
            if (end > recentNext) {
                SampleColumns part = new SampleColumns(end - recentNext);
                System.arraycopy(from.times(), recentNext, part.times(), 0, end - recentNext);
                System.arraycopy(from.values(), recentNext, part.values(), 0, end - recentNext);
                part.count(end - recentNext);
                columns.merge(0, part);
                recentNext = end;
            }
        }
    }
}

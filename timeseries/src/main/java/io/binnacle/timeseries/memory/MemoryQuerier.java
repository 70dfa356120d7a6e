package io.binnacle.timeseries.memory;

import java.util.ArrayList;
import java.util.List;

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
import io.binnacle.timeseries.SeriesReader;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.event.ExemplarCodec;
import io.binnacle.timeseries.event.ExemplarRoom;
import io.binnacle.timeseries.event.StartTimeCodec;
import io.binnacle.timeseries.head.VersionedColumns;
import io.binnacle.timeseries.histogram.HistogramCodec;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.rollup.ColumnSeries;
import io.binnacle.timeseries.rollup.RollupJoin;
import io.binnacle.timeseries.rollup.WindowSpan;

/** Reads one version of an {@link InMemoryTimeSeriesStore}. */
final class MemoryQuerier implements Querier {

    private final InMemoryTimeSeriesStore store;
    private final LabelIndex index;
    private final long version;
    private final long minMillis;
    private final long maxMillis;
    private boolean closed;

    MemoryQuerier(InMemoryTimeSeriesStore store, LabelIndex index, long version, long minMillis, long maxMillis) {
        this.store = store;
        this.index = index;
        this.version = version;
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
    }

    @Override
    public List<Series> select(List<Matcher> matchers) {
        List<Series> found = new ArrayList<>();
        if (minMillis > maxMillis) {
            return found;
        }
        for (MemorySeries series : index.find(matchers)) {
            VersionedColumns.View view = series.viewAt(version);
            if (view == null) {
                continue;
            }
            int from = view.isEmpty() ? view.to() : view.firstAtLeast(view.from(), minMillis);
            int to = from == view.to() ? from : view.end(from, maxMillis);
            if (from < to
                    || series.events(EventKind.NATIVE_HISTOGRAM, version, minMillis, maxMillis).count() > 0) {
                found.add(new Selected(series, view, from, to));
            }
        }
        return found;
    }

    @Override
    public List<SeriesExemplars> exemplars(List<Matcher> matchers, int exemplarsMax) {
        List<SeriesExemplars> found = new ArrayList<>();
        ExemplarRoom room = new ExemplarRoom(exemplarsMax);
        for (MemorySeries series : index.find(matchers)) {
            EventColumns events = series.events(EventKind.EXEMPLAR, version, minMillis, maxMillis);
            room.take(events.count());
            List<Exemplar> exemplars = new ArrayList<>();
            for (int i = 0; i < events.count(); i++) {
                exemplars.add(ExemplarCodec.decode(events.times()[i], events.payloads()[i]));
            }
            if (!exemplars.isEmpty()) {
                found.add(new SeriesExemplars(series.labels(), exemplars));
            }
        }
        return found;
    }

    @Override
    public List<Series> select(List<Matcher> matchers, Rollup rollup) {
        List<Series> found = new ArrayList<>();
        for (MemorySeries series : index.find(matchers)) {
            VersionedColumns.View view = series.viewAt(version);
            if (view == null || view.isEmpty() || minMillis > maxMillis) {
                continue;
            }
            // Whoever asks for all of time gets what there is.
            int end = view.end(view.from(), Long.MAX_VALUE);
            long latest = view.millis(end - 1) + rollup.resolution().millis();
            WindowSpan span = WindowSpan.of(rollup, Math.max(minMillis, view.millis(view.from())),
                    Math.min(maxMillis, latest));
            if (span.isEmpty()) {
                continue;
            }
            int from = view.firstAtLeast(view.from(), span.samplesFromMillis());
            int to = view.end(from, span.lastEnd());
            if (from < to && view.millis(to - 1) >= span.startMillis()) {
                found.add(new ColumnSeries(series.labels(), into -> {
                    SampleColumns samples = new SampleColumns(to - from);
                    view.copy(from, to - from, samples.times(), samples.values(), 0);
                    samples.count(to - from);
                    new RollupJoin(span, into).add(samples);
                }));
            }
        }
        return found;
    }

    @Override
    public SeriesReader reader() {
        return new MemoryReader();
    }

    /** Points are made of samples, which are found as long as they are there. */
    @Override
    public long samplesSinceMillis() {
        return Long.MIN_VALUE;
    }

    @Override
    public boolean keepsPoints(Resolution resolution) {
        return false;
    }

    @Override
    public long pointsSinceMillis(Resolution resolution) {
        return Long.MIN_VALUE;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.closed(version);
        }
    }

    /** One series of the querier. */
    private final class Selected implements Series {

        private final MemorySeries series;
        private final VersionedColumns.View view;
        private final int from;
        private final int to;

        Selected(MemorySeries series, VersionedColumns.View view, int from, int to) {
            this.series = series;
            this.view = view;
            this.from = from;
            this.to = to;
        }

        @Override
        public Labels labels() {
            return series.labels();
        }

        @Override
        public SampleCursor samples(long min, long max) {
            if (min > max || from == to) {
                return new Cursor(view, to, to);
            }
            int first = min <= view.millis(from) ? from : view.firstAtLeast(from, min);
            return new Cursor(view, Math.min(first, to), Math.min(view.end(from, max), to));
        }

        @Override
        public List<HistogramSample> histograms(long min, long max) {
            long first = Math.max(min, minMillis);
            long last = Math.min(max, maxMillis);
            EventColumns events = series.events(EventKind.NATIVE_HISTOGRAM, version, first, last);
            List<HistogramSample> found = new ArrayList<>();
            for (int i = 0; i < events.count(); i++) {
                found.add(new HistogramSample(events.times()[i], HistogramCodec.decode(events.payloads()[i])));
            }
            return found;
        }

        @Override
        public List<StartTime> startTimes(long min, long max) {
            long first = Math.max(min, minMillis);
            long last = Math.min(max, maxMillis);
            return first > last
                    ? List.of()
                    : StartTimeCodec.inForce(series.events(EventKind.START_TIME, version, Long.MIN_VALUE, last), first);
        }
    }

    private static final class Cursor implements SampleCursor {

        private final VersionedColumns.View view;
        private final int to;
        private int next;

        Cursor(VersionedColumns.View view, int from, int to) {
            this.view = view;
            this.next = from;
            this.to = to;
        }

        @Override
        public int read(long[] times, double[] values, int offset) {
            int count = Math.max(0, Math.min(to - next, times.length - offset));
            view.copy(next, count, times, values, offset);
            next += count;
            return count;
        }
    }
}

package io.binnacle.timeseries.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.head.VersionedColumns;

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
            if (view == null || view.isEmpty()) {
                continue;
            }
            int from = view.firstAtLeast(view.from(), minMillis);
            int to = view.end(from, maxMillis);
            if (from < to) {
                found.add(new Columns(series.labels(), view, from, to));
            }
        }
        return found;
    }

    @Override
    public SortedSet<String> labelNames(List<Matcher> matchers) {
        SortedSet<String> names = new TreeSet<>();
        for (Series series : select(matchers)) {
            for (Label label : series.labels()) {
                names.add(label.name());
            }
        }
        return names;
    }

    @Override
    public SortedSet<String> labelValues(String name, List<Matcher> matchers) {
        SortedSet<String> values = new TreeSet<>();
        for (Series series : select(matchers)) {
            series.labels().find(name).ifPresent(values::add);
        }
        return values;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.closed(version);
        }
    }

    private record Columns(Labels labels, VersionedColumns.View view, int from, int to) implements Series {

        @Override
        public SampleCursor samples(long minMillis, long maxMillis) {
            if (minMillis > maxMillis) {
                return new Cursor(view, to, to);
            }
            int first = minMillis <= view.millis(from) ? from : view.firstAtLeast(from, minMillis);
            return new Cursor(view, Math.min(first, to), Math.min(view.end(from, maxMillis), to));
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

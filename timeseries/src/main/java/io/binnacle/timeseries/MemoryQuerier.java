package io.binnacle.timeseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;

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
            MemorySeries.View view = series.viewAt(version);
            if (view == null || view.from == view.to) {
                continue;
            }
            int from = firstAtLeast(view, view.from, minMillis);
            int to = end(view, from, maxMillis);
            if (from < to) {
                found.add(new Columns(series.labels(), view, from, to));
            }
        }
        return found;
    }

    private static int firstAtLeast(MemorySeries.View view, int from, long millis) {
        int found = Arrays.binarySearch(view.times, from, view.to, millis);
        return found >= 0 ? found : -found - 1;
    }

    /** The place after the last sample that is not later. */
    private static int end(MemorySeries.View view, int from, long millis) {
        return millis >= view.times[view.to - 1] ? view.to : firstAtLeast(view, from, millis + 1);
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

    private record Columns(Labels labels, MemorySeries.View view, int from, int to) implements Series {

        @Override
        public SampleCursor samples(long minMillis, long maxMillis) {
            if (minMillis > maxMillis) {
                return new Cursor(view, to, to);
            }
            int first = minMillis <= view.times[from] ? from : firstAtLeast(view, from, minMillis);
            return new Cursor(view, Math.min(first, to), Math.min(end(view, from, maxMillis), to));
        }
    }

    private static final class Cursor implements SampleCursor {

        private final MemorySeries.View view;
        private final int to;
        private int next;

        Cursor(MemorySeries.View view, int from, int to) {
            this.view = view;
            this.next = from;
            this.to = to;
        }

        @Override
        public int read(long[] times, double[] values, int offset) {
            int count = Math.max(0, Math.min(to - next, times.length - offset));
            System.arraycopy(view.times, next, times, offset, count);
            System.arraycopy(view.values, next, values, offset, count);
            next += count;
            return count;
        }
    }
}

package io.binnacle.timeseries.promql;

import java.util.Arrays;

import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/** Samples of one series after another, in arrays that are used again. */
final class SampleBuffer {

    private long[] times = new long[256];
    private double[] values = new double[256];
    private int size;

    long[] times() {
        return times;
    }

    double[] values() {
        return values;
    }

    int size() {
        return size;
    }

    /** Holds the samples of that range instead of what it held; stale markers too. */
    void load(Series series, long minMillis, long maxMillis, QueryContext context) {
        context.checkpoint();
        SampleCursor cursor = series.samples(minMillis, maxMillis);
        size = 0;
        while (true) {
            if (size == times.length) {
                context.requireRoom(size * 2L);
                grow(size * 2);
            }
            int read = cursor.read(times, values, size);
            if (read == 0) {
                break;
            }
            size += read;
        }
        context.requireRoom(size);
    }

    /** Holds the values of a column, at the times of its grid. */
    void load(Column column, Grid grid) {
        if (times.length < grid.size()) {
            grow(grid.size());
        }
        size = 0;
        for (int i = 0; i < grid.size(); i++) {
            if (column.has(i)) {
                times[size] = grid.time(i);
                values[size] = column.values()[i];
                size++;
            }
        }
    }

    void dropAbsent() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!Column.isAbsent(values[i])) {
                times[kept] = times[i];
                values[kept] = values[i];
                kept++;
            }
        }
        size = kept;
    }

    private void grow(int capacity) {
        times = Arrays.copyOf(times, capacity);
        values = Arrays.copyOf(values, capacity);
    }
}

package io.binnacle.timeseries;

import java.time.Duration;
import java.util.Arrays;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Labels;

/** A batch in three columns. */
final class MemoryAppender implements Appender {

    /** 24 MB; a round of scrapes is a hundredth of it. */
    private static final int SAMPLES_MAX = 1_000_000;

    private final InMemoryTimeSeriesStore store;
    private Labels[] series = new Labels[16];
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int size;

    MemoryAppender(InMemoryTimeSeriesStore store) {
        this.store = store;
    }

    @Override
    public void append(Labels labels, long epochMillis, double value) {
        if (size == SAMPLES_MAX) {
            throw new Overloaded("a batch holds at most " + SAMPLES_MAX + " samples", Duration.ZERO);
        }
        if (size == series.length) {
            series = Arrays.copyOf(series, size * 2);
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        series[size] = labels;
        times[size] = epochMillis;
        values[size] = value;
        size++;
    }

    @Override
    public CommitResult commit() {
        CommitResult result = store.commit(series, times, values, size);
        size = 0;
        return result;
    }

    @Override
    public void rollback() {
        size = 0;
    }
}

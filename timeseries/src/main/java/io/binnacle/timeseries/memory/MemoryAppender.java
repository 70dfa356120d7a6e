package io.binnacle.timeseries.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.LabelBytes;

/** A batch in three columns. */
final class MemoryAppender implements Appender {

    /** 24 MB; a round of scrapes is a hundredth of it. */
    private static final int SAMPLES_MAX = 1_000_000;

    private final InMemoryTimeSeriesStore store;
    private final List<Labels> labels = new ArrayList<>();
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private int[] series = new int[16];
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int size;

    MemoryAppender(InMemoryTimeSeriesStore store) {
        this.store = store;
    }

    @Override
    public int series(byte[] bytes, int offset, int length) {
        return series(LabelBytes.read(bytes, offset, length));
    }

    @Override
    public int series(Labels set) {
        return numbers.computeIfAbsent(set, key -> {
            labels.add(key);
            return labels.size() - 1;
        });
    }

    @Override
    public void append(int number, long epochMillis, double value) {
        if (size == SAMPLES_MAX) {
            throw new Overloaded("a batch holds at most " + SAMPLES_MAX + " samples", Duration.ZERO);
        }
        if (size == series.length) {
            series = Arrays.copyOf(series, size * 2);
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        series[size] = number;
        times[size] = epochMillis;
        values[size] = value;
        size++;
    }

    @Override
    public CommitResult commit() {
        CommitResult result = store.commit(labels, series, times, values, size);
        rollback();
        return result;
    }

    @Override
    public void rollback() {
        size = 0;
        labels.clear();
        numbers.clear();
    }
}

package io.binnacle.timeseries.durable;

import java.util.Arrays;

/** Samples with the numbers of their series, as three columns; whoever has them may read and write the columns below {@link #size}. */
final class NumberedSamples {

    private static final int SORTED_NUMBERS_PER_SAMPLE_MAX = 8;

    /** More than usual: what is grown out of is garbage, and a start has better to do than to collect it. */
    private static final int GROWTH = 4;

    int[] series;
    long[] times;
    double[] values;
    int size;
    /** The greatest number since the last {@link #clear}; -1 when there is none. */
    private int last = -1;

    NumberedSamples(int room) {
        series = new int[room];
        times = new long[room];
        values = new double[room];
    }

    void add(int number, long millis, double value) {
        if (size == series.length) {
            reserve(size * GROWTH);
        }
        series[size] = number;
        times[size] = millis;
        values[size++] = value;
        last = Math.max(last, number);
    }

    void reserve(int room) {
        if (room > series.length) {
            series = Arrays.copyOf(series, room);
            times = Arrays.copyOf(times, room);
            values = Arrays.copyOf(values, room);
        }
    }

    void clear() {
        size = 0;
        last = -1;
    }

    /** Whether sorting is worth it: it visits each number up to the greatest. */
    boolean isSortable() {
        return last / SORTED_NUMBERS_PER_SAMPLE_MAX <= size;
    }

    /** Makes these all samples of that one, those of one series together and in the order in which they came. */
    void sort(NumberedSamples from) {
        clear();
        reserve(from.size);
        // A counting sort, which is stable.
        int[] places = new int[from.last + 2];
        for (int i = 0; i < from.size; i++) {
            places[from.series[i] + 1]++;
        }
        for (int number = 0; number <= from.last; number++) {
            places[number + 1] += places[number];
        }
        for (int i = 0; i < from.size; i++) {
            int place = places[from.series[i]]++;
            series[place] = from.series[i];
            times[place] = from.times[i];
            values[place] = from.values[i];
        }
        size = from.size;
        last = from.last;
    }
}

package io.binnacle.timeseries.catalogue;

import java.util.Arrays;

import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Some series of a {@link SeriesCatalogue}: what a selection found. Immutable; any thread.
 *
 * <p>Its order is that of the blocks: by <i>order key</i>, the metric's number in the upper half and the series' number
 * in the lower.
 */
public final class SeriesSet {

    /** Below this a sort is quicker than counting the series of each metric. */
    private static final int COUNTED_MIN = 256;

    private final RoaringBitmap numbers;
    private final SeriesTables tables;

    SeriesSet(RoaringBitmap numbers, SeriesTables tables) {
        this.numbers = numbers;
        this.tables = tables;
    }

    public static long orderKey(int metric, int series) {
        return (long) metric << 32 | series;
    }

    public static int metric(long orderKey) {
        return (int) (orderKey >>> 32);
    }

    public static int series(long orderKey) {
        return (int) orderKey;
    }

    public int size() {
        return numbers.getCardinality();
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    public boolean contains(int series) {
        return numbers.contains(series);
    }

    /** The series' numbers. Shared with the catalogue: not to be changed. */
    public RoaringBitmap numbers() {
        return numbers;
    }

    /** Those of them that are among these too. */
    public SeriesSet only(RoaringBitmap these) {
        return new SeriesSet(RoaringBitmap.and(numbers, these), tables);
    }

    /** Those of them that are not among these. */
    public SeriesSet without(RoaringBitmap these) {
        return new SeriesSet(RoaringBitmap.andNot(numbers, these), tables);
    }

    SeriesTables tables() {
        return tables;
    }

    /** The order keys of all, ascending; a new array each time. */
    public long[] orderKeys() {
        LabelSets sets = tables.sets;
        int size = size();
        long[] keys = new long[size];
        int metricMax = 0;
        IntIterator each = numbers.getIntIterator();
        for (int i = 0; i < size; i++) {
            int series = each.next();
            int metric = sets.metric(series);
            metricMax = Math.max(metricMax, metric);
            keys[i] = orderKey(metric, series);
        }
        if (size < COUNTED_MIN || metricMax > 4L * size) {
            Arrays.sort(keys);
            return keys;
        }
        return byMetric(keys, metricMax);
    }

    private static long[] byMetric(long[] keys, int metricMax) {
        int[] places = new int[metricMax + 2];
        for (long key : keys) {
            places[metric(key) + 1]++;
        }
        for (int metric = 0; metric <= metricMax; metric++) {
            places[metric + 1] += places[metric];
        }
        long[] sorted = new long[keys.length];
        for (long key : keys) {
            sorted[places[metric(key)]++] = key;
        }
        return sorted;
    }
}

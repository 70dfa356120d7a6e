package io.binnacle.timeseries.column;

/** Writes columns of ascending times, each as distances from its first, which is kept elsewhere. Belongs to one thread. */
public final class TimeEncoder {

    private final IntegerEncoder integers = new IntegerEncoder();
    private final long[] numbers = new long[Column.ROWS_MAX];

    /** Appends {@code times[from..from+count)}; {@code count} is 1 to {@link Column#ROWS_MAX}. */
    public void encode(long[] times, int from, int count, ByteSink into) {
        long first = times[from];
        for (int i = 0; i < count; i++) {
            numbers[i] = times[from + i] - first;
        }
        integers.forgetNeighbour();
        integers.encode(numbers, count, 0, numbers[count - 1] >= 0, -1, into);
    }
}

package io.binnacle.timeseries.column;

/** Reads what a {@link TimeEncoder} wrote. Belongs to one thread. */
public final class TimeDecoder {

    private final IntegerDecoder integers = new IntegerDecoder();

    /** Reads {@code count} times, at most {@link Column#ROWS_MAX}, the first of which is {@code firstMillis}. */
    public void decode(ByteSource source, int count, long firstMillis, long[] times, int from) {
        integers.decode(source, source.readByte(), count);
        long first = integers.first() + firstMillis;
        long step = integers.step();
        long[] steps = integers.steps();
        for (int i = 0; i < count; i++) {
            times[from + i] = first + step * steps[i];
        }
    }
}

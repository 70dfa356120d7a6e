package io.binnacle.timeseries.batch;

import java.util.Arrays;

import io.binnacle.timeseries.event.EventKind;

/** Events of many series in columns, in the order in which they came. Belongs to one thread; the arrays are to be read only. */
public final class EventBatch {

    private static final int FIRST = 16;
    private static final byte[] NOT_ENCODED = {};

    private int[] series = new int[FIRST];
    private EventKind[] kinds = new EventKind[FIRST];
    private long[] times = new long[FIRST];
    private byte[][] payloads = new byte[FIRST][];
    private long[] numbers = new long[FIRST];
    private int count;
    private long payloadBytes;

    /**
     * @param number that people know it by: the bits of a histogram's sum or an exemplar's value; of a start time the
     *               milliseconds
     */
    public void add(int seriesNumber, EventKind kind, long millis, byte[] payload, long number) {
        if (count == series.length) {
            int capacity = Math.multiplyExact(count, 2);
            series = Arrays.copyOf(series, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
            times = Arrays.copyOf(times, capacity);
            payloads = Arrays.copyOf(payloads, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
        }
        series[count] = seriesNumber;
        kinds[count] = kind;
        times[count] = millis;
        payloads[count] = payload;
        numbers[count] = number;
        count++;
        payloadBytes += payload.length;
    }

    /** A start time whose bytes are made once it is known to be news. */
    void addStart(int seriesNumber, long millis, long startMillis) {
        add(seriesNumber, EventKind.START_TIME, millis, NOT_ENCODED, startMillis);
    }

    /** Whether it says no more than the start time that came last. */
    boolean isKnownStart(int seriesNumber, long millis, long startMillis) {
        int last = count - 1;
        return last >= 0 && kinds[last] == EventKind.START_TIME && series[last] == seriesNumber
                && numbers[last] == startMillis && times[last] <= millis;
    }

    public int count() {
        return count;
    }

    public int series(int i) {
        return series[i];
    }

    public EventKind kind(int i) {
        return kinds[i];
    }

    public long millis(int i) {
        return times[i];
    }

    /** Empty for a start time of a {@link SampleBatch}. */
    public byte[] payload(int i) {
        return payloads[i];
    }

    /** The milliseconds of a start time. */
    public long number(int i) {
        return numbers[i];
    }

    /** A histogram's sum, an exemplar's value. */
    public double value(int i) {
        return Double.longBitsToDouble(numbers[i]);
    }

    public long payloadBytes() {
        return payloadBytes;
    }

    public void clear() {
        Arrays.fill(payloads, 0, count, NOT_ENCODED);
        count = 0;
        payloadBytes = 0;
    }
}

package io.binnacle.telemetry.intake.protobuf;

import java.util.Arrays;

/** A list of 64-bit numbers that is filled again and again; doubles go in as their bits. */
public final class Numbers {

    private final int max;
    private long[] values = new long[16];
    private int size;
    private boolean overflown;

    /** @param max further ones are not kept, only noticed */
    public Numbers(int max) {
        this.max = max;
    }

    public void clear() {
        size = 0;
        overflown = false;
    }

    public void add(long value) {
        if (size == max) {
            overflown = true;
            return;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    /** Whether more came than may. */
    public boolean overflown() {
        return overflown;
    }

    public long get(int index) {
        return values[index];
    }

    public double getDouble(int index) {
        return Double.longBitsToDouble(values[index]);
    }
}

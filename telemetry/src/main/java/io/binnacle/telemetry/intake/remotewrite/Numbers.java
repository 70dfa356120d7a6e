package io.binnacle.telemetry.intake.remotewrite;

import java.util.Arrays;

/** A list of 64-bit numbers that is filled again and again; doubles go in as their bits. */
final class Numbers {

    private final int max;
    private long[] values = new long[16];
    private int size;
    private boolean overflown;

    /** @param max further ones are not kept, only noticed */
    Numbers(int max) {
        this.max = max;
    }

    void clear() {
        size = 0;
        overflown = false;
    }

    void add(long value) {
        if (size == max) {
            overflown = true;
            return;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** Whether more came than may. */
    boolean overflown() {
        return overflown;
    }

    long get(int index) {
        return values[index];
    }

    double getDouble(int index) {
        return Double.longBitsToDouble(values[index]);
    }
}

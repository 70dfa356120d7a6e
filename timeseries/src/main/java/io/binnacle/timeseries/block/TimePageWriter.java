package io.binnacle.timeseries.block;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.TimeEncoder;

/** Numbers columns of times, and collects those that are new until they fill a page. */
final class TimePageWriter {

    /** Scrapes come back every few hundred series; 4,096 of them are remembered, in at most 8 MB. */
    private static final int REMEMBERED = 4096;

    private final long[] @Nullable [] columns = new long[REMEMBERED][];
    private final int[] numbers = new int[REMEMBERED];
    private final TimeEncoder encoder = new TimeEncoder();
    private final ByteSink heads = new ByteSink(1024);
    private final ByteSink bodies = new ByteSink(4096);
    private int firstNumber;
    private int count;
    private int slot;

    /** The number of the column of these times, which must ascend. */
    int number(long[] times, int from, int rows) {
        if (!equal(slot, times, from, rows)) {
            slot = slotOf(times, from, rows);
            if (!equal(slot, times, from, rows)) {
                append(times, from, rows);
            }
        }
        return numbers[slot];
    }

    private boolean equal(int candidate, long[] times, int from, int rows) {
        long[] column = columns[candidate];
        return column != null && Arrays.equals(column, 0, column.length, times, from, from + rows);
    }

    private static int slotOf(long[] times, int from, int rows) {
        long hash = rows;
        for (int i = from; i < from + rows; i++) {
            hash = (hash ^ times[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash & REMEMBERED - 1;
    }

    private void append(long[] times, int from, int rows) {
        for (int i = from + 1; i < from + rows; i++) {
            if (times[i] <= times[i - 1]) {
                throw new BugException("times of a series must ascend: " + times[i - 1] + ", " + times[i]);
            }
        }
        columns[slot] = Arrays.copyOfRange(times, from, from + rows);
        numbers[slot] = firstNumber + count;
        count++;
        int size = bodies.size();
        encoder.encode(times, from, rows, bodies);
        heads.putVarint(rows);
        heads.putZigzag(times[from]);
        heads.putVarint(times[from + rows - 1] - times[from]);
        heads.putVarint(bodies.size() - size);
    }

    int bytes() {
        return heads.size() + bodies.size();
    }

    int firstNumber() {
        return firstNumber;
    }

    int count() {
        return count;
    }

    void finish(ByteSink into) {
        into.putVarint(firstNumber);
        into.putVarint(count);
        into.putBytes(heads.bytes(), 0, heads.size());
        into.putBytes(bodies.bytes(), 0, bodies.size());
        heads.clear();
        bodies.clear();
        firstNumber += count;
        count = 0;
    }
}

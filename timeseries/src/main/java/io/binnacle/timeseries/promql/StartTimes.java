package io.binnacle.timeseries.promql;

import java.util.List;

import io.binnacle.timeseries.StartTime;

/** When the counting of samples began, beside their times; 0 where that is not known. */
final class StartTimes {

    private static final long[] NONE = {};

    private StartTimes() {
    }

    /** @param known ascending, each good until the next one */
    static long[] of(long[] times, int size, List<StartTime> known) {
        if (known.isEmpty()) {
            return NONE;
        }
        long[] starts = new long[size];
        int next = 0;
        long present = 0;
        for (int i = 0; i < size; i++) {
            while (next < known.size() && known.get(next).fromMillis() <= times[i]) {
                present = known.get(next++).startMillis();
            }
            starts[i] = present;
        }
        return starts;
    }

    /**
     * Whether a sample belongs to another counting than the one before it. A start at the sample itself is OpenTelemetry's way to
     * say "not known"; so the start of the next sample, then at that one, is a new one only if the one before is known.
     */
    static boolean isAnew(long[] starts, long[] times, int index) {
        if (starts.length == 0) {
            return false;
        }
        long start = starts[index];
        long previous = times[index - 1];
        if (start == 0 || start >= times[index] || start < previous) {
            return false;
        }
        return start > previous || isKnown(starts[index - 1], previous);
    }

    /**
     * Whether one of those samples is told to be counted from before the one in front of it on, yet not from when that is: senders
     * that are not sure, or two of them under one name.
     */
    static boolean overlap(long[] starts, long[] times, int from, int to) {
        for (int i = from + 1; starts.length > 0 && i < to; i++) {
            if (starts[i] != 0 && starts[i] < times[i - 1] && starts[i] != starts[i - 1]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(long start, long sample) {
        return start != 0 && start < sample;
    }

    /** Whether the counting that a sample belongs to began after that time, and before the sample. */
    static boolean isWithin(long[] starts, long[] times, int index, long open) {
        return starts.length > 0 && isKnown(starts[index], times[index]) && starts[index] > open;
    }
}

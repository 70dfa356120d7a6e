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
     * Whether a sample belongs to another counting than the one before it. A counting that begins with the sample before is a new
     * one only if that sample's own beginning is known: it is OpenTelemetry's way to say "not known", too.
     */
    static boolean isAnew(long[] starts, long[] times, int index) {
        if (starts.length == 0) {
            return false;
        }
        long start = starts[index];
        long previous = times[index - 1];
        if (start == 0 || start > times[index] || start < previous) {
            return false;
        }
        return start > previous || starts[index - 1] != 0;
    }
}

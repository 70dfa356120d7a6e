package io.binnacle.timeseries.promql;

/** Which numbers of a series the range of each step takes in: told once for series that have the same times. Belongs to one thread. */
final class RangePlaces {

    private final RangeWindow window;
    private final SameTimes same = new SameTimes();
    private final int[] from;
    private final int[] to;

    RangePlaces(RangeWindow window) {
        this.window = window;
        this.from = new int[window.references().length];
        this.to = new int[window.references().length];
    }

    /** By step: the first number in the range. */
    int[] from() {
        return from;
    }

    /** By step: the first number behind those in the range, which may be none. */
    int[] to() {
        return to;
    }

    /** Tells the places of these numbers; false when they are those of the numbers before. */
    boolean change(SampleBuffer samples) {
        if (same.as(samples)) {
            return false;
        }
        long[] times = samples.times();
        int size = samples.size();
        int first = 0;
        int end = 0;
        for (int i = 0; i < from.length; i++) {
            long last = window.references()[i];
            while (end < size && times[end] <= last) {
                end++;
            }
            while (first < end && times[first] <= last - window.rangeMillis()) {
                first++;
            }
            from[i] = first;
            to[i] = end;
        }
        return true;
    }
}

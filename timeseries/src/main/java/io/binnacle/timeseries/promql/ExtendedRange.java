package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.promql.Value.Column;

/**
 * Ranges of selectors that are {@code anchored} to the last sample before them, or {@code smoothed}: the values at their ends
 * are interpolated from the samples around them. There is no extrapolation.
 */
final class ExtendedRange {

    private ExtendedRange() {
    }

    /** The index of the last sample at or before that time; of the first one when there is none. */
    static int lastAtOrBefore(RangeSeries range, long millis) {
        int last = range.to() - 1;
        int index = range.from();
        while (index < last && range.times()[index] <= millis) {
            index++;
        }
        return Math.max(range.from(), index - 1);
    }

    private static int firstAtOrAfter(RangeSeries range, long millis) {
        int index = range.from();
        while (index < range.to() - 1 && range.times()[index] < millis) {
            index++;
        }
        return index;
    }

    /** A counter that was reset between two samples began at zero right behind the first of them. */
    private static double interpolated(RangeSeries range, int left, long millis, boolean counter) {
        double before = range.values()[left];
        double after = range.values()[left + 1];
        double from = counter && after < before ? 0 : before;
        return from + (after - from) * (millis - range.times()[left])
                / (double) (range.times()[left + 1] - range.times()[left]);
    }

    static double change(RangeSeries range, boolean smoothed, boolean counter, boolean perSecond) {
        if (range.count() == 0) {
            return Column.ABSENT;
        }
        long start = range.endMillis() - range.rangeMillis();
        long end = range.endMillis();
        long[] times = range.times();
        int first = lastAtOrBefore(range, start);
        int last = smoothed ? firstAtOrAfter(range, end) : range.to() - 1;
        if (times[last] <= start || (smoothed && times[first] > end)) {
            return Column.ABSENT;
        }
        double left = left(range, first, start, smoothed, counter);
        double right = right(range, last, end, smoothed, counter);
        double change = right - left;
        if (counter) {
            change += correction(range, times[first] <= start ? first + 1 : first, times[last] >= end ? last - 1 : last,
                    left, right);
        }
        return perSecond ? change / (range.rangeMillis() / 1000.0) : change;
    }

    private static double left(RangeSeries range, int first, long start, boolean smoothed, boolean counter) {
        return smoothed && range.times()[first] < start && first + 1 < range.to()
                ? interpolated(range, first, start, counter)
                : range.values()[first];
    }

    private static double right(RangeSeries range, int last, long end, boolean smoothed, boolean counter) {
        return smoothed && last > range.from() && range.times()[last] > end
                ? interpolated(range, last - 1, end, counter)
                : range.values()[last];
    }

    private static double correction(RangeSeries range, int from, int to, double left, double right) {
        double correction = 0;
        double previous = left;
        for (int i = from; i <= to; i++) {
            double value = range.values()[i];
            correction += value < previous ? previous : 0;
            previous = value;
        }
        return right < previous ? correction + previous : correction;
    }

    /** The samples of such a range by themselves, with one at either end in place of those beyond it. */
    static SampleBuffer samples(RangeSeries range, boolean smoothed) {
        SampleBuffer samples = new SampleBuffer();
        long start = range.endMillis() - range.rangeMillis();
        long end = range.endMillis();
        int first = lastAtOrBefore(range, start);
        int last = smoothed ? firstAtOrAfter(range, end) : range.to() - 1;
        if (range.count() == 0 || range.times()[last] <= start || (smoothed && range.times()[first] > end)) {
            return samples;
        }
        samples.append(start, left(range, first, start, smoothed, false));
        for (int i = first; i <= last; i++) {
            if (range.times()[i] > start && range.times()[i] < end) {
                samples.append(range.times()[i], range.values()[i]);
            }
        }
        samples.append(end, right(range, last, end, smoothed, false));
        return samples;
    }
}

package io.binnacle.timeseries.promql;

import java.util.Map;

import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Value.Column;

/** Functions that count what happens from one sample of a range to the next. */
final class ChangeKernels {

    static final Map<String, RangeKernel> BY_NAME = Map.of(
            "changes", (range, call) -> count(range, call, ChangeKernels::isOther,
                    (one, index) -> !one.histogram(index).isSame(one.histogram(index - 1))),
            "resets", (range, call) -> count(range, call,
                    (one, index) -> one.values()[index] < one.values()[index - 1] || one.isAnew(index),
                    (one, index) -> one.isHistogramAnew(index)
                            || one.histogram(index).isResetSince(one.histogram(index - 1))));

    private ChangeKernels() {
    }

    private static boolean isOther(RangeSeries range, int index) {
        double before = range.values()[index - 1];
        double now = range.values()[index];
        return now != before && !(Double.isNaN(now) && Double.isNaN(before));
    }

    /** Whether it happens between the sample of that index and the one before, both numbers or both histograms. */
    private interface Between {
        boolean happens(RangeSeries range, int index);
    }

    /** From a number to a histogram, and back, both happen always. */
    private static double count(RangeSeries range, RangeCall call, Between numbers, Between histograms) {
        int number = range.from();
        int histogram = 0;
        if (call.extension() == Extension.ANCHORED) {
            long start = range.endMillis() - range.rangeMillis();
            int numberAfter = numberAfter(range, start);
            int histogramAfter = histogramAfter(range, start);
            if (numberAfter == range.to() && histogramAfter == range.histogramCount()) {
                return Column.ABSENT;
            }
            // The newest sample at or before the start counts, too, be it a number or a histogram.
            boolean hasNumber = numberAfter > range.from();
            boolean isNumber = hasNumber && (histogramAfter == 0
                    || range.times()[numberAfter - 1] >= range.histogramMillis(histogramAfter - 1));
            number = isNumber ? numberAfter - 1 : numberAfter;
            histogram = isNumber || histogramAfter == 0 ? histogramAfter : histogramAfter - 1;
        }
        int happened = 0;
        Boolean wasNumber = null;
        while (number < range.to() || histogram < range.histogramCount()) {
            boolean isNumber = histogram == range.histogramCount()
                    || (number < range.to() && range.times()[number] < range.histogramMillis(histogram));
            if (wasNumber != null) {
                boolean happens = wasNumber != isNumber
                        || (isNumber ? numbers.happens(range, number) : histograms.happens(range, histogram));
                happened += happens ? 1 : 0;
            }
            if (isNumber) {
                number++;
            } else {
                histogram++;
            }
            wasNumber = isNumber;
        }
        return happened;
    }

    private static int numberAfter(RangeSeries range, long millis) {
        int index = range.from();
        while (index < range.to() && range.times()[index] <= millis) {
            index++;
        }
        return index;
    }

    private static int histogramAfter(RangeSeries range, long millis) {
        int index = 0;
        while (index < range.histogramCount() && range.histogramMillis(index) <= millis) {
            index++;
        }
        return index;
    }
}

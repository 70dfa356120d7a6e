package io.binnacle.timeseries.promql;

import java.util.Map;

import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.Expression.Extension;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Functions that count what happens from one sample of a range to the next. */
final class ChangeKernels {

    static final Map<String, RangeKernel> BY_NAME = Map.of(
            "changes", (range, call) -> count(range, call,
                    (before, now) -> now != before && !(Double.isNaN(now) && Double.isNaN(before)),
                    (before, now) -> !now.isSame(before)),
            "resets", (range, call) -> count(range, call, (before, now) -> now < before,
                    (before, now) -> now.isResetSince(before)));

    private ChangeKernels() {
    }

    private interface BetweenNumbers {
        boolean happens(double before, double now);
    }

    private interface BetweenHistograms {
        boolean happens(FloatHistogram before, FloatHistogram now);
    }

    /** From a number to a histogram, and back, both happen always. */
    private static double count(RangeSeries range, RangeCall call, BetweenNumbers ofNumbers,
            BetweenHistograms ofHistograms) {
        int number = range.from();
        if (call.extension() == Extension.ANCHORED) {
            long start = range.endMillis() - range.rangeMillis();
            if (range.count() == 0 || range.times()[range.to() - 1] <= start) {
                return Column.ABSENT;
            }
            number = ExtendedRange.lastAtOrBefore(range, start);
        }
        int histogram = 0;
        int happened = 0;
        boolean first = true;
        double lastNumber = 0;
        @Nullable
        FloatHistogram lastHistogram = null;
        while (number < range.to() || histogram < range.histogramCount()) {
            boolean isNumber = histogram == range.histogramCount()
                    || (number < range.to() && range.times()[number] < range.histogramMillis(histogram));
            double nextNumber = isNumber ? range.values()[number++] : 0;
            FloatHistogram nextHistogram = isNumber ? null : range.histogram(histogram++);
            boolean happens;
            if (lastHistogram == null && nextHistogram == null) {
                happens = ofNumbers.happens(lastNumber, nextNumber);
            } else {
                happens = lastHistogram == null || nextHistogram == null
                        || ofHistograms.happens(lastHistogram, nextHistogram);
            }
            happened += happens && !first ? 1 : 0;
            first = false;
            lastNumber = nextNumber;
            lastHistogram = nextHistogram;
        }
        return happened;
    }
}

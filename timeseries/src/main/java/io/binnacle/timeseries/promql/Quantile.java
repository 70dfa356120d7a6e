package io.binnacle.timeseries.promql;

import java.util.Arrays;

import io.binnacle.timeseries.histogram.FloatText;

/** Quantiles by linear interpolation between the two nearest ranks. */
final class Quantile {

    private Quantile() {
    }

    static boolean isValid(double q) {
        return q >= 0 && q <= 1;
    }

    static void warn(QueryContext context, double q, Token.Span span) {
        context.warn("quantile value should be between 0 and 1, got " + FloatText.shortest(q), span);
    }

    /** Sorts the first {@code count} values in place; NaN counts as the least. */
    static double of(double q, double[] values, int count) {
        if (count == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values, 0, count);
        int nans = 0;
        while (nans < count && Double.isNaN(values[count - 1 - nans])) {
            nans++;
        }
        double rank = q * (count - 1);
        double lower = Math.max(0, Math.floor(rank));
        double upper = Math.min(count - 1.0, lower + 1);
        double weight = rank - Math.floor(rank);
        return at(values, (int) lower, nans) * (1 - weight) + at(values, (int) upper, nans) * weight;
    }

    private static double at(double[] sorted, int rank, int nans) {
        return rank < nans ? Double.NaN : sorted[rank - nans];
    }
}

package io.binnacle.timeseries.promql;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.binnacle.timeseries.promql.Value.Column;

/** Functions that fit a curve to the numbers of a range. */
final class TrendKernels {

    private static final UnaryOperator<String> IGNORED = Remarks::ignoredHistograms;

    static final Map<String, RangeKernel> BY_NAME = Map.of(
            "deriv", (range, call) -> isFit(range, call)
                    ? LinearRegression.of(range, range.times()[range.from()]).slope()
                    : Column.ABSENT,
            "double_exponential_smoothing", TrendKernels::smoothed);

    private TrendKernels() {
    }

    /** @param grid whose times the prediction starts from, whatever time the selector looks at */
    static RangeKernel predictLinear(Grid grid) {
        return (range, call) -> {
            if (!isFit(range, call)) {
                return Column.ABSENT;
            }
            LinearRegression line = LinearRegression.of(range, grid.time(range.step()));
            return line.slope() * call.scalar(0, range.step()) + line.intercept();
        };
    }

    private static boolean isFit(RangeSeries range, RangeCall call) {
        if (range.count() > 0 && range.histogramCount() > 0) {
            call.inform(IGNORED);
        }
        return range.count() > 1;
    }

    /** Holt's linear method: a level and a trend, each smoothed by its factor. */
    private static double smoothed(RangeSeries range, RangeCall call) {
        double levelFactor = call.scalar(0, range.step());
        double trendFactor = call.scalar(1, range.step());
        requireFactor("smoothing factor", "sf", levelFactor);
        requireFactor("trend factor", "tf", trendFactor);
        if (!isFit(range, call)) {
            return Column.ABSENT;
        }
        double[] values = range.values();
        double before = 0;
        double level = values[range.from()];
        double trend = values[range.from() + 1] - level;
        for (int i = range.from() + 1; i < range.to(); i++) {
            if (i > range.from() + 1) {
                trend = trendFactor * (level - before) + (1 - trendFactor) * trend;
            }
            before = level;
            level = levelFactor * values[i] + (1 - levelFactor) * (level + trend);
        }
        return level;
    }

    private static void requireFactor(String name, String letter, double factor) {
        if (factor <= 0 || factor >= 1) {
            throw QueryError.execution("invalid " + name + ". Expected: 0 < " + letter + " < 1, got: "
                    + String.format(Locale.ROOT, "%.6f", factor));
        }
    }
}

package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Value.Column;

/**
 * {@code rate}, {@code increase} and {@code delta} at all steps: what {@link RateKernels} tells range by range. All of the
 * extrapolation that depends on times alone is told once for series with the same times.
 */
final class RateColumn implements ColumnMaker {

    /** From there on, the counter's zero lies before any start that a range could be stretched to. */
    private static final double FAR_FROM_ZERO = 2;

    private final RangeWindow window;
    private final boolean counter;
    private final boolean perSecond;
    private final RangePlaces places;
    private final int[] from;
    private final int[] to;
    private final double[] sampled;
    private final double[] toStart;
    private final double[] toEnd;
    /** What the change is multiplied with, unless the counter's zero is near. */
    private final double[] factors;

    RateColumn(RangeWindow window, boolean counter, boolean perSecond) {
        int size = window.references().length;
        this.window = window;
        this.counter = counter;
        this.perSecond = perSecond;
        this.places = new RangePlaces(window);
        this.from = places.from();
        this.to = places.to();
        this.sampled = new double[size];
        this.toStart = new double[size];
        this.toEnd = new double[size];
        this.factors = new double[size];
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        if (places.change(samples)) {
            stretch(samples.times());
        }
        double[] numbers = samples.values();
        boolean resets = counter && hasResets(numbers, samples.size());
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (to[i] - from[i] < 2) {
                values[i] = Column.ABSENT;
            } else {
                values[i] = change(numbers, i, resets);
                any = true;
            }
        }
        return any;
    }

    private static boolean hasResets(double[] numbers, int size) {
        for (int i = 1; i < size; i++) {
            if (numbers[i] < numbers[i - 1]) {
                return true;
            }
        }
        return false;
    }

    private double change(double[] numbers, int step, boolean resets) {
        double first = numbers[from[step]];
        double change = numbers[to[step] - 1] - first;
        if (resets) {
            for (int i = from[step] + 1; i < to[step]; i++) {
                if (numbers[i] < numbers[i - 1]) {
                    change += numbers[i - 1];
                }
            }
        }
        if (counter && change > 0 && first >= 0 && first < FAR_FROM_ZERO * change) {
            double toZero = sampled[step] * (first / change);
            if (toZero < toStart[step]) {
                return change * factor(step, toZero);
            }
        }
        return change * factors[step];
    }

    private double factor(int step, double start) {
        double factor = (sampled[step] + start + toEnd[step]) / sampled[step];
        return perSecond ? factor / (window.rangeMillis() / 1000.0) : factor;
    }

    private void stretch(long[] times) {
        for (int i = 0; i < from.length; i++) {
            if (to[i] - from[i] > 1) {
                stretch(i, times[from[i]], times[to[i] - 1]);
            }
        }
    }

    /** As {@code RateKernels.factor}, but for the counter's zero. */
    private void stretch(int step, long firstMillis, long lastMillis) {
        long end = window.references()[step];
        double start = (firstMillis - (end - window.rangeMillis())) / 1000.0;
        double rest = (end - lastMillis) / 1000.0;
        double length = (lastMillis - firstMillis) / 1000.0;
        double between = length / (to[step] - from[step] - 1);
        double threshold = between * 1.1;
        sampled[step] = length;
        toStart[step] = start >= threshold ? between / 2 : start;
        toEnd[step] = rest >= threshold ? between / 2 : rest;
        factors[step] = factor(step, toStart[step]);
    }
}

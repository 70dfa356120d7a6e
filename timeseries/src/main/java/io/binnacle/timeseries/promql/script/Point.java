package io.binnacle.timeseries.promql.script;

import io.binnacle.timeseries.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * One place in a sequence of samples.
 *
 * @param number when there is no histogram
 * @param hintGiven whether the histogram's counter-reset hint was written down, and so is looked at
 */
record Point(boolean omitted, double number, @Nullable FloatHistogram histogram, boolean hintGiven) {

    static final Point OMITTED = new Point(true, 0, null, false);

    static Point of(double number) {
        return new Point(false, number, null, false);
    }

    static Point of(FloatHistogram histogram, boolean hintGiven) {
        return new Point(false, 0, histogram, hintGiven);
    }

    @Override
    public String toString() {
        return omitted ? "_" : histogram != null ? histogram.toString() : Double.toString(number);
    }
}

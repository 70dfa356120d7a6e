package io.binnacle.timeseries.promql;

/** The straight line nearest to the samples of a range, by least squares. */
record LinearRegression(double slope, double intercept) {

    /** @param originMillis where the line's {@code intercept} is */
    static LinearRegression of(RangeSeries range, long originMillis) {
        CompensatedSum sumX = new CompensatedSum();
        CompensatedSum sumY = new CompensatedSum();
        CompensatedSum sumXy = new CompensatedSum();
        CompensatedSum sumXx = new CompensatedSum();
        double first = range.values()[range.from()];
        boolean constant = true;
        for (int i = range.from(); i < range.to(); i++) {
            double y = range.values()[i];
            constant &= y == first || i == range.from();
            double x = (range.times()[i] - originMillis) / 1e3;
            sumX.add(x);
            sumY.add(y);
            sumXy.add(x * y);
            sumXx.add(x * x);
        }
        if (constant) {
            return Double.isInfinite(first)
                    ? new LinearRegression(Double.NaN, Double.NaN)
                    : new LinearRegression(0, first);
        }
        double n = range.count();
        double covariance = sumXy.value() - sumX.value() * sumY.value() / n;
        double variance = sumXx.value() - sumX.value() * sumX.value() / n;
        double slope = covariance / variance;
        return new LinearRegression(slope, sumY.value() / n - slope * sumX.value() / n);
    }
}

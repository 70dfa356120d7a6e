package io.binnacle.timeseries.promql;

/** A mean by compensated summation; goes over to an incremental mean where the sum would overflow. */
final class CompensatedMean {

    private double sum;
    private double compensation;
    private double count;
    private boolean incremental;

    /** Of those numbers from one place up to another. */
    static double of(double[] numbers, int from, int to) {
        CompensatedMean mean = new CompensatedMean();
        for (int i = from; i < to; i++) {
            mean.add(numbers[i]);
        }
        return mean.value();
    }

    void add(double value) {
        count++;
        if (count == 1) {
            sum = value;
            return;
        }
        if (!incremental) {
            double next = sum + value;
            if (!Double.isInfinite(next)) {
                compensation = CompensatedSum.compensation(sum, value, next, compensation);
                sum = next;
                return;
            }
            incremental = true;
            sum /= count - 1;
            compensation /= count - 1;
        }
        double share = (count - 1) / count;
        double mean = share * sum;
        double part = value / count;
        double next = mean + part;
        compensation = CompensatedSum.compensation(mean, part, next, share * compensation);
        sum = next;
    }

    double value() {
        return incremental ? sum + compensation : sum / count + compensation / count;
    }
}

package io.binnacle.timeseries.promql;

/** Sums with Neumaier's compensation, as Prometheus does: what rounding loses is summed on its own. */
final class CompensatedSum {

    private double sum;
    private double compensation;

    /** Of those numbers from one place up to another. */
    static double of(double[] numbers, int from, int to) {
        CompensatedSum total = new CompensatedSum();
        for (int i = from; i < to; i++) {
            total.add(numbers[i]);
        }
        return total.value();
    }

    void add(double value) {
        double next = sum + value;
        compensation = compensation(sum, value, next, compensation);
        sum = next;
    }

    static double compensation(double sum, double value, double next, double compensation) {
        if (Double.isInfinite(next)) {
            return 0;
        }
        return compensation + (Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum);
    }

    double value() {
        return sum + compensation;
    }
}

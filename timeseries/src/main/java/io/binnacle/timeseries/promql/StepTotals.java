package io.binnacle.timeseries.promql;

/**
 * Sums or means at each of many steps, with Neumaier's compensation, as Prometheus makes them: what rounding loses is summed on its
 * own. A mean goes over to an incremental one where the sum would overflow.
 */
final class StepTotals {

    private final double[] sums;
    private final double[] compensations;
    private final int[] counts;
    private final boolean[] incremental;

    StepTotals(int size) {
        this.sums = new double[size];
        this.compensations = new double[size];
        this.counts = new int[size];
        this.incremental = new boolean[size];
    }

    int count(int step) {
        return counts[step];
    }

    void addToSum(int step, double value) {
        if (counts[step]++ == 0) {
            sums[step] = value;
            return;
        }
        double sum = sums[step];
        double next = sum + value;
        compensations[step] = CompensatedSum.compensation(sum, value, next, compensations[step]);
        sums[step] = next;
    }

    void addToMean(int step, double value) {
        if (!incremental[step]) {
            double next = sums[step] + value;
            if (counts[step] == 0 || !Double.isInfinite(next)) {
                addToSum(step, value);
                return;
            }
            incremental[step] = true;
            sums[step] /= counts[step];
            compensations[step] /= counts[step];
        }
        double count = ++counts[step];
        double share = (count - 1) / count;
        double mean = share * sums[step];
        double part = value / count;
        double next = mean + part;
        compensations[step] = CompensatedSum.compensation(mean, part, next, share * compensations[step]);
        sums[step] = next;
    }

    /** Adds to the sum what another one has summed there. */
    void addSum(int step, StepTotals others) {
        if (others.counts[step] == 0) {
            return;
        }
        int count = counts[step];
        addToSum(step, others.sums[step]);
        counts[step] = count + others.counts[step];
        compensations[step] += others.compensations[step];
    }

    /** Has the mean be that of what both have taken in there. */
    void addMean(int step, StepTotals others) {
        boolean sums = !incremental[step] && !others.incremental[step];
        if (sums && !Double.isInfinite(this.sums[step] + others.sums[step])) {
            addSum(step, others);
        } else if (others.counts[step] > 0) {
            double count = (double) counts[step] + others.counts[step];
            double mean = counts[step] == 0 ? 0 : mean(step) * (counts[step] / count);
            this.sums[step] = mean + others.mean(step) * (others.counts[step] / count);
            compensations[step] = 0;
            incremental[step] = true;
            counts[step] += others.counts[step];
        }
    }

    double sum(int step) {
        return sums[step] + compensations[step];
    }

    double mean(int step) {
        double count = counts[step];
        return incremental[step] ? sum(step) : sums[step] / count + compensations[step] / count;
    }
}

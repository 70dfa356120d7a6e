package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.promql.Value.Column;

/**
 * The variance or its root, by Welford's method; what two parts have taken in is put together by that of Chan, Golub and LeVeque. A
 * first value that is no finite number makes the result none either.
 */
final class VarianceSteps implements StepAggregate {

    private final double[] means;
    private final double[] squares;
    private final int[] counts;
    private final boolean root;

    VarianceSteps(int size, boolean root) {
        this.means = new double[size];
        this.squares = new double[size];
        this.counts = new int[size];
        this.root = root;
    }

    @Override
    public void add(double[] values) {
        for (int i = 0; i < counts.length; i++) {
            double value = values[i];
            if (Column.isAbsent(value)) {
                continue;
            }
            if (counts[i]++ == 0) {
                means[i] = value;
                squares[i] = Double.isFinite(value) ? 0 : Double.NaN;
            } else {
                double distance = value - means[i];
                means[i] += distance / counts[i];
                squares[i] += distance * (value - means[i]);
            }
        }
    }

    @Override
    public void addAll(StepAggregate same) {
        VarianceSteps others = (VarianceSteps) same;
        for (int i = 0; i < counts.length; i++) {
            double more = others.counts[i];
            if (more == 0) {
                continue;
            }
            double count = counts[i] + more;
            double distance = counts[i] == 0 ? 0 : others.means[i] - means[i];
            means[i] = counts[i] == 0 ? others.means[i] : means[i] + distance * (more / count);
            squares[i] += others.squares[i] + distance * distance * (counts[i] / count) * more;
            counts[i] += others.counts[i];
        }
    }

    @Override
    public double[] values() {
        double[] values = StepAggregate.nothing(counts.length);
        for (int i = 0; i < values.length; i++) {
            if (counts[i] > 0) {
                values[i] = root ? Math.sqrt(squares[i] / counts[i]) : squares[i] / counts[i];
            }
        }
        return values;
    }
}

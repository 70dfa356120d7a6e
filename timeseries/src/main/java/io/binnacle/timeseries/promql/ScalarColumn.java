package io.binnacle.timeseries.promql;

import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Value.Column;

/** A column with an operator between each of its numbers and a scalar. */
final class ScalarColumn implements ColumnMaker {

    private final ColumnMaker inner;
    private final Binary operation;
    private final double[] scalar;
    private final boolean scalarFirst;

    ScalarColumn(ColumnMaker inner, Binary operation, double[] scalar, boolean scalarFirst) {
        this.inner = inner;
        this.operation = operation;
        this.scalar = scalar;
        this.scalarFirst = scalarFirst;
    }

    @Override
    public boolean make(Series series, SampleBuffer samples, double[] values) {
        return inner.make(series, samples, values) && apply(operation, values, scalar, scalarFirst);
    }

    /** In place; whether there is a number left. */
    static boolean apply(Binary operation, double[] values, double[] scalar, boolean scalarFirst) {
        BinaryOperator operator = operation.operator();
        boolean filters = operator.isComparison() && !operation.returnBool();
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (Column.isAbsent(values[i])) {
                continue;
            }
            double value = scalarFirst ? operator.apply(scalar[i], values[i]) : operator.apply(values[i], scalar[i]);
            if (!filters) {
                values[i] = value;
            } else if (value == 0) {
                values[i] = Column.ABSENT;
                continue;
            }
            any = true;
        }
        return any;
    }
}

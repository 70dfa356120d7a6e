package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Samples;

/** What an expression is worth at each time of a {@link Grid}. */
sealed interface Value {

    /** One number a time. */
    @SuppressWarnings("ArrayRecordComponent") // a column; never compared
    record Scalar(double[] values) implements Value {}

    record Text(String value) implements Value {}

    /** Any number of series; no two with the same labels have a value at the same time. */
    record Vector(List<Column> columns) implements Value {}

    /**
     * One series of a {@link Vector}: a number or {@linkplain #ABSENT nothing} at each time.
     */
    @SuppressWarnings("ArrayRecordComponent") // a column; never compared
    record Column(Labels labels, double[] values) {

        /** Marks a time without a value. A stale marker never is a value, so its bits are free to say so. */
        static final double ABSENT = Samples.STALE;

        static Column absent(Labels labels, int size) {
            double[] values = new double[size];
            Arrays.fill(values, ABSENT);
            return new Column(labels, values);
        }

        static boolean isAbsent(double value) {
            return Samples.isStale(value);
        }

        boolean has(int index) {
            return !Samples.isStale(values[index]);
        }

        boolean isEmpty() {
            for (double value : values) {
                if (!Samples.isStale(value)) {
                    return false;
                }
            }
            return true;
        }

        Column withoutName() {
            return labels.has(Label.METRIC_NAME) ? new Column(labels.without(Label.METRIC_NAME), values) : this;
        }
    }

    /** The vector of these columns, where those with the same labels become one; they must not meet at any time. */
    static Vector merged(List<Column> columns) {
        return new Vector(merged(columns, "vector cannot contain metrics with the same labelset"));
    }

    static List<Column> merged(List<Column> columns, String faultWhenTheyMeet) {
        if (columns.size() < 2) {
            return columns;
        }
        Map<Labels, Column> byLabels = LinkedHashMap.newLinkedHashMap(columns.size());
        boolean copied = false;
        for (Column column : columns) {
            Column same = byLabels.putIfAbsent(column.labels(), column);
            if (same != null) {
                copied = true;
                byLabels.put(column.labels(), union(same, column, faultWhenTheyMeet));
            }
        }
        return copied ? new ArrayList<>(byLabels.values()) : columns;
    }

    private static Column union(Column left, Column right, String faultWhenTheyMeet) {
        double[] values = left.values().clone();
        for (int i = 0; i < values.length; i++) {
            if (right.has(i)) {
                if (left.has(i)) {
                    throw QueryError.execution(faultWhenTheyMeet);
                }
                values[i] = right.values()[i];
            }
        }
        return new Column(left.labels(), values);
    }
}

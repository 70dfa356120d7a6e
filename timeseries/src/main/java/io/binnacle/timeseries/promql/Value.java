package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** What an expression is worth at each time of a {@link Grid}. */
sealed interface Value {

    /** One number a time. */
    @SuppressWarnings("ArrayRecordComponent") // a column; never compared
    record Scalar(double[] values) implements Value {}

    record Text(String value) implements Value {}

    /** Any number of series; no two with the same labels have a value at the same time. */
    record Vector(List<Column> columns) implements Value {}

    /**
     * One series of a {@link Vector}: a number, a histogram or {@linkplain #ABSENT nothing} at each time.
     *
     * @param dropsName the metric's name is to go at the end of the query, see {@link PromqlFeatures#delayedNameRemoval()}
     * @param histograms null when there is none; where there is one, there is no number
     */
    @SuppressWarnings("ArrayRecordComponent") // a column; never compared
    record Column(Labels labels, boolean dropsName, double[] values, @Nullable FloatHistogram @Nullable [] histograms) {

        /** Marks a time without a value. A stale marker never is a value, so its bits are free to say so. */
        static final double ABSENT = Samples.STALE;

        static final Set<String> NAME_AND_METADATA = Set.of(Label.METRIC_NAME, "__type__", "__unit__");

        Column(Labels labels, double[] values) {
            this(labels, false, values, null);
        }

        static Column absent(Labels labels, int size) {
            double[] values = new double[size];
            Arrays.fill(values, ABSENT);
            return new Column(labels, values);
        }

        static boolean isAbsent(double value) {
            return Samples.isStale(value);
        }

        /** Whether there is a number or a histogram. */
        boolean has(int index) {
            return !Samples.isStale(values[index]) || (histograms != null && histograms[index] != null);
        }

        boolean hasNumber(int index) {
            return !Samples.isStale(values[index]);
        }

        @Nullable
        FloatHistogram histogram(int index) {
            return histograms == null ? null : histograms[index];
        }

        boolean hasHistograms() {
            return histograms != null;
        }

        boolean isEmpty() {
            for (int i = 0; i < values.length; i++) {
                if (has(i)) {
                    return false;
                }
            }
            return true;
        }

        Column with(Labels others) {
            return new Column(others, dropsName, values, histograms);
        }

        /** Of the same series, other numbers and no histograms. */
        Column with(double[] numbers) {
            return new Column(labels, dropsName, numbers, null);
        }

        /** The series is another thing now: its name goes, at once or at the end. */
        Column renamed(QueryContext context) {
            return context.features().delayedNameRemoval()
                    ? new Column(labels, true, values, histograms)
                    : withoutName();
        }

        Column withoutName() {
            for (String name : NAME_AND_METADATA) {
                if (labels.has(name)) {
                    return new Column(labels.without(NAME_AND_METADATA.toArray(new String[0])), false, values,
                            histograms);
                }
            }
            return dropsName ? new Column(labels, false, values, histograms) : this;
        }
    }

    /** The vector of these columns, where those with the same labels become one; they must not meet at any time. */
    static Vector merged(List<Column> columns) {
        return new Vector(merged(columns, "vector cannot contain metrics with the same labelset"));
    }

    private static List<Column> merged(List<Column> columns, String faultWhenTheyMeet) {
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
        ResultColumn result = new ResultColumn(left.labels(), left.values().length);
        result.dropName(left.dropsName());
        for (int i = 0; i < left.values().length; i++) {
            if (left.has(i) && right.has(i)) {
                throw QueryError.execution(faultWhenTheyMeet);
            }
            if (left.has(i) || right.has(i)) {
                result.copy(i, left.has(i) ? left : right);
            }
        }
        return result.column();
    }
}

package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.ElementOperation.Outcome;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Cardinality;
import io.binnacle.timeseries.promql.Expression.Fill;
import io.binnacle.timeseries.promql.Expression.Matching;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** The elements that are matched by the same labels, as they meet at each step. */
final class VectorMeeting {

    private final Binary operation;
    private final Matching matching;
    private final Labels signature;
    private final List<Column> many;
    private final List<Column> ones;
    private final boolean swapped;
    private final int size;
    private final ElementOperation element;
    private final Map<Labels, Result> results = new LinkedHashMap<>();
    /** At which steps one met one. */
    private final boolean[] met;

    /** A result, and where something met, if only to be filtered out. */
    private static final class Result {
        private final ResultColumn column;
        private final boolean[] met;

        Result(Labels labels, int size) {
            column = new ResultColumn(labels, size);
            met = new boolean[size];
        }
    }

    VectorMeeting(Binary operation, QueryContext context, Labels signature, List<Column> many, List<Column> ones) {
        this.operation = operation;
        this.matching = operation.matching();
        this.signature = signature;
        this.many = many;
        this.ones = ones;
        this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        this.size = (many.isEmpty() ? ones : many).getFirst().values().length;
        this.element = new ElementOperation(operation, context);
        this.met = new boolean[size];
    }

    List<Column> results() {
        // As in Prometheus: with group_right, where the many are on the right, what fills the left fills them.
        Fill fill = matching.fill();
        Column fillOfOne = filled(fill.right());
        for (Column column : many) {
            Result result = null;
            Column lastPartner = null;
            for (int i = 0; i < size; i++) {
                Column partner = column.has(i) ? partner(i) : null;
                if (partner == null && column.has(i)) {
                    partner = fillOfOne;
                }
                if (partner != null) {
                    if (!partner.equals(lastPartner)) {
                        result = result(column, partner);
                        lastPartner = partner;
                    }
                    meet(i, column, partner, result);
                }
            }
        }
        Column fillOfMany = filled(fill.left());
        if (fillOfMany != null) {
            fillMany(fillOfMany);
        }
        List<Column> columns = new ArrayList<>(results.size());
        for (Result result : results.values()) {
            if (!result.column.isEmpty()) {
                columns.add(result.column.column());
            }
        }
        return columns;
    }

    /** Where a one met nothing, it meets what stands for the missing. */
    private void fillMany(Column filled) {
        for (Column one : ones) {
            Result result = result(filled, one);
            for (int i = 0; i < size; i++) {
                if (one.has(i) && !met[i]) {
                    meet(i, filled, one, result);
                }
            }
        }
    }

    private @Nullable Column filled(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        double[] values = new double[size];
        Arrays.fill(values, value);
        return new Column(signature, values);
    }

    private @Nullable Column partner(int step) {
        for (Column one : ones) {
            if (one.has(step)) {
                return one;
            }
        }
        return null;
    }

    private void meet(int step, Column ofMany, Column ofOne, @Nullable Result result) {
        Column left = swapped ? ofOne : ofMany;
        Column right = swapped ? ofMany : ofOne;
        Outcome outcome = element.apply(left.values()[step], left.histogram(step), right.values()[step],
                right.histogram(step));
        if (outcome == Outcome.INCOMPATIBLE) {
            return;
        }
        if (result == null) {
            throw new BugException("nothing to put a result in");
        }
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            if (met[step]) {
                throw QueryError.execution("multiple matches for labels: many-to-one matching must be explicit"
                        + " (group_left/group_right)");
            }
        } else if (result.met[step]) {
            throw QueryError.execution("multiple matches for labels: grouping labels must ensure unique matches");
        }
        met[step] = true;
        result.met[step] = true;
        FloatHistogram histogram = element.histogram();
        if (operation.returnBool()) {
            result.column.put(step, outcome == Outcome.VALUE ? 1 : 0);
        } else if (outcome == Outcome.VALUE && histogram != null) {
            result.column.put(step, histogram);
        } else if (outcome == Outcome.VALUE) {
            result.column.put(step, element.number());
        }
    }

    private Result result(Column ofMany, Column ofOne) {
        Result result = results.computeIfAbsent(labels(ofMany.labels(), ofOne.labels()),
                key -> new Result(key, size));
        boolean keepsName = !operation.operator().changesMeaning();
        result.column.dropName(keepsName && (operation.returnBool() || ofMany.dropsName()));
        return result;
    }

    private Labels labels(Labels ofMany, Labels ofOne) {
        Labels labels = ofMany;
        boolean dropsAtOnce = operation.operator().changesMeaning()
                || (operation.returnBool() && !element.delaysNames());
        if (dropsAtOnce) {
            labels = new Column(labels, new double[0]).withoutName().labels();
        }
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            labels = matching.on()
                    ? labels.keep(matching.labels())
                    : labels.without(matching.labels().toArray(new String[0]));
        }
        if (matching.include().isEmpty()) {
            return labels;
        }
        Labels.Builder builder = labels.toBuilder();
        for (String name : matching.include()) {
            builder.set(name, ofOne.get(name));
        }
        return builder.build();
    }
}

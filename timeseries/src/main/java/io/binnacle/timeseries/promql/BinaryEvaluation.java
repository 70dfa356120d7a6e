package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Cardinality;
import io.binnacle.timeseries.promql.Expression.Matching;
import io.binnacle.timeseries.promql.Value.Column;
import org.jspecify.annotations.Nullable;

/** Evaluates binary operators: what meets what is decided once from the labels, then columns are gone through by step. */
final class BinaryEvaluation {

    Value evaluate(Binary operation, Value left, Value right) {
        if (left instanceof Value.Scalar leftNumbers && right instanceof Value.Scalar rightNumbers) {
            double[] values = new double[leftNumbers.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = operation.operator().apply(leftNumbers.values()[i], rightNumbers.values()[i]);
            }
            return new Value.Scalar(values);
        }
        if (left instanceof Value.Vector vector && right instanceof Value.Scalar scalar) {
            return withScalar(operation, vector, scalar.values(), false);
        }
        if (left instanceof Value.Scalar scalar && right instanceof Value.Vector vector) {
            return withScalar(operation, vector, scalar.values(), true);
        }
        if (left instanceof Value.Vector leftVector && right instanceof Value.Vector rightVector) {
            return operation.operator().isSet()
                    ? combined(operation, leftVector, rightVector)
                    : matched(operation, leftVector, rightVector);
        }
        throw new BugException("no operands: " + operation);
    }

    private static Value withScalar(Binary operation, Value.Vector vector, double[] scalar, boolean scalarFirst) {
        boolean filters = operation.operator().isComparison() && !operation.returnBool();
        List<Column> columns = new ArrayList<>();
        for (Column input : vector.columns()) {
            double[] values = input.values().clone();
            for (int i = 0; i < values.length; i++) {
                if (input.has(i)) {
                    double value = scalarFirst
                            ? operation.operator().apply(scalar[i], values[i])
                            : operation.operator().apply(values[i], scalar[i]);
                    if (!filters) {
                        values[i] = value;
                    } else if (value == 0) {
                        values[i] = Column.ABSENT;
                    }
                }
            }
            Column column = new Column(input.labels(), values);
            if (!column.isEmpty()) {
                columns.add(filters ? column : column.withoutName());
            }
        }
        return Value.merged(columns);
    }

    /** The labels by which an element finds its partners. */
    private static Labels signature(Labels labels, Matching matching) {
        if (matching.on()) {
            return labels.keep(matching.labels());
        }
        String[] names = matching.labels().toArray(new String[matching.labels().size() + 1]);
        names[names.length - 1] = Label.METRIC_NAME;
        return labels.without(names);
    }

    private static Map<Labels, List<Column>> bySignature(Value.Vector vector, Matching matching) {
        Map<Labels, List<Column>> groups = new LinkedHashMap<>();
        for (Column column : vector.columns()) {
            groups.computeIfAbsent(signature(column.labels(), matching), key -> new ArrayList<>()).add(column);
        }
        return groups;
    }

    private static boolean anyAt(List<Column> columns, int step) {
        for (Column column : columns) {
            if (column.has(step)) {
                return true;
            }
        }
        return false;
    }

    /** and, or, unless. */
    private static Value combined(Binary operation, Value.Vector left, Value.Vector right) {
        Matching matching = operation.matching();
        List<Column> columns = new ArrayList<>();
        switch (operation.operator()) {
            case AND -> filterByOther(left, bySignature(right, matching), matching, true, columns);
            case UNLESS -> filterByOther(left, bySignature(right, matching), matching, false, columns);
            default -> {
                columns.addAll(left.columns());
                filterByOther(right, bySignature(left, matching), matching, false, columns);
            }
        }
        return Value.merged(columns);
    }

    private static void filterByOther(Value.Vector vector, Map<Labels, List<Column>> other, Matching matching,
            boolean keepMatched, List<Column> columns) {
        for (Column input : vector.columns()) {
            List<Column> partners = other.getOrDefault(signature(input.labels(), matching), List.of());
            double[] values = input.values().clone();
            for (int i = 0; i < values.length; i++) {
                if (anyAt(partners, i) != keepMatched) {
                    values[i] = Column.ABSENT;
                }
            }
            Column column = new Column(input.labels(), values);
            if (!column.isEmpty()) {
                columns.add(column);
            }
        }
    }

    private static Value matched(Binary operation, Value.Vector left, Value.Vector right) {
        boolean swapped = operation.matching().cardinality() == Cardinality.ONE_TO_MANY;
        Value.Vector many = swapped ? right : left;
        Value.Vector one = swapped ? left : right;
        if (many.columns().isEmpty() || one.columns().isEmpty()) {
            return new Value.Vector(List.of());
        }
        int size = many.columns().getFirst().values().length;
        boolean[] bothPresent = new boolean[size];
        for (int i = 0; i < size; i++) {
            bothPresent[i] = anyAt(many.columns(), i) && anyAt(one.columns(), i);
        }
        Map<Labels, List<Column>> ones = bySignature(one, operation.matching());
        ones.forEach((signature, columns) -> requireUnique(operation, signature, columns, bothPresent));
        List<Column> results = new ArrayList<>();
        bySignature(many, operation.matching()).forEach((signature, columns) -> {
            List<Column> partners = ones.get(signature);
            if (partners != null) {
                results.addAll(new Meeting(operation, columns, partners, swapped).results());
            }
        });
        return Value.merged(results);
    }

    private static void requireUnique(Binary operation, Labels signature, List<Column> columns, boolean[] counts) {
        if (columns.size() < 2) {
            return;
        }
        for (int i = 0; i < counts.length; i++) {
            List<Labels> present = new ArrayList<>();
            for (Column column : columns) {
                if (counts[i] && column.has(i)) {
                    present.add(column.labels());
                }
            }
            if (present.size() > 1) {
                present.sort(Labels.ORDER);
                String side = operation.matching().cardinality() == Cardinality.ONE_TO_MANY ? "left" : "right";
                throw QueryError.execution("found duplicate series for the match group " + text(signature) + " on the "
                        + side + " hand-side of the operation: [" + text(present.get(0)) + ", " + text(present.get(1))
                        + "];many-to-many matching not allowed: matching labels must be unique on one side");
            }
        }
    }

    private static String text(Labels labels) {
        List<String> parts = new ArrayList<>();
        for (Label label : labels) {
            parts.add(label.name() + "=" + Quoting.quote(label.value()));
        }
        return "{" + String.join(", ", parts) + "}";
    }

    /** The elements of one signature, as they meet. */
    private static final class Meeting {

        private final Binary operation;
        private final List<Column> many;
        private final List<Column> ones;
        private final boolean swapped;
        private final boolean filters;
        private final int size;
        private final Map<Labels, Column> results = new LinkedHashMap<>();

        Meeting(Binary operation, List<Column> many, List<Column> ones, boolean swapped) {
            this.operation = operation;
            this.many = many;
            this.ones = ones;
            this.swapped = swapped;
            this.filters = operation.operator().isComparison() && !operation.returnBool();
            this.size = many.getFirst().values().length;
        }

        List<Column> results() {
            boolean oneToOne = operation.matching().cardinality() == Cardinality.ONE_TO_ONE;
            Set<Integer> taken = new HashSet<>();
            for (Column column : many) {
                Column lastPartner = null;
                Labels labels = Labels.empty();
                for (int i = 0; i < size; i++) {
                    Column partner = column.has(i) ? partner(i) : null;
                    if (partner == null) {
                        continue;
                    }
                    if (oneToOne && many.size() > 1 && !taken.add(i)) {
                        throw QueryError.execution("multiple matches for labels: many-to-one matching must be explicit"
                                + " (group_left/group_right)");
                    }
                    double value = value(column.values()[i], partner.values()[i]);
                    if (!Column.isAbsent(value)) {
                        if (lastPartner == null || !partner.labels().equals(lastPartner.labels())) {
                            labels = resultLabels(column.labels(), partner.labels());
                            lastPartner = partner;
                        }
                        put(labels, i, value);
                    }
                }
            }
            return new ArrayList<>(results.values());
        }

        private void put(Labels labels, int step, double value) {
            Column result = results.computeIfAbsent(labels, key -> Column.absent(key, size));
            if (result.has(step)) {
                throw QueryError.execution("multiple matches for labels: grouping labels must ensure unique matches");
            }
            result.values()[step] = value;
        }

        private @Nullable Column partner(int step) {
            for (Column one : ones) {
                if (one.has(step)) {
                    return one;
                }
            }
            return null;
        }

        private double value(double ofMany, double ofOne) {
            double left = swapped ? ofOne : ofMany;
            double right = swapped ? ofMany : ofOne;
            double value = operation.operator().apply(left, right);
            if (!filters) {
                return value;
            }
            return value == 0 ? Column.ABSENT : left;
        }

        private Labels resultLabels(Labels ofMany, Labels ofOne) {
            Matching matching = operation.matching();
            Labels labels = ofMany;
            if (!filters) {
                labels = labels.without(Label.METRIC_NAME);
            }
            if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
                labels = matching.on()
                        ? labels.keep(matching.labels())
                        : labels.without(matching.labels().toArray(new String[0]));
            }
            if (!matching.include().isEmpty()) {
                Labels.Builder builder = labels.toBuilder();
                for (String name : matching.include()) {
                    builder.set(name, ofOne.get(name));
                }
                labels = builder.build();
            }
            return labels;
        }
    }
}

package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Expression.Binary;
import io.binnacle.timeseries.promql.Expression.Cardinality;
import io.binnacle.timeseries.promql.Expression.Fill;
import io.binnacle.timeseries.promql.Expression.Matching;
import io.binnacle.timeseries.promql.Value.Column;

/**
 * Evaluates an operator between two vectors. Columns are put together by the labels they are matched by, once; which elements of
 * such a group meet is decided at each step.
 */
final class VectorMatching {

    private final Binary operation;
    private final QueryContext context;

    VectorMatching(Binary operation, QueryContext context) {
        this.operation = operation;
        this.context = context;
    }

    /** The labels by which an element finds its partners. */
    static Labels signature(Labels labels, Matching matching) {
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

    Value matched(Value.Vector left, Value.Vector right) {
        Matching matching = operation.matching();
        boolean swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        Value.Vector many = swapped ? right : left;
        Value.Vector one = swapped ? left : right;
        Fill fill = matching.fill();
        if (fill.isNone() && (many.columns().isEmpty() || one.columns().isEmpty())) {
            return new Value.Vector(List.of());
        }
        Map<Labels, List<Column>> manies = bySignature(many, matching);
        Map<Labels, List<Column>> ones = bySignature(one, matching);
        requireUnique(ones, many, one);
        List<Column> results = new ArrayList<>();
        Set<Labels> signatures = new LinkedHashSet<>(manies.keySet());
        if (!fill.isNone()) {
            signatures.addAll(ones.keySet());
        }
        for (Labels signature : signatures) {
            context.checkpoint();
            List<Column> ofMany = manies.getOrDefault(signature, List.of());
            List<Column> ofOne = ones.getOrDefault(signature, List.of());
            if (!fill.isNone() || !ofOne.isEmpty()) {
                results.addAll(new VectorMeeting(operation, context, signature, ofMany, ofOne).results());
            }
        }
        return Value.merged(results);
    }

    private void requireUnique(Map<Labels, List<Column>> ones, Value.Vector many, Value.Vector one) {
        boolean[] manyPresent = null;
        for (Map.Entry<Labels, List<Column>> group : ones.entrySet()) {
            if (group.getValue().size() > 1) {
                if (manyPresent == null) {
                    manyPresent = present(many, one.columns().getFirst().values().length);
                }
                requireUnique(group.getKey(), group.getValue(), manyPresent);
            }
        }
    }

    private static boolean[] present(Value.Vector vector, int size) {
        boolean[] present = new boolean[size];
        for (Column column : vector.columns()) {
            for (int i = 0; i < size; i++) {
                present[i] |= column.has(i);
            }
        }
        return present;
    }

    private void requireUnique(Labels signature, List<Column> columns, boolean[] manyPresent) {
        for (int i = 0; i < manyPresent.length; i++) {
            // Where nothing can meet, nothing is looked at.
            boolean counts = manyPresent[i] || !operation.matching().fill().isNone();
            List<Labels> present = new ArrayList<>();
            for (Column column : columns) {
                if (counts && column.has(i)) {
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

    /** As Prometheus prints labels in errors: the metric's name among them. */
    static String text(Labels labels) {
        List<String> parts = new ArrayList<>();
        for (Label label : labels) {
            String name = Quoting.isLegacyLabel(label.name()) ? label.name() : Quoting.quote(label.name());
            parts.add(name + "=" + Quoting.quote(label.value()));
        }
        return "{" + String.join(", ", parts) + "}";
    }
}

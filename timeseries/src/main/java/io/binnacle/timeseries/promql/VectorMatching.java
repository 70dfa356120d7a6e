package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
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
import org.jspecify.annotations.Nullable;

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

    /** The labels by which an element finds its partners: type and unit tell no more than the name which of them those are. */
    static Labels signature(Labels labels, Matching matching) {
        if (matching.on()) {
            return labels.keep(matching.labels());
        }
        Set<String> names = new HashSet<>(matching.labels());
        names.addAll(Column.NAME_AND_METADATA);
        return labels.without(names.toArray(new String[0]));
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
        requireUnique(ones, many);
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

    /** A column of the side where signatures must be unique, that shares its own with another one. */
    private record Sharing(int group, Labels signature, Column column) {}

    /** Step by step, and in the order of labels, as Prometheus goes: so the error names the same two series, in the same order. */
    private void requireUnique(Map<Labels, List<Column>> ones, Value.Vector many) {
        List<Sharing> sharing = new ArrayList<>();
        int groups = 0;
        for (Map.Entry<Labels, List<Column>> group : ones.entrySet()) {
            if (group.getValue().size() > 1) {
                for (Column column : group.getValue()) {
                    sharing.add(new Sharing(groups, group.getKey(), column));
                }
                groups++;
            }
        }
        if (sharing.isEmpty()) {
            return;
        }
        sharing.sort(Comparator.comparing(one -> one.column().labels(), Labels.ORDER));
        boolean[] counts = counting(many, sharing.getFirst().column().values().length);
        @Nullable
        Sharing[] earlier = new Sharing[groups];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i]) {
                Arrays.fill(earlier, null);
                requireUnique(sharing, i, earlier);
            }
        }
    }

    /** At which steps it is looked at: where nothing can meet, nothing is. */
    private boolean[] counting(Value.Vector many, int size) {
        boolean[] counts = new boolean[size];
        if (!operation.matching().fill().isNone()) {
            Arrays.fill(counts, true);
        }
        for (Column column : many.columns()) {
            for (int i = 0; i < size; i++) {
                counts[i] |= column.has(i);
            }
        }
        return counts;
    }

    /** @param earlier of each group, what was there before */
    private void requireUnique(List<Sharing> sharing, int step, @Nullable Sharing[] earlier) {
        for (Sharing one : sharing) {
            if (one.column().has(step)) {
                Sharing same = earlier[one.group()];
                if (same != null) {
                    String side = operation.matching().cardinality() == Cardinality.ONE_TO_MANY ? "left" : "right";
                    throw QueryError.execution("found duplicate series for the match group " + text(one.signature())
                            + " on the " + side + " hand-side of the operation: [" + text(same.column().labels()) + ", "
                            + text(one.column().labels())
                            + "];many-to-many matching not allowed: matching labels must be unique on one side");
                }
                earlier[one.group()] = one;
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

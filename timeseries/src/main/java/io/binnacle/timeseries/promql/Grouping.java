package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.LabelChoice;
import io.binnacle.timeseries.promql.Expression.Aggregate;
import io.binnacle.timeseries.promql.Value.Column;

/** Which columns an aggregation puts together: told once from their labels. */
final class Grouping {

    private final boolean without;
    private final Set<String> names;
    private final String[] removed;

    Grouping(Aggregate aggregate) {
        this(aggregate.without(), new HashSet<>(aggregate.labels()));
    }

    private Grouping(boolean without, Set<String> names) {
        this.without = without;
        this.names = names;
        Set<String> gone = new HashSet<>(names);
        gone.add(Label.METRIC_NAME);
        this.removed = gone.toArray(new String[0]);
    }

    /** This one, and each value of that label apart where labels are named that stay. */
    Grouping keeping(String label) {
        if (without) {
            return this;
        }
        Set<String> more = new HashSet<>(names);
        more.add(label);
        return new Grouping(false, more);
    }

    /**
     * Which labels tell the groups of series.
     *
     * @param renamed whether the series lose their names before
     */
    LabelChoice choice(boolean renamed) {
        Set<String> chosen = new HashSet<>(without ? Set.of(removed) : names);
        if (renamed && without) {
            chosen.addAll(Column.NAME_AND_METADATA);
        } else if (renamed) {
            chosen.removeAll(Column.NAME_AND_METADATA);
        }
        return new LabelChoice(!without, chosen);
    }

    Labels of(Labels labels) {
        if (without) {
            return labels.without(removed);
        }
        return names.isEmpty() ? Labels.empty() : labels.keep(names);
    }

    Map<Labels, List<Column>> groups(List<Column> columns) {
        Map<Labels, List<Column>> groups = new LinkedHashMap<>();
        for (Column column : columns) {
            groups.computeIfAbsent(of(column.labels()), labels -> new ArrayList<>()).add(column);
        }
        return groups;
    }
}

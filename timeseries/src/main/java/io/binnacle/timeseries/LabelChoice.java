package io.binnacle.timeseries;

import java.util.Set;

import io.binnacle.kernel.label.Labels;

/**
 * Some labels of a series.
 *
 * @param keeps whether the labels of these names are chosen, or all others
 */
public record LabelChoice(boolean keeps, Set<String> names) {

    public LabelChoice {
        names = Set.copyOf(names);
    }

    public boolean takes(String name) {
        return names.contains(name) == keeps;
    }

    /** The chosen ones of these. */
    public Labels of(Labels labels) {
        if (keeps) {
            return names.isEmpty() ? Labels.empty() : labels.keep(names);
        }
        return labels.without(names.toArray(new String[0]));
    }
}

package io.binnacle.insight.dashboard;

import java.util.List;

/**
 * A name in the queries of a dashboard whose value whoever looks at it chooses: {@code $job}.
 *
 * @param label what people call it; the name where it is empty
 * @param query for {@link VariableKind#QUERY}, empty for the others
 * @param pattern a regular expression: only choices that match are offered, and of one with a group only the group
 * @param options for {@link VariableKind#CUSTOM} and {@link VariableKind#INTERVAL}, empty for the others
 * @param multi whether several may be chosen at once
 * @param all whether "all of them" may be chosen
 * @param selected chosen when nothing else is; empty for the first choice
 */
public record DashboardVariable(String name, String label, VariableKind kind, String query, String pattern,
        List<String> options, boolean multi, boolean all, List<String> selected) {

    public DashboardVariable {
        options = List.copyOf(options);
        selected = List.copyOf(selected);
    }
}

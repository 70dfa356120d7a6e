package io.binnacle.insight.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A condition worth an alert, as data: a PromQL expression, the limits of its value by severity, how long they must hold,
 * and what to tell people. Each label set in the expression's result is judged on its own. Immutable; checked when it is
 * loaded (see {@link RuleFiles}), so a rule that exists parses.
 *
 * @param id          unique, stable: {@code file-system-filling}
 * @param title       template of an alert's title; <code>{{ label }}</code> and <code>{{ value }}</code> are replaced
 * @param description template of the sentence below the title
 * @param why         why this matters, for the one who is called at night; same for all alerts of the rule
 * @param whatToDo    first steps, for the same person
 * @param expr        PromQL with an instant vector (or scalar) as its result
 * @param thresholds  by severity, at least one; worst first
 * @param heldFor     how long a value must be bad before the alert fires; zero fires at once
 * @param clearFor    how long it must be good again before the alert resolves
 * @param noData      null: a series that leaves the result counts as good
 * @param item        null: the rule's alerts are about no configuration item
 * @param labels      labels that each alert of the rule carries besides those of its series
 * @param interval    how often the rule is evaluated; null: at each round of the evaluator
 * @param origin      where it was read: a file of ours, or a file of the user's
 */
public record Rule(String id, boolean enabled, String title, String description, String why, String whatToDo,
        String expr,
        Unit unit, SortedMap<Severity, Threshold> thresholds, Duration heldFor, Duration clearFor,
        @Nullable NoData noData, @Nullable ItemTemplate item, Map<String, String> labels, @Nullable Duration interval,
        String origin) {

    /** The threshold of the mildest severity. */
    public Threshold mildest() {
        return List.copyOf(thresholds.values()).getLast();
    }

    /** How long a value must be bad before this severity fires. */
    public Duration heldFor(Severity severity) {
        Threshold threshold = thresholds.get(severity);
        Duration own = threshold == null ? null : threshold.heldForOwn();
        return own == null ? heldFor : own;
    }
}

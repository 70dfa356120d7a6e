package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.binnacle.kernel.error.InvalidInput;

/**
 * Parts of the language that Prometheus keeps behind feature flags.
 *
 * @param experimentalFunctions functions such as {@code info} and {@code mad_over_time}, {@code limitk} and {@code limit_ratio}
 * @param durationExpressions arithmetic where a duration stands: {@code x[5m * 2]}
 * @param extendedRanges the modifiers {@code anchored} and {@code smoothed}
 * @param fillModifiers {@code fill}, {@code fill_left}, {@code fill_right}
 * @param delayedNameRemoval functions leave the metric's name on until the whole query is evaluated
 * @param typeAndUnitLabels whether something is a counter is told by its label {@code __type__}
 * @param startTimestamps counter resets are told by start times, too, where senders gave them
 */
public record PromqlFeatures(boolean experimentalFunctions, boolean durationExpressions, boolean extendedRanges,
        boolean fillModifiers, boolean delayedNameRemoval, boolean typeAndUnitLabels, boolean startTimestamps) {

    private static final List<String> NAMES = List.of("promql-experimental-functions", "promql-duration-expr",
            "promql-extended-range-selectors", "promql-binop-fill-modifiers", "promql-delayed-name-removal",
            "type-and-unit-labels", "use-start-timestamps");

    /** None: Prometheus' default. */
    public static PromqlFeatures none() {
        return new PromqlFeatures(false, false, false, false, false, false, false);
    }

    /** Those that Prometheus' own test scripts are written for: all but type and unit labels. */
    public static PromqlFeatures ofTestScripts() {
        return new PromqlFeatures(true, true, true, true, true, false, true);
    }

    /**
     * Those of that list, by the names of Prometheus' {@code --enable-feature}, separated by commas.
     *
     * @throws InvalidInput there is no such feature
     */
    public static PromqlFeatures parse(String list) {
        List<String> enabled = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            String name = word.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !NAMES.contains(name)) {
                throw new InvalidInput("promql.features", "some of " + String.join(", ", NAMES), word.strip());
            }
            enabled.add(name);
        }
        boolean[] on = new boolean[NAMES.size()];
        for (int i = 0; i < on.length; i++) {
            on[i] = enabled.contains(NAMES.get(i));
        }
        return new PromqlFeatures(on[0], on[1], on[2], on[3], on[4], on[5], on[6]);
    }
}

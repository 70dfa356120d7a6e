package io.binnacle.insight.rule.evaluation;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What rules are evaluated in.
 *
 * @param externalLabels what templates know as {@code $externalLabels}
 * @param externalUrl    what templates know as {@code $externalURL}
 * @param queryOffset    of groups that have none of their own
 */
public record Surroundings(RuleQuery query, Map<String, String> externalLabels, URI externalUrl,
        Duration queryOffset) {

    public Surroundings {
        externalLabels = Map.copyOf(externalLabels);
    }
}

package io.binnacle.insight.rule.prometheus;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Rules that are evaluated one after the other, at the same times.
 *
 * @param file        where it stands
 * @param name        unique in its file
 * @param interval    between evaluations; null: the server's
 * @param queryOffset how far in the past its expressions are evaluated; null: the server's
 * @param limit       how many series or alerts a rule may make; 0 is no limit
 */
public record RuleGroup(String file, String name, @Nullable Duration interval, @Nullable Duration queryOffset,
        int limit,
        List<PrometheusRule> rules) {

    public RuleGroup {
        rules = List.copyOf(rules);
    }
}

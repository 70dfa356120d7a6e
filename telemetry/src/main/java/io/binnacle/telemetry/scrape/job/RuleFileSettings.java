package io.binnacle.telemetry.scrape.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Prometheus configuration says about rules.
 *
 * @param files              names and patterns, as its section {@code rule_files} has them
 * @param base               what relative ones are relative to
 * @param evaluationInterval of groups and subqueries that say none, if the configuration says one
 * @param queryOffset        of groups that say none
 * @param externalLabels     what templates know as {@code $externalLabels}
 */
public record RuleFileSettings(List<String> files, Path base, Optional<Duration> evaluationInterval,
        Duration queryOffset, Map<String, String> externalLabels) {

    /** No rules. */
    public static final RuleFileSettings NONE = new RuleFileSettings(List.of(), Path.of("/"), Optional.empty(),
            Duration.ZERO, Map.of());

    public RuleFileSettings {
        files = List.copyOf(files);
        externalLabels = Map.copyOf(externalLabels);
    }
}

package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;

/** Gives a result the name and the labels under which it is recorded. */
final class RecordingEvaluation implements RuleEvaluation {

    private final PrometheusRule.Recording rule;
    private final Surroundings surroundings;

    RecordingEvaluation(PrometheusRule.Recording rule, Surroundings surroundings) {
        this.rule = rule;
        this.surroundings = surroundings;
    }

    @Override
    public PrometheusRule rule() {
        return rule;
    }

    @Override
    public List<VectorSample> evaluate(Instant at, Duration queryOffset, int limit) {
        Instant queried = at.minus(queryOffset);
        List<VectorSample> recorded = new ArrayList<>();
        Set<Labels> seen = new HashSet<>();
        for (VectorSample sample : surroundings.query().ask(rule.expression(), queried)) {
            Labels.Builder labels = sample.labels().toBuilder().set(Label.METRIC_NAME, rule.name());
            rule.labels().forEach(labels::set);
            Labels named = labels.build();
            if (!seen.add(named)) {
                throw new RuleFailure("vector contains metrics with the same labelset after applying rule labels");
            }
            recorded.add(new VectorSample(named, queried.toEpochMilli(), sample.value(), sample.histogram()));
        }
        if (limit > 0 && recorded.size() > limit) {
            throw new RuleFailure("exceeded limit of " + limit + " with " + recorded.size() + " series");
        }
        return recorded;
    }

    @Override
    public boolean takeOver(RuleEvaluation before) {
        return before.rule() instanceof PrometheusRule.Recording other && other.name().equals(rule.name())
                && other.labels().equals(rule.labels());
    }

    @Override
    public List<ActiveAlert> alerts() {
        return List.of();
    }
}

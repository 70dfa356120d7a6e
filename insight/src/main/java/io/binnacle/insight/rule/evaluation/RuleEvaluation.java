package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;

/** One rule at work. Belongs to the thread of its group. */
sealed interface RuleEvaluation permits RecordingEvaluation, AlertingEvaluation {

    PrometheusRule rule();

    /**
     * What to write, at that time less the offset.
     *
     * @param limit how many series or alerts it may make; 0 is no limit
     * @throws RuntimeException it failed, as the message says
     */
    List<VectorSample> evaluate(Instant at, Duration queryOffset, int limit);

    /** Goes on where another ended, if that is of the same kind, name and labels; false when it is not. */
    boolean takeOver(RuleEvaluation before);

    /** Those that are there now, resolved ones left out; none of a recording rule. */
    List<ActiveAlert> alerts();
}

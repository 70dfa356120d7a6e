package io.binnacle.insight.rule.evaluation;

import java.time.Instant;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.QueryResult;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;

/** Answers the expressions of rules. */
@FunctionalInterface
public interface RuleQuery {

    /**
     * The elements of the result; a scalar is one without labels.
     *
     * @throws RuntimeException it cannot be answered, as the message says
     */
    List<VectorSample> ask(String expression, Instant at);

    /** By a query engine. */
    static RuleQuery of(PromqlEngine engine) {
        return (expression, at) -> switch (engine.instant(expression, at)) {
            case QueryResult.Vector vector -> vector.samples();
            case QueryResult.Scalar scalar ->
                List.of(new VectorSample(Labels.empty(), scalar.epochMillis(), scalar.value()));
            default -> throw new RuleFailure("rule result is not a vector or scalar");
        };
    }
}

package io.binnacle.insight.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.QueryResult;

/** Answers a rule's expression. */
@FunctionalInterface
interface RuleQueries {

    /**
     * The value of each label set, without the metric's name.
     *
     * @throws RuntimeException when the expression cannot be answered
     */
    Map<Labels, Double> values(String expression, Instant at);

    static RuleQueries of(PromqlEngine engine) {
        return (expression, at) -> switch (engine.instant(expression, at)) {
            case QueryResult.Scalar scalar -> Map.of(Labels.empty(), scalar.value());
            case QueryResult.Vector vector -> {
                Map<Labels, Double> values = new LinkedHashMap<>();
                for (QueryResult.VectorSample sample : vector.samples()) {
                    Labels labels = sample.labels().without(Label.METRIC_NAME);
                    if (values.put(labels, sample.value()) != null) {
                        throw new InvalidInput("expr", "one value for each label set", "two for " + labels);
                    }
                }
                yield values;
            }
            case QueryResult.Text text -> throw new InvalidInput("expr", "an instant vector", "a string");
            case QueryResult.Matrix matrix -> throw new InvalidInput("expr", "an instant vector", "a range vector");
        };
    }
}

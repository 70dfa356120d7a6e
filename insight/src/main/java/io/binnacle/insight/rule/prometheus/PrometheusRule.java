package io.binnacle.insight.rule.prometheus;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A rule of a group. Immutable; its expression parses. */
public sealed interface PrometheusRule {

    /** Of the metric that it records, or of the alert. Several rules may have the same. */
    String name();

    String expression();

    /** Its own and its group's; of an alerting rule the values are templates. */
    SortedMap<String, String> labels();

    /**
     * Records the result of its expression as a metric.
     *
     * @param name of the metric
     */
    record Recording(String name, String expression, SortedMap<String, String> labels) implements PrometheusRule {

        public Recording {
            labels = sorted(labels);
        }
    }

    /**
     * Each element of its expression's result is an alert.
     *
     * @param heldFor       how long an element must be there before its alert fires
     * @param keepFiringFor how long an alert fires on when its element is gone
     * @param annotations   templates of what people read
     */
    record Alerting(String name, String expression, Duration heldFor, Duration keepFiringFor,
            SortedMap<String, String> labels, SortedMap<String, String> annotations) implements PrometheusRule {

        public Alerting {
            labels = sorted(labels);
            annotations = sorted(annotations);
        }
    }

    private static SortedMap<String, String> sorted(Map<String, String> labels) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}

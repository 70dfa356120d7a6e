package io.binnacle.insight.rule.template;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * What a template of an alert may speak of.
 *
 * @param labels         of the element that made the alert, with its metric's name
 * @param externalLabels of this server
 * @param externalUrl    where this server is reached
 * @param value          a {@code Double}, or a histogram
 * @param at             when the rule is evaluated
 * @param query          answers queries within the template
 */
public record AlertData(Map<String, String> labels, Map<String, String> externalLabels, URI externalUrl, Object value,
        Instant at, Query query) {

    /** Answers a query within a template. */
    @FunctionalInterface
    public interface Query {

        /** @throws RuntimeException it cannot be answered, as the message says */
        Vector ask(String expression, Instant at);
    }
}

package io.binnacle.insight.rule.template;

import java.util.Map;

/**
 * One element of a query's result, as templates see it.
 *
 * @param labels with the metric's name
 * @param value  a {@code Double}, or a histogram
 */
public record Sample(Map<String, String> labels, Object value) {}

/**
 * The template language of Prometheus' alerting rules: Go's text/template with Prometheus' functions.
 *
 * <p>A text's journey: {@link io.binnacle.insight.rule.template.TemplateLexer} cuts it into tokens,
 * {@link io.binnacle.insight.rule.template.TemplateParser} makes a {@link io.binnacle.insight.rule.template.TemplateNode tree} of
 * them, {@link io.binnacle.insight.rule.template.Execution} walks the tree and writes. {@link io.binnacle.insight.rule.template.AlertTemplate}
 * is what others use.
 *
 * <p>Invariants: results and error texts are Go's, with Go's positions; nothing runs for ever: steps, depth and output are
 * bounded. Go's values are Java's: nil is null, int Long, float64 Double, a map of strings {@code Map}, a query's result
 * {@link io.binnacle.insight.rule.template.Vector}, *time.Time {@code Instant}, *time.Duration {@code Duration}.
 */
@NullMarked
package io.binnacle.insight.rule.template;

import org.jspecify.annotations.NullMarked;

/**
 * Prometheus' relabelling: rules that rewrite a label set, one after the other, or drop it.
 *
 * <p>{@link io.binnacle.telemetry.scrape.relabel.RelabelRule} is one rule, checked when it is made; {@link
 * io.binnacle.telemetry.scrape.relabel.LabelDraft} is the set while rules work on it. Regular expressions are RE2's, as in
 * Prometheus: their cost is linear in the text.
 */
@NullMarked
package io.binnacle.telemetry.scrape.relabel;

import org.jspecify.annotations.NullMarked;

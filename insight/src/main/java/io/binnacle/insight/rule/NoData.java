package io.binnacle.insight.rule;

import java.time.Duration;

import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What it means when a series that a rule has seen gives no value any more. No data is not good news.
 *
 * @param after    how long it must be missing
 * @param becomes  what the alert turns into
 * @param severity the severity of an alert that opens for this reason; an alert that is already open keeps its own
 * @param goneWhen PromQL: while it gives a sample other than 0 that agrees with the series in every label that both
 *                 have, what the series measured is itself gone (an unmounted file system), and its alert resolves
 */
public record NoData(Duration after, Becomes becomes, Severity severity, @Nullable String goneWhen) {

    /** The state that missing data leads to. */
    public enum Becomes {
        UNKNOWN, FIRING
    }
}

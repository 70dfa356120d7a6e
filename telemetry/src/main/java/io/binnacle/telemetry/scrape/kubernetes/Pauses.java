package io.binnacle.telemetry.scrape.kubernetes;

import java.time.Duration;

/**
 * How long to wait before a server is asked again that did not answer as it should: twice as long after each failure.
 *
 * @param first also what lies between two watches, however short they were
 */
public record Pauses(Duration first, Duration longest) {

    /** As Kubernetes' own clients do, more or less. */
    public static final Pauses USUAL = new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** @param failures so far, one after the other */
    Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}

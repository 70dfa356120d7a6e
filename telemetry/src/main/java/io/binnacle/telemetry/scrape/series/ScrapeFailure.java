package io.binnacle.telemetry.scrape.series;

import io.binnacle.kernel.error.InvalidInput;

/** Why nothing of a body is taken, in Prometheus' words where it has some. */
public final class ScrapeFailure extends InvalidInput {

    private static final long serialVersionUID = 1;

    public ScrapeFailure(String message) {
        super(message, new Violation("scrape", "what the job takes", message));
    }
}

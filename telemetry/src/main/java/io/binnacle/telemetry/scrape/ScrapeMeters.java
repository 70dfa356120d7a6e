package io.binnacle.telemetry.scrape;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What all scrapes together are measured by. */
final class ScrapeMeters {

    private final Counter up;
    private final Counter down;
    private final Counter written;
    private final Counter refused;
    private final Timer late;

    ScrapeMeters(MeterRegistry meters) {
        this.up = meters.counter("binnacle.scrape.scrapes", "outcome", "up");
        this.down = meters.counter("binnacle.scrape.scrapes", "outcome", "down");
        this.written = meters.counter("binnacle.intake.samples", "protocol", "scrape", "outcome", "written");
        this.refused = meters.counter("binnacle.intake.samples", "protocol", "scrape", "outcome", "refused");
        this.late = meters.timer("binnacle.scrape.lag");
    }

    void count(boolean good, long lateMillis) {
        (good ? up : down).increment();
        late.record(Math.max(0, lateMillis), TimeUnit.MILLISECONDS);
    }

    void count(int writtenSamples, int refusedSamples) {
        written.increment(writtenSamples);
        refused.increment(refusedSamples);
    }
}

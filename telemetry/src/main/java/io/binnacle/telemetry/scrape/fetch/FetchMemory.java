package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

/** The memory that bodies may take together, while they come and until they are read. Used by any number of threads. */
public final class FetchMemory {

    private final long bytesMax;
    private final AtomicLong taken = new AtomicLong();
    private final Counter refused;

    public FetchMemory(long bytesMax, MeterRegistry meters) {
        this.bytesMax = bytesMax;
        this.refused = meters.counter("binnacle.scrape.bodies.refused");
        Gauge.builder("binnacle.scrape.bodies.bytes", taken, AtomicLong::get).register(meters);
        Gauge.builder("binnacle.scrape.bodies.bytes.max", () -> (double) bytesMax).register(meters);
    }

    /** For few small bodies that nobody measures. */
    public FetchMemory(long bytesMax) {
        this.bytesMax = bytesMax;
        // Counts nothing, since it has no registry below it.
        this.refused = new CompositeMeterRegistry().counter("binnacle.scrape.bodies.refused");
    }

    /** @throws IOException there is no more; nothing is taken */
    void take(long bytes) throws IOException {
        if (taken.addAndGet(bytes) > bytesMax) {
            taken.addAndGet(-bytes);
            refused.increment();
            throw new IOException("the bodies of scrapes take all the memory there is for them");
        }
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}

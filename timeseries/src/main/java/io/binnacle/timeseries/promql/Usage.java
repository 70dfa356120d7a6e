package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.time.Instant;

/** Counts what one query reads, from its beginning on. One thread. */
final class Usage {

    private final long beganNanos = System.nanoTime();
    private long series;
    private long samples;

    void select(int more) {
        series += more;
    }

    void read(int more) {
        samples += more;
    }

    void add(Usage part) {
        series += part.series;
        samples += part.samples;
    }

    long series() {
        return series;
    }

    long samples() {
        return samples;
    }

    QueryReport report(String query, Grid grid, Duration step, String failure) {
        return new QueryReport(query, Instant.ofEpochMilli(grid.startMillis()),
                Instant.ofEpochMilli(grid.endMillis()), step, Duration.ofNanos(System.nanoTime() - beganNanos), series,
                samples, failure);
    }
}

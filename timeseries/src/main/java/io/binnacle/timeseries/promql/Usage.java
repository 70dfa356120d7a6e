package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.time.Instant;

/** Counts what one query reads, from its beginning on. One thread. */
final class Usage {

    private final long beganNanos = System.nanoTime();
    private long series;
    private long samples;
    private long findingNanos;
    private long readingNanos;

    /** What was read until a time, or between two. */
    record Reading(long series, long samples, long findingNanos, long readingNanos) {

        static final Reading NONE = new Reading(0, 0, 0, 0);

        static Reading of(Explanation.Step step) {
            return new Reading(step.series(), step.samples(), step.timings().finding().toNanos(),
                    step.timings().reading().toNanos());
        }

        Reading minus(Reading other) {
            return new Reading(series - other.series, samples - other.samples, findingNanos - other.findingNanos,
                    readingNanos - other.readingNanos);
        }
    }

    void select(int more) {
        series += more;
    }

    void read(int more) {
        samples += more;
    }

    void findingTook(long nanos) {
        findingNanos += nanos;
    }

    void readingTook(long nanos) {
        readingNanos += nanos;
    }

    void add(Usage part) {
        series += part.series;
        samples += part.samples;
        findingNanos += part.findingNanos;
        readingNanos += part.readingNanos;
    }

    Reading reading() {
        return new Reading(series, samples, findingNanos, readingNanos);
    }

    QueryReport report(String query, Grid grid, Duration step, String failure) {
        return new QueryReport(query, Instant.ofEpochMilli(grid.startMillis()),
                Instant.ofEpochMilli(grid.endMillis()), step, Duration.ofNanos(System.nanoTime() - beganNanos), series,
                samples, failure);
    }
}

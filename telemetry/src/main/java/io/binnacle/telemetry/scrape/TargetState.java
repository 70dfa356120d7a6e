package io.binnacle.telemetry.scrape;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

import io.binnacle.timeseries.MetricMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A target, and how its last scrape went.
 *
 * @param pool the name of its job
 * @param families what it says about its families of metrics, by their names; asked when it is wanted
 */
public record TargetState(String pool, Target target, Outcome outcome,
        Supplier<Map<String, MetricMetadata>> families) {

    /** In Prometheus' words, in lower case. */
    public enum Health {
        UNKNOWN, UP, DOWN
    }

    /**
     * How a scrape went.
     *
     * @param begun null when there was none yet
     * @param error what went wrong; empty when nothing did
     */
    public record Outcome(Health health, String error, @Nullable Instant begun, Duration took) {

        static final Outcome NONE = new Outcome(Health.UNKNOWN, "", null, Duration.ZERO);
    }
}

package io.binnacle.operations.notification;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause after a failure: doubles each time up to a limit, then varies by a fifth either way, so that receivers that
 * were down do not get everything at one moment when they return.
 */
record Backoff(Duration first, Duration max) {

    private static final double JITTER = 0.2;
    /** 2^30 first pauses are beyond any limit; more would overflow. */
    private static final int DOUBLINGS_MAX = 30;

    /** @param failures so far, at least one */
    Duration pause(int failures, RandomGenerator random) {
        int doublings = Math.clamp(failures - 1, 0, DOUBLINGS_MAX);
        double millis = Math.min((double) first.toMillis() * (1L << doublings), (double) max.toMillis());
        return Duration.ofMillis(Math.round(millis * random.nextDouble(1 - JITTER, 1 + JITTER)));
    }
}

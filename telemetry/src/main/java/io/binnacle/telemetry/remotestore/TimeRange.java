package io.binnacle.telemetry.remotestore;

/** Both ends belong to it; it is empty when the first is after the last. */
record TimeRange(long minMillis, long maxMillis) {

    boolean isEmpty() {
        return minMillis > maxMillis;
    }

    /** What both have. */
    TimeRange and(TimeRange other) {
        return new TimeRange(Math.max(minMillis, other.minMillis), Math.min(maxMillis, other.maxMillis));
    }
}

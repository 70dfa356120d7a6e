package io.binnacle.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until the test moves it. Safe for use by several threads. */
public final class MutableClock implements InstantSource {

    private final AtomicReference<Instant> now;

    /** Starts at a fixed instant with whole milliseconds, so that expected values can be written down. */
    public MutableClock() {
        this(Instant.parse("2026-03-01T12:00:00Z"));
    }

    public MutableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves by this much and returns the new instant. A negative duration sets the clock back. */
    public Instant advance(Duration by) {
        return now.updateAndGet(instant -> instant.plus(by));
    }

    public void set(Instant instant) {
        now.set(instant);
    }
}

package io.binnacle.telemetry.export.remotewrite;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.SampleFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How it goes with one destination; tells the log when that changes, and only then. Any thread. */
final class QueueHealth {

    private static final Logger LOG = LoggerFactory.getLogger(QueueHealth.class);

    private final String name;
    private final InstantSource clock;
    private final SampleFeed feed;
    private State state = State.GOOD;
    private String lastError = "";
    private @Nullable Instant lastErrorAt;
    private @Nullable Instant failingSince;

    private enum State {
        GOOD, WAITING, REFUSED, DROPPING
    }

    /** @param feed keeps since when the destination fails: a restart does not make that shorter */
    QueueHealth(String name, InstantSource clock, SampleFeed feed) {
        this.name = name;
        this.clock = clock;
        this.feed = feed;
        this.failingSince = feed.stuckSince().orElse(null);
    }

    synchronized void good() {
        failing(null);
        if (state != State.GOOD) {
            LOG.atInfo().addKeyValue("remote", name).log("remote write works again");
            state = State.GOOD;
        }
    }

    /** What was sent is to be sent again. */
    synchronized void waiting(String why) {
        tell(State.WAITING, why, "remote write waits for its destination; nothing is lost");
    }

    /** What was sent is lost: it would be refused again. */
    synchronized void refused(String why) {
        tell(State.REFUSED, why, "remote write is refused; what is refused is not sent again");
    }

    /** More is kept than may be. */
    synchronized void dropping(String why) {
        tell(State.DROPPING, why, "remote write drops the oldest samples: more is kept than may be");
    }

    private void tell(State now, String why, String text) {
        lastError = why;
        lastErrorAt = clock.instant();
        failing(failingSince == null ? lastErrorAt : failingSince);
        if (state != now && !(state == State.DROPPING && now == State.WAITING)) {
            LOG.atWarn().addKeyValue("remote", name).addKeyValue("reason", why).log(text);
            state = now;
        }
    }

    private void failing(@Nullable Instant since) {
        if (Objects.equals(since, failingSince)) {
            return;
        }
        failingSince = since;
        try {
            feed.stuckSince(since);
        } catch (Unavailable e) {
            // Who sends goes on: after a restart the time may be another.
            LOG.atWarn().addKeyValue("remote", name).addKeyValue("reason", e.getMessage())
                    .log("since when remote write fails cannot be kept");
        }
    }

    synchronized boolean isGood() {
        return state == State.GOOD;
    }

    /** Whether the last request was not taken, but may be later. */
    synchronized boolean isWaiting() {
        return state == State.WAITING || state == State.DROPPING;
    }

    synchronized String lastError() {
        return lastError;
    }

    synchronized @Nullable Instant lastErrorAt() {
        return lastErrorAt;
    }

    /** When the first request since the last one that was taken was not; null while it is good. */
    synchronized @Nullable Instant failingSince() {
        return state == State.GOOD ? null : failingSince;
    }

    /** For people; empty when it is good. */
    synchronized String problem() {
        return switch (state) {
            case GOOD -> "";
            case WAITING -> "remote write to " + name + " waits: " + lastError;
            case REFUSED -> "remote write to " + name + " is refused: " + lastError;
            case DROPPING -> "remote write to " + name + " drops the oldest samples: " + lastError;
        };
    }
}

package io.binnacle.operations.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.secret.SecretBox;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt to deliver one claimed message and writes down how it went. Safe for use by several threads. */
public final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final String GONE = "the receiver answered that it is gone for good (410)";

    private final NotificationJournal journal;
    private final Map<String, ChannelKind> kinds = new HashMap<>();
    private final SecretBox secrets;
    private final NotificationSettings settings;
    private final MeterRegistry meters;
    private final Backoff backoff;

    public Courier(NotificationJournal journal, List<ChannelKind> kinds, SecretBox secrets,
            NotificationSettings settings, MeterRegistry meters) {
        this.journal = journal;
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
        this.secrets = secrets;
        this.settings = settings;
        this.meters = meters;
        this.backoff = new Backoff(settings.retryFirst(), settings.retryMax());
    }

    ChannelKind kind(String name) {
        ChannelKind kind = kinds.get(name);
        if (kind == null) {
            throw new InvalidInput("kind", "one of " + String.join(", ", kinds.keySet()), name);
        }
        return kind;
    }

    void attempt(ClaimedDelivery claim) {
        Optional<StoredChannel> channel = journal.store().findChannel(claim.channelId());
        if (channel.isEmpty()) {
            journal.store().dead(claim.id(), null, "its channel was deleted");
            return;
        }
        Instant at = journal.now();
        long started = System.nanoTime();
        Outcome outcome = deliver(claim, channel.get(), at);
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        journal.store().inTransaction(() -> {
            write(claim, channel.get().channel(), at, outcome, duration);
            return true;
        });
    }

    private Outcome deliver(ClaimedDelivery claim, StoredChannel channel, Instant at) {
        try {
            Channel target = channel.channel();
            return kind(target.kind()).deliver(new Notification(claim.id(), target.name(), target.url(),
                    claim.event(), claim.incidentNumber(), claim.body(), openSecrets(channel, at), at));
        } catch (RuntimeException e) {
            LOG.error("delivery={} channel={} the attempt failed inside Binnacle", claim.id(),
                    channel.channel().name(), e);
            return new Outcome.Failed(null, null, "a fault inside Binnacle: " + e.getClass().getSimpleName(), null);
        }
    }

    private List<String> openSecrets(StoredChannel channel, Instant at) {
        List<String> open = new ArrayList<>();
        open.add(secrets.open(channel.secret()));
        String previous = channel.previousSecret();
        Instant until = channel.previousSecretUntil();
        if (previous != null && until != null && at.isBefore(until)) {
            open.add(secrets.open(previous));
        }
        return open;
    }

    private void write(ClaimedDelivery claim, Channel channel, Instant at, Outcome outcome, Duration duration) {
        switch (outcome) {
            // Locks in the order of everyone: channels, then messages.
            case Outcome.Delivered delivered -> {
                journal.store().putAttempt(claim.id(), at, delivered, null, duration.toMillis());
                journal.store().delivered(claim.id(), journal.now(), delivered.status());
                note(claim, "notified", channel.name() + ": " + claim.event() + " delivered");
                measure("delivered", duration);
            }
            case Outcome.Failed failed -> {
                pause(channel, failed.retryAfter());
                int number = journal.store().putAttempt(claim.id(), at, failed, failed.error(), duration.toMillis());
                failed(claim, channel, failed, number, duration);
            }
            case Outcome.Gone gone -> {
                switchOff(channel);
                journal.store().putAttempt(claim.id(), at, gone, gone.error(), duration.toMillis());
                journal.store().dead(claim.id(), gone.status(), gone.error());
                note(claim, "notification-failed", channel.name() + ": " + claim.event() + " given up: " + GONE);
                measure("gone", duration);
            }
        }
        journal.deliveryChanged(claim.id());
    }

    private void failed(ClaimedDelivery claim, Channel channel, Outcome.Failed failed, int attempts,
            Duration duration) {
        Instant now = journal.now();
        Duration asked = failed.retryAfter();
        if (!now.isBefore(claim.giveUpAt())) {
            journal.store().dead(claim.id(), failed.status(), failed.error());
            note(claim, "notification-failed", channel.name() + ": " + claim.event() + " given up after " + attempts
                    + (attempts == 1 ? " attempt: " : " attempts: ") + failed.error());
            measure("dead", duration);
            return;
        }
        Instant next = earlier(now.plus(longer(backoff.pause(attempts, ThreadLocalRandom.current()), asked)),
                claim.giveUpAt());
        journal.store().failed(claim.id(), next, failed.status(), failed.error());
        measure("failed", duration);
    }

    /** A receiver that asks for a pause means all messages of its channel. */
    private void pause(Channel channel, @Nullable Duration asked) {
        if (asked != null) {
            Instant now = journal.now();
            journal.store().pause(channel.id(), earlier(now.plus(asked), now.plus(settings.giveUpAfter())));
        }
    }

    /** The receiver speaks for all messages of its channel, not for this one alone. */
    private void switchOff(Channel channel) {
        journal.store().lockChannels();
        journal.store().findChannel(channel.id()).filter(current -> current.channel().enabled())
                .filter(current -> current.channel().url().equals(channel.url())).ifPresent(current -> {
                    journal.store().update(current.switchedOff(GONE));
                    journal.store().giveUpAll(channel.id(), "the channel was switched off").forEach(
                            journal::deliveryChanged);
                    journal.noteChannel(NotificationJournal.ACTOR, channel.id(), "switched-off", GONE,
                            Map.of("enabled", new FieldChange("yes", "no")));
                    LOG.warn("channel={} switched off: {}", channel.name(), GONE);
                });
    }

    private void note(ClaimedDelivery claim, String verb, String message) {
        String number = claim.incidentNumber();
        if (number != null) {
            journal.noteIncident(number, verb, message);
        }
    }

    private void measure(String outcome, Duration duration) {
        meters.timer("binnacle.notification.attempts", "outcome", outcome).record(duration.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private static Duration longer(Duration pause, @Nullable Duration asked) {
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }

    private static Instant earlier(Instant left, Instant right) {
        return left.isBefore(right) ? left : right;
    }
}

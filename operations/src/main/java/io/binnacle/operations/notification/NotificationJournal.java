package io.binnacle.operations.notification;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of channels and messages, with the entries in the time lines and the news after the commit. */
public final class NotificationJournal {

    static final Actor ACTOR = Actor.system("notification");

    private static final Logger LOG = LoggerFactory.getLogger(NotificationJournal.class);

    private final NotificationStore store;
    private final ActivityStream activities;
    private final List<CommittedNotificationListener> listeners;
    private final InstantSource clock;

    public NotificationJournal(NotificationStore store, ActivityStream activities,
            List<CommittedNotificationListener> listeners, InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    NotificationStore store() {
        return store;
    }

    /** As exact as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    void noteChannel(Actor actor, UUID channelId, String verb, @Nullable String message,
            Map<String, FieldChange> changes) {
        activities.append(actor, new RecordRef("channel", channelId.toString()), verb, message, changes);
        store.afterCommit(() -> tell(listener -> listener.channelChanged(channelId)));
    }

    void noteIncident(String incidentNumber, String verb, String message) {
        activities.append(ACTOR, new RecordRef("incident", incidentNumber), verb, message, Map.of());
    }

    /** Call inside the transaction; the listeners hear after its commit. */
    void deliveryChanged(UUID deliveryId) {
        store.afterCommit(() -> tell(listener -> listener.deliveryChanged(deliveryId)));
    }

    private void tell(Consumer<CommittedNotificationListener> news) {
        for (CommittedNotificationListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a listener failed after the commit", e);
            }
        }
    }
}

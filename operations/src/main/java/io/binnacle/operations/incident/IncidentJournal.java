package io.binnacle.operations.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to change an incident: row, time line and listeners in one transaction, whoever changes it. Safe for use by
 * several threads.
 */
public final class IncidentJournal {

    static final String RECORD_TYPE = "incident";

    private static final Logger LOG = LoggerFactory.getLogger(IncidentJournal.class);

    private final IncidentStore store;
    private final ActivityStream activities;
    private final List<IncidentListener> listeners;
    private final List<CommittedIncidentListener> committedListeners;
    private final InstantSource clock;

    public IncidentJournal(IncidentStore store, ActivityStream activities, List<IncidentListener> listeners,
            List<CommittedIncidentListener> committedListeners, InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.listeners = List.copyOf(listeners);
        this.committedListeners = List.copyOf(committedListeners);
        this.clock = clock;
    }

    IncidentStore store() {
        return store;
    }

    /** As exact as the database keeps it, so that what is returned equals what is read later. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    <T> T inTransaction(Supplier<T> work) {
        return store.inTransaction(work);
    }

    StoredIncident lock(String number) {
        return store.lock(number).orElseThrow(() -> new NotFound(RECORD_TYPE, number));
    }

    List<Activity> newest(String number, int limit) {
        return activities.of(new RecordRef(RECORD_TYPE, number), limit);
    }

    /** Only the time line; nothing about the incident itself changes. */
    void note(Actor actor, String number, String verb, @Nullable String message) {
        activities.append(actor, new RecordRef(RECORD_TYPE, number), verb, message, Map.of());
    }

    StoredIncident opened(Actor actor, StoredIncident opened, @Nullable String message) {
        store.insert(opened);
        activities.append(actor, new RecordRef(RECORD_TYPE, opened.number()), "opened", message,
                differences(null, opened.incident()));
        tell(new IncidentChange(IncidentChange.Kind.OPENED, null, opened.incident(), actor, now(), message));
        return opened;
    }

    /** A change with its own entry in the time line. */
    StoredIncident changed(Actor actor, IncidentChange.Kind kind, StoredIncident before, StoredIncident after,
            String verb, @Nullable String message) {
        store.update(after);
        activities.append(actor, new RecordRef(RECORD_TYPE, after.number()), verb, message,
                differences(before.incident(), after.incident()));
        tell(new IncidentChange(kind, before.incident(), after.incident(), actor, now(), message));
        return after;
    }

    private void tell(IncidentChange change) {
        for (IncidentListener listener : listeners) {
            listener.incidentChanging(change);
        }
        store.afterCommit(() -> tellCommitted(change));
    }

    private void tellCommitted(IncidentChange change) {
        for (CommittedIncidentListener listener : committedListeners) {
            try {
                listener.incidentChanged(change);
            } catch (RuntimeException e) {
                LOG.error("incident={} change={} a listener failed after the commit", change.after().number(),
                        change.kind().text(), e);
            }
        }
    }

    /** The fields that people decide on. How many alerts fire is told by the alerts' own entries. */
    private static Map<String, FieldChange> differences(@Nullable Incident before, Incident after) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        difference(changes, "title", before, after, Incident::title);
        difference(changes, "status", before, after, incident -> incident.status().text());
        difference(changes, "severity", before, after, incident -> incident.severity().text());
        difference(changes, "item", before, after, Incident::ciName);
        difference(changes, "owner", before, after, Incident::owner);
        difference(changes, "keepOpen", before, after, incident -> incident.keepOpen() ? "yes" : "no");
        return changes;
    }

    private static void difference(Map<String, FieldChange> changes, String field, @Nullable Incident before,
            Incident after, Function<Incident, @Nullable String> value) {
        String old = before == null ? null : value.apply(before);
        String now = value.apply(after);
        if (!Objects.equals(old, now)) {
            changes.put(field, new FieldChange(old, now));
        }
    }
}

package io.binnacle.operations.incident;

import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.health.Severity;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import org.jspecify.annotations.Nullable;

/**
 * The incidents: what people do with them, and how they are found. Safe for use by several threads.
 *
 * <p>Each action is one transaction: the incident, its entry in the time line (who, from where, before and after), and
 * what the {@linkplain IncidentListener listeners} write. An action that the incident's status does not allow, or that carries
 * a version which is no longer the incident's, is a {@link io.binnacle.kernel.error.Conflict} that says what happened; an
 * unknown number is {@link io.binnacle.kernel.error.NotFound}. An action that would change nothing (the owner has it already)
 * returns the incident as it is and leaves no trace.
 *
 * <p>A {@code version} is the {@link Incident#version()} that the caller saw; null means: whatever it is now.
 */
public interface Incidents {

    int TITLE_LENGTH_MAX = 200;
    int COMMENT_LENGTH_MAX = 10_000;

    /** Fields: number, title, status, severity, ci, class, owner, openedBy, openedAt, resolvedAt, ... */
    ListSchema schema();

    Page<Incident> list(ListQuery query);

    Incident get(String number);

    /** Everything that happened, oldest first: alerts, people, notifications; at most the newest {@value #TIMELINE_MAX}. */
    List<Activity> timeline(String number);

    int TIMELINE_MAX = 1000;

    /** The alerts that ever joined, in the order in which they did. */
    List<UUID> alertIds(String number);

    /** @throws io.binnacle.kernel.error.Conflict when the item has an unresolved incident already */
    Incident open(Actor actor, OpenIncident incident);

    /** Also makes the actor its owner, when it has none and the actor is a user. */
    Incident acknowledge(Actor actor, String number, @Nullable Integer version);

    /** @param owner the name of a user; null: nobody has it */
    Incident assign(Actor actor, String number, @Nullable String owner, @Nullable Integer version);

    /** @param text 1 to {@value #COMMENT_LENGTH_MAX} characters */
    Incident comment(Actor actor, String number, String text);

    /** A person's severity holds until a person changes it, or an alert fires that is worse. */
    Incident changeSeverity(Actor actor, String number, Severity severity, @Nullable Integer version);

    Incident mitigate(Actor actor, String number, @Nullable String note, @Nullable Integer version);

    Incident resolve(Actor actor, String number, @Nullable String note, @Nullable Integer version);

    /** @throws io.binnacle.kernel.error.Conflict also when its item has another unresolved incident by now */
    Incident reopen(Actor actor, String number, @Nullable String note, @Nullable Integer version);

    /** @param keepOpen whether it stays open when its last alert resolves */
    Incident keepOpen(Actor actor, String number, boolean keepOpen, @Nullable Integer version);
}

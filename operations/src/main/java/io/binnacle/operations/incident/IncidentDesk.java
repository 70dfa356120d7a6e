package io.binnacle.operations.incident;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Severity;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.number.NumberSequence;
import org.jspecify.annotations.Nullable;

/** What people do with incidents. What alerts do with them is {@link AlertIncidents}. */
public final class IncidentDesk implements Incidents {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);
    /** What made the version grow; the newest of them tells a caller what it missed. */
    private static final Set<String> DECISIONS = Set.of("acknowledged", "assigned", "escalated", "severity-changed",
            "mitigated", "resolved", "reopened", "keep-open-changed");
    private static final int DECISIONS_SEARCHED = 100;

    private final IncidentJournal journal;
    private final NumberSequence numbers;
    private final Function<UUID, Optional<ConfigurationItem>> items;
    private final UserDirectory users;
    private final Ids ids;

    /** @param items finds an item by its id: {@code cmdb::find} */
    public IncidentDesk(IncidentJournal journal, NumberSequence numbers,
            Function<UUID, Optional<ConfigurationItem>> items, UserDirectory users, Ids ids) {
        this.journal = journal;
        this.numbers = numbers;
        this.items = items;
        this.users = users;
        this.ids = ids;
    }

    @Override
    public ListSchema schema() {
        return journal.store().schema();
    }

    @Override
    public Page<Incident> list(ListQuery query) {
        return journal.store().list(query, journal.now());
    }

    @Override
    public Incident get(String number) {
        return journal.store().find(number).orElseThrow(() -> new NotFound("incident", number));
    }

    @Override
    public List<Activity> timeline(String number) {
        List<Activity> entries = new ArrayList<>(journal.newest(get(number).number(), TIMELINE_MAX));
        Collections.reverse(entries);
        return entries;
    }

    @Override
    public List<UUID> alertIds(String number) {
        return journal.store().alertIds(get(number).id());
    }

    @Override
    public Incident open(Actor actor, OpenIncident wanted) {
        String title = text("title", wanted.title(), TITLE_LENGTH_MAX);
        String comment = wanted.comment() == null ? null : text("comment", wanted.comment(), COMMENT_LENGTH_MAX);
        String owner = owner(wanted.owner());
        Subject subject = subject(wanted.ciId());
        return journal.inTransaction(() -> {
            journal.store().lockOpening();
            refuseSecond(subject.key());
            Instant now = journal.now();
            Incident incident = new Incident(ids.next(), numbers.next("INC"), title, wanted.severity(),
                    IncidentStatus.OPEN, subject.ciId(), subject.ciName(), subject.ciClass(), owner, now, null, null,
                    null, actor.name(), 0, 0, null, true, IncidentLifecycle.actions(IncidentStatus.OPEN), 1);
            return journal.opened(actor, new StoredIncident(incident, subject.key(), false), comment).incident();
        });
    }

    @Override
    public Incident acknowledge(Actor actor, String number, @Nullable Integer version) {
        return act(number, IncidentAction.ACKNOWLEDGE, version, before -> {
            StoredIncident after = before.inStatus(IncidentStatus.ACKNOWLEDGED, journal.now());
            if (before.incident().owner() == null && actor.kind() == Actor.Kind.USER) {
                after = after.withOwner(actor.name());
            }
            return journal.changed(actor, IncidentChange.Kind.ACKNOWLEDGED, before, after, "acknowledged", null);
        });
    }

    @Override
    public Incident assign(Actor actor, String number, @Nullable String owner, @Nullable Integer version) {
        String wanted = owner(owner);
        return act(number, IncidentAction.ASSIGN, version,
                before -> Objects.equals(before.incident().owner(), wanted)
                        ? before
                        : journal.changed(actor, IncidentChange.Kind.ASSIGNED, before, before.withOwner(wanted),
                                "assigned", null));
    }

    @Override
    public Incident comment(Actor actor, String number, String text) {
        String comment = text("text", text, COMMENT_LENGTH_MAX);
        return act(number, IncidentAction.COMMENT, null, before -> journal.changed(actor,
                IncidentChange.Kind.COMMENTED, before, before, "commented", comment));
    }

    @Override
    public Incident changeSeverity(Actor actor, String number, Severity severity, @Nullable Integer version) {
        return act(number, IncidentAction.CHANGE_SEVERITY, version, before -> {
            Severity old = before.incident().severity();
            if (old == severity) {
                return before;
            }
            IncidentChange.Kind kind = severity.worseThan(old)
                    ? IncidentChange.Kind.ESCALATED
                    : IncidentChange.Kind.EASED;
            return journal.changed(actor, kind, before, before.withSeverity(severity), "severity-changed", null);
        });
    }

    @Override
    public Incident mitigate(Actor actor, String number, @Nullable String note, @Nullable Integer version) {
        String message = note(note);
        return act(number, IncidentAction.MITIGATE, version, before -> journal.changed(actor,
                IncidentChange.Kind.MITIGATED, before, before.inStatus(IncidentStatus.MITIGATED, journal.now()),
                "mitigated", message));
    }

    @Override
    public Incident resolve(Actor actor, String number, @Nullable String note, @Nullable Integer version) {
        String message = note(note);
        return act(number, IncidentAction.RESOLVE, version,
                before -> journal.changed(actor, IncidentChange.Kind.RESOLVED, before,
                        before.resolved(journal.now(), message, false), "resolved", message));
    }

    @Override
    public Incident reopen(Actor actor, String number, @Nullable String note, @Nullable Integer version) {
        String message = note(note);
        return act(number, IncidentAction.REOPEN, version, before -> {
            if (before.incident().status() == IncidentStatus.RESOLVED) {
                refuseSecond(before.subject());
            }
            return journal.changed(actor, IncidentChange.Kind.REOPENED, before,
                    before.inStatus(IncidentStatus.OPEN, journal.now()), "reopened", message);
        });
    }

    @Override
    public Incident keepOpen(Actor actor, String number, boolean keepOpen, @Nullable Integer version) {
        return act(number, IncidentAction.KEEP_OPEN, version,
                before -> before.incident().keepOpen() == keepOpen
                        ? before
                        : journal.changed(actor, IncidentChange.Kind.KEPT_OPEN, before, before.withKeepOpen(keepOpen),
                                "keep-open-changed", null));
    }

    private Incident act(String number, IncidentAction action, @Nullable Integer version,
            UnaryOperator<StoredIncident> change) {
        return journal.inTransaction(() -> {
            if (action == IncidentAction.REOPEN) {
                journal.store().lockOpening();
            }
            StoredIncident before = journal.lock(number);
            boolean unseen = version != null && version != before.incident().version();
            if (unseen || !before.incident().actions().contains(action)) {
                throw new Conflict(number + " is " + before.incident().status().text() + lastDecision(number));
            }
            return change.apply(before).incident();
        });
    }

    /** What happened that the caller did not know: {@code : acknowledged by ana at 12:03:10 UTC}. */
    private String lastDecision(String number) {
        return journal.newest(number, DECISIONS_SEARCHED).stream()
                .filter(activity -> DECISIONS.contains(activity.verb())).findFirst()
                .map(activity -> ": " + activity.verb().replace('-', ' ') + " by " + activity.actor().name() + " at "
                        + TIME.format(activity.at()))
                .orElse("");
    }

    private void refuseSecond(@Nullable String subject) {
        if (subject != null) {
            journal.store().lockUnresolved(subject).ifPresent(other -> {
                throw new Conflict(other.number() + " is about the same item and not resolved");
            });
        }
    }

    private Subject subject(@Nullable UUID ciId) {
        if (ciId == null) {
            return Subject.NOTHING;
        }
        ConfigurationItem item = items.apply(ciId)
                .orElseThrow(() -> new InvalidInput("ciId", "the id of an item", ciId));
        return Subject.item(item.id(), item.name(), item.ciClass());
    }

    private @Nullable String owner(@Nullable String name) {
        if (name != null && !users.canOwn(name)) {
            throw new InvalidInput("owner", "the name of a user", name);
        }
        return name;
    }

    private static @Nullable String note(@Nullable String note) {
        return note == null || note.isBlank() ? null : text("note", note, COMMENT_LENGTH_MAX);
    }

    private static String text(String field, String text, int lengthMax) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > lengthMax) {
            throw new InvalidInput(field, "a text of 1 to " + lengthMax + " characters",
                    stripped.isEmpty() ? "an empty one" : stripped.length() + " characters");
        }
        return stripped;
    }
}

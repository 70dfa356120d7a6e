package io.binnacle.cmdb.jdbc;

import java.util.concurrent.atomic.AtomicReference;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.reconcile.DuplicateSuspicion;
import io.binnacle.cmdb.reconcile.Edited;
import io.binnacle.cmdb.reconcile.IdentityAct;
import io.binnacle.cmdb.reconcile.IdentityConflict;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.RelationEvidence;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.reconcile.Composition;
import io.binnacle.cmdb.reconcile.Resolution;
import io.binnacle.kernel.error.CallerFault;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What people ask and decide about identities, in PostgreSQL. */
final class JdbcReconciliation implements Reconciliation {

    private static final int REASON_MAX = 500;

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;
    private final InstantSource clock;
    private final Reconciler reconciler;
    private final Consumer<List<CiChange>> tell;
    private final ActivityStream activities;

    /** @param tell hears of what changed, after the commit */
    JdbcReconciliation(Jdbi jdbi, Supplier<CiModel> model, InstantSource clock, Reconciler reconciler,
            Consumer<List<CiChange>> tell, ActivityStream activities) {
        this.jdbi = jdbi;
        this.model = model;
        this.clock = clock;
        this.reconciler = reconciler;
        this.tell = tell;
        this.activities = activities;
    }

    private static UUID itemOf(Handle handle, UUID id) {
        return RecordTable.itemOf(handle, id)
                .orElseThrow(() -> new NotFound("configuration item", id.toString()));
    }

    private static List<SourceRecord> records(Handle handle, UUID id) {
        UUID item = itemOf(handle, id);
        return RecordTable.ofItems(handle, List.of(item)).getOrDefault(item, List.of());
    }

    @Override
    public List<SourceRecord> records(UUID id) {
        return jdbi.withHandle(handle -> records(handle, id));
    }

    @Override
    public List<Resolution> explain(UUID id) {
        return jdbi.withHandle(handle -> Composition.of(records(handle, id), model.get(), clock.instant())
                .resolutions());
    }

    @Override
    public List<RelationEvidence> evidence(UUID id) {
        return jdbi.withHandle(handle -> EvidenceTable.of(handle, itemOf(handle, id), model.get()));
    }

    @Override
    public List<IdentityConflict> conflicts(int limit) {
        return jdbi.withHandle(handle -> DecisionTable.conflicts(handle, limit));
    }

    @Override
    public List<DuplicateSuspicion> suspicions(int limit) {
        return jdbi.withHandle(handle -> new Suspicions(handle, reconciler.rules()).all(limit));
    }

    @Override
    public List<DuplicateSuspicion> suspicions(UUID id) {
        return jdbi.withHandle(handle -> new Suspicions(handle, reconciler.rules()).of(itemOf(handle, id)));
    }

    @Override
    public UUID merge(Actor actor, UUID one, UUID other, String reason) {
        checkReason(reason);
        UUID[] act = {new UUID(0, 0)};
        tell.accept(reconciler.decide(actor.name(), reason, surroundings -> {
            Handle handle = surroundings.handle();
            UUID first = itemOf(handle, one);
            UUID second = itemOf(handle, other);
            if (first.equals(second)) {
                throw new InvalidInput("other", "another item", "the same one");
            }
            Map<UUID, ItemTable.Row> rows = ItemTable.rows(handle, List.of(first, second));
            ItemTable.Row a = rows.get(first);
            ItemTable.Row b = rows.get(second);
            if (a != null && b != null && !surroundings.model().isA(a.ciClass(), b.ciClass())
                    && !surroundings.model().isA(b.ciClass(), a.ciClass())) {
                throw new InvalidInput("other", "an item of class " + a.ciClass() + " or of one that it inherits from",
                        "class " + b.ciClass());
            }
            if (DecisionTable.differ(handle, first, second)) {
                throw new Conflict("somebody split these two; undo that first");
            }
            act[0] = DecisionTable.decide(surroundings, Map.of(first, Set.of(second)), true, reason, actor);
            note(actor, first, "merged", reason, Map.of("with", new FieldChange(null, second.toString())));
            return List.of(first, second);
        }));
        return act[0];
    }

    @Override
    public UUID split(Actor actor, UUID id, Collection<UUID> records, String reason) {
        checkReason(reason);
        UUID[] act = {new UUID(0, 0)};
        tell.accept(reconciler.decide(actor.name(), reason, surroundings -> {
            Set<UUID> rest = new LinkedHashSet<>();
            records(surroundings.handle(), id).forEach(each -> rest.add(each.id()));
            Set<UUID> part = new LinkedHashSet<>(records);
            if (!rest.containsAll(part)) {
                part.removeAll(rest);
                throw new InvalidInput("records", "records of the item", part.iterator().next().toString());
            }
            rest.removeAll(part);
            if (part.isEmpty() || rest.isEmpty()) {
                throw new InvalidInput("records", "some of the item's records, not all", part.size() + " of "
                        + (part.size() + rest.size()));
            }
            Map<UUID, Set<UUID>> pairs = new LinkedHashMap<>();
            part.forEach(each -> pairs.put(each, rest));
            act[0] = DecisionTable.decide(surroundings, pairs, false, reason, actor);
            note(actor, id, "split", reason, Map.of("records", new FieldChange(null, part.toString())));
            part.addAll(rest);
            return part;
        }));
        return act[0];
    }

    private static void checkReason(String reason) {
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new InvalidInput("reason", "1 to " + REASON_MAX + " characters", reason.length() + " characters");
        }
    }

    @Override
    public void undo(Actor actor, UUID act) {
        tell.accept(reconciler.decide(actor.name(), null, surroundings -> {
            Collection<UUID> records = DecisionTable.undo(surroundings, act, actor);
            activities.append(actor, new RecordRef("identity", act.toString()), "undone", null, Map.of());
            return records;
        }));
    }

    @Override
    public List<IdentityAct> acts(int limit) {
        return jdbi.withHandle(handle -> DecisionTable.acts(handle, limit));
    }

    @Override
    public void edit(Actor actor, UUID id, Map<String, @Nullable Object> values, @Nullable String reason) {
        CallerFault problem = edit(actor, List.of(id), values, reason, false).getFirst().problem();
        if (problem != null) {
            throw problem;
        }
    }

    /** Ends the transaction of a preview. */
    private static final class Previewed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Previewed() {
            super("nothing is kept of a preview", null, false, false);
        }
    }

    @Override
    public List<Edited> edit(Actor actor, Collection<UUID> ids, Map<String, @Nullable Object> values,
            @Nullable String reason, boolean preview) {
        String why = reason == null || reason.isBlank() ? null : reason.strip();
        if (why != null) {
            checkReason(why);
        }
        AtomicReference<Entered> outcome = new AtomicReference<>(new Entered(List.of(), List.of()));
        try {
            jdbi.useTransaction(handle -> {
                outcome.set(enter(handle, actor, ids, values, why));
                if (preview) {
                    throw new Previewed();
                }
            });
            tell.accept(outcome.get().changes());
        } catch (Previewed expected) {
            // What would have been is known, and nothing of it is kept.
        }
        return outcome.get().edited();
    }

    /** What became of each item, and what of it the listeners are to hear once it is committed. */
    private record Entered(List<Edited> edited, List<CiChange> changes) {}

    private Entered enter(Handle handle, Actor actor, Collection<UUID> ids, Map<String, @Nullable Object> values,
            @Nullable String reason) {
        Map<UUID, UUID> items = new LinkedHashMap<>();
        Map<UUID, ConfigurationItem> before = new LinkedHashMap<>();
        Map<UUID, InvalidInput> refused = new LinkedHashMap<>();
        List<CiChange> changes = reconciler.decide(actor.name(), reason, surroundings -> {
            items.putAll(RecordTable.itemsOf(handle, ids));
            before.putAll(ItemTable.items(handle, items.values(), surroundings.model()));
            HandEdits edits = new HandEdits(surroundings, values);
            Collection<UUID> records = edits.enter(actor, items.values());
            refused.putAll(edits.refused());
            edits.entered().forEach((item, ciClass) -> note(actor, item, "edited", reason, changes(ciClass, values)));
            return records;
        });
        Map<UUID, ConfigurationItem> after = ItemTable.items(handle, items.values(), model.get());
        List<Edited> edited = ids.stream().map(id -> {
            UUID item = items.get(id);
            if (item == null) {
                return new Edited(id, null, null, new NotFound("configuration item", id.toString()));
            }
            InvalidInput problem = refused.get(item);
            return new Edited(id, before.get(item), problem == null ? after.get(item) : null, problem);
        }).toList();
        return new Entered(edited, changes);
    }

    @Override
    public void connect(Actor actor, UUID from, String type, UUID to, Map<String, Object> attributes) {
        tell.accept(reconciler.relate(actor.name(), surroundings -> {
            UUID start = itemOf(surroundings.handle(), from);
            UUID end = itemOf(surroundings.handle(), to);
            Set<UUID> starts = HandRelations.connect(surroundings, start, type, end, attributes);
            note(actor, start, "connected", null, Map.of(type, new FieldChange(null, end.toString())));
            return starts;
        }));
    }

    @Override
    public void disconnect(Actor actor, UUID from, String type, UUID to) {
        tell.accept(reconciler.relate(actor.name(), surroundings -> {
            UUID start = itemOf(surroundings.handle(), from);
            UUID end = itemOf(surroundings.handle(), to);
            Set<UUID> starts = HandRelations.disconnect(surroundings, start, type, end);
            note(actor, start, "disconnected", null, Map.of(type, new FieldChange(end.toString(), null)));
            return starts;
        }));
    }

    /** Without the secrets in them, as the item itself has them. */
    private static Map<String, FieldChange> changes(CiClass ciClass, Map<String, @Nullable Object> values) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        values.forEach((name, value) -> changes.put(name, new FieldChange(null,
                AttributeValues.text(value == null ? null : AttributeValues.told(ciClass, name, value)))));
        return changes;
    }

    /** In the transaction of what it is about. */
    private void note(Actor actor, UUID item, String verb, @Nullable String reason, Map<String, FieldChange> changes) {
        activities.append(actor, new RecordRef("ci", item.toString()), verb, reason, changes);
    }
}

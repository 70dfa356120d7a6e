package io.binnacle.cmdb.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.jdbc.RecordTable.Written;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.reconcile.Composition;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.storage.activity.Actor;
import org.jspecify.annotations.Nullable;

/** Writes what a person enters into items: a record of each, in a handful of statements for all of them. For one use. */
final class HandEdits {

    private static final RecordTable.Origin ORIGIN = new RecordTable.Origin(SourceRecord.PERSON, SourceRecord.PERSON, 1,
            SourceRecord.State.PRESENT);

    private final Surroundings surroundings;
    private final Map<String, @Nullable Object> values;
    private final Map<UUID, InvalidInput> refused = new LinkedHashMap<>();
    private final Map<UUID, CiClass> entered = new LinkedHashMap<>();
    private final List<Written> inserts = new ArrayList<>();
    private final List<Written> updates = new ArrayList<>();
    /** Of each item the record that is its own from now on. */
    private final Map<UUID, Set<UUID>> joined = new LinkedHashMap<>();

    /** @param values by attribute, or {@code name}; null takes back what was entered before */
    HandEdits(Surroundings surroundings, Map<String, @Nullable Object> values) {
        this.surroundings = surroundings;
        this.values = values;
    }

    /** Returns the records that were written. */
    Collection<UUID> enter(Actor actor, Collection<UUID> items) {
        Map<UUID, List<SourceRecord>> records = RecordTable.ofItems(surroundings.handle(), items);
        for (UUID item : new LinkedHashSet<>(items)) {
            try {
                entered.put(item, enter(item, records.getOrDefault(item, List.of())));
            } catch (InvalidInput e) {
                refused.put(item, e);
            }
        }
        RecordTable.insert(surroundings.handle(), inserts, ORIGIN, surroundings.at());
        RecordTable.update(surroundings.handle(), updates, ORIGIN, surroundings.at());
        if (!joined.isEmpty()) {
            // The record is the item's by a decision: nothing that is entered identifies.
            DecisionTable.decide(surroundings, joined, true, "", Actor.system(actor.name()));
        }
        Set<UUID> written = new LinkedHashSet<>();
        inserts.forEach(each -> written.add(each.id()));
        updates.forEach(each -> written.add(each.id()));
        return written;
    }

    /** The items that something was entered into, with their classes. */
    Map<UUID, CiClass> entered() {
        return entered;
    }

    /** Why nothing was entered into an item, by item. */
    Map<UUID, InvalidInput> refused() {
        return refused;
    }

    private CiClass enter(UUID item, List<SourceRecord> records) {
        CiClass ciClass = Composition.of(records, surroundings.model(), surroundings.at()).ciClass();
        SourceRecord known = records.stream().filter(SourceRecord::isByHand).findFirst().orElse(null);
        Map<String, Object> merged = merged(ciClass, known);
        String name = name(known);
        if (known == null) {
            UUID record = surroundings.ids().next();
            inserts.add(new Written(record, Checked.entered(ciClass.name(), item.toString(), name, merged), Map.of()));
            joined.put(item, Set.of(record));
        } else {
            updates.add(new Written(known.id(), Checked.entered(known.ciClass(), known.key(), name, merged),
                    RecordStage.givenSince(merged, known, surroundings.at())));
        }
        return ciClass;
    }

    private String name(@Nullable SourceRecord known) {
        if (values.containsKey(Composition.NAME)) {
            Object value = values.get(Composition.NAME);
            return value == null ? "" : AttributeValues.clean(value.toString());
        }
        return known == null ? "" : known.name();
    }

    /** What was entered before, with what is entered now in its place; every value that the class cannot have is told. */
    private Map<String, Object> merged(CiClass ciClass, @Nullable SourceRecord known) {
        Map<String, Object> merged = new LinkedHashMap<>(known == null ? Map.of() : known.attributes());
        Map<String, Object> given = new LinkedHashMap<>();
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> each : values.entrySet()) {
            merged.remove(each.getKey());
            Object value = each.getValue();
            if (each.getKey().equals(Composition.NAME)) {
                continue;
            }
            if (value != null) {
                given.put(each.getKey(), value);
            } else if (ciClass.attribute(each.getKey()).isEmpty()) {
                violations.add(AttributeValues.unknown(ciClass, each.getKey()));
            }
        }
        merged.putAll(AttributeValues.coerce(ciClass, given, violations::add));
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        // The class may have changed since; what it has no place for any more goes.
        merged.keySet().removeIf(attribute -> ciClass.attribute(attribute).isEmpty());
        return merged;
    }
}

package io.binnacle.cmdb.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.jdbc.ItemTable.Row;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.reconcile.Composition;
import io.binnacle.storage.activity.FieldChange;
import org.jspecify.annotations.Nullable;

/** Third part of a reconciliation: makes the items of their records anew, and writes what differs. For one use. */
final class ItemStage {

    private final Surroundings surroundings;
    /** Of each record that is of another item now, the one that it was of. */
    private final Map<UUID, UUID> from;
    private final List<ChangeTable.Entry> entries;
    private final List<Row> inserts = new ArrayList<>();
    private final List<Row> updates = new ArrayList<>();
    private final List<Row> versions = new ArrayList<>();
    private final Set<UUID> outdated = new HashSet<>();
    private final Map<UUID, UUID> merged = new LinkedHashMap<>();

    ItemStage(Surroundings surroundings, Map<UUID, UUID> from, List<ChangeTable.Entry> entries) {
        this.surroundings = surroundings;
        this.from = from;
        this.entries = entries;
    }

    void run(Set<UUID> items) {
        Map<UUID, Row> stored = ItemTable.rows(surroundings.handle(), items);
        Map<UUID, List<SourceRecord>> records = RecordTable.ofItems(surroundings.handle(), items);
        // In the order of their ids: the history must not depend on how a set is kept.
        for (UUID id : new TreeSet<>(items)) {
            List<SourceRecord> own = records.getOrDefault(id, List.of());
            Row before = stored.get(id);
            if (!own.isEmpty()) {
                Row after = row(id, own);
                if (before == null || before.mergedInto() != null) {
                    appear(before, after, own);
                } else if (!before.equals(after)) {
                    change(before, after);
                }
            } else if (before != null && before.mergedInto() == null) {
                vanish(before);
            }
        }
        ItemTable.insert(surroundings.handle(), inserts);
        ItemTable.update(surroundings.handle(), updates);
        vanishInto(stored);
        VersionTable.replaceItems(surroundings, outdated, versions);
    }

    private Row row(UUID id, Collection<SourceRecord> records) {
        Composition made = Composition.of(records, surroundings.model(), surroundings.at());
        return new Row(id, made.ciClass().name(), made.key(), made.name(), made.lifecycle(), made.attributes(),
                made.identifiers(), made.source(), made.firstSeen(), made.lastSeen(), null);
    }

    private void appear(@Nullable Row before, Row after, List<SourceRecord> records) {
        (before == null ? inserts : updates).add(after);
        open(after);
        UUID part = records.stream().map(each -> from.get(each.id())).filter(id -> id != null && !id.equals(after.id()))
                .findFirst().orElse(null);
        entries.add(part == null
                ? new ChangeTable.Entry(after.id(), after.ciClass(), after.name(), ChangeKind.CREATED, Map.of())
                : new ChangeTable.Entry(after.id(), after.ciClass(), after.name(), ChangeKind.SPLIT,
                        Map.of("item", new FieldChange(nameOf(part), after.name()))));
    }

    private @Nullable String nameOf(UUID item) {
        Row row = ItemTable.rows(surroundings.handle(), List.of(item)).get(item);
        return row == null ? null : row.name();
    }

    private void change(Row before, Row after) {
        updates.add(after);
        Map<String, FieldChange> changes = differences(before, after);
        if (changes.isEmpty()) {
            return;
        }
        open(after);
        ChangeKind kind = before.lifecycle() == after.lifecycle()
                ? ChangeKind.CHANGED
                : switch (after.lifecycle()) {
                    case IN_SERVICE -> ChangeKind.RETURNED;
                    case INTENDED -> ChangeKind.CHANGED;
                    case MISSING -> ChangeKind.MISSING;
                    case RETIRED -> ChangeKind.RETIRED;
                };
        entries.add(new ChangeTable.Entry(after.id(), after.ciClass(), after.name(), kind, changes));
    }

    private Map<String, FieldChange> differences(Row before, Row after) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        note(changes, "class", before.ciClass(), after.ciClass());
        note(changes, "name", before.name(), after.name());
        note(changes, "key", before.key(), after.key());
        CiClass ciClass = surroundings.model().find(after.ciClass()).orElseThrow();
        Set<String> names = new TreeSet<>(before.attributes().keySet());
        names.addAll(after.attributes().keySet());
        for (String name : names) {
            if (ciClass.attribute(name).map(Attribute::tracked).orElse(true)) {
                note(changes, name, AttributeValues.text(before.attributes().get(name)),
                        AttributeValues.text(after.attributes().get(name)));
            }
        }
        note(changes, "identifiers", words(before), words(after));
        note(changes, "lifecycle", before.lifecycle().text(), after.lifecycle().text());
        return changes;
    }

    private static @Nullable String words(Row row) {
        return row.identifiers().isEmpty()
                ? null
                : String.join(", ", row.identifiers().stream().map(each -> each.kind() + " " + each.value()).toList());
    }

    /** Puts the field down when it differs. */
    static void note(Map<String, FieldChange> changes, String field, @Nullable String before,
            @Nullable String after) {
        if (before == null ? after != null : !before.equals(after)) {
            changes.put(field, new FieldChange(before, after));
        }
    }

    private void open(Row after) {
        outdated.add(after.id());
        versions.add(after);
    }

    /** Its records are of another item now. */
    private void vanish(Row before) {
        outdated.add(before.id());
        RecordTable.itemOf(surroundings.handle(), before.id()).ifPresent(into -> merged.put(before.id(), into));
    }

    private void vanishInto(Map<UUID, Row> stored) {
        Map<UUID, Row> targets = ItemTable.rows(surroundings.handle(), merged.values());
        merged.forEach((id, into) -> {
            Row gone = stored.get(id);
            Row target = targets.get(into);
            if (gone != null && target != null) {
                Map<String, FieldChange> change = Map.of("item", new FieldChange(gone.name(), target.name()));
                entries.add(new ChangeTable.Entry(id, gone.ciClass(), gone.name(), ChangeKind.MERGED, change));
                entries.add(new ChangeTable.Entry(into, target.ciClass(), target.name(), ChangeKind.MERGED, change));
            }
        });
        ItemTable.merge(surroundings.handle(), merged);
    }
}

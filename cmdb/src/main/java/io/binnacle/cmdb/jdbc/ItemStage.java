package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.jdbc.ItemTable.Stored;
import io.binnacle.cmdb.jdbc.ItemTable.Written;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.FieldChange;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * First half of applying a result: its items. Finds the stored item that each observed one is (by identifier, strongest
 * first, then by natural key), writes the new and the changed ones, touches the rest, marks what is gone. For one use.
 */
final class ItemStage {

    private final Handle handle;
    private final CiModel model;
    private final Ids ids;
    private final Instant now;
    private final DiscoveryResult result;
    private final Problems problems;
    private final List<ChangeTable.Entry> entries;

    private final Map<UUID, Stored> stored = new LinkedHashMap<>();
    private final Map<ItemRef, UUID> storedByRef = new HashMap<>();
    private Map<String, UUID> bearers = Map.of();

    private final List<Written> created = new ArrayList<>();
    /** Stored items that were seen and of which something may differ. */
    private final Map<UUID, Checked.Item> differing = new LinkedHashMap<>();
    private final Set<UUID> unchanged = new HashSet<>();

    ItemStage(Context context, DiscoveryResult result, Problems problems, List<ChangeTable.Entry> entries) {
        this.handle = context.handle();
        this.model = context.model();
        this.ids = context.ids();
        this.now = context.now();
        this.result = result;
        this.problems = problems;
        this.entries = entries;
    }

    /** What every stage works with. */
    record Context(Handle handle, CiModel model, Ids ids, Instant now) {}

    /**
     * What the relations need to know.
     *
     * @param ids of every observed item
     */
    record Seen(Map<ItemRef, UUID> ids, Set<UUID> created, int missing) {}

    Seen run(Map<ItemRef, Checked.Item> items) {
        load(items);
        Map<ItemRef, UUID> seen = HashMap.newHashMap(items.size());
        Set<UUID> taken = HashSet.newHashSet(items.size());
        for (Checked.Item item : items.values()) {
            Stored match = resolve(item);
            if (match == null) {
                UUID id = ids.next();
                created.add(new Written(id, item, item.key(), item.attributes(), item.fingerprint()));
                entries.add(new ChangeTable.Entry(id, item.ciClass(), item.name(), ChangeKind.CREATED, Map.of()));
                item.identifiers().forEach(each -> bearers.put(ItemTable.identifierKey(item.ciClass(), each), id));
                taken.add(id);
                seen.put(item.ref(), id);
            } else if (taken.add(match.id())) {
                sort(item, match);
                seen.put(item.ref(), match.id());
            } else {
                problems.add(item.ciClass() + " " + item.key() + ": bears an identifier of another item of this look, "
                        + match.key() + "; the first counts");
            }
        }
        ItemTable.insert(handle, created, result.source(), result.scope(), now);
        update();
        ItemTable.touch(handle, unchanged, now);
        int missing = markMissing(taken);
        Set<UUID> createdIds = new HashSet<>();
        created.forEach(row -> createdIds.add(row.id()));
        return new Seen(seen, createdIds, missing);
    }

    private void load(Map<ItemRef, Checked.Item> items) {
        keep(ItemTable.inScope(handle, result.source(), result.scope()));
        bearers = ItemTable.bearers(handle, items.values());
        keep(ItemTable.byIds(handle, bearers.values().stream().filter(id -> !stored.containsKey(id)).distinct()
                .toList()));
        keep(ItemTable.byRefs(handle, items.keySet().stream().filter(ref -> !storedByRef.containsKey(ref)).toList()));
    }

    private void keep(Collection<Stored> rows) {
        for (Stored row : rows) {
            stored.put(row.id(), row);
            storedByRef.put(row.ref(), row.id());
        }
    }

    private @Nullable Stored resolve(Checked.Item item) {
        for (Identifier identifier : item.identifiers()) {
            UUID bearer = bearers.get(ItemTable.identifierKey(item.ciClass(), identifier));
            Stored match = bearer == null ? null : stored.get(bearer);
            if (match != null) {
                return match;
            }
        }
        UUID byKey = storedByRef.get(item.ref());
        return byKey == null ? null : stored.get(byKey);
    }

    private void sort(Checked.Item item, Stored match) {
        boolean same = match.fingerprint() == item.fingerprint() && match.key().equals(item.key())
                && match.lifecycle() == Lifecycle.IN_SERVICE;
        if (same) {
            unchanged.add(match.id());
        } else {
            differing.put(match.id(), item);
        }
    }

    private void update() {
        Map<UUID, Map<String, Object>> before = ItemTable.attributes(handle, differing.keySet());
        List<Written> rows = new ArrayList<>();
        for (Map.Entry<UUID, Checked.Item> each : differing.entrySet()) {
            Stored match = stored.get(each.getKey());
            Map<String, Object> attributes = before.get(each.getKey());
            if (match != null && attributes != null) {
                rows.add(updated(match, attributes, each.getValue()));
            }
        }
        ItemTable.update(handle, rows, now);
    }

    private Written updated(Stored match, Map<String, Object> before, Checked.Item item) {
        boolean owner = match.source().equals(result.source()) && match.scope().equals(result.scope());
        Map<String, Object> after = new LinkedHashMap<>(owner ? Map.of() : before);
        after.putAll(item.attributes());
        String key = item.key();
        UUID other = storedByRef.get(item.ref());
        if (other != null && !other.equals(match.id())) {
            problems.add(item.ciClass() + " " + key + ": another item has this key; " + match.key() + " keeps its own");
            key = match.key();
        }
        Map<String, FieldChange> changes = differences(match, before, item, key, after);
        boolean returned = match.lifecycle() != Lifecycle.IN_SERVICE;
        if (returned) {
            changes.put("lifecycle", new FieldChange(match.lifecycle().text(), Lifecycle.IN_SERVICE.text()));
        }
        if (!changes.isEmpty()) {
            entries.add(new ChangeTable.Entry(match.id(), item.ciClass(), item.name(),
                    returned ? ChangeKind.RETURNED : ChangeKind.CHANGED, changes));
        }
        return new Written(match.id(), item, key, after, owner ? item.fingerprint() : match.fingerprint());
    }

    private Map<String, FieldChange> differences(Stored match, Map<String, Object> before, Checked.Item item,
            String key, Map<String, Object> after) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        if (!match.name().equals(item.name())) {
            changes.put("name", new FieldChange(match.name(), item.name()));
        }
        if (!match.key().equals(key)) {
            changes.put("key", new FieldChange(match.key(), key));
        }
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(after.keySet());
        names.stream().sorted().forEach(name -> {
            String was = AttributeValues.text(before.get(name));
            String is = AttributeValues.text(after.get(name));
            boolean tracked = model.find(item.ciClass()).flatMap(ciClass -> ciClass.attribute(name))
                    .map(Attribute::tracked).orElse(true);
            if (tracked && (was == null ? is != null : !was.equals(is))) {
                changes.put(name, new FieldChange(was, is));
            }
        });
        return changes;
    }

    /** Only what this very source and scope gave can be missed by it. */
    private int markMissing(Set<UUID> taken) {
        List<UUID> gone = new ArrayList<>();
        for (Stored row : stored.values()) {
            boolean missed = row.source().equals(result.source()) && row.scope().equals(result.scope())
                    && result.complete().contains(row.ciClass()) && row.lifecycle() == Lifecycle.IN_SERVICE
                    && !taken.contains(row.id());
            if (missed) {
                gone.add(row.id());
                entries.add(new ChangeTable.Entry(row.id(), row.ciClass(), row.name(), ChangeKind.MISSING,
                        Map.of("lifecycle",
                                new FieldChange(Lifecycle.IN_SERVICE.text(), Lifecycle.MISSING.text()))));
            }
        }
        ItemTable.markMissing(handle, gone, now);
        return gone.size();
    }
}

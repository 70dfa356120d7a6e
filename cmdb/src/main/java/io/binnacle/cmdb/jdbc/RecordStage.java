package io.binnacle.cmdb.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.jdbc.RecordTable.Stored;
import io.binnacle.cmdb.jdbc.RecordTable.Written;
import org.jspecify.annotations.Nullable;

/**
 * First part of a reconciliation: the source's own records. Writes what is new or differs, touches the rest, marks what
 * is gone. An observation that is older than what is known of a record adds the values that it bore, and nothing else.
 * For one use.
 */
final class RecordStage {

    /** What is seen again after that long weighs more than it did: its item is made anew. As {@link RecordTable#unevenlySeen}. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private final Surroundings surroundings;
    private final DiscoveryResult result;
    private final RecordTable.Origin origin;
    private final Map<ItemRef, Stored> stored = new HashMap<>();

    /**
     * @param seen the record of every item of the result
     * @param changed records of which anything differs, new ones too, and those seen again after a silence
     * @param moved those of the changed that may belong to other items now: new, gone, back, or with other identities
     */
    record Outcome(Map<ItemRef, UUID> seen, Set<UUID> changed, Set<UUID> moved) {}

    RecordStage(Surroundings surroundings, DiscoveryResult result, RecordTable.Origin origin) {
        this.surroundings = surroundings;
        this.result = result;
        this.origin = origin;
    }

    Outcome run(Map<ItemRef, Checked.Item> items) {
        (result.complete().isEmpty()
                ? RecordTable.inScope(surroundings.handle(), origin.source(), origin.scope(), items.keySet())
                : RecordTable.inScope(surroundings.handle(), origin.source(), origin.scope()))
                .forEach(each -> stored.put(each.ref(), each));
        Map<ItemRef, UUID> seen = HashMap.newHashMap(items.size());
        Map<UUID, Checked.Item> created = new LinkedHashMap<>();
        Map<UUID, Checked.Item> differing = new LinkedHashMap<>();
        Map<UUID, Checked.Item> late = new LinkedHashMap<>();
        List<UUID> unchanged = new ArrayList<>();
        List<UUID> confirmed = new ArrayList<>();
        Set<UUID> moved = new HashSet<>();
        for (Checked.Item item : items.values()) {
            Stored known = stored.get(item.ref());
            UUID id = known == null ? surroundings.ids().next() : known.id();
            seen.put(item.ref(), id);
            if (known == null) {
                created.put(id, item);
                moved.add(id);
            } else if (surroundings.at().isBefore(known.lastSeen())) {
                late.put(id, item);
            } else if (known.fingerprint() == item.fingerprint() && known.state() == origin.shown()) {
                unchanged.add(id);
                if (known.lastSeen().plus(SILENCE).isBefore(surroundings.at())) {
                    confirmed.add(id);
                }
            } else {
                differing.put(id, item);
                if (known.state() != origin.shown()) {
                    moved.add(id);
                }
            }
        }
        RecordTable.insert(surroundings.handle(), written(created, Map.of()), origin, surroundings.at());
        Map<UUID, SourceRecord> before = RecordTable.byIds(surroundings.handle(), differing.keySet());
        RecordTable.update(surroundings.handle(), written(differing, before), origin, surroundings.at());
        RecordTable.touch(surroundings.handle(), unchanged, surroundings.at());
        Map<UUID, Checked.Item> bearers = new LinkedHashMap<>(created);
        bearers.putAll(differing);
        bearers.putAll(late);
        moved.addAll(IdentityTable.bear(surroundings, bearers));
        Set<UUID> gone = gone(items.keySet());
        if (origin.isIntent()) {
            RecordTable.withdraw(surroundings.handle(), gone);
        } else {
            RecordTable.markMissing(surroundings.handle(), gone, surroundings.at());
        }
        moved.addAll(gone);
        Set<UUID> changed = new HashSet<>(moved);
        changed.addAll(differing.keySet());
        changed.addAll(confirmed);
        return new Outcome(seen, changed, moved);
    }

    private List<Written> written(Map<UUID, Checked.Item> items, Map<UUID, SourceRecord> before) {
        List<Written> rows = new ArrayList<>(items.size());
        items.forEach((id, item) -> rows
                .add(new Written(id, item, givenSince(item.attributes(), before.get(id), surroundings.at()))));
        return rows;
    }

    /** Only of attributes that came later than the record: the others are as old as it is. */
    static Map<String, String> givenSince(Map<String, Object> attributes, @Nullable SourceRecord before, Instant at) {
        Map<String, String> since = new LinkedHashMap<>();
        if (before != null) {
            for (String attribute : attributes.keySet()) {
                Instant first = before.attributes().containsKey(attribute) ? before.givenSince().get(attribute) : at;
                if (first != null) {
                    since.put(attribute, first.toString());
                }
            }
        }
        return since;
    }

    /** Only what this very source and scope gave can be missed by it. */
    private Set<UUID> gone(Set<ItemRef> seen) {
        Set<UUID> gone = new HashSet<>();
        for (Stored each : stored.values()) {
            if (result.complete().contains(each.ref().ciClass()) && each.state() == origin.shown()
                    && !seen.contains(each.ref()) && !surroundings.at().isBefore(each.lastSeen())) {
                gone.add(each.id());
            }
        }
        return gone;
    }
}

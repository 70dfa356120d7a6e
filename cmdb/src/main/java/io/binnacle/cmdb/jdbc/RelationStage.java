package io.binnacle.cmdb.jdbc;

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
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.cmdb.jdbc.EvidenceTable.Place;
import io.binnacle.cmdb.jdbc.EvidenceTable.Stored;
import io.binnacle.cmdb.jdbc.EvidenceTable.Written;

/**
 * Last part of a reconciliation but for the history: what a look says of relations. Writes the evidence that is new or
 * differs, touches the rest, ends what is not seen any more. For one use.
 */
final class RelationStage {

    private final Surroundings surroundings;
    private final DiscoveryResult result;
    private final RecordTable.Origin origin;
    private final Map<ItemRef, UUID> seen;
    private final Problems problems;

    /** @param seen the record of every item of the result */
    RelationStage(Surroundings surroundings, DiscoveryResult result, RecordTable.Origin origin,
            Map<ItemRef, UUID> seen, Problems problems) {
        this.surroundings = surroundings;
        this.result = result;
        this.origin = origin;
        this.seen = seen;
        this.problems = problems;
    }

    /** Returns the records at the starts of relations of which something may differ. */
    Set<UUID> run() {
        Map<Place, ObservedRelation> observed = resolveAll();
        Map<Place, Stored> stored = result.complete().isEmpty()
                ? EvidenceTable.from(surroundings.handle(), origin,
                        observed.keySet().stream().map(Place::from).distinct().toList())
                : EvidenceTable.inScope(surroundings.handle(), origin);
        Map<ItemRef, UUID> ends = ends(observed.keySet());
        List<Written> inserts = new ArrayList<>();
        List<Written> updates = new ArrayList<>();
        List<UUID> unchanged = new ArrayList<>();
        Set<UUID> changed = new HashSet<>();
        observed.forEach((place, relation) -> {
            Stored known = stored.get(place);
            UUID to = ends.get(place.to());
            Map<String, Object> attributes = Json.readValues(Json.write(relation.attributes()));
            if (known == null) {
                inserts.add(new Written(surroundings.ids().next(), place, to, attributes));
                changed.add(place.from());
            } else if (known.ended() || !known.attributes().equals(attributes) || (known.to() == null && to != null)) {
                updates.add(new Written(known.id(), place, known.to() == null ? to : known.to(), attributes));
                changed.add(place.from());
            } else {
                unchanged.add(known.id());
            }
        });
        EvidenceTable.insert(surroundings.handle(), inserts, origin, surroundings.at());
        EvidenceTable.update(surroundings.handle(), updates, surroundings.at());
        EvidenceTable.touch(surroundings.handle(), unchanged, surroundings.at());
        changed.addAll(end(observed, stored));
        return changed;
    }

    private Map<Place, ObservedRelation> resolveAll() {
        Set<ItemRef> elsewhere = new HashSet<>();
        result.relations().stream().map(ObservedRelation::from).filter(ref -> !seen.containsKey(ref))
                .forEach(elsewhere::add);
        Map<ItemRef, UUID> starts = new HashMap<>(
                RecordTable.meant(surroundings.handle(), origin.source(), origin.scope(), elsewhere));
        starts.putAll(seen);
        Map<Place, ObservedRelation> resolved = new LinkedHashMap<>();
        for (ObservedRelation relation : result.relations()) {
            UUID from = starts.get(relation.from());
            if (from == null) {
                problems.add(words(relation) + ": there is no such start");
            } else if (!surroundings.model().allows(relation.from().ciClass(), relation.type(),
                    relation.to().ciClass())) {
                problems.add(words(relation) + ": the model does not allow this relation");
            } else {
                resolved.put(new Place(from, relation.type(), relation.to()), relation);
            }
        }
        return resolved;
    }

    private static String words(ObservedRelation relation) {
        return relation.from().ciClass() + " " + relation.from().key() + " " + relation.type() + " "
                + relation.to().ciClass() + " " + relation.to().key();
    }

    /** Ends that are not in this result may be known from another source; one that is not yet may come. */
    private Map<ItemRef, UUID> ends(Set<Place> places) {
        Set<ItemRef> elsewhere = new HashSet<>();
        places.stream().map(Place::to).filter(ref -> !seen.containsKey(ref)).forEach(elsewhere::add);
        Map<ItemRef, UUID> ends = new HashMap<>(
                RecordTable.meant(surroundings.handle(), origin.source(), origin.scope(), elsewhere));
        ends.putAll(seen);
        for (Place place : places) {
            if (!ends.containsKey(place.to())) {
                problems.add("relation " + place.type() + " to " + place.to().ciClass() + " " + place.to().key()
                        + ": there is no such end yet");
            }
        }
        return ends;
    }

    private Set<UUID> end(Map<Place, ObservedRelation> observed, Map<Place, Stored> stored) {
        Set<UUID> seenRecords = new HashSet<>(seen.values());
        List<UUID> ended = new ArrayList<>();
        Set<UUID> changed = new HashSet<>();
        stored.forEach((place, each) -> {
            if (!observed.containsKey(place) && hasEnded(each, seenRecords)) {
                ended.add(each.id());
                changed.add(place.from());
            }
        });
        EvidenceTable.end(surroundings.handle(), ended, surroundings.at());
        return changed;
    }

    private boolean hasEnded(Stored each, Set<UUID> seenRecords) {
        if (origin.isIntent()) {
            return !each.ended();
        }
        String type = each.place().type();
        boolean stays = surroundings.model().isLasting(type) && !seenRecords.contains(each.place().from());
        boolean fresh = each.lastSeen().plus(surroundings.model().linger(type)).isAfter(surroundings.at());
        return !each.ended() && result.complete().contains(each.fromClass()) && !stays && !fresh
                && !surroundings.at().isBefore(each.lastSeen());
    }
}

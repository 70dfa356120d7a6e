package io.binnacle.cmdb.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.cmdb.jdbc.ItemStage.Context;
import io.binnacle.cmdb.jdbc.ItemStage.Seen;
import io.binnacle.cmdb.jdbc.RelationTable.Link;
import io.binnacle.cmdb.jdbc.RelationTable.Stored;
import io.binnacle.cmdb.jdbc.RelationTable.Written;
import io.binnacle.storage.activity.FieldChange;

/**
 * Second half of applying a result: its relations, once every item has an id. New ones are written, known ones touched,
 * and those that this source gave before and gives no more are closed. For one use.
 */
final class RelationStage {

    private final Context context;
    private final DiscoveryResult result;
    private final Seen seen;
    private final Problems problems;
    private final List<ChangeTable.Entry> entries;
    private final Map<ItemRef, String> names = new HashMap<>();
    private final Map<ItemRef, UUID> elsewhere = new HashMap<>();

    RelationStage(Context context, DiscoveryResult result, Seen seen, Problems problems,
            List<ChangeTable.Entry> entries) {
        this.context = context;
        this.result = result;
        this.seen = seen;
        this.problems = problems;
        this.entries = entries;
    }

    void run() {
        Map<Link, ObservedRelation> observed = resolveAll();
        Set<UUID> starts = new HashSet<>();
        observed.keySet().forEach(link -> starts.add(link.from()));
        Map<Link, Stored> stored = new LinkedHashMap<>();
        RelationTable.around(context.handle(), result.source(), result.scope(), starts)
                .forEach(each -> stored.put(each.link(), each));

        List<Written> added = new ArrayList<>();
        List<Written> changed = new ArrayList<>();
        List<UUID> unchanged = new ArrayList<>();
        observed.forEach((link, relation) -> {
            Stored known = stored.get(link);
            Map<String, Object> attributes = Json.readValues(Json.write(relation.attributes()));
            if (known == null) {
                added.add(new Written(context.ids().next(), link, attributes));
                recordAddition(link, relation);
            } else if (known.attributes().equals(attributes)) {
                unchanged.add(known.id());
            } else {
                changed.add(new Written(known.id(), link, attributes));
            }
        });
        RelationTable.insert(context.handle(), added, result.source(), result.scope(), context.now());
        RelationTable.update(context.handle(), changed, context.now());
        RelationTable.touch(context.handle(), unchanged, context.now());
        close(observed, stored);
    }

    /** Ends that are not in this result may be known from another source. */
    private Map<Link, ObservedRelation> resolveAll() {
        result.items().forEach(item -> names.put(item.ref(), item.name()));
        Set<ItemRef> unknown = new HashSet<>();
        for (ObservedRelation relation : result.relations()) {
            for (ItemRef end : List.of(relation.from(), relation.to())) {
                if (!seen.ids().containsKey(end)) {
                    unknown.add(end);
                }
            }
        }
        ItemTable.byRefs(context.handle(), unknown).forEach(item -> {
            elsewhere.put(item.ref(), item.id());
            names.put(item.ref(), item.name());
        });
        Map<Link, ObservedRelation> resolved = new LinkedHashMap<>();
        for (ObservedRelation relation : result.relations()) {
            UUID from = seen.ids().getOrDefault(relation.from(), elsewhere.get(relation.from()));
            UUID to = seen.ids().getOrDefault(relation.to(), elsewhere.get(relation.to()));
            String place = relation.from().ciClass() + " " + relation.from().key() + " " + relation.type() + " "
                    + relation.to().ciClass() + " " + relation.to().key();
            if (from == null || to == null) {
                problems.add(place + ": there is no such " + (from == null ? "start" : "end"));
            } else if (!context.model().allows(relation.from().ciClass(), relation.type(), relation.to().ciClass())) {
                problems.add(place + ": the model does not allow this relation");
            } else {
                resolved.put(new Link(from, relation.type(), to), relation);
            }
        }
        return resolved;
    }

    /** That a new item has relations goes without saying. */
    private void recordAddition(Link link, ObservedRelation relation) {
        if (!seen.created().contains(link.from()) && !seen.created().contains(link.to())) {
            entries.add(new ChangeTable.Entry(link.from(), relation.from().ciClass(), name(relation.from()),
                    ChangeKind.RELATION_ADDED,
                    Map.of(relation.type(), new FieldChange(null, name(relation.to())))));
        }
    }

    private String name(ItemRef ref) {
        return names.getOrDefault(ref, ref.key());
    }

    private void close(Map<Link, ObservedRelation> observed, Map<Link, Stored> stored) {
        Set<UUID> seenIds = new HashSet<>(seen.ids().values());
        List<UUID> closed = new ArrayList<>();
        for (Stored each : stored.values()) {
            boolean own = each.source().equals(result.source()) && each.scope().equals(result.scope());
            boolean judged = own && result.complete().contains(each.fromClass()) && !observed.containsKey(each.link());
            boolean stays = context.model().isLasting(each.link().type()) && !seenIds.contains(each.link().from());
            boolean fresh = each.lastSeen().plus(context.model().linger(each.link().type())).isAfter(context.now());
            if (judged && !stays && !fresh) {
                closed.add(each.id());
                entries.add(removal(each));
            }
        }
        RelationTable.delete(context.handle(), closed);
    }

    static ChangeTable.Entry removal(Stored relation) {
        return new ChangeTable.Entry(relation.link().from(), relation.fromClass(), relation.fromName(),
                ChangeKind.RELATION_REMOVED,
                Map.of(relation.link().type(), new FieldChange(relation.toName(), null)));
    }
}

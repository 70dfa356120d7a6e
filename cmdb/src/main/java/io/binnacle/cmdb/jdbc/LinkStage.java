package io.binnacle.cmdb.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.jdbc.EvidenceTable.Edge;
import io.binnacle.cmdb.jdbc.RelationTable.Link;
import io.binnacle.cmdb.jdbc.RelationTable.Row;
import io.binnacle.storage.activity.FieldChange;
import org.jspecify.annotations.Nullable;

/** Makes the relations of items of what was seen between their records, where anything may differ. For one use. */
final class LinkStage {

    private final Surroundings surroundings;
    private final List<ChangeTable.Entry> entries;

    LinkStage(Surroundings surroundings, List<ChangeTable.Entry> entries) {
        this.surroundings = surroundings;
        this.entries = entries;
    }

    /**
     * @param starts records at the starts of relations of which something may differ
     * @param from of each record that is of another item now, the one that it was of
     * @param touched records of which all relations may differ
     * @param quiet items that came or went as a whole: that their relations did too goes without saying
     */
    void run(Collection<UUID> starts, Map<UUID, UUID> from, Collection<UUID> touched, Set<UUID> quiet) {
        Set<UUID> records = new HashSet<>(from.keySet());
        records.addAll(touched);
        Set<Link> links = new HashSet<>();
        for (Edge edge : EvidenceTable.edges(surroundings.handle(), starts, records)) {
            links.add(new Link(edge.fromItem(), edge.type(), edge.toItem()));
            links.add(new Link(from.getOrDefault(edge.from(), edge.fromItem()), edge.type(),
                    from.getOrDefault(edge.to(), edge.toItem())));
        }
        if (!links.isEmpty()) {
            derive(links, quiet);
        }
    }

    private void derive(Set<Link> links, Set<UUID> quiet) {
        Map<Link, Row> before = RelationTable.rows(surroundings.handle(), links);
        Map<Link, Row> now = RelationTable.seen(surroundings.handle(), links);
        List<Row> written = new ArrayList<>();
        List<Row> versions = new ArrayList<>();
        List<Link> outdated = new ArrayList<>();
        List<Link> gone = new ArrayList<>();
        List<Link> told = new ArrayList<>();
        for (Link link : links) {
            Row was = before.get(link);
            Row is = now.get(link);
            if (is != null && !is.equals(was)) {
                written.add(is);
                if (was == null) {
                    told.add(link);
                }
                if (was == null || !was.attributes().equals(is.attributes())) {
                    outdated.add(link);
                    versions.add(is);
                }
            } else if (is == null && was != null) {
                gone.add(link);
                told.add(link);
                outdated.add(link);
            }
        }
        RelationTable.write(surroundings.handle(), written, surroundings.ids());
        RelationTable.delete(surroundings.handle(), gone);
        VersionTable.replaceRelations(surroundings, outdated, versions);
        told.removeIf(link -> quiet.contains(link.from()) || quiet.contains(link.to()));
        tell(told, now.keySet());
    }

    private void tell(List<Link> links, Set<Link> hold) {
        Set<UUID> ends = new HashSet<>();
        links.forEach(link -> {
            ends.add(link.from());
            ends.add(link.to());
        });
        Map<UUID, ItemTable.Row> items = ItemTable.rows(surroundings.handle(), ends);
        links.stream().sorted(Comparator.comparing(Link::from).thenComparing(Link::type).thenComparing(Link::to))
                .forEach(link -> {
                    ItemTable.Row start = items.get(link.from());
                    ItemTable.Row end = items.get(link.to());
                    if (start != null && end != null) {
                        entries.add(entry(link, start, end.name(), hold.contains(link)));
                    }
                });
    }

    private static ChangeTable.Entry entry(Link link, ItemTable.Row start, String end, boolean holds) {
        @Nullable
        String none = null;
        return new ChangeTable.Entry(link.from(), start.ciClass(), start.name(),
                holds ? ChangeKind.RELATION_ADDED : ChangeKind.RELATION_REMOVED,
                Map.of(link.type(), holds ? new FieldChange(none, end) : new FieldChange(end, none)));
    }
}

package io.binnacle.cmdb.servicemap.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import org.jdbi.v3.core.Handle;

/** What services are made of, as far as writing it needs. */
final class PartTable {

    /** An item that may become a part, and the record by which it is named. */
    record Found(UUID id, ItemRef ref, String name) {}

    private PartTable() {
    }

    /** By the ids that were asked for; each id that an item ever had leads to it. Unknown ones are absent. */
    static Map<UUID, Found> find(Handle handle, Collection<UUID> ids) {
        Map<UUID, Found> found = new HashMap<>();
        handle.createQuery("""
            SELECT s.id AS asked, i.id, o.ci_class, o.key, i.name FROM binnacle.source_record s
            JOIN binnacle.configuration_item i ON i.id = s.ci_id
            JOIN binnacle.source_record o ON o.id = i.id
            WHERE s.id = ANY(:ids) AND i.lifecycle <> 'retired'
            """)
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> found.put(row.getObject("asked", UUID.class),
                        new Found(row.getObject("id", UUID.class),
                                new ItemRef(row.getString("ci_class"), row.getString("key")), row.getString("name"))))
                .list();
        return found;
    }

    /** The names from the part to the service, both included, when the part needs the service itself. */
    static Optional<List<String>> cycle(Handle handle, UUID service, UUID part) {
        Map<UUID, Step> reached = new HashMap<>();
        Deque<List<UUID>> levels = new ArrayDeque<>(List.of(List.of(part)));
        reached.put(part, new Step(part, part, name(handle, part)));
        while (!levels.isEmpty() && !reached.containsKey(service)) {
            List<UUID> next = new ArrayList<>();
            for (Step step : needs(handle, levels.removeFirst())) {
                if (reached.putIfAbsent(step.id(), step) == null) {
                    next.add(step.id());
                }
            }
            if (!next.isEmpty()) {
                levels.addLast(next);
            }
        }
        return reached.containsKey(service) ? Optional.of(way(reached, service, part)) : Optional.empty();
    }

    private record Step(UUID id, UUID from, String name) {}

    private static List<String> way(Map<UUID, Step> reached, UUID service, UUID part) {
        List<String> names = new ArrayList<>();
        UUID at = service;
        while (true) {
            Step step = reached.get(at);
            if (step == null) {
                return names;
            }
            names.addFirst(step.name());
            if (at.equals(part)) {
                return names;
            }
            at = step.from();
        }
    }

    private static String name(Handle handle, UUID id) {
        return handle.createQuery("SELECT name FROM binnacle.configuration_item WHERE id = :id").bind("id", id)
                .mapTo(String.class).one();
    }

    private static List<Step> needs(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("""
            SELECT r.from_id, r.to_id, i.name FROM binnacle.relation r
            JOIN binnacle.configuration_item i ON i.id = r.to_id
            WHERE r.type = :type AND r.from_id = ANY(:ids) ORDER BY i.name, r.to_id, r.from_id
            """)
                .bind("type", ServiceTable.PART).bindArray("ids", UUID.class, ids)
                .map((row, context) -> new Step(row.getObject("to_id", UUID.class),
                        row.getObject("from_id", UUID.class), row.getString("name")))
                .list();
    }
}

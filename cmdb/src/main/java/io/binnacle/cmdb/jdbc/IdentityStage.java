package io.binnacle.cmdb.jdbc;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.reconcile.Bearer;
import io.binnacle.cmdb.reconcile.Contradiction;
import io.binnacle.cmdb.reconcile.Identification;
import io.binnacle.cmdb.reconcile.Partition;
import org.jdbi.v3.core.Handle;

/** Second part of a reconciliation: which records are one item, among those that are concerned and all that touch them. */
final class IdentityStage {

    private IdentityStage() {
    }

    /**
     * @param from of each record that is of another item now, the item that it was of
     * @param items those that lost or won a record, and those of the records that were looked at for
     * @param contradictions that there are among them
     */
    record Outcome(Map<UUID, UUID> from, Set<UUID> items, List<Contradiction> contradictions) {}

    static Outcome run(Surroundings surroundings, Collection<UUID> records) {
        if (records.isEmpty()) {
            return new Outcome(Map.of(), new HashSet<>(), List.of());
        }
        Handle handle = surroundings.handle();
        Set<UUID> component = IdentityTable.component(surroundings, records);
        List<Bearer> bearers = IdentityTable.bearers(handle, component);
        Partition partition = Identification.partition(surroundings.rules(), bearers,
                IdentityTable.decisions(handle, component));
        IdentityTable.contradictions(handle, bearers, partition.contradictions(), surroundings.now());
        Map<UUID, UUID> from = IdentityTable.move(handle, partition.items());
        Set<UUID> items = new HashSet<>(from.values());
        from.keySet().forEach(record -> items.add(partition.items().get(record)));
        records.forEach(record -> items.add(partition.items().get(record)));
        return new Outcome(from, items, partition.contradictions());
    }
}

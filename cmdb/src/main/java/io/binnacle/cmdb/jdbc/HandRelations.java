package io.binnacle.cmdb.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.RelationRule;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import org.jdbi.v3.core.Handle;

/** Relations that people tell of: evidence of the source {@code person}, as any other source's. */
final class HandRelations {

    private static final RecordTable.Origin BY_HAND = new RecordTable.Origin(SourceRecord.PERSON, SourceRecord.PERSON,
            1, SourceRecord.State.PRESENT);

    private HandRelations() {
    }

    /** Says that a relation is there. Returns the records at its start. */
    static Set<UUID> connect(Surroundings surroundings, UUID from, String type, UUID to,
            Map<String, Object> attributes) {
        Handle handle = surroundings.handle();
        Map<UUID, ItemTable.Row> ends = ItemTable.rows(handle, List.of(from, to));
        ItemTable.Row start = ends.get(from);
        ItemTable.Row end = ends.get(to);
        // An item has the id of its oldest record.
        SourceRecord named = RecordTable.byIds(handle, List.of(to)).get(to);
        if (start == null || end == null || named == null || from.equals(to)) {
            throw new InvalidInput("to", "another item", to);
        }
        if (!surroundings.model().allows(start.ciClass(), type, named.ciClass())) {
            throw new InvalidInput("type", allowed(surroundings.model(), start.ciClass(), named.ciClass()), type);
        }
        EvidenceTable.Place place = new EvidenceTable.Place(from, type, new ItemRef(named.ciClass(), named.key()));
        EvidenceTable.Stored known = EvidenceTable.from(handle, BY_HAND, List.of(from)).get(place);
        if (known == null) {
            EvidenceTable.insert(handle,
                    List.of(new EvidenceTable.Written(surroundings.ids().next(), place, to, attributes)), BY_HAND,
                    surroundings.at());
        } else {
            EvidenceTable.update(handle, List.of(new EvidenceTable.Written(known.id(), place, to, attributes)),
                    surroundings.at());
        }
        return Set.of(from);
    }

    private static String allowed(CiModel model, String from, String to) {
        String types = model.relations().stream().map(RelationRule::type).distinct()
                .filter(type -> model.allows(from, type, to)).collect(Collectors.joining(", "));
        return types.isEmpty() ? "no relation: there is none from " + from + " to " + to : "one of " + types;
    }

    /** Takes back what people said of a relation. Returns the records at its start. */
    static Set<UUID> disconnect(Surroundings surroundings, UUID from, String type, UUID to) {
        List<UUID> starts = surroundings.handle().createQuery("""
            UPDATE binnacle.relation_evidence e SET ended_at = :at
            FROM binnacle.source_record f, binnacle.source_record t
            WHERE e.source = :source AND e.ended_at IS NULL AND e.type = :type
              AND f.id = e.from_record AND f.ci_id = :from AND t.id = e.to_record AND t.ci_id = :to
            RETURNING e.from_record
            """)
                .bind("at", surroundings.at()).bind("source", SourceRecord.PERSON).bind("type", type)
                .bind("from", from).bind("to", to).mapTo(UUID.class).list();
        if (starts.isEmpty()) {
            throw new Conflict("no person said so; what a source tells is taken back by that source");
        }
        return Set.copyOf(starts);
    }
}

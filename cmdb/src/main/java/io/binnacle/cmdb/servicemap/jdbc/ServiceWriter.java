package io.binnacle.cmdb.servicemap.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.servicemap.GroupContent;
import io.binnacle.cmdb.servicemap.PartContent;
import io.binnacle.cmdb.servicemap.Quorum;
import io.binnacle.cmdb.servicemap.ServiceContent;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.storage.activity.Actor;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes a service as what the source {@code person} says, in a scope of the service's own: so there is one record of what
 * people say of a service, whether they say it here or on the item's page, and what they say last counts. Each call runs in
 * the caller's transaction.
 */
final class ServiceWriter {

    private static final String STAGE = "stage";
    /** The attributes that a description may have; all others of the record stay as they are. */
    private static final List<String> DESCRIBED = List.of(STAGE, "description", "outcome_promised", "owner",
            "support_group", "criticality", "calendar", "value_per_hour", "currency", "availability_target",
            "redundancy", "parts_needed");

    private final Cmdb cmdb;
    private final Reconciliation reconciliation;

    ServiceWriter(Cmdb cmdb, Reconciliation reconciliation) {
        this.cmdb = cmdb;
        this.reconciliation = reconciliation;
    }

    /** The id of the item. */
    UUID create(Handle handle, ServiceContent content) {
        ItemRef ref = new ItemRef(content.ciClass(), content.name().strip());
        UUID known = cmdb.findByKey(ref.ciClass(), ref.key()).map(ConfigurationItem::id).orElse(null);
        List<ObservedRelation> parts = parts(handle, ref, known, content);
        tell(ref, content.name(), attributes(content), parts);
        return cmdb.findByKey(ref.ciClass(), ref.key())
                .orElseThrow(() -> new BugException("a service without an item: " + ref)).id();
    }

    void replace(Handle handle, Actor actor, ServiceTable.Row before, ServiceContent content) {
        ItemRef ref = new ItemRef(content.ciClass(), before.key());
        UUID id = before.service().id();
        Map<String, Object> values = kept(id);
        values.putAll(attributes(content));
        tell(ref, content.name(), values, parts(handle, ref, id, content));
        takeBackElsewhere(actor, id, ref);
    }

    void withdraw(Actor actor, ServiceTable.Row before) {
        ItemRef ref = new ItemRef(before.service().ciClass(), before.key());
        UUID id = before.service().id();
        Map<String, Object> values = kept(id);
        values.put(STAGE, "retired");
        tell(ref, before.service().name(), values, List.of());
        takeBackElsewhere(actor, id, ref);
        cmdb.apply(new DiscoveryResult(SourceRecord.PERSON, scope(ref), Set.of(ref.ciClass()), List.of(), List.of(),
                List.of()));
    }

    private void tell(ItemRef ref, String name, Map<String, Object> values, List<ObservedRelation> parts) {
        DiscoveryReport report = cmdb.apply(new DiscoveryResult(SourceRecord.PERSON, scope(ref),
                Set.of(ref.ciClass()), List.of(new ObservedItem(ref.ciClass(), ref.key(), name, values, List.of())),
                parts, List.of()));
        if (report.saw() != 1) {
            throw new InvalidInput("name", "a service that the classes allow", report.problems());
        }
    }

    private static String scope(ItemRef ref) {
        return "service " + ref.ciClass() + " " + ref.key();
    }

    /** What people said of the service that no description has: tags, comments. */
    private Map<String, Object> kept(UUID id) {
        Map<String, Object> values = new HashMap<>();
        for (SourceRecord record : reconciliation.records(id)) {
            if (record.isByHand()) {
                values.putAll(record.attributes());
            }
        }
        values.keySet().removeAll(DESCRIBED);
        return values;
    }

    /** Somebody may have edited the item before it was described here; two records of people would contend. */
    private void takeBackElsewhere(Actor actor, UUID id, ItemRef ref) {
        SourceRecord first = reconciliation.records(id).stream().filter(SourceRecord::isByHand).findFirst()
                .orElseThrow(() -> new BugException("a described service without a record: " + ref));
        if (!first.scope().equals(scope(ref))) {
            Map<String, @Nullable Object> nothing = new LinkedHashMap<>();
            nothing.put("name", null);
            first.attributes().keySet().forEach(attribute -> nothing.put(attribute, null));
            reconciliation.edit(actor, id, nothing, null);
        }
    }

    private static Map<String, Object> attributes(ServiceContent content) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "description", content.description());
        put(values, "outcome_promised", content.outcome());
        put(values, "owner", content.owner());
        put(values, "support_group", content.supportGroup());
        put(values, "criticality", content.criticality());
        put(values, "calendar", content.calendar());
        put(values, "value_per_hour", content.valuePerHour());
        put(values, "currency", content.currency());
        put(values, "availability_target", content.availabilityTarget());
        Quorum quorum = content.quorumOrAll();
        values.put("redundancy", quorum.rule().text());
        put(values, "parts_needed", quorum.needed());
        return values;
    }

    private static void put(Map<String, Object> values, String attribute, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            values.put(attribute, value);
        }
    }

    /** @param self null for a service that is not there yet */
    private List<ObservedRelation> parts(Handle handle, ItemRef ref, @Nullable UUID self, ServiceContent content) {
        Map<UUID, PartTable.Found> found = PartTable.find(handle,
                content.parts().stream().map(PartContent::id).toList());
        List<ObservedRelation> relations = new ArrayList<>();
        for (int i = 0; i < content.parts().size(); i++) {
            PartContent part = content.parts().get(i);
            String field = "parts[" + i + "].id";
            PartTable.Found end = found.get(part.id());
            if (end == null) {
                throw new InvalidInput(field, "an item of the estate", part.id());
            }
            if (!cmdb.model().allows(ref.ciClass(), ServiceTable.PART, end.ref().ciClass())) {
                throw new InvalidInput(field, "an item that a service may be made of", end.ref().ciClass());
            }
            if (self != null) {
                PartTable.cycle(handle, self, end.id()).ifPresent(names -> {
                    throw new InvalidInput(field, "a part that does not need this service itself",
                            content.name() + " → " + String.join(" → ", names));
                });
            }
            relations.add(new ObservedRelation(ref, ServiceTable.PART, end.ref(), relation(part, content)));
        }
        return relations;
    }

    /** A part without a group carries no redundancy of its own: then the service's counts. */
    private static Map<String, Object> relation(PartContent part, ServiceContent content) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (part.weight() != null) {
            values.put("weight", part.weight());
        }
        for (GroupContent group : content.groups()) {
            if (group.name().equals(part.group())) {
                long size = content.parts().stream().filter(each -> group.name().equals(each.group())).count();
                values.put("redundancy", switch (group.quorum().rule()) {
                    case ANY -> "any";
                    case K_OF_N -> group.quorum().needed() + " of " + size;
                    case ALL -> size + " of " + size;
                });
                values.put("redundancy_group", group.name());
            }
        }
        return values;
    }
}

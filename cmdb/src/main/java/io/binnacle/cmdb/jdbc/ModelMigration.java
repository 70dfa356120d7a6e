package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.model.ClassMigration;
import io.binnacle.cmdb.model.ItemValues;
import io.binnacle.cmdb.model.MigrationPlan;
import io.binnacle.cmdb.model.MigrationPlan.Conversions;
import io.binnacle.cmdb.model.Obstacle;
import io.binnacle.storage.activity.FieldChange;
import org.jdbi.v3.core.Handle;

/**
 * Holds every stored item against another model, and turns its values. Runs within a transaction of the caller, who
 * takes it back when there is an obstacle. For one use.
 */
final class ModelMigration {

    /** More say nothing new. */
    private static final int OBSTACLES_MAX = 100;
    private static final int BATCH = 1_000;
    /** Who the history names for values that a change of the model turned. */
    private static final String SOURCE = "model";

    private final Handle handle;
    private final CiModel before;
    private final CiModel after;
    private final boolean dropValues;
    private final Instant now;

    private final List<Obstacle> obstacles = new ArrayList<>();
    private final Map<String, Conversions> conversions = new LinkedHashMap<>();
    private final List<Turned> turned = new ArrayList<>();
    private long obstacleCount;
    private long items;
    private long converted;

    /** An item with its values after. */
    private record Turned(ItemValues item, CiClass ciClass, Map<String, Object> values,
            Map<String, FieldChange> changes) {}

    ModelMigration(Handle handle, CiModel before, CiModel after, boolean dropValues, Instant now) {
        this.handle = handle;
        this.before = before;
        this.after = after;
        this.dropValues = dropValues;
        this.now = now;
    }

    /** @param write whether the items are turned, or only looked at */
    MigrationPlan run(boolean write) {
        for (CiClass was : before.classes()) {
            CiClass is = after.find(was.name()).orElse(null);
            if (is == null) {
                refuseRemoval(was);
            } else {
                migrate(was, is, write);
            }
        }
        checkRelations();
        return new MigrationPlan(CiModelReader.differences(before, after), items, converted,
                List.copyOf(conversions.values()), obstacles, obstacleCount);
    }

    private void refuseRemoval(CiClass was) {
        long count = ModelTable.count(handle, was.name());
        items += count;
        if (count > 0) {
            add(new Obstacle(was.name(), null, null, null, "no items of a class that goes", count + " items"));
        }
    }

    private void migrate(CiClass was, CiClass is, boolean write) {
        ClassMigration migration = new ClassMigration(was, is, dropValues, this::add);
        if (!migration.touchesValues()) {
            return;
        }
        try (Stream<ItemValues> all = ModelTable.items(handle, was.name())) {
            all.forEach(item -> {
                items++;
                Map<String, Object> values = migration.migrate(item);
                if (!values.equals(item.attributes())) {
                    converted++;
                    turned.add(new Turned(item, is, values, changes(is, item, values)));
                }
                if (turned.size() == BATCH) {
                    flush(write);
                }
            });
        }
        flush(write);
    }

    private void add(Obstacle obstacle) {
        obstacleCount++;
        if (obstacles.size() < OBSTACLES_MAX) {
            obstacles.add(obstacle);
        }
    }

    /** What the history keeps, and the plan counts. */
    private Map<String, FieldChange> changes(CiClass ciClass, ItemValues item, Map<String, Object> values) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>(item.attributes().keySet());
        names.addAll(values.keySet());
        for (String name : names) {
            String was = AttributeValues.text(item.attributes().get(name));
            String is = AttributeValues.text(values.get(name));
            if (!Objects.equals(item.attributes().get(name), values.get(name))) {
                count(ciClass, name, Objects.requireNonNullElse(was, ""), Objects.requireNonNullElse(is, ""));
            }
            if (!Objects.equals(was, is) && ciClass.attribute(name).map(Attribute::tracked).orElse(true)) {
                changes.put(name, new FieldChange(was, is));
            }
        }
        return changes;
    }

    private void count(CiClass ciClass, String attribute, String was, String is) {
        boolean secret = before.find(ciClass.name()).flatMap(each -> each.attribute(attribute))
                .or(() -> ciClass.attribute(attribute)).map(Attribute::sensitive).orElse(false);
        conversions.merge(ciClass.name() + " " + attribute,
                new Conversions(ciClass.name(), attribute, 1, secret ? "" : was, secret ? "" : is),
                (first, next) -> new Conversions(first.ciClass(), first.attribute(), first.items() + 1,
                        first.exampleBefore(), first.exampleAfter()));
    }

    private void flush(boolean write) {
        if (write && !turned.isEmpty()) {
            handle.createUpdate("""
                UPDATE binnacle.configuration_item i SET attributes = CAST(n.attributes AS jsonb)
                FROM unnest(:ids, :attributes) AS n (id, attributes) WHERE i.id = n.id
                """)
                    .bindArray("ids", UUID.class, turned.stream().map(each -> each.item().id()).toList())
                    .bindArray("attributes", String.class,
                            turned.stream().map(each -> Json.write(each.values())).toList())
                    .execute();
            ChangeTable.append(handle,
                    turned.stream().filter(each -> !each.changes().isEmpty())
                            .map(each -> new ChangeTable.Entry(each.item().id(), each.ciClass().name(),
                                    each.item().name(), ChangeKind.CHANGED, each.changes()))
                            .toList(),
                    SOURCE, now);
        }
        turned.clear();
    }

    /** Counting all relations takes long where there are millions: only when what may be related has changed. */
    private void checkRelations() {
        boolean same = before.relations().equals(after.relations()) && before.classes().stream()
                .allMatch(each -> before.lineOf(each.name()).equals(after.lineOf(each.name())));
        if (same) {
            return;
        }
        for (ModelTable.RelationUse use : ModelTable.relations(handle)) {
            boolean lost = before.allows(use.fromClass(), use.type(), use.toClass())
                    && !after.allows(use.fromClass(), use.type(), use.toClass());
            if (lost) {
                add(new Obstacle(use.fromClass(), null, null, use.type() + " " + use.toClass(),
                        "a relation that the model allows", use.count() + " relations"));
            }
        }
    }
}

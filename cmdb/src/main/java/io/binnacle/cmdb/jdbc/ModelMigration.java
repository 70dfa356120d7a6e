package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

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
import io.binnacle.cmdb.reconcile.IdentityRules;
import io.binnacle.kernel.id.Ids;
import org.jdbi.v3.core.Handle;

/**
 * Holds what every source said of every item against another model, and turns its values; the items follow from that. Runs within a transaction of the caller, who
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
    private final Ids ids;
    private final Instant now;

    private final List<Obstacle> obstacles = new ArrayList<>();
    private final Map<String, Conversions> conversions = new LinkedHashMap<>();
    private final List<Turned> turned = new ArrayList<>();
    private final Set<UUID> all = new LinkedHashSet<>();
    private long obstacleCount;
    private long items;
    private long converted;

    /** A record with its values after. */
    private record Turned(UUID record, Map<String, Object> values) {}

    ModelMigration(Handle handle, CiModel before, CiModel after, boolean dropValues, Ids ids, Instant now) {
        this.handle = handle;
        this.before = before;
        this.after = after;
        this.dropValues = dropValues;
        this.ids = ids;
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
        if (write && obstacleCount == 0 && !all.isEmpty()) {
            Reconciler.turned(new Surroundings(handle, new IdentityRules(after), after, ids, now, now), all, SOURCE);
        }
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
        try (Stream<ModelTable.RecordValues> stored = ModelTable.records(handle, was.name())) {
            stored.forEach(each -> {
                items++;
                Map<String, Object> values = migration.migrate(each.item());
                if (!values.equals(each.item().attributes())) {
                    converted++;
                    count(is, each.item(), values);
                    turned.add(new Turned(each.record(), values));
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

    private void count(CiClass ciClass, ItemValues item, Map<String, Object> values) {
        Set<String> names = new TreeSet<>(item.attributes().keySet());
        names.addAll(values.keySet());
        for (String name : names) {
            Object was = item.attributes().get(name);
            Object is = values.get(name);
            if (!Objects.equals(was, is)) {
                count(ciClass, name, Objects.requireNonNullElse(AttributeValues.text(was), ""),
                        Objects.requireNonNullElse(AttributeValues.text(is), ""));
            }
        }
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
            List<UUID> records = turned.stream().map(Turned::record).toList();
            ModelTable.turn(handle, records, turned.stream().map(Turned::values).toList());
            all.addAll(records);
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

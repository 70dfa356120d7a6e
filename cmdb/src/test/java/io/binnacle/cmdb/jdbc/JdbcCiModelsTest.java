package io.binnacle.cmdb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.model.ClassDefinition;
import io.binnacle.cmdb.model.ClassDifference;
import io.binnacle.cmdb.model.MigrationPlan;
import io.binnacle.cmdb.model.ModelEdit;
import io.binnacle.cmdb.model.ModelVersion;
import io.binnacle.cmdb.model.Obstacle;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcCiModelsTest {

    private static final Actor ANN = new Actor(Actor.Kind.USER, "ann", null);
    private static final String MACHINE = """
        name: coffee_machine
        label: Coffee machine
        plural: Coffee machines
        parent: equipment
        keyedBy: name
        attributes:
          - {name: cups, label: Cups}
        """;

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T10:00:00Z"));
    private final JdbcActivityStream activities = new JdbcActivityStream(database.jdbi(), clock);
    private final JdbcCiModels models = new JdbcCiModels(database.jdbi(), activities, clock);
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), models::current, clock, new SimpleMeterRegistry());
    private final FakeDiscovery world = new FakeDiscovery("fake", "m1");

    @AfterEach
    void close() {
        database.close();
    }

    private static ModelEdit edit(String yaml) {
        return new ModelEdit(List.of(CiModelReader.definition("test", yaml)), List.of(), false);
    }

    private MigrationPlan apply(String yaml) {
        return models.apply(ANN, models.version(), edit(yaml));
    }

    private ConfigurationItem machine(String name, Object cups) {
        ItemRef ref = world.item("coffee_machine", name, name, Map.of("cups", cups));
        cmdb.apply(world.discover());
        return cmdb.findByKey(ref.ciClass(), ref.key()).orElseThrow();
    }

    @Test
    void aClassMadeHereHasItemsAndOutlivesARestart() {
        List<CiModel> heard = new ArrayList<>();
        models.onChange(heard::add);
        apply(MACHINE);
        assertThat(machine("tall", "12").attributes()).containsEntry("cups", "12");
        assertThat(cmdb.list(ListQuery.of("attributes.cups:12")).items()).hasSize(1);
        assertThat(heard).containsExactly(models.current());

        JdbcCiModels restarted = new JdbcCiModels(database.jdbi(), activities, clock);
        assertThat(restarted.current().find("coffee_machine")).isEmpty();
        restarted.load();
        assertThat(restarted.current().find("coffee_machine")).isEqualTo(models.current().find("coffee_machine"));
        assertThat(restarted.version()).isEqualTo(1);
        assertThat(restarted.problems()).isEmpty();
    }

    @Test
    void aChangeTurnsItsItemsAndTheirHistoryKeepsIt() {
        apply(MACHINE);
        ConfigurationItem tall = machine("tall", "12");
        ModelEdit change = edit(MACHINE.replace("{name: cups, label: Cups}",
                "{name: cup_count, label: Cups, type: integer, was: cups}"));
        MigrationPlan preview = models.preview(change);
        assertThat(preview.isPossible()).isTrue();
        assertThat(preview.converted()).isEqualTo(1);
        assertThat(preview.conversions()).extracting(MigrationPlan.Conversions::attribute)
                .containsExactly("cup_count", "cups");
        assertThat(cmdb.get(tall.id()).attributes()).as("nothing is done yet").containsEntry("cups", "12");

        MigrationPlan done = models.apply(ANN, 1, change);
        assertThat(done).isEqualTo(preview);
        assertThat(cmdb.get(tall.id()).attributes()).isEqualTo(Map.of("cup_count", 12L));
        CiChange kept = cmdb.history(tall.id(), ListQuery.ALL).items().getFirst();
        assertThat(kept.source()).isEqualTo("model");
        assertThat(kept.changes()).containsOnly(Map.entry("cups", new FieldChange("12", null)),
                Map.entry("cup_count", new FieldChange(null, "12")));
        assertThat(machine("tall", "13").attributes()).as("a source goes on by the old name")
                .isEqualTo(Map.of("cup_count", 13L));
    }

    @Test
    void aChangeThatAnItemIsInTheWayOfIsRefusedWhole() {
        apply(MACHINE);
        ConfigurationItem tall = machine("tall", "12");
        ConfigurationItem small = machine("small", "a few");
        ModelEdit change = edit(MACHINE.replace("label: Cups", "label: Cups, type: integer"));
        assertThat(models.preview(change).obstacles())
                .containsExactly(new Obstacle("coffee_machine", small.id(), "small", "cups", "integer", "a few"));
        assertThatThrownBy(() -> models.apply(ANN, 1, change)).isInstanceOf(Conflict.class)
                .hasMessageContaining("small").hasMessageContaining("a few");
        assertThat(cmdb.get(tall.id()).attributes()).containsEntry("cups", "12");
        assertThat(models.version()).isEqualTo(1);
        assertThat(models.current().find("coffee_machine").orElseThrow().attribute("cups").orElseThrow().type().text())
                .isEqualTo("text");
    }

    @Test
    void aClassWithItemsStaysAndOneWithoutGoes() {
        apply(MACHINE);
        ModelEdit removal = new ModelEdit(List.of(), List.of("coffee_machine"), false);
        machine("tall", "12");
        assertThat(models.preview(removal).obstacles()).extracting(Obstacle::got).containsExactly("1 items");
        apply(MACHINE.replace("coffee_machine", "tea_machine").replace("Coffee", "Tea"));
        models.apply(ANN, 2, new ModelEdit(List.of(), List.of("tea_machine"), false));
        assertThat(models.current().find("tea_machine")).isEmpty();
        assertThat(models.own()).extracting(ClassDefinition::name).containsExactly("coffee_machine");
        assertThatThrownBy(() -> models.preview(new ModelEdit(List.of(), List.of("server"), false)))
                .isInstanceOf(NotFound.class).hasMessageContaining("server");
    }

    @Test
    void anAdditionToAShippedClassReachesItsSubclassesAndIsTakenBack() {
        String sticker = "{name: server, extends: true, attributes: [{name: sticker, label: Sticker}]}";
        MigrationPlan plan = apply(sticker);
        assertThat(plan.differences()).extracting(ClassDifference::ciClass).contains("server", "cloud_instance");
        ItemRef server = world.item("server", "", "alpha", Map.of("sticker", "blue"));
        cmdb.apply(world.discover());
        ModelEdit removal = new ModelEdit(List.of(), List.of("server"), false);
        assertThat(models.preview(removal).obstacles()).extracting(Obstacle::field).containsExactly("sticker");
        models.apply(ANN, 1, new ModelEdit(List.of(), List.of("server"), true));
        assertThat(cmdb.findByKey("server", server.key()).orElseThrow().attributes()).isEmpty();
    }

    @Test
    void aRelationThatIsThereStaysAllowed() {
        apply(MACHINE + """
            relations:
              - {type: located_in, to: [person]}
            """);
        ItemRef tall = world.item("coffee_machine", "tall", "tall", Map.of());
        ItemRef ann = world.item("person", "ann", "Ann", Map.of());
        world.relation(tall, "located_in", ann);
        cmdb.apply(world.discover());
        assertThat(models.preview(edit(MACHINE)).obstacles()).extracting(Obstacle::field, Obstacle::got)
                .containsExactly(tuple("located_in person", "1 relations"));
    }

    @Test
    void everyVersionIsKeptWithWhoAndWhat() {
        apply(MACHINE);
        clock.advance(Duration.ofDays(1));
        apply(MACHINE.replace("label: Cups", "label: Cups, required: true"));
        assertThat(models.versions()).extracting(ModelVersion::version).containsExactly(2, 1);
        ModelVersion second = models.versions().getFirst();
        assertThat(second.author()).isEqualTo("ann");
        assertThat(second.at()).isEqualTo("2026-05-02T10:00:00Z");
        assertThat(second.differences()).containsExactly(new ClassDifference("coffee_machine",
                ClassDifference.Kind.CHANGED,
                List.of(new ClassDifference.Part("attribute cups", "Cups, text", "Cups, text, required"))));
        assertThat(models.yaml(2)).contains("required: true");
        assertThat(models.yaml(1)).doesNotContain("required");
        assertThat(models.yaml(0)).isEqualTo("classes: []\n");
        assertThatThrownBy(() -> models.yaml(3)).isInstanceOf(NotFound.class);
        assertThat(activities.of(new RecordRef("ci-model", "2"), 5)).extracting(Activity::verb)
                .containsExactly("changed");
        assertThatThrownBy(() -> database.jdbi()
                .useHandle(handle -> handle.execute("DELETE FROM binnacle.ci_model_version")))
                .hasMessageContaining("append-only");
    }

    @Test
    void whoSawAnOlderVersionIsRefused() {
        apply(MACHINE);
        assertThatThrownBy(() -> models.apply(ANN, 0, edit(MACHINE))).isInstanceOf(Conflict.class)
                .hasMessageContaining("version 1").hasMessageContaining("you saw 0");
    }

    @Test
    void aModelThatDoesNotHangTogetherIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> apply(MACHINE.replace("parent: equipment", "parent: equipmant")))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("did you mean equipment?");
        assertThatThrownBy(() -> apply(MACHINE.replace("name: coffee_machine", "name: server")))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("server twice");
        assertThat(models.version()).isZero();
    }

    @Test
    void whatDoesNotFitTheProgramAnyMoreIsToldAndTheProgramServes() {
        database.jdbi().useHandle(handle -> handle.execute("""
            INSERT INTO binnacle.ci_model_version (version, at, author, own, differences, items)
            VALUES (1, now(), 'ann', 'classes: [{name: gone, label: Gone, plural: Gone, parent: nowhere}]', '[]', 0)
            """));
        models.load();
        assertThat(models.current().find("server")).isPresent();
        assertThat(models.problems()).singleElement().asString().contains("nowhere");
    }
}

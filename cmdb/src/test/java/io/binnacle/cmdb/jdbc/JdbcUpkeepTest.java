package io.binnacle.cmdb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.Upkeep;
import io.binnacle.cmdb.UpkeepRunner;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcUpkeepTest {

    private static final String MODEL = """
        classes:
          - name: item
            label: Item
            plural: Items
            abstract: true
            precedence:
              - {sources: [host, cloud], mode: overwrite, halfLife: 1d}
          - name: server
            label: Server
            plural: Servers
            parent: item
            retireAfter: 30d
            attributes:
              - {name: model, label: Model}
              - {name: machine_id, label: Machine id}
            identification:
              - {by: [machine_id], sureness: 0.9}
          - name: application
            label: Application
            plural: Applications
            parent: item
            retireAfter: 2d
        relations:
          - type: connects_to
            label: connects to
            inverse: is used by
            linger: 1h
            between:
              - {from: [application], to: [application]}
        """;

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock();
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.read("test.yaml", MODEL), clock,
            new SimpleMeterRegistry());
    private final Upkeep upkeep = cmdb.upkeep();
    private final FakeDiscovery host = new FakeDiscovery("host", "m1");
    private final FakeDiscovery cloud = new FakeDiscovery("cloud", "eu");

    @AfterEach
    void close() {
        database.close();
    }

    private void look(FakeDiscovery... sources) {
        for (FakeDiscovery source : sources) {
            assertThat(cmdb.apply(source.discover()).problems()).isEmpty();
        }
    }

    private ConfigurationItem only(String ciClass) {
        return cmdb.list(ListQuery.of("class:" + ciClass)).items().getFirst();
    }

    @Test
    void whatItsSourceDoesNotShowAnyMoreIsMissingThenRetiredAsItsClassSays() {
        host.item("server", "", "alpha", Map.of());
        host.item("application", "a", "a", Map.of());
        look(host);
        clock.advance(Duration.ofDays(2).minusMinutes(1));
        assertThat(upkeep.age()).isEqualTo(new Upkeep.Aged(0, 0, 0, true));

        List<CiChange> heard = new ArrayList<>();
        cmdb.addListener(heard::addAll);
        clock.advance(Duration.ofMinutes(2));
        assertThat(upkeep.age()).isEqualTo(new Upkeep.Aged(1, 0, 0, true));
        assertThat(only("application").lifecycle()).isEqualTo(Lifecycle.MISSING);
        assertThat(only("server").lifecycle()).isEqualTo(Lifecycle.IN_SERVICE);
        assertThat(upkeep.age()).as("it is told once").isEqualTo(new Upkeep.Aged(0, 0, 0, true));

        clock.advance(Duration.ofDays(2).plusMinutes(1));
        assertThat(upkeep.age()).isEqualTo(new Upkeep.Aged(0, 1, 0, true));
        assertThat(only("application").lifecycle()).isEqualTo(Lifecycle.RETIRED);
        assertThat(heard).extracting(CiChange::kind).containsExactly(ChangeKind.MISSING, ChangeKind.RETIRED);
        assertThat(heard).extracting(CiChange::source).containsOnly("clean-up");

        look(host);
        assertThat(only("application").lifecycle()).as("seen again").isEqualTo(Lifecycle.IN_SERVICE);
    }

    @Test
    void whatPeopleEnteredDoesNotAge() {
        host.item("server", "", "alpha", Map.of());
        look(host);
        cmdb.reconciliation(new JdbcActivityStream(database.jdbi(), clock)).edit(Actor.system("anna"),
                only("server").id(), Map.of("model", "entered"), null);
        clock.advance(Duration.ofDays(31));
        assertThat(upkeep.age().missing()).as("the record of the host alone").isEqualTo(1);
        assertThat(only("server").attributes()).containsEntry("model", "entered");
    }

    @Test
    void aRelationThatLingersEndsByTheClockAlthoughItsSourceIsSilent() {
        ItemRef a = host.item("application", "a", "a", Map.of());
        ItemRef b = host.item("application", "b", "b", Map.of());
        host.relation(a, "connects_to", b);
        look(host);
        clock.advance(Duration.ofMinutes(59));
        assertThat(upkeep.age().expired()).isZero();
        clock.advance(Duration.ofMinutes(2));
        assertThat(upkeep.age().expired()).isEqualTo(1);
        assertThat(cmdb.related(only("application").id())).isEmpty();
        look(host);
        assertThat(cmdb.related(only("application").id())).as("seen again").hasSize(1);
    }

    @Test
    void aValueThatNobodyConfirmsGivesWayToOneThatIs() {
        Identifier machine = new Identifier("machine_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f0");
        host.item("server", "", "alpha", Map.of("model", "old"), machine);
        cloud.item("server", "i-1", "alpha", Map.of("model", "new"), machine);
        look(host, cloud);
        assertThat(only("server").attributes()).as("the host is trusted twice as much").containsEntry("model", "old");
        clock.advance(Duration.ofHours(23));
        look(cloud);
        assertThat(upkeep.weigh()).isTrue();
        assertThat(only("server").attributes()).containsEntry("model", "old");
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(50));
            look(cloud);
        }
        assertThat(only("server").attributes()).as("nobody has weighed yet").containsEntry("model", "old");
        assertThat(upkeep.weigh()).isTrue();
        assertThat(only("server").attributes()).as("more than a half-life later").containsEntry("model", "new");
        look(host);
        assertThat(only("server").attributes()).as("confirmed").containsEntry("model", "old");
    }

    @Test
    void moreThanOneStepHoldsIsDoneInSeveralAndHistoryIsForgottenInTime() {
        for (int i = 0; i < 2_300; i++) {
            host.item("application", "a" + i, "a" + i, Map.of());
        }
        look(host);
        clock.advance(Duration.ofDays(3));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (UpkeepRunner runner = new UpkeepRunner(upkeep, UpkeepRunner.Settings.defaults(Duration.ofDays(10)), clock,
                meters)) {
            runner.turn();
            assertThat(meters.counter("binnacle.estate.aged", "to", "missing").count()).isEqualTo(2_300);
            assertThat(cmdb.list(ListQuery.of("lifecycle:in_service")).items()).isEmpty();
            clock.advance(Duration.ofDays(11));
            runner.turn();
            assertThat(meters.counter("binnacle.estate.aged", "to", "retired").count()).isEqualTo(2_300);
            assertThat(meters.counter("binnacle.estate.history.forgotten").count())
                    .as("that they were made, and were found missing").isGreaterThanOrEqualTo(2 * 2_300);
            assertThat(cmdb.list(ListQuery.of("lifecycle:retired")).total()).as("what holds stays").isEqualTo(2_300);
        }
    }
}

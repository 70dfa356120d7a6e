package io.binnacle.cmdb.servicemap.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.impact.EstateFollower;
import io.binnacle.cmdb.impact.EstateGraph;
import io.binnacle.cmdb.impact.ImpactModel;
import io.binnacle.cmdb.impact.Impacts;
import io.binnacle.cmdb.impact.jdbc.JdbcEstateFeed;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.servicemap.Availability;
import io.binnacle.cmdb.servicemap.GroupContent;
import io.binnacle.cmdb.servicemap.PartContent;
import io.binnacle.cmdb.servicemap.Quorum;
import io.binnacle.cmdb.servicemap.Service;
import io.binnacle.cmdb.servicemap.ServiceContent;
import io.binnacle.cmdb.servicemap.ServiceEdges;
import io.binnacle.cmdb.servicemap.ServiceInterval;
import io.binnacle.cmdb.servicemap.ServiceListener;
import io.binnacle.cmdb.servicemap.ServiceProposal;
import io.binnacle.cmdb.servicemap.ServiceReading;
import io.binnacle.cmdb.servicemap.ServiceState;
import io.binnacle.cmdb.servicemap.ServiceSummary;
import io.binnacle.cmdb.servicemap.ServiceWatch;
import io.binnacle.cmdb.servicemap.TraceEdges;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Services, and how they are watched, on one database: each test has services and items of its own names. */
class JdbcServicesTest {

    private static final Database DATABASE = TestDatabase.create();
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-11-23T08:00:00Z"));
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final JdbcCmdb CMDB = new JdbcCmdb(DATABASE.jdbi(), CiModelReader.shipped(), CLOCK, METERS);
    private static final ActivityStream ACTIVITIES = new JdbcActivityStream(DATABASE.jdbi(), CLOCK);
    private static final Reconciliation RECONCILIATION = CMDB.reconciliation(ACTIVITIES);
    private static final JdbcServiceStates STATES = new JdbcServiceStates(DATABASE.jdbi());
    private static final JdbcServices SERVICES = new JdbcServices(DATABASE.jdbi(), CMDB, RECONCILIATION, STATES,
            ACTIVITIES, CLOCK);
    private static final JdbcServiceProposals PROPOSALS = new JdbcServiceProposals(DATABASE.jdbi(), CMDB::model,
            SERVICES, ACTIVITIES, CLOCK);
    private static final EstateGraph GRAPH = new EstateGraph(ImpactModel.of(CMDB::model),
            EstateGraph.Bounds.defaults());
    private static final EstateFollower FOLLOWER = new EstateFollower(new JdbcEstateFeed(DATABASE.jdbi()), GRAPH,
            EstateFollower.Settings.defaults(), CLOCK, METERS);
    private static final Actor ANNA = new Actor(Actor.Kind.USER, "anna", null);

    private final FakeDiscovery world = new FakeDiscovery("fake", "m-" + UUID.randomUUID());
    private ServiceWatch watch = watch();

    private static ServiceWatch watch() {
        return new ServiceWatch(SERVICES, STATES, new Impacts(GRAPH, type -> type, () -> {}),
                ServiceWatch.Settings.defaults(), CLOCK, new SimpleMeterRegistry());
    }

    @BeforeEach
    void later() {
        CLOCK.advance(Duration.ofHours(1));
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private UUID server(String name) {
        world.item("server", name, name, Map.of());
        CMDB.apply(world.discover());
        return CMDB.list(ListQuery.of("class:server name:" + name)).items().getFirst().id();
    }

    private static ServiceContent content(String name, UUID... parts) {
        return content(name, null, List.of(parts).stream().map(id -> new PartContent(id, null, null)).toList(),
                List.of());
    }

    private static ServiceContent content(String name, @Nullable Quorum quorum, List<PartContent> parts,
            List<GroupContent> groups) {
        return new ServiceContent("business_service", name, "what " + name + " is", "people can " + name, "shop team",
                "night watch", "critical", "mon-sun 00:00-24:00; Europe/Berlin", 1200.5, "EUR", 99.5,
                quorum, parts, groups);
    }

    private void lookAfter(Duration time) {
        CLOCK.advance(time);
        FOLLOWER.catchUp();
        watch.look();
    }

    private static ServiceState state(UUID id) {
        return SERVICES.get(id).state();
    }

    @Test
    void aServiceIsAnItemAndItsPartsAreRelations() {
        UUID server = server("alpha");
        Service made = SERVICES.create(ANNA, content("checkout", null, List.of(new PartContent(server, 2.5, null)),
                List.of()));
        assertThat(made.version()).isEqualTo(1);
        assertThat(made.outcome()).isEqualTo("people can checkout");
        assertThat(made.valuePerHour()).isEqualTo(1200.5);
        assertThat(made.parts()).singleElement().satisfies(part -> {
            assertThat(part.id()).isEqualTo(server);
            assertThat(part.weight()).isEqualTo(2.5);
            assertThat(part.source()).isEqualTo("person");
        });
        assertThat(CMDB.get(made.id()).attributes()).containsEntry("owner", "shop team");
        assertThat(CMDB.related(server)).anyMatch(related -> related.item().id().equals(made.id()));
        assertThat(ACTIVITIES.of(new RecordRef("service", made.id().toString()), 10)).extracting(Activity::verb)
                .containsExactly("created");
    }

    @Test
    void aChangeTakesBackWhatIsNoLongerSaid() {
        UUID one = server("beta1");
        UUID other = server("beta2");
        Service made = SERVICES.create(ANNA, content("search", one, other));
        RECONCILIATION.edit(ANNA, made.id(), Map.of("comments", "asked for by sales"), null);
        Service changed = SERVICES.replace(ANNA, made.id(), 1, new ServiceContent("business_service", "find", null,
                null, "finders", null, null, null, null, null, null, null,
                List.of(new PartContent(other, null, null)), List.of()));
        assertThat(changed.name()).isEqualTo("find");
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.owner()).isEqualTo("finders");
        assertThat(changed.calendar()).isNull();
        assertThat(changed.parts()).extracting(Service.Member::id).containsExactly(other);
        assertThat(CMDB.get(made.id()).attributes()).containsEntry("comments", "asked for by sales");
        assertThatThrownBy(() -> SERVICES.replace(ANNA, made.id(), 1, content("find", other)))
                .isInstanceOf(Conflict.class).hasMessageContaining("version 2");
    }

    @Test
    void anEditOnTheItemsPageAndOneHereAreOfOnePerson() {
        Service made = SERVICES.create(ANNA, content("billing", server("gamma")));
        RECONCILIATION.edit(ANNA, made.id(), Map.of("owner", "finance"), null);
        assertThat(SERVICES.get(made.id()).owner()).isEqualTo("finance");
        assertThat(SERVICES.replace(ANNA, made.id(), 1, content("billing")).owner()).isEqualTo("shop team");
        assertThat(RECONCILIATION.records(made.id())).hasSize(1);
    }

    @Test
    void whatAnotherSourceToldOfAServiceCanBeDescribedHere() {
        world.item("business_service", "payroll", "payroll", Map.of("owner", "unknown", "value_per_hour", 3));
        world.completeClasses("business_service");
        CMDB.apply(world.discover());
        UUID id = CMDB.list(ListQuery.of("class:business_service name:payroll")).items().getFirst().id();
        RECONCILIATION.edit(ANNA, id, Map.of("owner", "edited before", "comments", "kept"), null);
        assertThat(SERVICES.get(id).version()).isZero();
        Service described = SERVICES.replace(ANNA, id, 0, content("payroll"));
        assertThat(described.owner()).isEqualTo("shop team");
        assertThat(described.valuePerHour()).isEqualTo(1200.5);
        assertThat(CMDB.get(id).attributes()).containsEntry("comments", "kept");
    }

    @Test
    void aPartThatSomebodyElseToldOfNeedNotHaveAWeight() {
        Service made = SERVICES.create(ANNA, content("weighed"));
        RECONCILIATION.connect(ANNA, made.id(), "depends_on", server("omega"), Map.of("weight", "heavy"));
        assertThat(SERVICES.get(made.id()).parts()).singleElement().extracting(Service.Member::weight).isEqualTo(1.0);
        lookAfter(Duration.ofSeconds(15));
        assertThat(state(made.id())).isEqualTo(ServiceState.UP);
    }

    @Test
    void aCycleIsRefusedWithItsNames() {
        Service payments = SERVICES.create(ANNA, content("cycle payments"));
        Service shop = SERVICES.create(ANNA, content("cycle shop", payments.id()));
        Service all = SERVICES.create(ANNA, content("cycle all", shop.id()));
        assertThatThrownBy(() -> SERVICES.replace(ANNA, payments.id(), 1, content("cycle payments", all.id())))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("parts[0].id")
                .hasMessageContaining("cycle payments → cycle all → cycle shop → cycle payments");
        assertThatThrownBy(() -> SERVICES.replace(ANNA, shop.id(), 1, content("cycle shop", shop.id())))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("cycle shop → cycle shop");
        assertThat(SERVICES.get(payments.id()).version()).isEqualTo(1);
    }

    @Test
    void unknownPartsAndNamesThatAreTakenAreRefused() {
        SERVICES.create(ANNA, content("taken"));
        assertThatThrownBy(() -> SERVICES.create(ANNA, content("taken"))).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> SERVICES.create(ANNA, content("new", new UUID(7, 7))))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("parts[0].id");
    }

    @Test
    void aServiceThatIsAPartIsNotWithdrawnAndAWithdrawnOneComesBack() {
        Service part = SERVICES.create(ANNA, content("mail", server("delta")));
        Service whole = SERVICES.create(ANNA, content("office", part.id()));
        assertThatThrownBy(() -> SERVICES.withdraw(ANNA, part.id(), 1)).isInstanceOf(Conflict.class)
                .hasMessageContaining("office");
        SERVICES.withdraw(ANNA, whole.id(), 1);
        assertThatThrownBy(() -> SERVICES.get(whole.id())).isInstanceOf(NotFound.class);
        assertThat(CMDB.related(part.id())).noneMatch(related -> related.item().id().equals(whole.id()));
        SERVICES.withdraw(ANNA, part.id(), 1);
        Service again = SERVICES.create(ANNA, content("office"));
        assertThat(again.id()).isEqualTo(whole.id());
        assertThat(again.version()).isEqualTo(3);
    }

    @Test
    void healthFollowsThePartsAndSaysWhy() {
        UUID[] nodes = {server("node1"), server("node2"), server("node3")};
        UUID gate = server("gate");
        Service made = SERVICES.create(ANNA, content("orders", null,
                List.of(new PartContent(nodes[0], 1.0, "nodes"), new PartContent(nodes[1], 1.0, "nodes"),
                        new PartContent(nodes[2], 2.0, "nodes"), new PartContent(gate, 4.0, null)),
                List.of(new GroupContent("nodes", new Quorum(Quorum.Rule.K_OF_N, 2)))));
        assertThat(made.groups())
                .containsExactly(new GroupContent("nodes", new Quorum(Quorum.Rule.K_OF_N, 2)));
        lookAfter(Duration.ofSeconds(15));
        assertThat(state(made.id())).isEqualTo(ServiceState.UP);
        CMDB.setHealth(nodes[2], Health.CRITICAL, "it burns");
        lookAfter(Duration.ofSeconds(15));
        Service degraded = SERVICES.get(made.id());
        assertThat(degraded.state()).isEqualTo(ServiceState.DEGRADED);
        assertThat(degraded.why()).isEqualTo("degraded: 1 of 3 servers of orders down");
        assertThat(degraded.healthPercent()).isEqualTo(75);
        CMDB.setHealth(nodes[0], Health.CRITICAL, "it burns too");
        lookAfter(Duration.ofSeconds(15));
        assertThat(SERVICES.get(made.id()).healthPercent()).isZero();
        CLOCK.advance(Duration.ofSeconds(1));
        assertThat(SERVICES.history(made.id(), CLOCK.instant().minusSeconds(60), CLOCK.instant().plusSeconds(60)))
                .extracting(ServiceInterval::state)
                .containsExactly(ServiceState.UP, ServiceState.DEGRADED, ServiceState.DOWN);
        ServiceSummary listed = SERVICES.list(ListQuery.of("state:down owner~shop orders")).items().getFirst();
        assertThat(listed.id()).isEqualTo(made.id());
        assertThat(listed.availabilityRatio()).isEqualTo(30.0 / 31);
    }

    @Test
    void aServiceOfServicesTakesOverHowMuchOfThemWorks() {
        UUID[] nodes = {server("web1"), server("web2")};
        Service web = SERVICES.create(ANNA, content("web", new Quorum(Quorum.Rule.ANY, null),
                List.of(new PartContent(nodes[0], 3.0, null), new PartContent(nodes[1], 1.0, null)), List.of()));
        Service site = SERVICES.create(ANNA, content("site", web.id(), server("dns")));
        CMDB.setHealth(nodes[1], Health.CRITICAL, "it burns");
        lookAfter(Duration.ofSeconds(15));
        assertThat(SERVICES.get(web.id()).healthPercent()).isEqualTo(75);
        assertThat(SERVICES.get(site.id()).state()).isEqualTo(ServiceState.DEGRADED);
        assertThat(SERVICES.get(site.id()).healthPercent()).isEqualTo(87.5);
    }

    @Test
    void aServiceOfWhichNobodySaidWhatItIsMadeOfIsUnknown() {
        Service empty = SERVICES.create(ANNA, content("empty"));
        Service kept = SERVICES.create(ANNA, content("kept", server("epsilon")));
        RECONCILIATION.edit(ANNA, kept.id(), Map.of("stage", "in_maintenance"), null);
        lookAfter(Duration.ofSeconds(15));
        assertThat(state(empty.id())).isEqualTo(ServiceState.UNKNOWN);
        assertThat(state(kept.id())).isEqualTo(ServiceState.MAINTENANCE);
    }

    @Test
    void timeThatNobodyWatchedIsUnknownNeverUp() {
        Service made = SERVICES.create(ANNA, content("ledger", server("zeta")));
        lookAfter(Duration.ofSeconds(15));
        Instant begun = CLOCK.instant();
        // A restart that is short goes unnoticed.
        watch = watch();
        lookAfter(Duration.ofSeconds(40));
        watch = watch();
        lookAfter(Duration.ofHours(1));
        CLOCK.advance(Duration.ofSeconds(20));
        assertThat(SERVICES.history(made.id(), begun, CLOCK.instant()))
                .extracting(ServiceInterval::state, interval -> interval.span(CLOCK.instant()).to())
                .containsExactly(tuple(ServiceState.UP, begun.plusSeconds(40)),
                        tuple(ServiceState.UNKNOWN, begun.plusSeconds(3640)),
                        tuple(ServiceState.UP, begun.plusSeconds(3660)));
        Availability hour = SERVICES.availability(made.id(), begun, CLOCK.instant().plusSeconds(999));
        assertThat(hour.ratio()).isEqualTo(1);
        assertThat(hour.upSeconds()).isEqualTo(60);
        assertThat(hour.unknownSeconds()).isEqualTo(3600);
        assertThat(hour.to()).isEqualTo(CLOCK.instant());
    }

    @Test
    void listenersHearOfWhatDiffersAndOfAll() {
        Service made = SERVICES.create(ANNA, content("told", server("eta")));
        lookAfter(Duration.ofSeconds(15));
        List<String> heard = new ArrayList<>();
        watch.addListener(new ServiceListener() {
            @Override
            public void changed(List<ServiceReading> readings) {
                readings.forEach(each -> heard.add(each.name() + " " + each.state().text()));
            }

            @Override
            public void watched(List<ServiceReading> readings, Map<UUID, Availability> availabilities, Instant at) {
                readings.stream().filter(each -> each.id().equals(made.id()))
                        .forEach(each -> heard.add("watched " + each.name() + " " + each.healthPercent()));
            }
        });
        lookAfter(Duration.ofSeconds(15));
        assertThat(heard).containsExactly("watched told 100.0");
        CMDB.setHealth(made.parts().getFirst().id(), Health.CRITICAL, "it burns");
        lookAfter(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("watched told 100.0", "told down");
    }

    private UUID application(String name, String product) {
        world.item("application", name, name, Map.of("product", product));
        return CMDB.findByKey("application", key(name)).map(ConfigurationItem::id).orElseGet(() -> {
            CMDB.apply(world.discover());
            return CMDB.findByKey("application", key(name)).orElseThrow().id();
        });
    }

    private String key(String name) {
        return world.discover().scope() + ":" + name;
    }

    private boolean connected(UUID from, UUID to) {
        return CMDB.related(from).stream().anyMatch(each -> each.outgoing() && each.item().id().equals(to)
                && each.relation().type().equals("connects_to"));
    }

    @Test
    void aRelationIsToldAndTakenBackByHand() {
        UUID shop = application("theta", "Shop");
        UUID database = application("iota", "PostgreSQL");
        RECONCILIATION.connect(ANNA, shop, "connects_to", database, Map.of("redundancy", "any"));
        assertThat(connected(shop, database)).isTrue();
        assertThat(RECONCILIATION.evidence(shop)).anyMatch(each -> each.source().equals("person")
                && database.equals(each.toId()) && each.endedAt() == null);
        assertThatThrownBy(() -> RECONCILIATION.connect(ANNA, shop, "stored_on", database, Map.of()))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("connects_to");
        RECONCILIATION.disconnect(ANNA, shop, "connects_to", database);
        assertThat(connected(shop, database)).isFalse();
        assertThatThrownBy(() -> RECONCILIATION.disconnect(ANNA, shop, "connects_to", database))
                .isInstanceOf(Conflict.class);
        RECONCILIATION.connect(ANNA, shop, "connects_to", database, Map.of());
        assertThat(connected(shop, database)).isTrue();
    }

    @Test
    void callsFromTracesAreRelationsAsLongAsTheyGoOn() {
        UUID cart = application("cart", "Cart");
        UUID stock = application("stock", "Stock");
        TraceEdges edges = new TraceEdges(CMDB, new ProgramNames(DATABASE.jdbi(), CMDB::model), CLOCK, METERS);
        edges.seen(List.of(new ServiceEdges.Edge("Cart", "stock", 3, 0, CLOCK.instant()),
                new ServiceEdges.Edge("cart", "nobody", 3, 0, CLOCK.instant()),
                new ServiceEdges.Edge("", "stock", 3, 0, CLOCK.instant())));
        edges.tell();
        assertThat(connected(cart, stock)).isTrue();
        assertThat(METERS.get("binnacle.service.edges.unresolved").gauge().value()).isEqualTo(1);
        assertThat(METERS.get("binnacle.service.edges.dropped").counter().count()).isEqualTo(1);
        CLOCK.advance(Duration.ofMinutes(30));
        edges.tell();
        assertThat(connected(cart, stock)).isTrue();
        CLOCK.advance(Duration.ofHours(2));
        edges.tell();
        assertThat(connected(cart, stock)).as("the calls have stopped").isFalse();
        edges.close();
    }

    @Test
    void aProposalBecomesAServiceByAClickAndTheClickIsTakenBack() {
        UUID caller = application("kappa", "Kappa");
        UUID one = application("lambda1", "MariaDB");
        UUID other = application("lambda2", "MariaDB");
        RECONCILIATION.connect(ANNA, caller, "connects_to", one, Map.of());
        RECONCILIATION.connect(ANNA, caller, "connects_to", other, Map.of());
        ServiceProposal proposal = proposal("MariaDB of kappa");
        assertThat(proposal.parts()).extracting(ServiceProposal.End::id).containsExactly(one, other);
        Service made = PROPOSALS.accept(ANNA, proposal.id());
        assertThat(made.ciClass()).isEqualTo("technical_service");
        assertThat(made.parts()).extracting(Service.Member::id).containsExactly(one, other);
        assertThat(proposal("MariaDB of kappa").decision()).isEqualTo(ServiceProposal.Decision.ACCEPTED);
        assertThatThrownBy(() -> PROPOSALS.reject(ANNA, proposal.id())).isInstanceOf(Conflict.class);
        PROPOSALS.undo(ANNA, proposal.id());
        assertThatThrownBy(() -> SERVICES.get(made.id())).isInstanceOf(NotFound.class);
        PROPOSALS.reject(ANNA, proposal.id());
        assertThat(proposal("MariaDB of kappa").decision()).isEqualTo(ServiceProposal.Decision.REJECTED);
        PROPOSALS.undo(ANNA, proposal.id());
        assertThat(proposal("MariaDB of kappa").decision()).isNull();
    }

    private static ServiceProposal proposal(String name) {
        return PROPOSALS.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }
}

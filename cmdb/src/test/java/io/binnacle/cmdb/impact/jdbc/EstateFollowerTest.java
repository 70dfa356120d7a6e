package io.binnacle.cmdb.impact.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.discovery.FakeDiscovery;
import io.binnacle.cmdb.impact.EstateFollower;
import io.binnacle.cmdb.impact.EstateGraph;
import io.binnacle.cmdb.impact.SketchModel;
import io.binnacle.cmdb.impact.ImpactBounds;
import io.binnacle.cmdb.impact.Impacts;
import io.binnacle.cmdb.jdbc.JdbcCmdb;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.Database;
import io.binnacle.testkit.MutableClock;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EstateFollowerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database database = TestDatabase.create();
    private final MutableClock clock = new MutableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final JdbcCmdb cmdb = new JdbcCmdb(database.jdbi(), CiModelReader.shipped(), clock, meters);
    private final EstateGraph graph = new EstateGraph(new SketchModel(), EstateGraph.Bounds.defaults());
    private final FakeDiscovery world = new FakeDiscovery("fake", "m1");

    @AfterEach
    void close() {
        database.close();
    }

    private EstateFollower follower(Duration look, int changesMax) {
        EstateFollower follower = new EstateFollower(new JdbcEstateFeed(database.jdbi()), graph,
                new EstateFollower.Settings(look, Duration.ofHours(1), Duration.ofDays(7), changesMax), clock, meters);
        cmdb.addListener(follower);
        follower.start();
        return follower;
    }

    private void awaitItems(String ciClass, long count) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(graph.size()).isPresent();
            assertThat(graph.census().items()).containsEntry(ciClass, count);
        });
    }

    private UUID find(String ciClass, String name) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT id FROM binnacle.configuration_item WHERE ci_class = :class AND name = :name")
                .bind("class", ciClass).bind("name", name).mapTo(UUID.class).one());
    }

    /** It would look by itself only after an hour: what is told is enough. */
    @Test
    void aChangeOfTheCmdbIsInTheGraphWithoutWaiting() {
        world.item("server", "", "alpha", Map.of());
        cmdb.apply(world.discover());
        try (EstateFollower follower = follower(Duration.ofHours(1), 1_000)) {
            awaitItems("server", 1);
            world.item("application", "nginx", "nginx", Map.of());
            cmdb.apply(world.discover());
            awaitItems("application", 1);
            assertThat(follower).isNotNull();
        }
    }

    @Test
    void whatNobodyTellsIsFoundByLooking() {
        world.item("server", "", "alpha", Map.of());
        cmdb.apply(world.discover());
        Impacts impacts = new Impacts(graph, type -> type, () -> {});
        try (EstateFollower follower = follower(Duration.ofMillis(20), 1_000)) {
            awaitItems("server", 1);
            UUID server = find("server", "alpha");
            cmdb.setHealth(server, Health.CRITICAL, "it burns");
            await().atMost(PATIENCE)
                    .until(() -> impacts.tree(server, ImpactBounds.defaults(), null).health() == Health.CRITICAL);
            assertThat(follower).isNotNull();
        }
    }

    @Test
    void manyChangesAtOnceAreLoaded() {
        try (EstateFollower follower = follower(Duration.ofMillis(20), 3)) {
            await().atMost(PATIENCE).until(() -> graph.size().isPresent());
            for (int i = 0; i < 10; i++) {
                world.item("application", "a" + i, "a" + i, Map.of());
            }
            cmdb.apply(world.discover());
            awaitItems("application", 10);
            assertThat(follower).isNotNull();
        }
    }

    @Test
    void whatWasWrittenPastTheLogIsNoticedAndLoaded() {
        world.item("server", "", "alpha", Map.of());
        cmdb.apply(world.discover());
        try (EstateFollower follower = follower(Duration.ofMillis(20), 1_000)) {
            awaitItems("server", 1);
            database.jdbi().useTransaction(handle -> {
                handle.execute("ALTER TABLE binnacle.configuration_item DISABLE TRIGGER estate_items_added");
                handle.execute(
                        """
                            INSERT INTO binnacle.configuration_item
                                (id, ci_class, key, name, lifecycle, attributes, source, first_seen, last_seen)
                            VALUES (gen_random_uuid(), 'server', 'k', 'unlogged', 'in_service', '{}', 't', now(), now())
                            """);
            });
            clock.advance(Duration.ofHours(2));
            awaitItems("server", 2);
            assertThat(meters.counter("binnacle.estate.differences").count()).isEqualTo(1);
            assertThat(follower).isNotNull();
        }
    }

    /** As a page does that opens what was just made. */
    @Test
    void whatWasJustMadeCanBeAskedForAtOnce() {
        EstateFollower follower = new EstateFollower(new JdbcEstateFeed(database.jdbi()), graph,
                EstateFollower.Settings.defaults(), clock, meters);
        follower.catchUp();
        Impacts impacts = new Impacts(graph, type -> type, follower::catchUp);
        world.item("server", "", "alpha", Map.of());
        cmdb.apply(world.discover());
        assertThat(impacts.impact(List.of(find("server", "alpha")), ImpactBounds.defaults(), null).of()).hasSize(1);
        assertThatThrownBy(() -> impacts.tree(UUID.randomUUID(), ImpactBounds.defaults(), null))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatIsOlderThanTheGraphRemembersComesFromTheHistory() {
        ItemRef server = world.item("server", "", "alpha", Map.of());
        ItemRef nginx = world.item("application", "nginx", "nginx", Map.of());
        world.relation(nginx, "runs_on", server);
        cmdb.apply(world.discover());
        Instant then = clock.instant();
        clock.advance(Duration.ofDays(10));
        world.clearRelations();
        cmdb.apply(world.discover());

        JdbcEstateFeed feed = new JdbcEstateFeed(database.jdbi());
        EstateGraph deep = new EstateGraph(new SketchModel(), EstateGraph.Bounds.defaults(), feed);
        EstateFollower follower = new EstateFollower(feed, deep, EstateFollower.Settings.defaults(), clock, meters);
        follower.catchUp();
        Impacts impacts = new Impacts(deep, type -> type, follower::catchUp);
        UUID id = find("server", "alpha");
        assertThat(impacts.impact(List.of(id), ImpactBounds.defaults(), null).items()).isEmpty();
        assertThat(impacts.impact(List.of(id), ImpactBounds.defaults(), then).items())
                .extracting(each -> each.item().name()).containsExactly("nginx");
        assertThat(impacts.tree(find("application", "nginx"), ImpactBounds.defaults(), then).health())
                .as("not known").isEqualTo(Health.UNKNOWN);
        assertThatThrownBy(() -> impacts.impact(List.of(id), ImpactBounds.defaults(), then.minusSeconds(1)))
                .isInstanceOf(NotFound.class);
    }
}

package io.binnacle.cmdb.impact.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

import io.binnacle.cmdb.impact.EstateChange;
import io.binnacle.cmdb.impact.EstateFeed;
import io.binnacle.cmdb.impact.EstateGraph;
import io.binnacle.cmdb.impact.SketchModel;
import io.binnacle.cmdb.impact.ImpactBounds;
import io.binnacle.cmdb.impact.Impacts;
import io.binnacle.storage.Database;
import io.binnacle.testkit.Fuzz;
import io.binnacle.testkit.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcEstateFeedTest {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final Database database = TestDatabase.create();
    private final EstateFeed feed = new JdbcEstateFeed(database.jdbi());
    private final EstateGraph graph = new EstateGraph(new SketchModel(),
            new EstateGraph.Bounds(Duration.ofDays(10_000), 1_000_000));
    private EstateFeed.Position position = new EstateFeed.Position("");

    @AfterEach
    void close() {
        database.close();
    }

    private EstateFeed.Loaded load() {
        EstateFeed.Loaded loaded = feed.load(graph::builder, LONG_AGO, 100_000);
        graph.load(loaded.builder(), loaded.past(), loaded.since());
        position = loaded.position();
        return loaded;
    }

    private List<EstateChange> follow() {
        EstateFeed.Changes changes = feed.changesAfter(position, 100_000, false);
        graph.apply(changes.changes(), Instant.parse("2026-03-01T12:00:00Z"));
        position = changes.position();
        return changes.changes();
    }

    private static UUID item(Handle handle, String ciClass, String name) {
        UUID id = UUID.randomUUID();
        handle.createUpdate("""
            INSERT INTO binnacle.configuration_item
                (id, ci_class, key, name, lifecycle, attributes, source, first_seen, last_seen)
            VALUES (:id, :class, :name, :name, 'in_service', '{}', 'test', now(), now())
            """).bind("id", id).bind("class", ciClass).bind("name", name).execute();
        return id;
    }

    private static void relate(Handle handle, UUID from, String type, UUID to) {
        handle.createUpdate("""
            INSERT INTO binnacle.relation
                (id, from_id, type, to_id, attributes, source, first_seen, last_seen)
            VALUES (gen_random_uuid(), :from, :type, :to, '{}', 'test', now(), now())
            ON CONFLICT DO NOTHING
            """).bind("from", from).bind("type", type).bind("to", to).execute();
    }

    @Test
    void allThatThereIsIsLoadedThenFollowed() {
        UUID server = database.jdbi().withHandle(handle -> item(handle, "server", "alpha, née β"));
        UUID program = database.jdbi().withHandle(handle -> item(handle, "application", "nginx"));
        database.jdbi().useHandle(handle -> relate(handle, program, "runs_on", server));
        assertThat(load().past()).hasSize(3);
        Impacts impacts = new Impacts(graph, type -> type, () -> {});
        assertThat(impacts.impact(List.of(server), ImpactBounds.defaults(), null).of().getFirst().name())
                .isEqualTo("alpha, née β");
        assertThat(follow()).isEmpty();

        database.jdbi().useTransaction(handle -> {
            handle.execute("UPDATE binnacle.configuration_item SET health = 'major' WHERE id = ?", server);
            handle.execute("UPDATE binnacle.configuration_item SET last_seen = now(), attributes = '{\"a\": 1}'");
            handle.execute("UPDATE binnacle.relation SET attributes = '{\"redundancy\": \"any\"}'");
        });
        assertThat(follow()).as("what impact has to know, no more").hasSize(2);
        assertThat(impacts.tree(program, ImpactBounds.defaults(), null).parts().getFirst().dependsOn().getFirst()
                .redundancy()).isEqualTo("1 of 1");

        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM binnacle.relation"));
        assertThat(follow()).hasSize(1);
        assertThat(impacts.impact(List.of(server), ImpactBounds.defaults(), null).items()).isEmpty();
    }

    @Test
    void aTransactionThatCommitsLateIsNotMissed() {
        load();
        try (Handle slow = database.jdbi().open()) {
            slow.begin();
            item(slow, "server", "slow");
            database.jdbi().useHandle(handle -> item(handle, "server", "fast"));
            assertThat(follow()).hasSize(1);
            assertThat(follow()).isEmpty();
            slow.commit();
            assertThat(follow()).hasSize(1);
            assertThat(follow()).isEmpty();
        }
        assertThat(graph.census().items()).containsEntry("server", 2L);
    }

    @Test
    void whatIsRolledBackNeverWas() {
        load();
        try (Handle handle = database.jdbi().open()) {
            handle.begin();
            item(handle, "server", "never");
            handle.rollback();
        }
        assertThat(follow()).isEmpty();
    }

    @Test
    void rowsOfAnotherClusterAreOldNews() {
        database.jdbi().useHandle(handle -> {
            item(handle, "server", "restored");
            handle.execute("UPDATE binnacle.estate_change SET xid = CAST('999999999' AS xid8)");
        });
        assertThat(load().past()).hasSize(1);
        assertThat(follow()).isEmpty();
        assertThat(follow()).isEmpty();
    }

    @Test
    void moreThanWasAskedForIsSaidNotGiven() {
        load();
        database.jdbi().useHandle(handle -> {
            for (int i = 0; i < 4; i++) {
                item(handle, "server", "s" + i);
            }
        });
        assertThat(feed.changesAfter(position, 3, false).tooMany()).isTrue();
        assertThat(feed.changesAfter(position, 4, false).tooMany()).isFalse();
        EstateFeed.Loaded cut = feed.load(graph::builder, LONG_AGO, 2);
        assertThat(cut.past()).hasSize(2);
        assertThat(cut.since()).as("of the oldest instant half may be missing")
                .isAfter(cut.past().getFirst().at());
    }

    @Test
    void whatIsForgottenIsNotClaimedToBeKnown() {
        database.jdbi().useHandle(handle -> item(handle, "server", "one"));
        Instant at = load().past().getFirst().at();
        assertThat(load().since()).as("the log begins with its table").isBefore(at).isAfter(LONG_AGO);
        feed.forget(at.plusMillis(1));
        EstateFeed.Loaded after = load();
        assertThat(after.past()).isEmpty();
        assertThat(after.since()).isAfter(at);
        assertThat(graph.census().items()).containsEntry("server", 1L);
    }

    @Test
    void theGraphThatFollowsAgreesWithTheDatabase() {
        RandomGenerator random = Fuzz.random();
        load();
        List<UUID> ids = new ArrayList<>();
        for (int step = 0; step < 15; step++) {
            database.jdbi().useTransaction(handle -> {
                for (int i = 0; i < 12; i++) {
                    happen(handle, random, ids);
                }
            });
            follow();
        }
        EstateFeed.Changes counted = feed.changesAfter(position, 10, true);
        assertThat(counted.changes()).isEmpty();
        assertThat(graph.census()).isEqualTo(counted.census());
        EstateGraph anew = new EstateGraph(new SketchModel(), EstateGraph.Bounds.defaults());
        EstateFeed.Loaded loaded = feed.load(anew::builder, LONG_AGO, 100_000);
        anew.load(loaded.builder(), loaded.past(), loaded.since());
        Impacts following = new Impacts(graph, type -> type, () -> {});
        Impacts fresh = new Impacts(anew, type -> type, () -> {});
        for (UUID id : ids) {
            assertThat(following.impact(List.of(id), ImpactBounds.defaults(), null))
                    .isEqualTo(fresh.impact(List.of(id), ImpactBounds.defaults(), null));
            assertThat(following.tree(id, ImpactBounds.defaults(), null))
                    .isEqualTo(fresh.tree(id, ImpactBounds.defaults(), null));
        }
    }

    private static void happen(Handle handle, RandomGenerator random, List<UUID> ids) {
        switch (ids.size() < 3 ? 0 : random.nextInt(6)) {
            case 0 -> ids.add(item(handle, Fuzz.pick(random, List.of("server", "application")), "item " + ids.size()));
            case 1 ->
                handle.execute("UPDATE binnacle.configuration_item SET health = ?, name = name || '+' WHERE id = ?",
                        Fuzz.pick(random, List.of("ok", "critical", "warning")), Fuzz.pick(random, ids));
            case 2 -> handle.execute("DELETE FROM binnacle.relation WHERE from_id = ?", Fuzz.pick(random, ids));
            case 3 -> handle.execute("UPDATE binnacle.configuration_item SET attributes = '{\"redundancy\": \"any\"}' "
                    + "WHERE id = ?", Fuzz.pick(random, ids));
            default -> relate(handle, Fuzz.pick(random, ids), Fuzz.pick(random, List.of("runs_on", "uses")),
                    Fuzz.pick(random, ids));
        }
    }
}

package io.binnacle.cmdb.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.health.Health;
import org.junit.jupiter.api.Test;

class ImpactsTest {

    private static final ImpactBounds BOUNDS = ImpactBounds.defaults();

    private final Sketch sketch = new Sketch();
    private final UUID server = sketch.item("server", "web-1");
    private final UUID system = sketch.item("operating_system", "debian");
    private final UUID shop = sketch.item("application", "shop");
    private final UUID checkout = sketch.item("business_service", "checkout");

    ImpactsTest() {
        sketch.relate(system, "runs_on", server);
        sketch.relate(shop, "runs_on", system);
        sketch.relate(checkout, "uses", shop);
    }

    private ImpactAnswer impactOf(UUID... ids) {
        return sketch.impacts().impact(List.of(ids), BOUNDS, null);
    }

    private static List<String> names(List<ImpactedItem> items) {
        return items.stream().map(each -> each.item().name()).toList();
    }

    /** Three servers behind a database of which so many are needed. */
    private UUID database(String redundancy) {
        UUID database = sketch.item("application", "payments-db");
        sketch.service(database, null, redundancy);
        for (int i = 1; i <= 3; i++) {
            sketch.relate(database, "runs_on", sketch.item("server", "db-" + i));
        }
        return database;
    }

    private UUID databaseServer(int number) {
        return sketch.item("server", "db-" + number);
    }

    @Test
    void whatRunsOnAServerBreaksWithItAndThePathSaysWhy() {
        ImpactAnswer answer = impactOf(server);
        assertThat(names(answer.items())).containsExactly("debian", "shop", "checkout");
        assertThat(answer.items()).extracting(ImpactedItem::depth).containsExactly(1, 2, 3);
        assertThat(answer.items()).extracting(ImpactedItem::effect).containsOnly(Effect.DOWN);
        assertThat(answer.items().get(2).path()).extracting(PathStep::reason).containsExactly(
                "debian runs on web-1, which is down", "shop runs on debian, which is down",
                "checkout uses shop, which is down");
        assertThat(answer.of()).extracting(ImpactItem::name).containsExactly("web-1");
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void failureDoesNotGoTheOtherWay() {
        assertThat(impactOf(checkout).items()).isEmpty();
        assertThat(names(impactOf(shop).items())).containsExactly("checkout");
    }

    @Test
    void theBlastRadiusCountsByClassAndWeighsServices() {
        UUID reports = sketch.item("business_service", "reports");
        sketch.relate(reports, "uses", shop);
        sketch.service(checkout, "critical", null);
        BlastRadius radius = impactOf(server).radius();
        assertThat(radius.items()).isEqualTo(4);
        assertThat(radius.score()).isEqualTo(11);
        assertThat(radius.servicesDown()).isEqualTo(2);
        assertThat(radius.classes()).containsExactly(new ClassCount("application", 1, 1, 0),
                new ClassCount("business_service", 2, 2, 0), new ClassCount("operating_system", 1, 1, 0));
        assertThat(names(impactOf(server).services())).containsExactly("checkout", "reports");
    }

    @Test
    void oneOfSeveralRedundantPartsOnlyDegrades() {
        UUID database = database("2 of 3");
        sketch.relate(checkout, "uses", database);
        ImpactAnswer one = impactOf(databaseServer(1));
        assertThat(one.items()).extracting(ImpactedItem::effect).containsOnly(Effect.DEGRADED);
        assertThat(one.items().getFirst().path().getFirst().reason())
                .isEqualTo("payments-db runs on db-1, which is down, but at least 2 of its group are left");
        assertThat(one.items().get(1).path().get(1).reason())
                .isEqualTo("checkout uses payments-db, which is degraded");
        assertThat(one.radius().score()).isEqualTo(0.5);

        ImpactAnswer two = impactOf(databaseServer(1), databaseServer(2));
        assertThat(two.items()).extracting(ImpactedItem::effect).containsOnly(Effect.DOWN);
        assertThat(two.items().getFirst().path().getFirst().reason()).isEqualTo(
                "payments-db runs on db-1, which is down, and fewer than the 2 that are needed are left");
    }

    @Test
    void whatIsDownAlreadyCountsInItsGroup() {
        database("2 of 3");
        sketch.health(databaseServer(3), Health.CRITICAL);
        assertThat(impactOf(databaseServer(1)).items()).extracting(ImpactedItem::effect).containsExactly(Effect.DOWN);
    }

    @Test
    void relationsHaveGroupsOfTheirOwn() {
        UUID front = sketch.item("application", "front");
        for (String rack : List.of("a", "b")) {
            for (int i = 0; i < 2; i++) {
                sketch.relate(new Sketch.Link(front, "uses", sketch.item("application", rack + i)),
                        new RelationState(Redundancy.parse("any", rack).orElseThrow()));
            }
        }
        UUID a0 = sketch.item("application", "a0");
        assertThat(impactOf(a0, sketch.item("application", "b0")).items()).extracting(ImpactedItem::effect)
                .containsExactly(Effect.DEGRADED);
        assertThat(impactOf(a0, sketch.item("application", "a1")).items()).extracting(ImpactedItem::effect)
                .containsExactly(Effect.DOWN);
    }

    @Test
    void failureAlsoGoesWithARelation() {
        UUID feed = sketch.item("power_feed", "feed");
        sketch.relate(feed, "powers", server);
        assertThat(names(impactOf(feed).items())).containsExactly("web-1", "debian", "shop", "checkout");
        assertThat(impactOf(feed).items().getFirst().path().getFirst().reason())
                .isEqualTo("feed powers web-1, which is down");
        assertThat(names(sketch.impacts().dependencies(server, BOUNDS, null).items())).containsExactly("feed");
    }

    @Test
    void cyclesEnd() {
        UUID one = sketch.item("application", "one");
        UUID two = sketch.item("application", "two");
        sketch.relate(one, "connects_to", two);
        sketch.relate(two, "connects_to", one);
        sketch.relate(one, "connects_to", one);
        sketch.relate(checkout, "uses", one);
        sketch.health(two, Health.CRITICAL);
        assertThat(names(impactOf(one).items())).containsExactly("two", "checkout");
        assertThat(names(sketch.impacts().dependencies(one, BOUNDS, null).items())).containsExactly("two");
        ServiceTree tree = sketch.impacts().tree(one, BOUNDS, null);
        assertThat(tree.health()).isEqualTo(Health.CRITICAL);
        assertThat(tree.explanation()).isEqualTo("down: two is critical");
        assertThat(names(sketch.impacts().singlePoints(one, BOUNDS, null).points())).containsExactly("two");
    }

    @Test
    void whatAnItemDependsOnComesNearestFirst() {
        DependencyAnswer answer = sketch.impacts().dependencies(checkout, BOUNDS, null);
        assertThat(names(answer.items())).containsExactly("shop", "debian", "web-1");
        assertThat(answer.items().get(2).path()).extracting(PathStep::reason)
                .containsExactly("checkout uses shop", "shop runs on debian", "debian runs on web-1");
        assertThat(answer.items()).extracting(ImpactedItem::effect).containsOnlyNulls();
        assertThat(answer.count()).isEqualTo(3);
    }

    @Test
    void aTreeExplainsItsHealth() {
        UUID database = database("any");
        sketch.relate(checkout, "uses", database);
        assertThat(sketch.impacts().tree(checkout, BOUNDS, null).explanation()).isNull();
        UUID first = databaseServer(1);
        sketch.health(first, Health.CRITICAL);
        ServiceTree tree = sketch.impacts().tree(checkout, BOUNDS, null);
        assertThat(tree.health()).isEqualTo(Health.MAJOR);
        assertThat(tree.explanation()).isEqualTo("degraded: 1 of 3 servers of payments-db down");
        assertThat(tree.parts()).extracting(part -> part.item().name()).containsExactly("checkout", "payments-db",
                "shop", "debian", "db-1", "db-2", "db-3", "web-1");
        assertThat(tree.parts().get(1).dependsOn()).extracting(PartLink::redundancy).containsOnly("1 of 3").hasSize(3);

        sketch.health(server, Health.WARNING);
        sketch.lifecycle(system, "missing");
        tree = sketch.impacts().tree(shop, BOUNDS, null);
        assertThat(tree.explanation()).isEqualTo("degraded: web-1 is warning");
        sketch.health(server, Health.OK);
        assertThat(sketch.impacts().tree(shop, BOUNDS, null).explanation())
                .isEqualTo("unknown: debian is not found any more");
    }

    @Test
    void singlePointsAreThoseThatNothingStandsInFor() {
        UUID database = database("any");
        sketch.relate(checkout, "uses", database);
        UUID power = sketch.item("hardware", "power");
        for (int i = 1; i <= 3; i++) {
            sketch.relate(databaseServer(i), "uses", power);
        }
        SinglePoints points = sketch.impacts().singlePoints(checkout, BOUNDS, null);
        assertThat(names(points.points())).containsExactly("payments-db", "shop", "debian", "power", "web-1");
        assertThat(points.count()).isEqualTo(5);
        assertThat(points.examined()).isEqualTo(8);
    }

    @Test
    void whatIsRetiredNeitherBreaksNorIsMissed() {
        sketch.lifecycle(system, "retired");
        assertThat(impactOf(server).items()).isEmpty();
        assertThat(names(sketch.impacts().dependencies(checkout, BOUNDS, null).items())).containsExactly("shop");
    }

    @Test
    void anAnswerThatIsCutSaysSo() {
        ImpactAnswer shallow = sketch.impacts().impact(List.of(server), new ImpactBounds(2, 100, 10), null);
        assertThat(names(shallow.items())).containsExactly("debian", "shop");
        assertThat(shallow.truncated()).isTrue();
        assertThat(sketch.impacts().impact(List.of(server), new ImpactBounds(3, 100, 10), null).truncated()).isFalse();
        assertThat(sketch.impacts().impact(List.of(server), new ImpactBounds(3, 2, 10), null).truncated()).isTrue();
        assertThat(sketch.impacts().dependencies(checkout, new ImpactBounds(1, 100, 10), null).truncated()).isTrue();
        ImpactAnswer short1 = sketch.impacts().impact(List.of(server), new ImpactBounds(64, 100, 1), null);
        assertThat(names(short1.items())).containsExactly("debian");
        assertThat(short1.radius().items()).isEqualTo(3);
        assertThat(short1.truncated()).as("what is counted but not listed is not lost").isFalse();
    }

    @Test
    void theOrderOfLoadingDoesNotMatter() {
        sketch.relate(checkout, "uses", database("2 of 3"));
        sketch.relate(checkout, "connects_to", shop);
        for (UUID id : sketch.items.keySet()) {
            assertThat(Sketch.impacts(sketch.loaded(true)).impact(List.of(id), BOUNDS, null))
                    .isEqualTo(Sketch.impacts(sketch.loaded(false)).impact(List.of(id), BOUNDS, null));
        }
    }

    @Test
    void thePastIsAnsweredAsItWas() {
        sketch.takeChanges();
        EstateGraph graph = sketch.loaded(false);
        Impacts impacts = Sketch.impacts(graph);
        sketch.at(Sketch.BEGIN.plusSeconds(10));
        sketch.relate(new Sketch.Link(system, "runs_on", server), null);
        UUID other = sketch.item("server", "web-2");
        sketch.relate(system, "runs_on", other);
        sketch.at(Sketch.BEGIN.plusSeconds(20)).health(shop, Health.CRITICAL);
        graph.apply(sketch.takeChanges(), Sketch.BEGIN.plusSeconds(20));

        assertThat(names(impacts.impact(List.of(other), BOUNDS, null).items())).contains("checkout");
        assertThat(impacts.impact(List.of(server), BOUNDS, null).items()).isEmpty();
        assertThat(names(impacts.impact(List.of(server), BOUNDS, Sketch.BEGIN.plusSeconds(9)).items()))
                .containsExactly("debian", "shop", "checkout");
        assertThat(impacts.impact(List.of(server), BOUNDS, Sketch.BEGIN.plusSeconds(10)).items()).isEmpty();
        assertThat(impacts.tree(checkout, BOUNDS, Sketch.BEGIN.plusSeconds(19)).health()).isEqualTo(Health.OK);
        assertThat(impacts.tree(checkout, BOUNDS, Sketch.BEGIN.plusSeconds(20)).explanation())
                .isEqualTo("down: shop is critical");
        assertThatThrownBy(() -> impacts.impact(List.of(other), BOUNDS, Sketch.BEGIN.plusSeconds(9)))
                .as("it did not exist then").isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> impacts.tree(checkout, BOUNDS, Sketch.BEGIN.minus(Duration.ofSeconds(1))))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("asOf");
    }

    @Test
    void questionsThatMakeNoSenseAreRefused() {
        UUID nobody = UUID.fromString("00000000-0000-0000-0000-000000000001");
        assertThatThrownBy(() -> impactOf(nobody)).isInstanceOf(NotFound.class);
        sketch.set(shop, null);
        assertThatThrownBy(() -> impactOf(shop)).isInstanceOf(NotFound.class);
        assertThatThrownBy(this::impactOf).isInstanceOf(InvalidInput.class).hasMessageContaining("ids");
        assertThatThrownBy(() -> new ImpactBounds(0, 1, 1)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("depth");
        assertThatThrownBy(() -> new ImpactBounds(1, 1, 1_001)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("limit");
        Impacts early = Sketch.impacts(new EstateGraph(new SketchModel(), EstateGraph.Bounds.defaults()));
        assertThatThrownBy(() -> early.tree(shop, BOUNDS, null)).isInstanceOf(Unavailable.class);
    }
}

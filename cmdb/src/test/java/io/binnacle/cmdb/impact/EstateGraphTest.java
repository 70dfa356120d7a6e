package io.binnacle.cmdb.impact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.binnacle.kernel.health.Health;
import org.junit.jupiter.api.Test;

class EstateGraphTest {

    private final Sketch sketch = new Sketch();

    /** In each step a program moves from one server to the other: a reader that saw half of it saw it on both or on none. */
    @Test
    void readersSeeWholeStepsWhileOneWrites() throws Exception {
        UUID program = sketch.item("application", "program");
        UUID left = sketch.item("server", "left");
        UUID right = sketch.item("server", "right");
        sketch.relate(program, "runs_on", left);
        EstateGraph graph = sketch.loaded(false);
        sketch.takeChanges();
        Impacts impacts = Sketch.impacts(graph);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(2);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> torn = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                torn.add(readers.submit(() -> {
                    int wrong = 0;
                    do {
                        int servers = impacts.dependencies(program, ImpactBounds.defaults(), null).count();
                        wrong += servers == 1 ? 0 : 1;
                        reading.countDown();
                    } while (!done.get());
                    return wrong;
                }));
            }
            reading.await();
            for (int step = 0; step < 2_000; step++) {
                UUID from = step % 2 == 0 ? left : right;
                UUID to = step % 2 == 0 ? right : left;
                sketch.relate(new Sketch.Link(program, "runs_on", from), null);
                sketch.relate(program, "runs_on", to);
                sketch.item("server", "new " + step);
                graph.apply(sketch.takeChanges(), Sketch.BEGIN);
            }
            done.set(true);
            for (Future<Integer> each : torn) {
                assertThat(each.get()).isZero();
            }
        } finally {
            done.set(true);
            readers.shutdown();
        }
        assertThat(graph.census().items()).containsEntry("server", 2_002L);
    }

    @Test
    void aChangedClassAsksForLoadingAnew() {
        UUID thing = sketch.item("server", "thing");
        EstateGraph graph = sketch.loaded(false);
        sketch.takeChanges();
        sketch.set(thing, new ItemState("thing", new ItemFacet("appliance", "in_service", Health.OK, null, null)));
        List<EstateChange> changes = sketch.takeChanges();
        assertThat(graph.apply(changes, Sketch.BEGIN)).isFalse();
        assertThat(graph.census().items()).containsEntry("server", 1L);
        assertThat(sketch.loaded(false).census().items()).containsEntry("appliance", 1L);
    }

    @Test
    void thePastIsBoundedByTimeAndNumber() {
        EstateGraph graph = new EstateGraph(new SketchModel(),
                new EstateGraph.Bounds(Duration.ofHours(1), 100));
        graph.load(graph.builder(0), List.of(), Sketch.BEGIN);
        UUID server = sketch.item("server", "one");
        for (int minute = 0; minute < 80; minute++) {
            Instant now = Sketch.BEGIN.plus(Duration.ofMinutes(minute));
            sketch.at(now).health(server, minute % 2 == 0 ? Health.MAJOR : Health.OK);
            graph.apply(sketch.takeChanges(), now);
        }
        GraphSize size = graph.size().orElseThrow();
        assertThat(size.remembersFrom()).isBetween(Sketch.BEGIN.plus(Duration.ofMinutes(14)),
                Sketch.BEGIN.plus(Duration.ofMinutes(20)));
        assertThat(size.pasts()).isBetween(55L, 66L);

        Instant later = Sketch.BEGIN.plus(Duration.ofMinutes(80));
        for (int i = 0; i < 200; i++) {
            sketch.at(later.plusMillis(i)).health(server, i % 2 == 0 ? Health.MAJOR : Health.OK);
        }
        graph.apply(sketch.takeChanges(), later);
        size = graph.size().orElseThrow();
        assertThat(size.pasts()).isEqualTo(75);
        assertThat(size.remembersFrom()).isEqualTo(later.plusMillis(124));
        assertThat(graph.asOf(later.plusMillis(150)).facet(0).health()).isEqualTo(Health.MAJOR);
    }

    @Test
    void theMemoryOfAnEdgeIsSome12Bytes() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            ids.add(sketch.item("server", "s" + i));
            for (int j = 1; j <= 10 && i >= 10; j++) {
                sketch.relate(ids.get(i), "uses", ids.get(i - j));
            }
        }
        GraphSize size = sketch.loaded(false).size().orElseThrow();
        assertThat(size.relations()).isEqualTo(19_900);
        assertThat(size.bytes()).isLessThan(2_000 * 80 + 19_900 * 13);
    }
}

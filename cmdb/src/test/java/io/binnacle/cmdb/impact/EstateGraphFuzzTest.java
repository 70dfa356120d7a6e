package io.binnacle.cmdb.impact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

import io.binnacle.kernel.health.Health;
import io.binnacle.testkit.Fuzz;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstateGraphFuzzTest {

    private static final ImpactBounds BOUNDS = new ImpactBounds(64, 20_000, 1_000);
    private static final List<String> TYPES = List.of("runs_on", "uses", "connects_to", "provided_by");
    private static final List<String> CLASSES = List.of("server", "application", "business_service");

    private final RandomGenerator random = Fuzz.random();
    private final Sketch sketch = new Sketch();
    private final List<UUID> ids = new ArrayList<>();

    /** One random thing happens. */
    private void happen() {
        int dice = random.nextInt(20);
        if (dice < 4 || ids.size() < 3) {
            ids.add(sketch.item(Fuzz.pick(random, CLASSES), "item " + ids.size()));
        } else if (dice < 6) {
            UUID id = Fuzz.pick(random, ids);
            if (sketch.items.containsKey(id)) {
                switch (random.nextInt(4)) {
                    case 0 -> sketch.health(id, Fuzz.pick(random, List.of(Health.values())));
                    case 1 -> sketch.lifecycle(id, Fuzz.pick(random, List.of("in_service", "missing", "retired")));
                    case 2 -> sketch.service(id, "high", Fuzz.pick(random, List.of("any", "all", "2 of 3")));
                    default -> remove(id);
                }
            } else {
                sketch.set(id, new ItemState("again " + random.nextInt(10),
                        new ItemFacet("server", "in_service", Health.OK, null, null)));
            }
        } else if (dice < 8 && !sketch.relations.isEmpty()) {
            sketch.relate(Fuzz.pick(random, List.copyOf(sketch.relations.keySet())), null);
        } else {
            UUID from = Fuzz.pick(random, ids);
            UUID to = Fuzz.pick(random, ids);
            if (sketch.items.containsKey(from) && sketch.items.containsKey(to)) {
                String group = Fuzz.pick(random, List.of("a", "b"));
                sketch.relate(new Sketch.Link(from, Fuzz.pick(random, TYPES), to), new RelationState(
                        random.nextInt(3) > 0 ? null : new Redundancy(group, 1 + random.nextInt(2))));
            }
        }
    }

    private void remove(UUID id) {
        List.copyOf(sketch.relations.keySet()).stream().filter(link -> link.from().equals(id) || link.to().equals(id))
                .forEach(link -> sketch.relate(link, null));
        sketch.set(id, null);
    }

    private void happen(int times) {
        for (int i = 0; i < times; i++) {
            happen();
        }
    }

    /** Everything that can be asked, of every item. */
    private static Map<UUID, List<Object>> answers(EstateGraph graph, Iterable<UUID> ids, @Nullable Instant asOf) {
        Impacts impacts = Sketch.impacts(graph);
        Map<UUID, List<Object>> answers = new TreeMap<>();
        for (UUID id : ids) {
            answers.put(id,
                    List.of(impacts.impact(List.of(id), BOUNDS, asOf), impacts.dependencies(id, BOUNDS, asOf),
                            impacts.tree(id, BOUNDS, asOf), impacts.singlePoints(id, BOUNDS, asOf)));
        }
        return answers;
    }

    @Test
    void theGraphThatFollowsIsTheOneThatIsLoaded() {
        EstateGraph graph = Sketch.empty();
        for (int step = 0; step < 30; step++) {
            happen(random.nextInt(40));
            graph.apply(sketch.takeChanges(), Sketch.BEGIN);
            if (step % 5 == 4) {
                EstateGraph anew = sketch.loaded(random.nextBoolean());
                assertThat(graph.census()).isEqualTo(anew.census());
                assertThat(answers(graph, sketch.items.keySet(), null))
                        .isEqualTo(answers(anew, sketch.items.keySet(), null));
            }
        }
    }

    @Test
    void manyItemsInOneStepGrowTheTableOfIds() {
        EstateGraph graph = Sketch.empty();
        for (int i = 0; i < 3_000; i++) {
            ids.add(sketch.item("server", "many " + i));
            if (i > 0) {
                sketch.relate(ids.get(i), "runs_on", ids.get(random.nextInt(i)));
            }
        }
        graph.apply(sketch.takeChanges(), Sketch.BEGIN);
        List<UUID> some = ids.subList(0, 20);
        assertThat(answers(graph, some, null)).isEqualTo(answers(sketch.loaded(true), some, null));
        assertThat(graph.census().items()).containsEntry("server", 3_000L);
    }

    @Test
    void thePastIsTheGraphOfThatTime() {
        EstateGraph graph = Sketch.empty();
        Map<Instant, Map<UUID, List<Object>>> then = new HashMap<>();
        for (int step = 1; step <= 12; step++) {
            Instant at = Sketch.BEGIN.plusSeconds(step);
            sketch.at(at);
            happen(40);
            graph.apply(sketch.takeChanges(), at);
            then.put(at, answers(sketch.loaded(false), sketch.items.keySet(), null));
        }
        then.forEach((at, answers) -> assertThat(answers(graph, answers.keySet(), at)).as("as of %s", at)
                .isEqualTo(answers));

        Instant cut = Sketch.BEGIN.plusSeconds(6);
        EstateSnapshot shorter = PastWindow.keep(graph.current(), cut.toEpochMilli());
        assertThat(shorter.pasts()).isLessThan(graph.current().pasts());
        EstateView view = new AsOfView(shorter, cut.toEpochMilli());
        for (UUID id : then.getOrDefault(cut, Map.of()).keySet()) {
            assertThat(view.name(view.find(id)))
                    .isEqualTo(new AsOfView(graph.current(), cut.toEpochMilli()).name(graph.current().find(id)));
        }
    }

    /** Failure to the end, without steps, causes or bounds: what the field's definition says, as slowly as it says it. */
    private Map<UUID, Effect> naive(UUID start) {
        Map<UUID, Effect> effects = new HashMap<>();
        effects.put(start, Effect.DOWN);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (UUID id : sketch.items.keySet()) {
                Effect effect = naiveEffect(id, effects);
                Effect known = effects.get(id);
                if (effect != null && (known == null || known.compareTo(effect) < 0)) {
                    effects.put(id, effect);
                    changed = true;
                }
            }
        }
        effects.remove(start);
        return effects;
    }

    private @Nullable Effect naiveEffect(UUID id, Map<UUID, Effect> effects) {
        ItemFacet facet = sketch.state(id).facet();
        if (!facet.inUse()) {
            return null;
        }
        Map<Redundancy, int[]> groups = new HashMap<>();
        Effect worst = null;
        for (Map.Entry<Sketch.Link, RelationState> each : sketch.relations.entrySet()) {
            UUID other = each.getKey().to();
            if (each.getKey().from().equals(id) && !each.getKey().type().equals("provided_by")) {
                Effect effect = effects.get(other);
                ItemFacet state = sketch.state(other).facet();
                Redundancy own = each.getValue().redundancy();
                Redundancy redundancy = own == null ? facet.redundancy() : own;
                if (redundancy != null && state.inUse()) {
                    int[] count = groups.computeIfAbsent(redundancy, key -> new int[3]);
                    count[0]++;
                    count[1] += effect == Effect.DOWN || state.health() == Health.CRITICAL ? 1 : 0;
                    count[2] += effect == Effect.DOWN ? 1 : 0;
                }
                if (effect == Effect.DOWN && redundancy == null) {
                    worst = Effect.DOWN;
                } else if (effect != null && worst == null) {
                    worst = Effect.DEGRADED;
                }
            }
        }
        for (Map.Entry<Redundancy, int[]> each : groups.entrySet()) {
            int[] count = each.getValue();
            // A group that failed before is not this failure's doing.
            if (count[2] > 0 && count[0] - count[1] < Math.min(count[0], each.getKey().needed())) {
                worst = Effect.DOWN;
            }
        }
        return worst;
    }

    @Test
    void impactIsWhatTheDefinitionSays() {
        happen(300);
        Impacts impacts = sketch.impacts();
        for (UUID id : sketch.items.keySet()) {
            if (sketch.state(id).facet().inUse()) {
                Map<UUID, Effect> found = new HashMap<>();
                impacts.impact(List.of(id), BOUNDS, null).items()
                        .forEach(each -> found.put(each.item().id(), each.effect()));
                assertThat(found).as("impact of %s", id).isEqualTo(naive(id));
            }
        }
    }

    @Test
    void aSinglePointIsWhatTakesTheServiceDownByItself() {
        happen(300);
        // Alerts are not looked at for single points, but for impact they are.
        List.copyOf(sketch.items.keySet()).forEach(id -> sketch.health(id, Health.OK));
        Impacts impacts = sketch.impacts();
        for (UUID id : sketch.items.keySet()) {
            if (sketch.state(id).facet().inUse()) {
                List<UUID> points = impacts.singlePoints(id, BOUNDS, null).points().stream()
                        .map(each -> each.item().id()).sorted().toList();
                List<UUID> expected = impacts.dependencies(id, BOUNDS, null).items().stream()
                        .map(each -> each.item().id()).filter(part -> naive(part).get(id) == Effect.DOWN).sorted()
                        .toList();
                assertThat(points).as("single points of %s", id).isEqualTo(expected);
            }
        }
    }
}

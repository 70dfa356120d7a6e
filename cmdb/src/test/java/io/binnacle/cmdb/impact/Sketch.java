package io.binnacle.cmdb.impact;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.binnacle.kernel.health.Health;
import org.jspecify.annotations.Nullable;

/** A small estate by hand: what is said to it is a change, and at any time there is a graph of all of it. */
final class Sketch {

    static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    record Link(UUID from, String type, UUID to) {}

    final Map<UUID, ItemState> items = new LinkedHashMap<>();
    final Map<Link, RelationState> relations = new LinkedHashMap<>();
    private final List<EstateChange> changes = new ArrayList<>();
    private Instant now = BEGIN;

    /** Everything that is said from now on happens at that instant. */
    Sketch at(Instant instant) {
        now = instant;
        return this;
    }

    UUID item(String ciClass, String name) {
        UUID id = UUID.nameUUIDFromBytes((ciClass + '/' + name).getBytes(StandardCharsets.UTF_8));
        set(id, new ItemState(name, new ItemFacet(ciClass, "in_service", Health.OK, null, null)));
        return id;
    }

    void set(UUID id, @Nullable ItemState state) {
        changes.add(new EstateChange.OfItem(now, id, state == null ? items.remove(id) : items.put(id, state), state));
    }

    ItemState state(UUID id) {
        return Objects.requireNonNull(items.get(id));
    }

    void health(UUID id, Health health) {
        ItemState state = state(id);
        ItemFacet facet = state.facet();
        set(id, new ItemState(state.name(), new ItemFacet(facet.ciClass(), facet.lifecycle(), health,
                facet.criticality(), facet.redundancy())));
    }

    void lifecycle(UUID id, String lifecycle) {
        ItemState state = state(id);
        ItemFacet facet = state.facet();
        set(id, new ItemState(state.name(), new ItemFacet(facet.ciClass(), lifecycle, facet.health(),
                facet.criticality(), facet.redundancy())));
    }

    void service(UUID id, @Nullable String criticality, @Nullable String redundancy) {
        ItemState state = state(id);
        ItemFacet facet = state.facet();
        set(id, new ItemState(state.name(), new ItemFacet(facet.ciClass(), facet.lifecycle(), facet.health(),
                criticality, Redundancy.parse(redundancy, null).orElse(null))));
    }

    void relate(UUID from, String type, UUID to) {
        relate(new Link(from, type, to), new RelationState(null));
    }

    void relate(Link link, @Nullable RelationState state) {
        changes.add(new EstateChange.OfRelation(now, link.from(), link.type(), link.to(),
                state == null ? relations.remove(link) : relations.put(link, state), state));
    }

    /** What was said since this was asked last. */
    List<EstateChange> takeChanges() {
        List<EstateChange> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    static EstateGraph empty() {
        EstateGraph graph = new EstateGraph(new SketchModel(),
                new EstateGraph.Bounds(Duration.ofHours(26), 1_000_000));
        graph.load(graph.builder(0), List.of(), BEGIN);
        return graph;
    }

    /** All of it loaded at once, in the order of the maps or against it. */
    EstateGraph loaded(boolean reversed) {
        EstateGraph graph = empty();
        EstateBuilder builder = graph.builder(4);
        for (Map.Entry<UUID, ItemState> each : ordered(new ArrayList<>(items.entrySet()), reversed)) {
            byte[] name = each.getValue().name().getBytes(StandardCharsets.UTF_8);
            builder.item(each.getKey().getMostSignificantBits(), each.getKey().getLeastSignificantBits(),
                    builder.facet(each.getValue().facet()), name, 0, name.length);
        }
        for (Map.Entry<Link, RelationState> each : ordered(new ArrayList<>(relations.entrySet()), reversed)) {
            Link link = each.getKey();
            builder.relation(link.from().getMostSignificantBits(), link.from().getLeastSignificantBits(),
                    builder.kind(link.type(), each.getValue().redundancy()), link.to().getMostSignificantBits(),
                    link.to().getLeastSignificantBits());
        }
        graph.load(builder, List.of(), BEGIN);
        return graph;
    }

    private static <T> List<T> ordered(List<T> list, boolean reversed) {
        return reversed ? list.reversed() : list;
    }

    Impacts impacts() {
        return impacts(loaded(false));
    }

    static Impacts impacts(EstateGraph graph) {
        return new Impacts(graph, type -> type.replace('_', ' '), () -> {});
    }
}

package io.binnacle.cmdb.impact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import org.jspecify.annotations.Nullable;

/**
 * Answers what breaks with what, from the graph alone. Any number of threads may ask; each answer is of one state of the
 * estate. An unknown item is {@link NotFound}; while the graph is being loaded everything is
 * {@link io.binnacle.kernel.error.Unavailable}. An instant before what the graph remembers is refused.
 */
public final class Impacts {

    /** More at once is no plan any more, and each is listed in the answer. */
    private static final int STARTS_MAX = 1_000;

    private final EstateGraph graph;
    private final UnaryOperator<String> labels;
    private final Runnable catchUp;

    /**
     * @param labels a relation type in words: {@code runs on}
     * @param catchUp makes the graph what the database is now; called when an item is asked for that the graph does not have,
     *        which may just have been made
     */
    public Impacts(EstateGraph graph, UnaryOperator<String> labels, Runnable catchUp) {
        this.graph = graph;
        this.labels = labels;
        this.catchUp = catchUp;
    }

    /** Another number whenever answers may be others: the graph has changed. */
    public long revision() {
        return graph.revision();
    }

    /**
     * What breaks if these items break, all at once: the impact of one, or a what-if of many.
     *
     * @param asOf null for now
     */
    public ImpactAnswer impact(List<UUID> ids, ImpactBounds bounds, @Nullable Instant asOf) {
        List<UUID> distinct = ids.stream().distinct().toList();
        if (distinct.isEmpty() || distinct.size() > Math.min(STARTS_MAX, bounds.items())) {
            throw new InvalidInput("ids", "1 to " + Math.min(STARTS_MAX, bounds.items()) + " items",
                    distinct.size());
        }
        EstateView view = viewOf(distinct, asOf);
        int[] starts = distinct.stream().mapToInt(id -> node(view, id)).toArray();
        Reach reach = FailureSpread.from(view, starts, bounds);
        ReachReport report = new ReachReport(reach, starts.length, true, labels);
        return new ImpactAnswer(report.starts(), report.radius(), report.services(bounds.shown()),
                report.nearest(bounds.shown()), reach.isTruncated());
    }

    /** What an item depends on, directly or through others. */
    public DependencyAnswer dependencies(UUID id, ImpactBounds bounds, @Nullable Instant asOf) {
        EstateView view = viewOf(List.of(id), asOf);
        Reach reach = DependencySearch.from(view, node(view, id), bounds).reach();
        ReachReport report = new ReachReport(reach, 1, false, labels);
        return new DependencyAnswer(report.starts().getFirst(), reach.size() - 1, report.classes(),
                report.nearest(bounds.shown()), reach.isTruncated());
    }

    /** A service with its parts, their health and why. */
    public ServiceTree tree(UUID id, ImpactBounds bounds, @Nullable Instant asOf) {
        EstateView view = viewOf(List.of(id), asOf);
        Closure closure = Closure.of(view, node(view, id), bounds);
        HealthRollup rollup = HealthRollup.of(closure);
        List<Integer> slots = new ArrayList<>(List.of(0));
        slots.addAll(new ReachReport(closure.reach(), 1, false, labels).nearestSlots(bounds.shown() - 1));
        List<ServicePart> parts = new ArrayList<>();
        for (int slot : slots) {
            parts.add(new ServicePart(ReachReport.item(view, closure.reach().node(slot)), rollup.health(slot),
                    rollup.explanation(slot).orElse(null), closure.reach().level(slot), links(closure, slot)));
        }
        return new ServiceTree(parts.getFirst().item(), rollup.health(0), rollup.explanation(0).orElse(null),
                closure.size(), parts, closure.reach().isTruncated());
    }

    private static List<PartLink> links(Closure closure, int slot) {
        EstateView view = closure.view();
        List<PartLink> links = new ArrayList<>();
        for (Closure.Group group : closure.groups(slot)) {
            String redundancy = group.redundancy == null ? null : group.needed() + " of " + group.size();
            for (int place = 0; place < group.size(); place++) {
                links.add(new PartLink(view.id(closure.reach().node(group.member(place))),
                        view.kind(group.kind(place)).type(), group.outgoing(place), redundancy));
            }
        }
        links.sort(Comparator.comparing(PartLink::relation).thenComparing(PartLink::id)
                .thenComparing(PartLink::outgoing));
        return links;
    }

    /** The items of which each one alone takes this one down. */
    public SinglePoints singlePoints(UUID id, ImpactBounds bounds, @Nullable Instant asOf) {
        EstateView view = viewOf(List.of(id), asOf);
        Closure closure = Closure.of(view, node(view, id), bounds);
        boolean[] points = SinglePointSearch.of(closure);
        ReachReport report = new ReachReport(closure.reach(), 1, false, labels);
        int count = 0;
        for (boolean point : points) {
            count += point ? 1 : 0;
        }
        return new SinglePoints(report.starts().getFirst(), closure.size() - 1, count,
                report.nearest(bounds.shown(), slot -> points[slot]), closure.reach().isTruncated());
    }

    /** The state of the estate that is asked about; one that has all the items, if there is such a one by now. */
    private EstateView viewOf(List<UUID> ids, @Nullable Instant asOf) {
        if (asOf != null) {
            return graph.asOf(asOf);
        }
        EstateView view = graph.current();
        if (ids.stream().anyMatch(id -> view.find(id) < 0)) {
            catchUp.run();
            return graph.current();
        }
        return view;
    }

    private static int node(EstateView view, UUID id) {
        int node = view.find(id);
        if (node < 0 || !view.facet(node).exists()) {
            throw new NotFound("configuration item", id.toString());
        }
        return node;
    }
}

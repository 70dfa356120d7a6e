package io.binnacle.cmdb.impact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/** Puts what a search reached into words and in order. */
final class ReachReport {

    /** What the order goes by; made for each slot that comes into question. */
    private record Rank(int slot, int urgency, int level, String ciClass, String name, UUID id) {

        static final Comparator<Rank> ORDER = Comparator.comparingInt(Rank::urgency).thenComparingInt(Rank::level)
                .thenComparing(Rank::ciClass).thenComparing(Rank::name).thenComparing(Rank::id);
    }

    private final Reach reach;
    private final EstateView view;
    private final int starts;
    private final boolean spread;
    private final UnaryOperator<String> labels;

    /**
     * @param starts how many slots the search began with
     * @param spread whether failure was spread, not dependencies looked for
     * @param labels a relation type as words: {@code runs on}
     */
    ReachReport(Reach reach, int starts, boolean spread, UnaryOperator<String> labels) {
        this.reach = reach;
        this.view = reach.view();
        this.starts = starts;
        this.spread = spread;
        this.labels = labels;
    }

    static ImpactItem item(EstateView view, int node) {
        ItemFacet facet = view.facet(node);
        return new ImpactItem(view.id(node), facet.ciClass(), view.name(node), facet.lifecycle(), facet.health());
    }

    List<ImpactItem> starts() {
        List<ImpactItem> items = new ArrayList<>();
        for (int slot = 0; slot < starts; slot++) {
            items.add(item(view, reach.node(slot)));
        }
        return items;
    }

    /** The nearest ones. */
    List<ImpactedItem> nearest(int shown) {
        return nearest(shown, slot -> true);
    }

    /** The nearest ones of those that are wanted. */
    List<ImpactedItem> nearest(int shown, IntPredicate wanted) {
        return first(shown, wanted, slot -> 0);
    }

    /** The services: what is down first, then the critical ones, then the near ones. */
    List<ImpactedItem> services(int shown) {
        return first(shown, slot -> view.isService(facet(slot)),
                slot -> (reach.isDown(slot) ? 0 : 100) - facet(slot).weight());
    }

    BlastRadius radius() {
        double score = 0;
        int servicesDown = 0;
        int servicesDegraded = 0;
        int down = 0;
        for (int slot = starts; slot < reach.size(); slot++) {
            boolean isDown = reach.isDown(slot);
            down += isDown ? 1 : 0;
            ItemFacet facet = facet(slot);
            if (view.isService(facet)) {
                servicesDown += isDown ? 1 : 0;
                servicesDegraded += isDown ? 0 : 1;
                score += isDown ? facet.weight() : facet.weight() / 2.0;
            }
        }
        int items = reach.size() - starts;
        return new BlastRadius(score, items, down, items - down, servicesDown, servicesDegraded, classes());
    }

    List<ClassCount> classes() {
        TreeMap<String, int[]> counts = new TreeMap<>();
        for (int slot = starts; slot < reach.size(); slot++) {
            int[] count = counts.computeIfAbsent(facet(slot).ciClass(), key -> new int[2]);
            count[0]++;
            count[1] += reach.isDown(slot) ? 1 : 0;
        }
        List<ClassCount> classes = new ArrayList<>();
        counts.forEach((ciClass, count) -> classes.add(
                new ClassCount(ciClass, count[0], count[1], spread ? count[0] - count[1] : 0)));
        return classes;
    }

    private ItemFacet facet(int slot) {
        return reach.facet(slot);
    }

    /** A slot's urgency; the smaller, the more urgent. */
    private interface Urgency {

        int of(int slot);
    }

    private List<ImpactedItem> first(int shown, IntPredicate wanted, Urgency urgency) {
        return firstSlots(shown, wanted, urgency).stream().map(this::impacted).toList();
    }

    /** The slots of the nearest ones. */
    List<Integer> nearestSlots(int shown) {
        return firstSlots(shown, slot -> true, slot -> 0);
    }

    /** Of many only the first are ranked to the end. */
    private List<Integer> firstSlots(int shown, IntPredicate wanted, Urgency urgency) {
        if (shown == 0) {
            return List.of();
        }
        PriorityQueue<Rank> best = new PriorityQueue<>(Collections.reverseOrder(Rank.ORDER));
        for (int slot = starts; slot < reach.size(); slot++) {
            if (wanted.test(slot)) {
                Rank last = best.size() < shown ? null : best.peek();
                int urgent = urgency.of(slot);
                if (last == null || urgent < last.urgency() || (urgent == last.urgency() && mayPrecede(slot, last))) {
                    add(best, rank(slot, urgent), last);
                }
            }
        }
        return best.stream().sorted(Rank.ORDER).map(Rank::slot).toList();
    }

    /** As far as it can be told without making its name. */
    private boolean mayPrecede(int slot, Rank last) {
        int level = reach.level(slot);
        return level < last.level()
                || (level == last.level() && facet(slot).ciClass().compareTo(last.ciClass()) <= 0);
    }

    private static void add(PriorityQueue<Rank> best, Rank rank, @Nullable Rank last) {
        if (last == null) {
            best.add(rank);
        } else if (Rank.ORDER.compare(rank, last) < 0) {
            best.poll();
            best.add(rank);
        }
    }

    private Rank rank(int slot, int urgency) {
        int node = reach.node(slot);
        return new Rank(slot, urgency, reach.level(slot), facet(slot).ciClass(), view.name(node), view.id(node));
    }

    private ImpactedItem impacted(int slot) {
        List<PathStep> path = new ArrayList<>();
        for (int each = slot; reach.cause(each) >= 0; each = reach.cause(each)) {
            path.add(new PathStep(item(view, reach.node(each)), reach.kind(each).type(), reach.outgoing(each),
                    reason(each)));
        }
        Effect effect = !spread ? null : reach.isDown(slot) ? Effect.DOWN : Effect.DEGRADED;
        return new ImpactedItem(item(view, reach.node(slot)), effect, path.size(), path.reversed());
    }

    private String reason(int slot) {
        String here = view.name(reach.node(slot));
        String cause = view.name(reach.node(reach.cause(slot)));
        EdgeKind kind = reach.kind(slot);
        String fact = reach.outgoing(slot)
                ? cause + " " + labels.apply(kind.type()) + " " + here
                : here + " " + labels.apply(kind.type()) + " " + cause;
        return spread ? fact + consequence(slot, kind) : fact;
    }

    private String consequence(int slot, EdgeKind kind) {
        if (!reach.isDown(reach.cause(slot))) {
            return ", which is degraded";
        }
        Redundancy redundancy = FailureSpread.redundancy(kind, facet(slot));
        if (redundancy == null) {
            return ", which is down";
        }
        return reach.isDown(slot)
                ? ", which is down, and fewer than the " + redundancy.needed() + " that are needed are left"
                : ", which is down, but at least " + redundancy.needed() + " of its group are left";
    }
}

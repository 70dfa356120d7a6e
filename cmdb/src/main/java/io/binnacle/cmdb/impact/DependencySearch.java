package io.binnacle.cmdb.impact;

import java.util.Arrays;

/**
 * Finds what a node depends on, nearest first, each of them over the shortest path, and keeps all dependencies among what
 * was found. For one thread.
 */
final class DependencySearch {

    private final EstateView view;
    private final ImpactBounds bounds;
    private final Reach reach;
    private final Edges edges = new Edges();
    /** Dependencies of slot n stand from {@code starts[n]} to {@code starts[n + 1]}. */
    private int[] starts = new int[64];
    private final Edges found = new Edges();

    private DependencySearch(EstateView view, ImpactBounds bounds) {
        this.view = view;
        this.bounds = bounds;
        this.reach = new Reach(view);
    }

    static DependencySearch from(EstateView view, int start, ImpactBounds bounds) {
        DependencySearch search = new DependencySearch(view, bounds);
        search.reach.begin(start);
        search.run();
        return search;
    }

    /** Slots are given in the order in which they are to be looked at. */
    private void run() {
        int ahead = 0;
        for (int from = 0; from < reach.size(); from++) {
            if (from == ahead) {
                ahead = Math.min(reach.size(), from + Reach.AHEAD);
                int first = from;
                reach.readAhead(place -> first + place, ahead - from);
            }
            look(from);
            if (from + 2 > starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[from + 1] = found.size();
        }
    }

    private void look(int from) {
        view.dependencies(reach.node(from), edges);
        int level = reach.level(from) + 1;
        for (int edge = 0; edge < edges.size(); edge++) {
            int slot = slot(edges.other(edge), level);
            if (slot > 0) {
                reach.reach(slot, false, level, from, edges, edge);
            }
            if (slot >= 0) {
                found.add(slot, edges.kind(edge), edges.outgoing(edge));
            }
        }
    }

    /** The node's slot; -1 for what cannot fail, and for what the bounds leave out. */
    private int slot(int node, int level) {
        int slot = reach.slot(node);
        if (slot >= 0) {
            return slot;
        }
        ItemFacet facet = view.facet(node);
        if (!facet.inUse()) {
            return -1;
        }
        if (level > bounds.depth() || reach.size() == bounds.items()) {
            reach.truncate();
            return -1;
        }
        return reach.add(node, facet);
    }

    Reach reach() {
        return reach;
    }

    /** Where the dependencies of a slot begin among {@link #found()}; those of the slot after the last begin at the end. */
    int start(int slot) {
        return starts[slot];
    }

    /** Dependencies among what was found, by the slot that depends; their other ends are slots too. */
    Edges found() {
        return found;
    }
}

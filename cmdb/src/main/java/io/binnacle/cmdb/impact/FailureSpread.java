package io.binnacle.cmdb.impact;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Lets failure spread from some nodes, step by step, until nothing changes any more. States only get worse, from degraded to
 * down, so it ends in cycles too, and what is reached does not depend on the order.
 *
 * <p>What depends on something down is down, unless the dependency belongs to a group of which enough are left; then it is
 * degraded, as is what depends on something degraded. Members of a group that are down by their own alerts count too.
 */
final class FailureSpread {

    private final EstateView view;
    private final ImpactBounds bounds;
    private final Reach reach;
    private final Edges dependents = new Edges();
    private final Edges members = new Edges();
    private int[] frontier = new int[64];
    private int frontierSize;
    private int[] next = new int[64];
    private int nextSize;

    private FailureSpread(EstateView view, ImpactBounds bounds) {
        this.view = view;
        this.bounds = bounds;
        this.reach = new Reach(view);
    }

    /** @param starts each once */
    static Reach from(EstateView view, int[] starts, ImpactBounds bounds) {
        FailureSpread spread = new FailureSpread(view, bounds);
        for (int start : starts) {
            spread.enqueue(spread.reach.begin(start));
        }
        spread.run();
        return spread.reach;
    }

    private void run() {
        for (int level = 0; nextSize > 0; level++) {
            swap();
            for (int i = 0; i < frontierSize; i++) {
                if (i % Reach.AHEAD == 0) {
                    int first = i;
                    reach.readAhead(place -> frontier[first + place], Math.min(Reach.AHEAD, frontierSize - i));
                }
                if (!spread(frontier[i], level)) {
                    reach.truncate();
                    return;
                }
            }
        }
    }

    private void swap() {
        int[] spare = frontier;
        frontier = next;
        frontierSize = nextSize;
        next = spare;
        nextSize = 0;
    }

    private void enqueue(int slot) {
        if (nextSize == next.length) {
            next = Arrays.copyOf(next, nextSize * 2);
        }
        next[nextSize++] = slot;
    }

    /** Returns false when there was more than the bounds allow. */
    private boolean spread(int from, int level) {
        view.dependents(reach.node(from), dependents);
        boolean fromDown = reach.isDownBy(from, level);
        for (int edge = 0; edge < dependents.size(); edge++) {
            int node = dependents.other(edge);
            int slot = reach.slot(node);
            ItemFacet facet = slot < 0 ? view.facet(node) : reach.facet(slot);
            if (facet.inUse() && (slot < 0 || !reach.isDownBy(slot, level))) {
                boolean down = fromDown && brings(node, facet, edge, level);
                if (slot < 0 || (down && !reach.isDown(slot))) {
                    if (level == bounds.depth() || (slot < 0 && reach.size() == bounds.items())) {
                        return false;
                    }
                }
                reach(slot < 0 ? reach.add(node, facet) : slot, down, level + 1, from, edge);
            }
        }
        return true;
    }

    private void reach(int slot, boolean down, int level, int from, int edge) {
        boolean enqueued = reach.isOf(slot, level);
        reach.reach(slot, down, level, from, dependents, edge);
        if (!enqueued && reach.isOf(slot, level)) {
            enqueue(slot);
        }
    }

    /** Whether the node is down now that what the edge leads to is. */
    private boolean brings(int node, ItemFacet facet, int edge, int level) {
        Redundancy redundancy = redundancy(view.kind(dependents.kind(edge)), facet);
        if (redundancy == null) {
            return true;
        }
        view.dependencies(node, members);
        int size = 0;
        int down = 0;
        for (int member = 0; member < members.size(); member++) {
            if (redundancy.equals(redundancy(view.kind(members.kind(member)), facet))) {
                ItemFacet state = view.facet(members.other(member));
                if (state.inUse()) {
                    size++;
                    down += state.isDown() || isDown(members.other(member), level) ? 1 : 0;
                }
            }
        }
        return size - down < Math.min(redundancy.needed(), size);
    }

    /** What becomes so in this step is looked at in the next. */
    private boolean isDown(int node, int level) {
        int slot = reach.slot(node);
        return slot >= 0 && reach.isDownBy(slot, level);
    }

    static @Nullable Redundancy redundancy(EdgeKind kind, ItemFacet dependent) {
        Redundancy own = kind.redundancy();
        return own == null ? dependent.redundancy() : own;
    }
}

package io.binnacle.cmdb.impact;

import java.util.Arrays;

/** Finds what a node depends on, nearest first; each of them over the shortest path. */
final class DependencySearch {

    private DependencySearch() {
    }

    static Reach from(EstateView view, int start, ImpactBounds bounds) {
        Reach reach = new Reach(view);
        Edges edges = new Edges();
        int[] queue = new int[64];
        int head = 0;
        int tail = 0;
        queue[tail++] = reach.begin(start);
        while (head < tail) {
            int from = queue[head++];
            view.dependencies(reach.node(from), edges);
            for (int edge = 0; edge < edges.size(); edge++) {
                int node = edges.other(edge);
                int slot = reach.slot(node);
                if (slot > 0) {
                    reach.reach(slot, false, reach.level(from) + 1, from, edges, edge);
                } else if (slot < 0 && view.facet(node).inUse()) {
                    if (reach.level(from) == bounds.depth() || reach.size() == bounds.items()) {
                        reach.truncate();
                        return reach;
                    }
                    slot = reach.add(node);
                    reach.reach(slot, false, reach.level(from) + 1, from, edges, edge);
                    if (tail == queue.length) {
                        queue = Arrays.copyOf(queue, tail * 2);
                    }
                    queue[tail++] = slot;
                }
            }
        }
        return reach;
    }
}

package io.binnacle.cmdb.impact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An item with all that it depends on, as a graph of its own: slots of a {@link Reach}, of which 0 is the item, and their
 * dependencies in groups. For one thread.
 */
final class Closure {

    /** Dependencies of one item that are judged together. */
    static final class Group {

        /** Null for those that are all needed. */
        final @Nullable Redundancy redundancy;
        private int[] members = new int[4];
        private int[] kinds = new int[4];
        private boolean[] outgoing = new boolean[4];
        private int size;

        Group(@Nullable Redundancy redundancy) {
            this.redundancy = redundancy;
        }

        private void add(int member, int kind, boolean starts) {
            if (size == members.length) {
                members = Arrays.copyOf(members, size * 2);
                kinds = Arrays.copyOf(kinds, size * 2);
                outgoing = Arrays.copyOf(outgoing, size * 2);
            }
            members[size] = member;
            kinds[size] = kind;
            outgoing[size++] = starts;
        }

        int size() {
            return size;
        }

        int member(int place) {
            return members[place];
        }

        int kind(int place) {
            return kinds[place];
        }

        boolean outgoing(int place) {
            return outgoing[place];
        }

        /** How many of the members must be up. */
        int needed() {
            return redundancy == null ? size : Math.min(redundancy.needed(), size);
        }
    }

    private final Reach reach;
    private final List<List<Group>> groups = new ArrayList<>();
    /** Slots of what depends on a slot: those of slot n stand from {@code starts[n]} to {@code starts[n + 1]}. */
    private final int[] starts;
    private int[] dependents = new int[0];

    private Closure(Reach reach) {
        this.reach = reach;
        this.starts = new int[reach.size() + 1];
    }

    static Closure of(EstateView view, int start, ImpactBounds bounds) {
        Closure closure = new Closure(DependencySearch.from(view, start, bounds));
        closure.connect();
        return closure;
    }

    private void connect() {
        Edges edges = new Edges();
        for (int slot = 0; slot < reach.size(); slot++) {
            groups.add(connect(slot, edges));
        }
        for (int slot = 0; slot < reach.size(); slot++) {
            starts[slot + 1] += starts[slot];
        }
        dependents = new int[starts[reach.size()]];
        int[] filled = new int[reach.size()];
        for (int slot = 0; slot < reach.size(); slot++) {
            for (Group group : groups.get(slot)) {
                for (int place = 0; place < group.size(); place++) {
                    int member = group.member(place);
                    dependents[starts[member] + filled[member]++] = slot;
                }
            }
        }
    }

    private List<Group> connect(int slot, Edges edges) {
        EstateView view = reach.view();
        ItemFacet facet = view.facet(reach.node(slot));
        view.dependencies(reach.node(slot), edges);
        List<Group> own = new ArrayList<>(edges.size() == 0 ? 0 : 1);
        for (int edge = 0; edge < edges.size(); edge++) {
            int member = reach.slot(edges.other(edge));
            if (member >= 0) {
                group(own, FailureSpread.redundancy(view.kind(edges.kind(edge)), facet))
                        .add(member, edges.kind(edge), edges.outgoing(edge));
                starts[member + 1]++;
            }
        }
        return own;
    }

    /** An item has few groups, mostly one. */
    private static Group group(List<Group> own, @Nullable Redundancy redundancy) {
        for (Group group : own) {
            if (Objects.equals(group.redundancy, redundancy)) {
                return group;
            }
        }
        Group group = new Group(redundancy);
        own.add(group);
        return group;
    }

    Reach reach() {
        return reach;
    }

    EstateView view() {
        return reach.view();
    }

    int size() {
        return reach.size();
    }

    ItemFacet facet(int slot) {
        return view().facet(reach.node(slot));
    }

    String name(int slot) {
        return view().name(reach.node(slot));
    }

    List<Group> groups(int slot) {
        return groups.get(slot);
    }

    /** How often something depends directly on it; an item that does so over several relations counts for each. */
    int dependents(int slot) {
        return starts[slot + 1] - starts[slot];
    }

    /** The slot of one of them. */
    int dependent(int slot, int place) {
        return dependents[starts[slot] + place];
    }
}

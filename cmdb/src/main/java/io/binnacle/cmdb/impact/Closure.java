package io.binnacle.cmdb.impact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An item with all that it depends on, as a graph of its own: slots of a {@link Reach}, of which 0 is the item, and their
 * dependencies. For one thread.
 */
final class Closure {

    /** Dependencies of one item that are judged together. */
    static final class Group {

        /** Null for those that are all needed. */
        final @Nullable Redundancy redundancy;
        private final Edges members = new Edges(4);

        Group(@Nullable Redundancy redundancy) {
            this.redundancy = redundancy;
        }

        int size() {
            return members.size();
        }

        int member(int place) {
            return members.other(place);
        }

        int kind(int place) {
            return members.kind(place);
        }

        boolean outgoing(int place) {
            return members.outgoing(place);
        }

        /** How many of the members must be up. */
        int needed() {
            return redundancy == null ? size() : Math.min(redundancy.needed(), size());
        }
    }

    private final DependencySearch search;
    private final Reach reach;
    private final Edges found;
    /** By slot, for those that do not simply need all that they depend on; made when asked for. */
    private final @Nullable List<Group>[] groups;
    private final boolean[] plain;
    /** Slots of what depends on a slot: those of slot n stand from {@code starts[n]} to {@code starts[n + 1]}. */
    private final int[] starts;
    private final int[] dependents;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private Closure(DependencySearch search) {
        this.search = search;
        this.reach = search.reach();
        this.found = search.found();
        this.groups = new List[reach.size()];
        this.plain = new boolean[reach.size()];
        this.starts = new int[reach.size() + 1];
        this.dependents = new int[found.size()];
    }

    static Closure of(EstateView view, int start, ImpactBounds bounds) {
        Closure closure = new Closure(DependencySearch.from(view, start, bounds));
        closure.connect();
        return closure;
    }

    private void connect() {
        for (int edge = 0; edge < found.size(); edge++) {
            starts[found.other(edge) + 1]++;
        }
        for (int slot = 0; slot < size(); slot++) {
            starts[slot + 1] += starts[slot];
        }
        int[] filled = Arrays.copyOf(starts, size());
        for (int slot = 0; slot < size(); slot++) {
            boolean allNeeded = facet(slot).redundancy() == null;
            for (int edge = search.start(slot); edge < search.start(slot + 1); edge++) {
                dependents[filled[found.other(edge)]++] = slot;
                allNeeded &= view().kind(found.kind(edge)).redundancy() == null;
            }
            plain[slot] = allNeeded;
        }
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
        return reach.facet(slot);
    }

    String name(int slot) {
        return view().name(reach.node(slot));
    }

    /** Whether it needs all that it depends on. */
    boolean needsAll(int slot) {
        return plain[slot];
    }

    /** How many dependencies it has. */
    int dependencies(int slot) {
        return search.start(slot + 1) - search.start(slot);
    }

    /** The slot at the other end of one of them. */
    int dependency(int slot, int place) {
        return found.other(search.start(slot) + place);
    }

    /** Its dependencies, by what they need of them. */
    List<Group> groups(int slot) {
        List<Group> known = groups[slot];
        if (known == null) {
            known = grouped(slot);
            groups[slot] = known;
        }
        return known;
    }

    private List<Group> grouped(int slot) {
        ItemFacet facet = facet(slot);
        List<Group> own = new ArrayList<>(1);
        for (int edge = search.start(slot); edge < search.start(slot + 1); edge++) {
            group(own, FailureSpread.redundancy(view().kind(found.kind(edge)), facet)).members
                    .add(found.other(edge), found.kind(edge), found.outgoing(edge));
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

    /** How often something depends directly on it; an item that does so over several relations counts for each. */
    int dependents(int slot) {
        return starts[slot + 1] - starts[slot];
    }

    /** The slot of one of them. */
    int dependent(int slot, int place) {
        return dependents[starts[slot] + place];
    }
}

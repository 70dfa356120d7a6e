package io.binnacle.cmdb.impact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.health.Health;

/**
 * How each item of a closure is when all that it depends on is counted, and why.
 *
 * <p>It begins with what each item's own alerts say and makes it worse round by round, each round from the states of the one
 * before, until nothing changes. Health never gets better on the way, so that ends in cycles too; and a cause always lies in
 * an earlier round than what it causes, so explanations do not go in circles.
 */
final class HealthRollup {

    private final Closure closure;
    private final Health[] health;
    private final int[] round;

    private HealthRollup(Closure closure) {
        this.closure = closure;
        this.health = new Health[closure.size()];
        this.round = new int[closure.size()];
    }

    static HealthRollup of(Closure closure) {
        HealthRollup rollup = new HealthRollup(closure);
        for (int slot = 0; slot < closure.size(); slot++) {
            rollup.health[slot] = closure.facet(slot).ownHealth();
        }
        rollup.run();
        return rollup;
    }

    private void run() {
        Slots candidates = new Slots();
        for (int slot = 0; slot < closure.size(); slot++) {
            if (health[slot] != Health.OK) {
                addDependents(slot, candidates);
            }
        }
        Slots worse = new Slots();
        Health[] next = new Health[closure.size()];
        for (int number = 1; candidates.size > 0; number++) {
            worse.clear();
            for (int place = 0; place < candidates.size; place++) {
                int slot = candidates.slots[place];
                next[slot] = withDependencies(slot);
                if (next[slot] != health[slot]) {
                    worse.add(slot);
                }
            }
            candidates.clear();
            for (int place = 0; place < worse.size; place++) {
                int slot = worse.slots[place];
                health[slot] = next[slot];
                round[slot] = number;
                addDependents(slot, candidates);
            }
        }
    }

    /** A set of slots. */
    private final class Slots {

        private final int[] slots = new int[closure.size()];
        /** The filling in which the slot was added last. */
        private final int[] addedIn = new int[closure.size()];
        private int filling = 1;
        private int size;

        void add(int slot) {
            if (addedIn[slot] != filling) {
                addedIn[slot] = filling;
                slots[size++] = slot;
            }
        }

        void clear() {
            filling++;
            size = 0;
        }
    }

    private void addDependents(int slot, Slots candidates) {
        for (int place = 0; place < closure.dependents(slot); place++) {
            candidates.add(closure.dependent(slot, place));
        }
    }

    private Health withDependencies(int slot) {
        Health worst = health[slot];
        if (closure.needsAll(slot)) {
            for (int place = 0; place < closure.dependencies(slot); place++) {
                worst = worst.worst(health[closure.dependency(slot, place)]);
            }
        } else {
            for (Closure.Group group : closure.groups(slot)) {
                worst = worst.worst(of(group));
            }
        }
        return worst;
    }

    /** What a group makes of the item that depends on it. */
    private Health of(Closure.Group group) {
        if (group.redundancy == null) {
            Health worst = Health.OK;
            for (int place = 0; place < group.size(); place++) {
                worst = worst.worst(health[group.member(place)]);
            }
            return worst;
        }
        int left = group.size() - count(group, Health.CRITICAL);
        if (left < group.needed()) {
            return Health.CRITICAL;
        }
        if (left < group.size()) {
            return Health.MAJOR;
        }
        if (count(group, Health.MAJOR) + count(group, Health.WARNING) > 0) {
            return Health.WARNING;
        }
        int known = left - count(group, Health.UNKNOWN);
        if (known < group.needed()) {
            return Health.UNKNOWN;
        }
        return known - count(group, Health.MAINTENANCE) < group.needed() ? Health.MAINTENANCE : Health.OK;
    }

    private int count(Closure.Group group, Health wanted) {
        int count = 0;
        for (int place = 0; place < group.size(); place++) {
            count += health[group.member(place)] == wanted ? 1 : 0;
        }
        return count;
    }

    Health health(int slot) {
        return health[slot];
    }

    /** One sentence for people; empty when there is nothing to explain. */
    Optional<String> explanation(int slot) {
        return health[slot] == Health.OK
                ? Optional.empty()
                : Optional.of(word(health[slot]) + ": " + cause(slot));
    }

    private static String word(Health health) {
        return switch (health) {
            case CRITICAL -> "down";
            case MAJOR, WARNING -> "degraded";
            case UNKNOWN -> "unknown";
            case MAINTENANCE -> "in maintenance";
            case OK -> "ok";
        };
    }

    /** What is plainly needed says more than a group does, so the way leads along it as far as it goes. */
    private String cause(int slot) {
        int at = slot;
        while (round[at] > 0) {
            int culprit = -1;
            Closure.Group lost = null;
            for (Closure.Group group : closure.groups(at)) {
                if (of(group) == health[at]) {
                    if (group.redundancy == null) {
                        culprit = culprit(at, group);
                    } else if (lost == null
                            || String.valueOf(lost.redundancy).compareTo(group.redundancy.toString()) > 0) {
                        lost = group;
                    }
                }
            }
            if (culprit < 0) {
                return lost == null ? own(at) : lost(at, lost);
            }
            at = culprit;
        }
        return own(at);
    }

    /** Of the members that are as bad, one that was so before the item was; -1 when they all became so later. */
    private int culprit(int slot, Closure.Group group) {
        int best = -1;
        for (int place = 0; place < group.size(); place++) {
            int member = group.member(place);
            if (health[member] == health[slot] && round[member] < round[slot]
                    && (best < 0 || isBefore(member, best))) {
                best = member;
            }
        }
        return best;
    }

    private boolean isBefore(int slot, int other) {
        int byName = closure.name(slot).compareTo(closure.name(other));
        return byName != 0
                ? byName < 0
                : closure.view().id(closure.reach().node(slot))
                        .compareTo(closure.view().id(closure.reach().node(other))) < 0;
    }

    private String own(int slot) {
        ItemFacet facet = closure.facet(slot);
        return closure.name(slot) + (facet.lifecycle().equals("missing") && facet.health() != health[slot]
                ? " is not found any more"
                : " is " + health[slot].text());
    }

    /** {@code 1 of 3 servers of payments-db down}. */
    private String lost(int slot, Closure.Group group) {
        Health wanted = health[slot] == Health.MAJOR ? Health.CRITICAL : health[slot];
        int count = 0;
        List<String> classes = new ArrayList<>();
        for (int place = 0; place < group.size(); place++) {
            Health member = health[group.member(place)];
            count += member == wanted || (wanted == Health.WARNING && member == Health.MAJOR) ? 1 : 0;
            classes.add(closure.facet(group.member(place)).ciClass());
        }
        String noun = classes.stream().distinct().count() == 1 ? classes.getFirst().replace('_', ' ') + "s" : "parts";
        return count + " of " + group.size() + " " + noun + " of " + closure.name(slot) + " " + word(wanted);
    }
}

package io.binnacle.cmdb.impact;

import java.util.Arrays;

/**
 * Takes the parts of a closure out, one after the other, and sees whether the item at its root goes down. Only what depends
 * on the part is gone through, and only until the root is reached, or something that is known to take it down: whatever
 * that does, the part that took it down does too.
 */
final class SinglePointSearch {

    private final Closure closure;
    private final boolean[] points;
    /** The last trial in which the slot went down. */
    private final int[] downIn;
    private final int[] toDo;

    private SinglePointSearch(Closure closure) {
        this.closure = closure;
        this.points = new boolean[closure.size()];
        this.downIn = new int[closure.size()];
        this.toDo = new int[closure.size()];
        Arrays.fill(downIn, -1);
    }

    /** By slot, whether it takes the root down; the root does not count. */
    static boolean[] of(Closure closure) {
        SinglePointSearch search = new SinglePointSearch(closure);
        // The nearest come first, so that those farther away soon meet one that is known.
        for (int slot = 1; slot < search.points.length; slot++) {
            search.points[slot] = search.takesRootDown(slot);
        }
        return search.points;
    }

    private boolean takesRootDown(int trial) {
        downIn[trial] = trial;
        toDo[0] = trial;
        for (int size = 1; size > 0;) {
            int failed = toDo[--size];
            for (int place = 0; place < closure.dependents(failed); place++) {
                int dependent = closure.dependent(failed, place);
                if (downIn[dependent] != trial && goesDown(dependent, trial)) {
                    if (dependent == 0 || points[dependent]) {
                        return true;
                    }
                    downIn[dependent] = trial;
                    toDo[size++] = dependent;
                }
            }
        }
        return false;
    }

    /** Asked of what depends on something that is down. */
    private boolean goesDown(int slot, int trial) {
        if (closure.needsAll(slot)) {
            return true;
        }
        for (Closure.Group group : closure.groups(slot)) {
            int left = 0;
            for (int place = 0; place < group.size(); place++) {
                left += downIn[group.member(place)] == trial ? 0 : 1;
            }
            if (left < group.needed()) {
                return true;
            }
        }
        return false;
    }
}

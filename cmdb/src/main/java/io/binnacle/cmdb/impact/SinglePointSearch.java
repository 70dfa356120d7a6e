package io.binnacle.cmdb.impact;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Takes the parts of a closure out, one after the other, and sees whether the item at its root goes down. Only what depends
 * on the part is gone through, and only until the root is reached.
 */
final class SinglePointSearch {

    private final Closure closure;
    /** The last trial in which the slot went down. */
    private final int[] downIn;

    private SinglePointSearch(Closure closure) {
        this.closure = closure;
        this.downIn = new int[closure.size()];
        Arrays.fill(downIn, -1);
    }

    /** By slot, whether it takes the root down; the root does not count. */
    static boolean[] of(Closure closure) {
        SinglePointSearch search = new SinglePointSearch(closure);
        boolean[] points = new boolean[closure.size()];
        for (int slot = 1; slot < points.length; slot++) {
            points[slot] = search.takesRootDown(slot);
        }
        return points;
    }

    private boolean takesRootDown(int trial) {
        Deque<Integer> toDo = new ArrayDeque<>();
        downIn[trial] = trial;
        toDo.add(trial);
        while (!toDo.isEmpty()) {
            int failed = toDo.poll();
            for (int place = 0; place < closure.dependents(failed); place++) {
                int dependent = closure.dependent(failed, place);
                if (downIn[dependent] != trial && goesDown(dependent, trial)) {
                    if (dependent == 0) {
                        return true;
                    }
                    downIn[dependent] = trial;
                    toDo.add(dependent);
                }
            }
        }
        return false;
    }

    private boolean goesDown(int slot, int trial) {
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

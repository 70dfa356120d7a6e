package io.binnacle.operations.incident;

/** How the alerts of an incident stand. Those that are not firing and not unknown are resolved. */
public record AlertCounts(int firing, int unknown, int total) {

    boolean allResolved() {
        return firing == 0 && unknown == 0;
    }
}

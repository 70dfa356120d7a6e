package io.binnacle.cmdb.model;

/** How many items may be at each end of a relation: first where it starts, then where it ends. */
public enum Cardinality {
    ONE_TO_ONE, ONE_TO_MANY, MANY_TO_ONE, MANY_TO_MANY;

    /** Whether one item may be the start of several relations of the type. */
    public boolean manyTargets() {
        return this == ONE_TO_MANY || this == MANY_TO_MANY;
    }

    /** Whether one item may be the end of several relations of the type. */
    public boolean manySources() {
        return this == MANY_TO_ONE || this == MANY_TO_MANY;
    }
}

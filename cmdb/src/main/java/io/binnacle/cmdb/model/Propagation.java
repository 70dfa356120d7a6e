package io.binnacle.cmdb.model;

/** Which way a failure goes along a relation. */
public enum Propagation {
    /** What fails at the start harms the end: a feed that powers a unit. */
    FROM_TO,
    /** What fails at the end harms the start: a program that runs on a machine. */
    TO_FROM, BOTH, NONE;

    /** Whether a failure of the start reaches the end. */
    public boolean reachesEnd() {
        return this == FROM_TO || this == BOTH;
    }

    /** Whether a failure of the end reaches the start. */
    public boolean reachesStart() {
        return this == TO_FROM || this == BOTH;
    }
}

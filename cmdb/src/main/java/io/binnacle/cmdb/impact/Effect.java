package io.binnacle.cmdb.impact;

/** What a failure does to something that depends on what failed; the worse the later. */
public enum Effect {
    /** It works on, with less behind it: one of several redundant parts is gone, or a part of it is degraded. */
    DEGRADED,
    /** It does not work. */
    DOWN
}

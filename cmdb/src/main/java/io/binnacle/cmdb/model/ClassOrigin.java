package io.binnacle.cmdb.model;

/** Whose a class is. */
public enum ClassOrigin {
    /** Comes with the program. */
    SHIPPED,
    /** Comes with the program; people here have added to it. */
    EXTENDED,
    /** Made here. */
    OWN
}

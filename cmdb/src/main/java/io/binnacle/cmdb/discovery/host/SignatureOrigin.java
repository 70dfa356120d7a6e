package io.binnacle.cmdb.discovery.host;

/** Whose a signature is. */
public enum SignatureOrigin {
    /** Comes with the program. */
    SHIPPED,
    /** Kept here. */
    OWN,
    /** Kept here, in the place of one of its id that comes with the program. */
    REPLACING
}

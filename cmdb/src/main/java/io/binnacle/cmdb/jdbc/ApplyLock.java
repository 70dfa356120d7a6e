package io.binnacle.cmdb.jdbc;

import org.jdbi.v3.core.Handle;

/**
 * Serialises what writes items: two sources may speak of the same item, and a change of the model turns the values that
 * a source is about to compare with.
 */
final class ApplyLock {

    /** Any number that nobody else locks. */
    private static final long KEY = 0x6369_6170_706c_7901L;

    private ApplyLock() {
    }

    /** Held until the transaction ends. */
    static void take(Handle handle) {
        handle.createQuery("SELECT CAST(pg_advisory_xact_lock(:lock) AS text)").bind("lock", KEY).mapTo(String.class)
                .findOne();
    }
}

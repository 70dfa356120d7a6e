package io.binnacle.storage;

import javax.sql.DataSource;

import io.binnacle.kernel.error.BugException;
import io.micrometer.core.instrument.MeterRegistry;

import org.jdbi.v3.core.Jdbi;

/**
 * The one relational store: PostgreSQL behind a bounded pool, its schema {@code binnacle} migrated to this program's
 * version. Safe for use by any number of threads.
 *
 * <p>Transactions: {@code jdbi().inTransaction(...)}. A nested {@code withHandle} or {@code inTransaction} of the same
 * thread joins the running transaction, so that several capabilities commit together or not at all. What was committed
 * survives the death of this process, of PostgreSQL and of the machine.
 *
 * <p>While PostgreSQL does not answer, every call throws {@link io.binnacle.kernel.error.Unavailable}; an embedded one is
 * restarted meanwhile and the next call succeeds. When the connection breaks during a commit, the outcome is unknown.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Database implements AutoCloseable {

    private Database() {
    }

    /**
     * Starts or reaches PostgreSQL, migrates the schema, returns when statements can run.
     *
     * @throws io.binnacle.kernel.error.Unavailable when PostgreSQL does not start or answer; the message says why
     * @throws io.binnacle.kernel.error.Conflict when the data directory is in use, PostgreSQL is older than 15, or the
     *         schema belongs to a newer program
     */
    public static Database open(DatabaseSettings settings, MeterRegistry meters) {
        throw new BugException("not built yet: " + settings + meters);
    }

    public Jdbi jdbi() {
        throw new BugException("not built yet");
    }

    /** The pool itself, for libraries that bring their own SQL. */
    public DataSource dataSource() {
        throw new BugException("not built yet");
    }

    /** Closes the pool, then stops an embedded PostgreSQL cleanly. Idempotent. */
    @Override
    public void close() {
    }
}

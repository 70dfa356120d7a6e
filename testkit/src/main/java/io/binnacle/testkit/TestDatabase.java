package io.binnacle.testkit;

import io.binnacle.kernel.error.BugException;
import io.binnacle.storage.Database;

/**
 * A real PostgreSQL for tests: one server a JVM, in a temporary directory, stopped with the JVM; a fresh, migrated
 * database for each call (a copy of one template, about 30 ms).
 */
@SuppressWarnings("DoNotCallSuggester")
public final class TestDatabase {

    private TestDatabase() {
    }

    /** A database that nothing else uses, with every migration on the classpath applied. Close it when done. */
    public static Database create() {
        throw new BugException("not built yet");
    }
}

package io.binnacle.storage.postgres;

import java.nio.file.Path;

import io.binnacle.kernel.error.BugException;

/** A PostgreSQL server that runs as a child of this process and dies with it. */
@SuppressWarnings("DoNotCallSuggester")
public final class EmbeddedPostgres implements AutoCloseable {

    private EmbeddedPostgres() {
    }

    public static EmbeddedPostgres start(Path dataDirectory) {
        throw new BugException("not built yet: " + dataDirectory);
    }

    /** Where it answers now; a restart may change the port. */
    public PostgresEndpoint endpoint() {
        throw new BugException("not built yet");
    }

    /** Stops it cleanly (fast shutdown: running statements are cancelled, everything committed is on disk). */
    @Override
    public void close() {
    }
}

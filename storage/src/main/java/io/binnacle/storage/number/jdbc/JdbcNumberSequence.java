package io.binnacle.storage.number.jdbc;

import io.binnacle.kernel.error.BugException;
import io.binnacle.storage.number.NumberSequence;

import org.jdbi.v3.core.Jdbi;

/** Number sequences in the table {@code number_sequence}; the row's lock makes the next transaction wait. */
@SuppressWarnings("DoNotCallSuggester")
public final class JdbcNumberSequence implements NumberSequence {

    public JdbcNumberSequence(Jdbi jdbi) {
        throw new BugException("not built yet: " + jdbi);
    }

    @Override
    public String next(String prefix) {
        throw new BugException("not built yet: " + prefix);
    }
}

package io.binnacle.storage.number.jdbc;

import java.util.regex.Pattern;

import io.binnacle.kernel.error.BugException;
import io.binnacle.storage.number.NumberSequence;

import org.jdbi.v3.core.Jdbi;

/** Number sequences in the table {@code number_sequence}; the row's lock makes the next transaction wait. */
public final class JdbcNumberSequence implements NumberSequence {

    private static final Pattern PREFIX = Pattern.compile("[A-Z]{1,10}");

    private final Jdbi jdbi;

    public JdbcNumberSequence(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public String next(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new BugException("number prefix " + prefix);
        }
        long number = jdbi.inTransaction(handle -> handle.createQuery("""
            INSERT INTO number_sequence AS sequence (prefix, last) VALUES (:prefix, 1)
            ON CONFLICT (prefix) DO UPDATE SET last = sequence.last + 1
            RETURNING last""").bind("prefix", prefix).mapTo(Long.class).one());
        return prefix + "-" + number;
    }
}

package io.binnacle.storage.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

import io.binnacle.kernel.error.Unavailable;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jspecify.annotations.Nullable;

/** Tells a database that does not answer from a statement that is wrong. */
final class ConnectionLoss {

    /**
     * Beside class 08 (connection exceptions): shutdown by the administrator, crash of another back end, starting up or
     * recovering, no connection slots left, disk full, out of memory.
     */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300", "53100", "53200");

    private ConnectionLoss() {
    }

    static boolean is(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || (state != null && (state.startsWith("08") || STATES.contains(state)));
    }

    static Unavailable unavailable(SQLException e) {
        return new Unavailable("the database does not answer: " + e.getMessage(), e);
    }

    private static Optional<Unavailable> find(@Nullable Throwable thrown) {
        return thrown instanceof SQLException e && is(e) ? Optional.of(unavailable(e)) : Optional.empty();
    }

    /** JDBI shows each failed statement to its logger before it wraps the exception; the loss leaves from there. */
    static final class OfStatements implements SqlLogger {

        @Override
        public void logException(StatementContext context, SQLException e) {
            find(e).ifPresent(lost -> {
                throw lost;
            });
        }
    }

    /** Begin and commit are no statements to JDBI; their failures are translated here. */
    static final class OfTransactions extends DelegatingTransactionHandler {

        OfTransactions(TransactionHandler delegate) {
            super(delegate);
        }

        @Override
        public TransactionHandler specialize(Handle handle) throws SQLException {
            return new OfTransactions(getDelegate().specialize(handle));
        }

        @Override
        public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> callback) throws X {
            try {
                return super.inTransaction(handle, callback);
            } catch (TransactionException e) {
                throw find(e.getCause()).<RuntimeException>map(lost -> lost).orElse(e);
            }
        }
    }
}

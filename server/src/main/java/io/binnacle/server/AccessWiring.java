package io.binnacle.server;

import java.time.InstantSource;
import java.util.function.Supplier;

import io.binnacle.server.config.Configuration;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.FirstAdministrator;
import io.binnacle.server.security.Passwords;
import io.binnacle.server.security.Sessions;
import io.binnacle.server.security.SignIn;
import io.binnacle.server.security.Transactions;
import io.binnacle.server.security.UserStore;
import io.binnacle.server.security.Users;
import io.binnacle.server.security.jdbc.JdbcSessionStore;
import io.binnacle.server.security.jdbc.JdbcTokenStore;
import io.binnacle.server.security.jdbc.JdbcUserStore;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.micrometer.core.instrument.MeterRegistry;
import org.jdbi.v3.core.Jdbi;

/** The parts of access, connected; the server and the command line use the same. */
record AccessWiring(ActivityStream activities, UserStore userStore, Users users, Sessions sessions, ApiTokens tokens,
        SignIn signIn, FirstAdministrator setup) {

    static AccessWiring of(Jdbi jdbi, Configuration.Session settings, InstantSource clock, MeterRegistry meters) {
        ActivityStream activities = new JdbcActivityStream(jdbi, clock);
        Transactions transactions = new JdbiTransactions(jdbi);
        UserStore userStore = new JdbcUserStore(jdbi, clock);
        Passwords passwords = new Passwords(meters);
        Sessions sessions = new Sessions(new JdbcSessionStore(jdbi), clock, settings.idle(), settings.absolute());
        Users users = new Users(userStore, sessions, passwords, activities, transactions, clock);
        ApiTokens tokens = new ApiTokens(new JdbcTokenStore(jdbi, clock), activities, transactions, clock);
        SignIn signIn = new SignIn(userStore, sessions, tokens, passwords, activities, clock, meters);
        return new AccessWiring(activities, userStore, users, sessions, tokens, signIn,
                new FirstAdministrator(users, signIn));
    }

    private record JdbiTransactions(Jdbi jdbi) implements Transactions {

        @Override
        public <R> R run(Supplier<R> work) {
            return jdbi.inTransaction(handle -> work.get());
        }
    }
}

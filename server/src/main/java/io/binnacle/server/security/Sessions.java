package io.binnacle.server.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Sessions of people: opened by a sign-in, ended by a sign-out, by time, or when the account is disabled or gets another
 * password. A session's rights are those that its account has now.
 */
public final class Sessions {

    /** Writing each use would make a write of every read. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    /** A session as it is just opened; the only time that its secret is known. */
    record Opened(String secret, Session session) {}

    private final SessionStore store;
    private final InstantSource clock;
    private final Duration idle;
    private final Duration absolute;

    public Sessions(SessionStore store, InstantSource clock, Duration idle, Duration absolute) {
        this.store = store;
        this.clock = clock;
        this.idle = idle;
        this.absolute = absolute;
    }

    Opened open(User user, String origin) {
        String secret = Secrets.random();
        Instant now = clock.instant();
        store.deleteOlder(now.minus(absolute), now.minus(idle));
        store.insert(Secrets.hash(secret), user.id(), origin, now);
        return new Opened(secret, describe(secret, user, now));
    }

    Optional<Principal> principal(String secret) {
        return live(secret).map(stored -> {
            Instant now = clock.instant();
            if (stored.lastUsedAt().plus(USE_NOTED_EVERY).isBefore(now)) {
                store.used(stored.hash(), now);
            }
            User user = stored.user();
            return new Principal(Principal.Kind.USER, user.id(), user.name(), user.role().permissions());
        });
    }

    /** What the console needs to know of its own session. */
    public Optional<Session> find(String secret) {
        return live(secret).map(stored -> describe(secret, stored.user(), stored.createdAt()));
    }

    /** When that session ends at the latest, if it is used until then. */
    public void close(String secret) {
        store.delete(Secrets.hash(secret));
    }

    void closeOf(UUID userId, @Nullable String exceptSecret) {
        store.deleteOf(userId, exceptSecret == null ? null : Secrets.hash(exceptSecret));
    }

    static String csrfToken(String secret) {
        return Secrets.derive("csrf", secret);
    }

    private Optional<SessionStore.Stored> live(String secret) {
        Instant now = clock.instant();
        return store.find(Secrets.hash(secret)).filter(stored -> stored.user().enabled()
                && now.isBefore(stored.lastUsedAt().plus(idle)) && now.isBefore(stored.createdAt().plus(absolute)));
    }

    private Session describe(String secret, User user, Instant createdAt) {
        List<Permission> permissions = user.role().permissions().stream().sorted().toList();
        return new Session(new Session.Owner(user.id(), user.name(), user.displayName(), user.role()), permissions,
                csrfToken(secret), createdAt.plus(absolute));
    }
}

package io.binnacle.server.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Denied;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import org.jspecify.annotations.Nullable;

/** Makes, checks and revokes API tokens. */
public final class ApiTokens {

    private static final String PREFIX = "bnc_";
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
    private static final Duration LIFE_MAX = Duration.ofDays(3650);

    /** A token just made, with its secret, which is never shown again. */
    public record NewToken(ApiToken token, String secret) {}

    /** What a token is to be. */
    public record Wish(String name, Set<Permission> permissions, @Nullable Instant expiresAt) {}

    /** A sender writes many times a second; a token that another process revokes opens things for this long at most. */
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(1);
    private static final int BELIEVED_MAX = 1000;

    /** A token that was looked up a moment ago. */
    private record Believed(Principal principal, Instant until) {}

    private final Map<String, Believed> believed = new ConcurrentHashMap<>();
    private final TokenStore store;
    private final ActivityStream activities;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Ids ids;

    public ApiTokens(TokenStore store, ActivityStream activities, Transactions transactions, InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    /**
     * @param allowed the creator's own permissions; a token may have no other
     * @throws Denied when the wish asks for more
     */
    public NewToken create(Wish wish, Set<Permission> allowed, Actor actor) {
        Instant now = clock.instant();
        check(wish, now);
        for (Permission permission : wish.permissions()) {
            if (!allowed.contains(permission)) {
                throw new Denied(permission.text() + " (a token cannot have more than its creator)");
            }
        }
        List<Permission> permissions = List.copyOf(EnumSet.copyOf(wish.permissions()));
        ApiToken token = new ApiToken(ids.next(), wish.name().strip(), permissions, actor.name(), now,
                wish.expiresAt(), null, null);
        String secret = PREFIX + Secrets.random();
        return transactions.run(() -> {
            store.insert(token, Secrets.hash(secret));
            activities.append(actor, ref(token.id()), "created", token.name(),
                    Map.of("permissions", new FieldChange(null, text(permissions)),
                            "expiresAt", new FieldChange(null, String.valueOf(wish.expiresAt()))));
            return new NewToken(token, secret);
        });
    }

    public ApiToken revoke(UUID id, Actor actor) {
        ApiToken revoked = transactions.run(() -> {
            ApiToken token = store.find(id).orElseThrow(() -> new NotFound("token", id.toString()));
            if (token.revokedAt() != null) {
                throw new Conflict("the token " + token.name() + " is revoked already");
            }
            store.revoke(id, clock.instant());
            activities.append(actor, ref(id), "revoked", token.name(), Map.of());
            return store.find(id).orElseThrow(() -> new NotFound("token", id.toString()));
        });
        believed.values().removeIf(entry -> entry.principal().id().equals(id));
        return revoked;
    }

    public Page<ApiToken> list(ListQuery query) {
        return store.list(query);
    }

    public ListSchema schema() {
        return store.schema();
    }

    /** Whether that token still opens anything. */
    public boolean counts(UUID id) {
        return store.find(id).filter(token -> token.counts(clock.instant())).isPresent();
    }

    Optional<Principal> principal(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String hash = Secrets.hash(secret);
        Believed known = believed.get(hash);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.principal());
        }
        return store.findByHash(hash).filter(token -> token.counts(now)).map(token -> believe(hash, token, now));
    }

    private Principal believe(String hash, ApiToken token, Instant now) {
        Principal principal = principal(token, now);
        Instant until = now.plus(BELIEVED_FOR);
        Instant expiresAt = token.expiresAt();
        if (believed.size() >= BELIEVED_MAX) {
            believed.clear();
        }
        believed.put(hash, new Believed(principal, expiresAt != null && expiresAt.isBefore(until) ? expiresAt : until));
        return principal;
    }

    private Principal principal(ApiToken token, Instant now) {
        Instant used = token.lastUsedAt();
        if (used == null || used.plus(USE_NOTED_EVERY).isBefore(now)) {
            store.used(token.id(), now);
        }
        return new Principal(Principal.Kind.TOKEN, token.id(), token.name(), Set.copyOf(token.permissions()));
    }

    private static void check(Wish wish, Instant now) {
        if (wish.name().isBlank() || wish.name().length() > 100) {
            throw new InvalidInput("name", "1 to 100 characters", wish.name());
        }
        if (wish.permissions().isEmpty()) {
            throw new InvalidInput("permissions", "at least one permission", "none");
        }
        Instant expiresAt = wish.expiresAt();
        if (expiresAt != null && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LIFE_MAX)))) {
            throw new InvalidInput("expiresAt", "a time in the next ten years", expiresAt);
        }
    }

    private static String text(List<Permission> permissions) {
        return permissions.stream().map(Permission::text).collect(Collectors.joining(", "));
    }

    private static RecordRef ref(UUID id) {
        return new RecordRef("token", id.toString());
    }
}

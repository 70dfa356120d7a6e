package io.binnacle.server.security;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.Conflict;
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

/** Makes and changes accounts; keeps an administrator who can sign in, once there has been one. */
public final class Users {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** What a new account is to be. */
    public record Wish(String name, String displayName, Role role, String password) {}

    /** What is to change; null leaves it as it is. */
    public record Change(@Nullable String displayName, @Nullable Role role, @Nullable Boolean enabled) {}

    private final UserStore store;
    private final Sessions sessions;
    private final Passwords passwords;
    private final ActivityStream activities;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Ids ids;

    public Users(UserStore store, Sessions sessions, Passwords passwords, ActivityStream activities,
            Transactions transactions, InstantSource clock) {
        this.store = store;
        this.sessions = sessions;
        this.passwords = passwords;
        this.activities = activities;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    public Page<User> list(ListQuery query) {
        return store.list(query);
    }

    public ListSchema schema() {
        return store.schema();
    }

    public User get(UUID id) {
        return store.find(id).orElseThrow(() -> new NotFound("user", id.toString()));
    }

    public User getByName(String name) {
        return store.findByName(name).orElseThrow(() -> new NotFound("user", name));
    }

    public boolean hasAdministrator() {
        return store.administrators() > 0;
    }

    public User create(Wish wish, Actor actor) {
        String hash = prepare(wish);
        return transactions.run(() -> insert(wish, hash, actor));
    }

    /** The first administrator; empty when there is one already, also when two ask at the same time. */
    Optional<User> createFirst(Wish wish, Actor actor) {
        String hash = prepare(wish);
        return transactions.run(() -> {
            store.lock();
            return hasAdministrator() ? Optional.empty() : Optional.of(insert(wish, hash, actor));
        });
    }

    public User change(UUID id, Change change, Actor actor) {
        return transactions.run(() -> {
            store.lock();
            User before = get(id);
            User after = new User(id, before.name(), displayName(change.displayName(), before.displayName()),
                    change.role() == null ? before.role() : change.role(),
                    change.enabled() == null ? before.enabled() : change.enabled(), before.createdAt(),
                    before.lastSignInAt());
            Map<String, FieldChange> changes = changes(before, after);
            if (changes.isEmpty()) {
                return before;
            }
            store.update(after);
            if (!hasAdministrator()) {
                throw new Conflict(before.name() + " is the last administrator who can sign in");
            }
            if (!after.enabled()) {
                sessions.closeOf(id, null);
            }
            activities.append(actor, ref(id), "changed", after.name(), changes);
            return after;
        });
    }

    /** Another's password, by an administrator; ends all sessions of that account. */
    public void resetPassword(UUID id, String replacement, Actor actor) {
        User user = get(id);
        passwords.checkRules("password", replacement, user.name());
        replacePassword(user, passwords.hash(replacement), null, actor, "password-reset");
    }

    /** One's own password; ends the other sessions of that account. */
    public void changePassword(UUID id, String current, String replacement, String sessionSecret, Actor actor) {
        User user = get(id);
        String hash = store.passwordHash(id).orElse("");
        if (hash.isEmpty() || !passwords.verify(current, hash)) {
            throw new InvalidInput("current", "the current password", "another one");
        }
        passwords.checkRules("replacement", replacement, user.name());
        replacePassword(user, passwords.hash(replacement), sessionSecret, actor, "password-changed");
    }

    private void replacePassword(User user, String hash, @Nullable String keptSession, Actor actor, String verb) {
        transactions.run(() -> {
            store.setPasswordHash(user.id(), hash);
            sessions.closeOf(user.id(), keptSession);
            return activities.append(actor, ref(user.id()), verb, user.name(), Map.of());
        });
    }

    private String prepare(Wish wish) {
        if (!NAME.matcher(wish.name()).matches()) {
            throw new InvalidInput("name", "letters, digits and . _ @ -, at most 64", wish.name());
        }
        displayName(wish.displayName(), "");
        passwords.checkRules("password", wish.password(), wish.name());
        return passwords.hash(wish.password());
    }

    private User insert(Wish wish, String hash, Actor actor) {
        User user = new User(ids.next(), wish.name(), displayName(wish.displayName(), wish.name()), wish.role(), true,
                clock.instant(), null);
        store.insert(user, hash);
        activities.append(actor, ref(user.id()), "created", user.name(),
                Map.of("role", new FieldChange(null, user.role().text()),
                        "displayName", new FieldChange(null, user.displayName())));
        return user;
    }

    private static String displayName(@Nullable String text, String otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (text.length() > 100 || text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput("displayName", "at most 100 characters on one line", text);
        }
        return text.strip();
    }

    private static Map<String, FieldChange> changes(User before, User after) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        if (!before.displayName().equals(after.displayName())) {
            changes.put("displayName", new FieldChange(before.displayName(), after.displayName()));
        }
        if (before.role() != after.role()) {
            changes.put("role", new FieldChange(before.role().text(), after.role().text()));
        }
        if (before.enabled() != after.enabled()) {
            changes.put("enabled", new FieldChange(String.valueOf(before.enabled()), String.valueOf(after.enabled())));
        }
        return changes;
    }

    static RecordRef ref(UUID id) {
        return new RecordRef("user", id.toString());
    }
}

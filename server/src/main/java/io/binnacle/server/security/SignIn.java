package io.binnacle.server.security;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import io.binnacle.kernel.error.Denied;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Signing in and out. An unknown name, a wrong password and a disabled account get the same answer after the same time;
 * only the activity stream knows which it was.
 */
public final class SignIn implements Authentication {

    /** What a sign-in gives: the secret goes into the cookie, the rest to the page. */
    public record SignedIn(String secret, Session session) {}

    private final UserStore users;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final ActivityStream activities;
    private final InstantSource clock;

    public SignIn(UserStore users, Sessions sessions, ApiTokens tokens, Passwords passwords,
            ActivityStream activities, InstantSource clock, MeterRegistry meters) {
        this.users = users;
        this.sessions = sessions;
        this.tokens = tokens;
        this.passwords = passwords;
        this.throttle = new SignInThrottle(clock, meters);
        this.activities = activities;
        this.clock = clock;
    }

    /** Empty when name and password do not fit an account that may sign in. */
    public Optional<SignedIn> signIn(String name, String password, String origin) {
        try {
            throttle.admit(name, origin);
        } catch (Overloaded e) {
            note(name, origin, "sign-in-throttled", "too many failures");
            throw e;
        }
        Optional<User> user = users.findByName(name);
        Optional<String> hash = user.flatMap(known -> users.passwordHash(known.id()));
        boolean right;
        if (hash.isPresent() && password.length() <= Passwords.LENGTH_MAX) {
            right = passwords.verify(password, hash.get());
        } else {
            passwords.verifyNobody("nobody");
            right = false;
        }
        if (!right || user.isEmpty() || !user.get().enabled()) {
            note(name, origin, "sign-in-failed",
                    user.isEmpty() ? "unknown name" : right ? "account disabled" : "wrong password");
            return Optional.empty();
        }
        throttle.succeeded(name, origin);
        return Optional.of(open(user.get(), origin));
    }

    /** Opens a session for somebody who proved who it is. */
    SignedIn open(User user, String origin) {
        Sessions.Opened opened = sessions.open(user, origin);
        users.signedIn(user.id(), clock.instant());
        activities.append(new Actor(Actor.Kind.USER, user.name(), origin), Users.ref(user.id()), "signed-in", null,
                Map.of());
        return new SignedIn(opened.secret(), opened.session());
    }

    public void signOut(String secret, Actor actor) {
        Session session = sessions.find(secret).orElseThrow(() -> new Denied("to sign out: a session"));
        sessions.close(secret);
        activities.append(actor, Users.ref(session.user().id()), "signed-out", null, Map.of());
    }

    private void note(String name, String origin, String verb, String why) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        activities.append(new Actor(Actor.Kind.USER, shown, origin),
                users.findByName(name).map(user -> Users.ref(user.id())).orElse(new RecordRef("user", "unknown")), verb,
                why, Map.of());
    }

    @Override
    public Optional<Principal> bySession(String secret) {
        return sessions.principal(secret);
    }

    @Override
    public Optional<Principal> byToken(String secret) {
        return tokens.principal(secret);
    }

    @Override
    public boolean isCsrfToken(String sessionSecret, String csrfToken) {
        return Secrets.equal(Sessions.csrfToken(sessionSecret), csrfToken);
    }
}

package io.binnacle.server.security;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Denied;
import io.binnacle.storage.activity.Actor;

/**
 * The set-up link: while there is no administrator, whoever has the token that this start printed may become the first
 * one. The token lives in memory only and is another one at each start.
 */
public final class FirstAdministrator {

    private final Users users;
    private final SignIn signIn;
    private final String token = Secrets.random();

    public FirstAdministrator(Users users, SignIn signIn) {
        this.users = users;
        this.signIn = signIn;
    }

    public boolean needed() {
        return !users.hasAdministrator();
    }

    /** For the link that is printed at the start; never for an answer. */
    public String token() {
        return token;
    }

    /** Makes the first administrator and signs it in. */
    public SignIn.SignedIn create(String offeredToken, String name, String displayName, String password,
            String origin) {
        if (!needed()) {
            throw new Conflict("Binnacle is set up already; sign in");
        }
        if (!Secrets.equal(token, offeredToken)) {
            throw new Denied("to set Binnacle up: the link that its last start printed");
        }
        Users.Wish wish = new Users.Wish(name, displayName, Role.ADMINISTRATOR, password);
        User user = users.createFirst(wish, new Actor(Actor.Kind.USER, name, origin))
                .orElseThrow(() -> new Conflict("Binnacle was set up by somebody else just now; sign in"));
        return signIn.open(user, origin);
    }
}

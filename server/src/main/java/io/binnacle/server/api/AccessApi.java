package io.binnacle.server.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.binnacle.kernel.error.Denied;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.ApiToken;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.FirstAdministrator;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Principal;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.Session;
import io.binnacle.server.security.Sessions;
import io.binnacle.server.security.SignIn;
import io.binnacle.server.security.User;
import io.binnacle.server.security.Users;
import org.jspecify.annotations.Nullable;

/** Set-up, sign-in, one's own account, users, roles and API tokens. */
public final class AccessApi {

    /** Whether Binnacle still waits for its first administrator. */
    public record SetupState(boolean needed) {}

    public record SetupRequest(String token, String name, String displayName, String password) {}

    public record SignInRequest(String name, String password) {}

    public record PasswordChange(String current, String replacement) {}

    public record NewUser(String name, String displayName, Role role, String password) {}

    public record UserUpdate(@Nullable String displayName, @Nullable Role role, @Nullable Boolean enabled) {}

    public record PasswordReset(String password) {}

    public record RoleDescription(Role name, String description, List<Permission> permissions) {}

    public record NewToken(String name, List<Permission> permissions, @Nullable Instant expiresAt) {}

    /** The only answer that ever carries a token's secret. */
    public record IssuedToken(ApiToken token, String secret) {}

    /** The parts of access that the API speaks to. */
    public record Parts(FirstAdministrator setup, SignIn signIn, Sessions sessions, Users users, ApiTokens tokens) {}

    /** Is told what changed, after it did. */
    @FunctionalInterface
    public interface Listener {
        void changed(String topic, String id, Permission needed);
    }

    private final Parts access;
    private final SessionCookie cookie;
    private final Listener listener;

    public AccessApi(Parts access, boolean secureCookie, Duration sessionLife, Listener listener) {
        this.access = access;
        this.cookie = new SessionCookie(secureCookie, sessionLife);
        this.listener = listener;
    }

    public List<Route<?, ?>> routes() {
        List<Route<?, ?>> routes = new ArrayList<>();
        addSession(routes);
        addUsers(routes);
        addTokens(routes);
        return routes;
    }

    private void addSession(List<Route<?, ?>> routes) {
        routes.add(Route.get("setup", "getSetup", "Whether Binnacle waits for its first administrator").everyone()
                .returns(SetupState.class).handle(call -> new SetupState(access.setup().needed())));
        routes.add(Route
                .post("setup", "setUp",
                        "Makes the first administrator, with the token of the set-up link, and signs it in")
                .everyone().body(SetupRequest.class).creates(Session.class).handle(this::setUp));
        routes.add(Route.post("session", "signIn", "Signs in; sets the session's cookie").everyone()
                .body(SignInRequest.class).creates(Session.class).handle(this::signIn));
        routes.add(Route.get("session", "getSession", "Who is signed in, with which permissions").signedIn()
                .returns(Session.class).handle(call -> access.sessions().find(sessionSecret(call))
                        .orElseThrow(() -> new Denied("to have a session"))));
        routes.add(Route.delete("session", "signOut", "Signs out").signedIn().returnsNothing().handle(call -> {
            access.signIn().signOut(sessionSecret(call), call.actor());
            cookie.clear(call);
        }));
        routes.add(
                Route.put("account/password", "changePassword", "Changes one's own password; ends one's other sessions")
                        .signedIn().body(PasswordChange.class).returnsNothing().handle((call, body) -> access.users()
                                .changePassword(call.principal().id(), body.current(), body.replacement(),
                                        sessionSecret(call), call.actor())));
    }

    private void addUsers(List<Route<?, ?>> routes) {
        Users users = access.users();
        routes.add(Route.get("users", "listUsers", "Users").needs(Permission.USER_READ).list()
                .returnsPage(User.class).handle(call -> users.list(call.listQuery())));
        routes.add(Route.post("users", "createUser", "Makes a user").needs(Permission.USER_WRITE)
                .body(NewUser.class).creates(User.class).handle((call, body) -> told(users.create(
                        new Users.Wish(body.name(), body.displayName(), body.role(), body.password()),
                        call.actor()))));
        routes.add(Route.get("users/{id}", "getUser", "One user").needs(Permission.USER_READ)
                .returns(User.class).handle(call -> users.get(call.pathId("id"))));
        routes.add(
                Route.patch("users/{id}", "updateUser", "Changes a user's display name or role, disables or enables it")
                        .needs(Permission.USER_WRITE).body(UserUpdate.class).returns(User.class)
                        .handle((call, body) -> told(users.change(call.pathId("id"),
                                new Users.Change(body.displayName(), body.role(), body.enabled()), call.actor()))));
        routes.add(
                Route.post("users/{id}/password", "resetPassword", "Gives a user another password; ends its sessions")
                        .needs(Permission.USER_WRITE).body(PasswordReset.class).returnsNothing()
                        .handle((call, body) -> users.resetPassword(call.pathId("id"), body.password(), call.actor())));
        routes.add(Route.get("roles", "listRoles", "Roles and what each may do").needs(Permission.ROLE_READ)
                .returnsItems(RoleDescription.class).handle(call -> new Items<>(roles())));
    }

    private void addTokens(List<Route<?, ?>> routes) {
        ApiTokens tokens = access.tokens();
        routes.add(Route.get("tokens", "listTokens", "API tokens, without their secrets")
                .needs(Permission.TOKEN_READ).list().returnsPage(ApiToken.class)
                .handle(call -> tokens.list(call.listQuery())));
        routes.add(Route.post("tokens", "createToken", "Makes an API token; its secret is in this answer only")
                .needs(Permission.TOKEN_WRITE).body(NewToken.class).creates(IssuedToken.class)
                .handle(this::createToken));
        routes.add(Route.delete("tokens/{id}", "revokeToken", "Revokes an API token").needs(Permission.TOKEN_WRITE)
                .returnsNothing().handle(call -> {
                    ApiToken token = tokens.revoke(call.pathId("id"), call.actor());
                    listener.changed("token", token.id().toString(), Permission.TOKEN_READ);
                }));
    }

    private Session setUp(Call call, SetupRequest body) {
        SignIn.SignedIn signedIn = access.setup().create(body.token(), body.name(), body.displayName(),
                body.password(), call.origin());
        cookie.set(call, signedIn.secret());
        return signedIn.session();
    }

    private Session signIn(Call call, SignInRequest body) {
        SignIn.SignedIn signedIn = access.signIn().signIn(body.name(), body.password(), call.origin())
                .orElseThrow(SessionCookie::wrongPassword);
        // A new session always has a new secret; one that the browser still had is over.
        call.sessionSecret().ifPresent(access.sessions()::close);
        cookie.set(call, signedIn.secret());
        return signedIn.session();
    }

    private IssuedToken createToken(Call call, NewToken body) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(body.permissions());
        ApiTokens.NewToken created = access.tokens().create(
                new ApiTokens.Wish(body.name(), permissions, body.expiresAt()), call.principal().permissions(),
                call.actor());
        listener.changed("token", created.token().id().toString(), Permission.TOKEN_READ);
        return new IssuedToken(created.token(), created.secret());
    }

    private User told(User user) {
        listener.changed("user", user.id().toString(), Permission.USER_READ);
        return user;
    }

    private static String sessionSecret(Call call) {
        if (call.principal().kind() != Principal.Kind.USER) {
            throw new InvalidInput("session", "a session, since a token has neither account nor session", "a token");
        }
        return call.sessionSecret().orElseThrow();
    }

    private static List<RoleDescription> roles() {
        return Arrays.stream(Role.values()).map(role -> new RoleDescription(role, switch (role) {
            case VIEWER -> "Sees the estate and what is wrong with it";
            case OPERATOR -> "Also works on incidents and runs discovery";
            case MANAGER -> "Also decides who is notified, and sees users and the audit log";
            case ADMINISTRATOR -> "May do everything";
        }, role.permissions().stream().sorted().toList())).toList();
    }
}

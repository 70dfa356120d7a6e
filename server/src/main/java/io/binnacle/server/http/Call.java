package io.binnacle.server.http;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.security.Principal;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.list.ListQuery;
import org.jspecify.annotations.Nullable;

/** One request, as its handler sees it: who calls, from where, with which parameters. Used by one thread. */
public final class Call {

    public static final String SESSION_COOKIE = Admission.COOKIE;

    private final ServiceRequestContext context;
    private final QueryParams parameters;
    private final @Nullable Principal principal;

    Call(ServiceRequestContext context, QueryParams parameters, @Nullable Principal principal) {
        this.context = context;
        this.parameters = parameters;
        this.principal = principal;
    }

    /** Who calls; only for routes that are not open to everyone. */
    public Principal principal() {
        Principal known = principal;
        if (known == null) {
            throw new BugException("a route that is open to everyone asks for its principal: " + context.path());
        }
        return known;
    }

    public Optional<Principal> findPrincipal() {
        return Optional.ofNullable(principal);
    }

    /** Who calls, for the activity stream. */
    public Actor actor() {
        Principal known = principal();
        Actor.Kind kind = known.kind() == Principal.Kind.TOKEN ? Actor.Kind.TOKEN : Actor.Kind.USER;
        return new Actor(kind, known.name(), origin());
    }

    /** The caller's address, without the port. */
    public String origin() {
        return context.clientAddress().getHostAddress();
    }

    /** The secret of the session's cookie that came with the request, whatever it is worth. */
    public Optional<String> sessionSecret() {
        return Admission.sessionSecret(context.request().headers());
    }

    public String requestId() {
        return context.id().text();
    }

    /** The decoded value of that part of the route's path. */
    public String path(String name) {
        String value = context.pathParam(name);
        if (value == null) {
            throw new BugException("the route has no {" + name + "}: " + context.path());
        }
        return value;
    }

    /** That part of the path as a UUID. */
    public UUID pathId(String name) {
        return uuid(name, path(name));
    }

    /** That part of the path as a whole number. */
    public int pathNumber(String name) {
        String text = path(name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInput(name, "a whole number", text);
        }
    }

    /** The parameter's value; empty when it is absent or empty. */
    public Optional<String> query(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    public List<String> queryAll(String name) {
        return parameters.getAll(name);
    }

    public Optional<UUID> queryId(String name) {
        return query(name).map(value -> uuid(name, value));
    }

    public boolean queryFlag(String name) {
        return query(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** Paging, filter and sort order, for a route that declares {@code list()}. */
    public ListQuery listQuery() {
        int limit = query("limit").map(Call::limit).orElse(ListQuery.LIMIT_DEFAULT);
        return new ListQuery(query("q").orElse(null), query("sort").orElse(null), query("cursor").orElse(null), limit);
    }

    /** For answers that are no plain records: event streams, cookies. */
    public ServiceRequestContext context() {
        return context;
    }

    private static int limit(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInput("limit", "a whole number from 1 to " + ListQuery.LIMIT_MAX, text);
        }
    }

    private static UUID uuid(String name, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(name, "a UUID", text);
        }
    }
}

package io.binnacle.server.api;

import java.util.List;
import java.util.function.BooleanSupplier;

import com.linecorp.armeria.common.HttpResponse;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Route;
import io.binnacle.server.live.LiveUpdates;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Principal;
import io.binnacle.server.security.Sessions;

/** The stream of live updates. */
public final class LiveApi {

    private final LiveUpdates updates;
    private final Sessions sessions;
    private final ApiTokens tokens;

    public LiveApi(LiveUpdates updates, Sessions sessions, ApiTokens tokens) {
        this.updates = updates;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("stream", "openStream",
                "What changes, as server-sent events; resumes after the Last-Event-ID header")
                .needs(Permission.STREAM_READ).streams().handle(this::open));
    }

    private HttpResponse open(Call call) {
        Principal principal = call.principal();
        BooleanSupplier stillSignedIn = principal.kind() == Principal.Kind.TOKEN
                ? () -> tokens.counts(principal.id())
                : call.sessionSecret().<BooleanSupplier>map(secret -> () -> sessions.find(secret).isPresent())
                        .orElse(() -> false);
        HttpResponse stream = updates.open(principal, call.context().request().headers().get("last-event-id"),
                stillSignedIn);
        call.context().clearRequestTimeout();
        return stream;
    }
}

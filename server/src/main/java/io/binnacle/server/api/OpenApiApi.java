package io.binnacle.server.api;

import java.util.function.Supplier;

import io.binnacle.server.http.Content;
import io.binnacle.server.http.Route;

/** The API's own description. */
public final class OpenApiApi {

    private OpenApiApi() {
    }

    public static Route<?, ?> route(Supplier<String> document) {
        return Route.get("openapi.json", "getOpenApi", "This document").signedIn().returnsContent()
                .handle(call -> Content.json(200, document.get()));
    }
}

package io.binnacle.server.api;

import java.util.List;

import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.telemetry.export.remotewrite.DestinationState;
import io.binnacle.telemetry.export.remotewrite.RemoteWriting;

/** Where samples are written to by remote write, and how it goes. */
public final class DestinationsApi {

    private final RemoteWriting writing;

    public DestinationsApi(RemoteWriting writing) {
        this.writing = writing;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("samples/destinations", "listDestinations",
                "Where samples are written to by remote write, and how far")
                .needs(Permission.METRIC_READ).returnsItems(DestinationState.class)
                .handle(call -> new Items<>(writing.states())));
    }
}

package io.binnacle.server.api;

import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.discovery.DiscoveryRun;
import io.binnacle.cmdb.discovery.DiscoveryRunner;
import io.binnacle.cmdb.discovery.DiscoveryRuns;
import io.binnacle.cmdb.discovery.DiscoverySourceState;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.RecordRef;

/** Where items come from, and what each run found. */
public final class DiscoveryApi {

    /** @param source the name of a source */
    public record DiscoveryRequest(String source) {}

    private final DiscoveryRunner runner;
    private final DiscoveryRuns runs;
    private final ActivityStream activities;

    public DiscoveryApi(DiscoveryRunner runner, DiscoveryRuns runs, ActivityStream activities) {
        this.runner = runner;
        this.runs = runs;
        this.activities = activities;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("discovery/sources", "listDiscoverySources", "The sources, and when each runs next")
                        .needs(Permission.DISCOVERY_READ).returnsItems(DiscoverySourceState.class)
                        .handle(call -> new Items<>(runner.sources())),
                Route.get("discovery/runs", "listDiscoveryRuns", "The runs, newest first")
                        .needs(Permission.DISCOVERY_READ).list().returnsPage(DiscoveryRun.class)
                        .handle(call -> runs.list(call.listQuery())),
                Route.post("discovery/runs", "runDiscovery", "Starts a run now; answers with its record so far")
                        .needs(Permission.DISCOVERY_RUN).body(DiscoveryRequest.class).creates(DiscoveryRun.class)
                        .handle(this::run));
    }

    private DiscoveryRun run(Call call, DiscoveryRequest request) {
        DiscoveryRun run = runner.runNow(request.source());
        activities.append(call.actor(), new RecordRef("discovery", request.source()), "started", null, Map.of());
        return run;
    }
}

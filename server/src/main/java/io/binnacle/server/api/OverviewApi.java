package io.binnacle.server.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ClassSummary;
import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.discovery.DiscoveryRun;
import io.binnacle.cmdb.discovery.DiscoveryRuns;
import io.binnacle.insight.event.Alert;
import io.binnacle.insight.event.AlertState;
import io.binnacle.insight.event.Alerts;
import io.binnacle.kernel.health.Health;
import io.binnacle.operations.incident.Incident;
import io.binnacle.operations.incident.Incidents;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.Page;
import org.jspecify.annotations.Nullable;

/** What is broken, what changed, how the estate is: the first page, in one answer. */
public final class OverviewApi {

    private static final int ROWS = 10;

    /**
     * @param items how many items in service have each health
     * @param incidents the worst unresolved ones
     * @param incidentsOpen how many are unresolved
     * @param alerts those that fire, the worst first
     * @param alertsFiring how many fire
     * @param alertsUnknown how many conditions have no data
     * @param changes the latest changes of items
     * @param lastDiscovery the latest run of any source
     */
    public record OverviewState(Instant checkedAt, Map<Health, Long> items, List<ClassSummary> classes,
            List<Incident> incidents, long incidentsOpen, List<Alert> alerts, long alertsFiring, long alertsUnknown,
            List<CiChange> changes, @Nullable DiscoveryRun lastDiscovery) {}

    private final Cmdb cmdb;
    private final DiscoveryRuns runs;
    private final Alerts alerts;
    private final Incidents incidents;
    private final InstantSource clock;

    public OverviewApi(Cmdb cmdb, DiscoveryRuns runs, Alerts alerts, Incidents incidents, InstantSource clock) {
        this.cmdb = cmdb;
        this.runs = runs;
        this.alerts = alerts;
        this.incidents = incidents;
        this.clock = clock;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("overview", "getOverview", "What is broken, what changed, how the estate is")
                .needs(Permission.OVERVIEW_READ).returns(OverviewState.class).handle(call -> state()));
    }

    private OverviewState state() {
        Map<Health, Long> items = new EnumMap<>(Health.class);
        for (Health health : Health.values()) {
            items.put(health, cmdb.list(query("lifecycle:in_service health:" + health.text(), null, 1)).total());
        }
        Page<Incident> open = incidents.list(query("-status:resolved", "severity,-openedAt", ROWS));
        Page<Alert> firing = alerts.list(query("state:" + word(AlertState.FIRING), null, ROWS));
        long unknown = alerts.list(query("state:" + word(AlertState.UNKNOWN), null, 1)).total();
        Optional<DiscoveryRun> last = runs.list(query(null, null, 1)).items().stream().findFirst();
        return new OverviewState(clock.instant(), items,
                cmdb.classSummaries().stream().filter(ClassSummary::hasItems).toList(), open.items(), open.total(),
                firing.items(), firing.total(), unknown, cmdb.changes(query(null, null, ROWS)).items(),
                last.orElse(null));
    }

    private static ListQuery query(@Nullable String q, @Nullable String sort, int limit) {
        return new ListQuery(q, sort, null, limit);
    }

    private static String word(AlertState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

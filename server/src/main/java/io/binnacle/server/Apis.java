package io.binnacle.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.server.api.AccessApi;
import io.binnacle.server.api.AlertingApi;
import io.binnacle.server.api.AuditApi;
import io.binnacle.server.api.BulkEditApi;
import io.binnacle.server.api.CiClassApi;
import io.binnacle.server.api.CmdbApi;
import io.binnacle.server.api.ReconciliationApi;
import io.binnacle.server.api.DashboardApi;
import io.binnacle.server.api.DestinationsApi;
import io.binnacle.server.api.DiscoveryApi;
import io.binnacle.server.api.ExportApi;
import io.binnacle.server.api.FederationApi;
import io.binnacle.server.api.ImpactApi;
import io.binnacle.server.api.IncidentApi;
import io.binnacle.server.api.ListFieldsApi;
import io.binnacle.server.api.LiveApi;
import io.binnacle.server.api.NotificationApi;
import io.binnacle.server.api.OpenApiApi;
import io.binnacle.server.api.OtlpApi;
import io.binnacle.server.api.OverviewApi;
import io.binnacle.server.api.PrometheusApi;
import io.binnacle.server.api.PrometheusExpressionApi;
import io.binnacle.server.api.PrometheusRulesApi;
import io.binnacle.server.api.PrometheusStatusApi;
import io.binnacle.server.api.QueryExplainApi;
import io.binnacle.server.api.RelationApi;
import io.binnacle.server.api.RemoteReadApi;
import io.binnacle.server.api.RemoteWriteApi;
import io.binnacle.server.api.SampleTasks;
import io.binnacle.server.api.SamplesApi;
import io.binnacle.server.api.SavedSearchApi;
import io.binnacle.server.api.SearchApi;
import io.binnacle.server.api.SelfApi;
import io.binnacle.server.api.SnapshotApi;
import io.binnacle.server.api.SystemApi;
import io.binnacle.server.api.TargetsApi;
import io.binnacle.server.config.Configuration;
import io.binnacle.server.http.Json;
import io.binnacle.server.http.OpenApi;
import io.binnacle.server.http.Route;
import io.binnacle.storage.list.saved.jdbc.JdbcSavedSearches;
import io.binnacle.telemetry.export.remoteread.RemoteReader;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.promql.PromqlLimits;

/** Every route of the program. A capability's API is one line here. */
final class Apis {

    /** Of one answer: some five million samples. */
    private static final int REMOTE_READ_BYTES_MAX = 64 << 20;

    private Apis() {
    }

    static List<Route<?, ?>> routes(Wiring wiring) {
        Foundation foundation = wiring.foundation;
        Configuration configuration = foundation.configuration();
        AccessWiring access = wiring.access;
        boolean secureCookie = configuration.server().tls().enabled() || isHttps(configuration);
        List<Route<?, ?>> routes = new ArrayList<>();
        routes.addAll(new AccessApi(
                new AccessApi.Parts(access.setup(), access.signIn(), access.sessions(), access.users(),
                        access.tokens()),
                secureCookie, configuration.session().absolute(), wiring.live::publish).routes());
        routes.addAll(new AuditApi(access.activities()).routes());
        routes.addAll(new SystemApi(Version.current(), foundation.clock(), wiring.readiness,
                () -> statistics(wiring), foundation.loaded().values()).routes());
        routes.addAll(new OverviewApi(wiring.cmdb, wiring.discoveryRuns, wiring.alerts, wiring.incidents,
                foundation.clock()).routes());
        routes.addAll(new SearchApi(wiring.cmdb, wiring.alerts, wiring.incidents).routes());
        routes.addAll(new PrometheusApi(wiring.samples, wiring.promql, foundation.clock()).routes());
        routes.addAll(new PrometheusExpressionApi(wiring.samples, wiring.promql).routes());
        routes.addAll(new PrometheusStatusApi(wiring.samples, foundation.loaded(), Version.current(),
                foundation.clock()).routes());
        routes.addAll(
                new FederationApi(wiring.samples, PromqlLimits.defaults().lookback(), foundation.clock()).routes());
        routes.addAll(new RemoteReadApi(new RemoteReader(wiring.samples, REMOTE_READ_BYTES_MAX)).routes());
        routes.addAll(new QueryExplainApi(wiring.promql, foundation.clock()).routes());
        routes.addAll(new PrometheusRulesApi(wiring.ruleGroups::states, wiring.ruleGroups::faults).routes());
        routes.addAll(new RemoteWriteApi(wiring.remoteWrite, wiring.bodies, configuration.intake().bodyMax().bytes(),
                wiring.remoteWriting)
                .routes());
        routes.addAll(
                new OtlpApi(wiring.otlp, wiring.bodies, configuration.intake().bodyMax().bytes()).routes());
        routes.addAll(new TargetsApi(wiring.scraping).routes());
        routes.addAll(new DestinationsApi(wiring.remoteWriting).routes());
        SampleTasks sampleTasks = new SampleTasks();
        routes.addAll(new SamplesApi(wiring.samples, sampleTasks, access.activities()).routes());
        routes.addAll(new SnapshotApi(OpeningStore.behind(wiring.samples), sampleTasks, access.activities(),
                configuration.samples().snapshotsMax(), foundation.clock()).routes());
        routes.addAll(new IncidentApi(wiring.incidents, wiring.alerts).routes());
        routes.addAll(new NotificationApi(wiring.notifications).routes());
        routes.addAll(new CmdbApi(wiring.cmdb, wiring.estate.history(), foundation.clock()).routes());
        routes.addAll(new ReconciliationApi(wiring.cmdb, wiring.estate.reconciliation()).routes());
        routes.addAll(new BulkEditApi(wiring.cmdb, wiring.estate.reconciliation()).routes());
        routes.addAll(new ExportApi(wiring.cmdb, wiring.estate.history(), foundation.clock()).routes());
        routes.addAll(new SavedSearchApi(new JdbcSavedSearches(foundation.jdbi(), wiring::lists, access.activities(),
                foundation.clock())).routes());
        routes.addAll(new CiClassApi(wiring.ciModels, wiring.cmdb).routes());
        routes.addAll(new ImpactApi(wiring.cmdb, wiring.estate.impacts()).routes());
        routes.addAll(new RelationApi(wiring.cmdb, wiring.estate.reconciliation()).routes());
        routes.addAll(wiring.services.routes(foundation.clock()));
        routes.addAll(wiring.estate.routes(wiring.cmdb, wiring.live));
        routes.addAll(new DiscoveryApi(wiring.discovery, wiring.discoveryRuns, access.activities()).routes());
        routes.addAll(new AlertingApi(wiring.alerts, wiring.evaluator::rules).routes());
        routes.addAll(new ListFieldsApi(wiring::lists).routes());
        routes.addAll(new DashboardApi(wiring.dashboards).routes());
        routes.addAll(new LiveApi(wiring.live, access.sessions(), access.tokens()).routes());
        routes.addAll(new SelfApi(wiring.readiness, foundation.meters()).routes());
        routes.add(OpenApiApi.route(() -> document(routes)));
        return routes;
    }

    /** The OpenAPI document; what stands outside of the API is left out. */
    static String document(List<Route<?, ?>> routes) {
        List<Route<?, ?>> documented = routes.stream().filter(route -> !route.head().path().startsWith("/")).toList();
        return new String(Json.write(new OpenApi(documented, Version.current()).document()), StandardCharsets.UTF_8);
    }

    private static boolean isHttps(Configuration configuration) {
        return configuration.server().publicUrl() != null
                && "https".equals(configuration.server().publicUrl().getScheme());
    }

    private static Map<String, String> statistics(Wiring wiring) {
        Map<String, String> statistics = new HashMap<>();
        StoreStatistics samples = wiring.samples.statistics();
        statistics.put("samples.series", samples.series() + " of " + samples.seriesMax());
        statistics.put("samples.samples", Long.toString(samples.samples()));
        statistics.put("samples.memory", mebibytes(samples.bytes()));
        Runtime runtime = Runtime.getRuntime();
        statistics.put("jvm.heap.used", mebibytes(runtime.totalMemory() - runtime.freeMemory()));
        statistics.put("jvm.heap.max", mebibytes(runtime.maxMemory()));
        statistics.put("jvm.version", Runtime.version().toString());
        statistics.put("jvm.processors", Integer.toString(runtime.availableProcessors()));
        wiring.databaseSizes().forEach(statistics::put);
        return statistics;
    }

    private static String mebibytes(long bytes) {
        return bytes / (1 << 20) + " MiB";
    }
}

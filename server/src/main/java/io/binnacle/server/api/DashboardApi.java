package io.binnacle.server.api;

import java.util.List;

import io.binnacle.insight.dashboard.Dashboard;
import io.binnacle.insight.dashboard.DashboardContent;
import io.binnacle.insight.dashboard.DashboardSummary;
import io.binnacle.insight.dashboard.DashboardVersion;
import io.binnacle.insight.dashboard.DashboardVersionContent;
import io.binnacle.insight.dashboard.Dashboards;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/** Dashboards over HTTP. Their panels' questions are asked by whoever shows them, as any other. */
public final class DashboardApi {

    private static final String ID = "id";
    private static final String VERSION = "version";

    private final Dashboards dashboards;

    /**
     * A dashboard as it shall be.
     *
     * @param version the one that the author saw
     * @param note why
     */
    public record DashboardChange(int version, DashboardContent content, @Nullable String note) {}

    /**
     * Going back to an earlier version.
     *
     * @param version the newest that the author saw
     * @param note why
     */
    public record DashboardReturn(int version, @Nullable String note) {}

    public DashboardApi(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("dashboards", "listDashboards", "All dashboards; those that come with the program first")
                        .needs(Permission.DASHBOARD_READ).returnsItems(DashboardSummary.class)
                        .handle(call -> new Items<>(dashboards.list())),
                Route.post("dashboards", "createDashboard", "Makes a dashboard")
                        .needs(Permission.DASHBOARD_WRITE).body(DashboardContent.class).creates(Dashboard.class)
                        .handle((call, content) -> dashboards.create(call.actor(), content)),
                Route.get("dashboards/{id}", "getDashboard", "One dashboard")
                        .needs(Permission.DASHBOARD_READ).returns(Dashboard.class)
                        .handle(call -> dashboards.get(call.path(ID))),
                Route.put("dashboards/{id}", "replaceDashboard",
                        "Puts a content in the place of the one that was there; a conflict when somebody else did meanwhile")
                        .needs(Permission.DASHBOARD_WRITE).body(DashboardChange.class).returns(Dashboard.class)
                        .handle((call, change) -> dashboards.replace(call.actor(), call.path(ID), change.version(),
                                change.content(), change.note())),
                Route.get("dashboards/{id}/versions", "listDashboardVersions",
                        "What was saved of a dashboard, newest first; the last " + Dashboards.VERSIONS_MAX)
                        .needs(Permission.DASHBOARD_READ).returnsItems(DashboardVersion.class)
                        .handle(call -> new Items<>(dashboards.versions(call.path(ID)))),
                Route.get("dashboards/{id}/versions/{version}", "getDashboardVersion", "A dashboard as of a version")
                        .needs(Permission.DASHBOARD_READ).returns(DashboardVersionContent.class)
                        .handle(call -> dashboards.version(call.path(ID), call.pathNumber(VERSION))),
                Route.post("dashboards/{id}/versions/{version}/restore", "restoreDashboardVersion",
                        "Makes the content of an earlier version the newest one")
                        .needs(Permission.DASHBOARD_WRITE).body(DashboardReturn.class).returns(Dashboard.class)
                        .handle((call, back) -> dashboards.restore(call.actor(), call.path(ID), back.version(),
                                call.pathNumber(VERSION), back.note())),
                Route.delete("dashboards/{id}", "deleteDashboard", "Deletes a dashboard")
                        .needs(Permission.DASHBOARD_WRITE).returnsNothing()
                        .handle(call -> dashboards.delete(call.actor(), call.path(ID))));
    }
}

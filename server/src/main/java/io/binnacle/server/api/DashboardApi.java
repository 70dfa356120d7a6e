package io.binnacle.server.api;

import java.util.List;

import io.binnacle.insight.dashboard.Dashboard;
import io.binnacle.insight.dashboard.DashboardContent;
import io.binnacle.insight.dashboard.DashboardSummary;
import io.binnacle.insight.dashboard.Dashboards;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** Dashboards over HTTP. Their panels' questions are asked by whoever shows them, as any other. */
public final class DashboardApi {

    private static final String ID = "id";

    private final Dashboards dashboards;

    /** @param version the one that the author saw */
    public record DashboardChange(int version, DashboardContent content) {}

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
                                change.content())),
                Route.delete("dashboards/{id}", "deleteDashboard", "Deletes a dashboard")
                        .needs(Permission.DASHBOARD_WRITE).returnsNothing()
                        .handle(call -> dashboards.delete(call.actor(), call.path(ID))));
    }
}

package io.binnacle.server.api;

import java.util.List;
import java.util.function.Supplier;

import io.binnacle.insight.event.Alert;
import io.binnacle.insight.event.AlertChange;
import io.binnacle.insight.event.Alerts;
import io.binnacle.insight.event.RuleStatus;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** Alerts, what happened to them, and the rules that raise them. */
public final class AlertingApi {

    private final Alerts alerts;
    private final Supplier<List<RuleStatus>> rules;

    public AlertingApi(Alerts alerts, Supplier<List<RuleStatus>> rules) {
        this.alerts = alerts;
        this.rules = rules;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("alerting/alerts", "listAlerts", "Alerts, the bad ones first, then the latest")
                        .needs(Permission.ALERT_READ).list().returnsPage(Alert.class)
                        .handle(call -> alerts.list(call.listQuery())),
                Route.get("alerting/alerts/{id}", "getAlert", "One alert").needs(Permission.ALERT_READ)
                        .returns(Alert.class).handle(call -> alerts.get(call.pathId("id"))),
                Route.get("alerting/alerts/{id}/history", "getAlertHistory",
                        "Everything that happened to an alert, oldest first; empty while it never fired")
                        .needs(Permission.ALERT_READ).returnsItems(AlertChange.class).handle(this::history),
                Route.get("alerting/rules", "listRules",
                        "The rules, in the order of their files, each with how it is doing")
                        .needs(Permission.ALERT_READ).returnsItems(RuleStatus.class)
                        .handle(call -> new Items<>(rules.get())));
    }

    private Items<AlertChange> history(Call call) {
        Alert alert = alerts.get(call.pathId("id"));
        return new Items<>(alerts.history(alert.id()));
    }
}

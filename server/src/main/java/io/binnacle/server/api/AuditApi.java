package io.binnacle.server.api;

import java.util.List;

import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.Activity;
import io.binnacle.storage.activity.ActivityStream;

/** The audit log: everybody's activities, as they were noted. */
public final class AuditApi {

    private final ActivityStream activities;

    public AuditApi(ActivityStream activities) {
        this.activities = activities;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("audit", "listAudit", "Who did what, when, from where; newest first")
                .needs(Permission.AUDIT_READ).list().returnsPage(Activity.class)
                .handle(call -> activities.list(call.listQuery())));
    }
}

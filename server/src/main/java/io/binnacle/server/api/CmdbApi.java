package io.binnacle.server.api;

import java.util.List;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ClassSummary;
import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.RelatedItem;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** What exists: classes, items, their relations and their history. */
public final class CmdbApi {

    private static final String ID = "id";

    private final Cmdb cmdb;

    public CmdbApi(Cmdb cmdb) {
        this.cmdb = cmdb;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("ci-classes", "listCiClasses", "The classes that have items, with how many and how they are")
                        .needs(Permission.CI_READ).returnsItems(ClassSummary.class)
                        .handle(call -> new Items<>(present())),
                Route.get("cis", "listCis", "Configuration items").needs(Permission.CI_READ).list()
                        .returnsPage(ConfigurationItem.class).handle(call -> cmdb.list(call.listQuery())),
                Route.get("cis/{id}", "getCi", "One configuration item").needs(Permission.CI_READ)
                        .returns(ConfigurationItem.class).handle(call -> cmdb.get(call.pathId(ID))),
                Route.get("cis/{id}/relations", "listCiRelations", "The neighbours of an item, in both directions")
                        .needs(Permission.CI_READ).returnsItems(RelatedItem.class)
                        .handle(call -> new Items<>(cmdb.related(cmdb.get(call.pathId(ID)).id()))),
                Route.get("cis/{id}/history", "listCiHistory", "The changes of an item, newest first")
                        .needs(Permission.CI_READ).list().returnsPage(CiChange.class)
                        .handle(call -> cmdb.history(cmdb.get(call.pathId(ID)).id(), call.listQuery())),
                Route.get("ci-changes", "listCiChanges", "The changes of all items, newest first")
                        .needs(Permission.CI_READ).list().returnsPage(CiChange.class)
                        .handle(call -> cmdb.changes(call.listQuery())));
    }

    /** There are far more classes than anybody has items of. */
    private List<ClassSummary> present() {
        return cmdb.classSummaries().stream().filter(ClassSummary::hasItems).toList();
    }
}

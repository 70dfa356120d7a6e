package io.binnacle.server.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.cmdb.AsOf;
import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ClassSummary;
import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.EstateDifference;
import io.binnacle.cmdb.EstateHistory;
import io.binnacle.cmdb.RelatedItem;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/** What exists: classes, items, their relations and their history. */
public final class CmdbApi {

    private static final String ID = "id";
    private static final int DIFFERENCES_MAX = 1_000;

    private final Cmdb cmdb;
    private final EstateHistory history;
    private final InstantSource clock;

    public CmdbApi(Cmdb cmdb, EstateHistory history, InstantSource clock) {
        this.cmdb = cmdb;
        this.history = history;
        this.clock = clock;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("ci-classes", "listCiClasses",
                        "The classes that have items, with how many and how they are, now or at a past instant")
                        .needs(Permission.CI_READ).with(AsOfParameters.AS_OF, AsOfParameters.KNOWN_AT)
                        .returnsItems(ClassSummary.class)
                        .handle(call -> new Items<>(present(asOf(call).map(history::classSummaries)
                                .orElseGet(cmdb::classSummaries)))),
                Route.get("cis", "listCis", "Configuration items, now or at a past instant").needs(Permission.CI_READ)
                        .list().with(AsOfParameters.AS_OF, AsOfParameters.KNOWN_AT)
                        .returnsPage(ConfigurationItem.class)
                        .handle(call -> asOf(call).map(then -> history.list(call.listQuery(), then))
                                .orElseGet(() -> cmdb.list(call.listQuery()))),
                Route.get("cis/{id}", "getCi", "One configuration item, now or at a past instant")
                        .needs(Permission.CI_READ).with(AsOfParameters.AS_OF, AsOfParameters.KNOWN_AT)
                        .returns(ConfigurationItem.class).handle(this::item),
                Route.get("cis/{id}/relations", "listCiRelations",
                        "The neighbours of an item, in both directions, now or at a past instant")
                        .needs(Permission.CI_READ).with(AsOfParameters.AS_OF, AsOfParameters.KNOWN_AT)
                        .returnsItems(RelatedItem.class)
                        .handle(call -> new Items<>(asOf(call).map(then -> history.related(item(call).id(), then))
                                .orElseGet(() -> cmdb.related(cmdb.get(call.pathId(ID)).id())))),
                Route.get("cis/{id}/history", "listCiHistory", "The changes of an item, newest first")
                        .needs(Permission.CI_READ).list().returnsPage(CiChange.class)
                        .handle(call -> cmdb.history(cmdb.get(call.pathId(ID)).id(), call.listQuery())),
                Route.get("ci-changes", "listCiChanges", "The changes of all items, newest first")
                        .needs(Permission.CI_READ).list().returnsPage(CiChange.class)
                        .handle(call -> cmdb.changes(call.listQuery())),
                Route.get("estate/difference", "getEstateDifference",
                        "What differs between two instants, and who told; the first 1000 items")
                        .needs(Permission.CI_READ)
                        .with(Parameter.text("from", "The earlier instant, in ISO 8601").must(),
                                Parameter.text("to", "The later instant, in ISO 8601; now unless told otherwise"))
                        .returnsItems(EstateDifference.class)
                        .handle(call -> new Items<>(history.difference(
                                AsOfParameters.instant(call, "from").orElseThrow(),
                                AsOfParameters.instant(call, "to").orElseGet(clock::instant), DIFFERENCES_MAX))));
    }

    private ConfigurationItem item(Call call) {
        UUID id = call.pathId(ID);
        return asOf(call).map(then -> history.find(id, then).orElseThrow(
                () -> new NotFound("configuration item at " + then.validAt(), id.toString())))
                .orElseGet(() -> cmdb.get(id));
    }

    private Optional<AsOf> asOf(Call call) {
        return AsOfParameters.of(call, clock);
    }

    /** There are far more classes than anybody has items of. */
    private static List<ClassSummary> present(List<ClassSummary> summaries) {
        return summaries.stream().filter(ClassSummary::hasItems).toList();
    }
}

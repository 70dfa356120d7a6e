package io.binnacle.server.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.reconcile.DuplicateSuspicion;
import io.binnacle.cmdb.reconcile.IdentityAct;
import io.binnacle.cmdb.reconcile.IdentityConflict;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.RelationEvidence;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.reconcile.Resolution;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/** Why items are what they are, and what people decide about it. */
public final class ReconciliationApi {

    private static final String ID = "id";
    private static final int LIST_MAX = 500;

    private final Cmdb cmdb;
    private final Reconciliation reconciliation;

    /**
     * @param values by attribute, or {@code name}; null takes back what was entered
     * @param reason why, for the history; null when nobody says
     */
    public record CiEdit(Map<String, @Nullable Object> values, @Nullable String reason) {}

    /** @param other the item that is the same */
    public record CiMerge(UUID other, String reason) {}

    /** @param records those of the item that are another thing */
    public record CiSplit(List<UUID> records, String reason) {}

    /** @param id by which it is taken back */
    public record IdentityActMade(UUID id) {}

    public ReconciliationApi(Cmdb cmdb, Reconciliation reconciliation) {
        this.cmdb = cmdb;
        this.reconciliation = reconciliation;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("cis/{id}/records", "listCiRecords", "What each source says of an item")
                        .needs(Permission.CI_READ).returnsItems(SourceRecord.class)
                        .handle(call -> new Items<>(reconciliation.records(call.pathId(ID)))),
                Route.get("cis/{id}/values", "explainCi", "Why each attribute has its value, with the values that lost")
                        .needs(Permission.CI_READ).returnsItems(Resolution.class)
                        .handle(call -> new Items<>(reconciliation.explain(call.pathId(ID)))),
                Route.get("cis/{id}/evidence", "listCiEvidence", "Who saw the relations that an item has or had")
                        .needs(Permission.CI_READ).returnsItems(RelationEvidence.class)
                        .handle(call -> new Items<>(reconciliation.evidence(call.pathId(ID)))),
                Route.get("cis/{id}/duplicates", "listCiDuplicates", "Items that may be the same as this one")
                        .needs(Permission.CI_READ).returnsItems(DuplicateSuspicion.class)
                        .handle(call -> new Items<>(reconciliation.suspicions(call.pathId(ID)))),
                Route.patch("cis/{id}", "editCi", "Enters values by hand, as one more source")
                        .needs(Permission.CI_WRITE).body(CiEdit.class).returns(ConfigurationItem.class)
                        .handle((call, edit) -> {
                            reconciliation.edit(call.actor(), call.pathId(ID), edit.values(), edit.reason());
                            return cmdb.get(call.pathId(ID));
                        }),
                Route.post("cis/{id}/merge", "mergeCi", "Says that an item is the same as another one")
                        .needs(Permission.CI_WRITE).body(CiMerge.class).creates(IdentityActMade.class)
                        .handle((call, merge) -> new IdentityActMade(reconciliation.merge(call.actor(),
                                call.pathId(ID), merge.other(), merge.reason()))),
                Route.post("cis/{id}/split", "splitCi", "Says that some records of an item are another thing")
                        .needs(Permission.CI_WRITE).body(CiSplit.class).creates(IdentityActMade.class)
                        .handle((call, split) -> new IdentityActMade(reconciliation.split(call.actor(),
                                call.pathId(ID), split.records(), split.reason()))),
                Route.get("reconciliation/conflicts", "listIdentityConflicts",
                        "Values that should name one thing and are borne by several; the newest 500")
                        .needs(Permission.CI_READ).returnsItems(IdentityConflict.class)
                        .handle(call -> new Items<>(reconciliation.conflicts(LIST_MAX))),
                Route.get("reconciliation/duplicates", "listDuplicates", "Items that may be one; the likeliest 500")
                        .needs(Permission.CI_READ).returnsItems(DuplicateSuspicion.class)
                        .handle(call -> new Items<>(reconciliation.suspicions(LIST_MAX))),
                Route.get("reconciliation/acts", "listIdentityActs", "Merges and splits; the newest 500")
                        .needs(Permission.CI_READ).returnsItems(IdentityAct.class)
                        .handle(call -> new Items<>(reconciliation.acts(LIST_MAX))),
                Route.post("reconciliation/acts/{id}/undo", "undoIdentityAct", "Takes a merge or a split back")
                        .needs(Permission.CI_WRITE).returnsNothing()
                        .handle(call -> reconciliation.undo(call.actor(), call.pathId(ID))));
    }
}

package io.binnacle.server.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.RelatedItem;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/** Relations that people tell of by hand. */
public final class RelationApi {

    private static final String ID = "id";

    private final Cmdb cmdb;
    private final Reconciliation reconciliation;

    public RelationApi(Cmdb cmdb, Reconciliation reconciliation) {
        this.cmdb = cmdb;
        this.reconciliation = reconciliation;
    }

    /**
     * A relation from the item of the path.
     *
     * @param type one that the classes of both items allow
     * @param to the item at its end
     * @param attributes such as {@code redundancy}; null for none
     */
    public record RelationContent(String type, UUID to, @Nullable Map<String, Object> attributes) {}

    /**
     * Which relation.
     *
     * @param to the item at its end
     */
    public record RelationEnd(String type, UUID to) {}

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.post("cis/{id}/relations", "connectCi", "Says that an item has a relation to another one")
                        .needs(Permission.CI_WRITE).body(RelationContent.class).returnsItems(RelatedItem.class)
                        .handle((call, content) -> {
                            Map<String, Object> attributes = content.attributes();
                            reconciliation.connect(call.actor(), call.pathId(ID), content.type(), content.to(),
                                    attributes == null ? Map.of() : attributes);
                            return new Items<>(cmdb.related(call.pathId(ID)));
                        }),
                Route.post("cis/{id}/relations/remove", "disconnectCi",
                        "Takes back what people said of a relation; what another source tells of stays")
                        .needs(Permission.CI_WRITE).body(RelationEnd.class).returnsItems(RelatedItem.class)
                        .handle((call, end) -> {
                            reconciliation.disconnect(call.actor(), call.pathId(ID), end.type(), end.to());
                            return new Items<>(cmdb.related(call.pathId(ID)));
                        }));
    }
}

package io.binnacle.server.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.reconcile.Edited;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import org.jspecify.annotations.Nullable;

/** Values entered by hand into many items at once. */
public final class BulkEditApi {

    private final Cmdb cmdb;
    private final Reconciliation reconciliation;

    /**
     * @param ids the items; empty when q tells
     * @param q a filter of the list of items; null when ids tell
     * @param values by attribute, or {@code name}; null takes back what was entered
     * @param reason why, for the history of each; null when nobody says
     * @param preview whether nothing is to be written
     */
    public record BulkEdit(List<UUID> ids, @Nullable String q, Map<String, @Nullable Object> values,
            @Nullable String reason, boolean preview) {}

    /**
     * What became of one item, or would become.
     *
     * @param changes of those values that were asked for; empty when it is so already, or when a source that comes first
     *         says otherwise
     * @param problem why nothing was entered; null when it was
     */
    public record BulkEdited(UUID id, String ciClass, String name, Map<String, FieldChange> changes,
            @Nullable String problem) {}

    /**
     * @param items one for each item that was asked for
     * @param refused how many of them have a problem; the others are written all the same
     */
    public record BulkEditAnswer(boolean preview, List<BulkEdited> items, int refused) {}

    public BulkEditApi(Cmdb cmdb, Reconciliation reconciliation) {
        this.cmdb = cmdb;
        this.reconciliation = reconciliation;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.post("cis/edit", "editCis",
                "Enters values by hand into up to 1000 items, or shows what would become of them")
                .needs(Permission.CI_WRITE).body(BulkEdit.class).returns(BulkEditAnswer.class)
                .handle((call, edit) -> edit(call.actor(), edit)));
    }

    private BulkEditAnswer edit(Actor actor, BulkEdit edit) {
        if (edit.values().isEmpty()) {
            throw new InvalidInput("values", "at least one value", "none");
        }
        List<BulkEdited> items = reconciliation
                .edit(actor, ChosenItems.of(cmdb, edit.ids(), edit.q()), edit.values(), edit.reason(), edit.preview())
                .stream().map(edited -> told(edited, edit.values().keySet())).toList();
        return new BulkEditAnswer(edit.preview(), items,
                (int) items.stream().filter(item -> item.problem() != null).count());
    }

    private static BulkEdited told(Edited edited, Set<String> fields) {
        ConfigurationItem before = edited.before();
        ConfigurationItem after = edited.after();
        String problem = edited.problem() == null ? null : edited.problem().getMessage();
        if (before == null) {
            return new BulkEdited(edited.id(), "", "", Map.of(), problem);
        }
        return new BulkEdited(before.id(), before.ciClass(), before.name(),
                after == null ? Map.of() : changes(before, after, fields), problem);
    }

    private static Map<String, FieldChange> changes(ConfigurationItem before, ConfigurationItem after,
            Set<String> fields) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        for (String field : fields) {
            String was = text(before, field);
            String is = text(after, field);
            if (!java.util.Objects.equals(was, is)) {
                changes.put(field, new FieldChange(was, is));
            }
        }
        return changes;
    }

    private static @Nullable String text(ConfigurationItem item, String field) {
        return field.equals("name") ? item.name() : AttributeValues.text(item.attributes().get(field));
    }
}

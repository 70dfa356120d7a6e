package io.binnacle.cmdb.intent.netbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.IntentDraft;
import io.binnacle.cmdb.intent.Values;
import io.binnacle.cmdb.model.CiModel;
import org.jspecify.annotations.Nullable;

/** What all kinds of objects have in common when they become items: keys, tags, tenants, states. For one use. */
final class Mapping {

    private final NetboxDump dump;
    private final CiModel model;
    private final IntentDraft draft;
    private final String source;
    private final Map<String, ItemRef> refs = new HashMap<>();
    private final Map<String, List<String>> tags = new HashMap<>();

    Mapping(NetboxDump dump, CiModel model, IntentDraft draft, String source) {
        this.dump = dump;
        this.model = model;
        this.draft = draft;
        this.source = source;
        for (NetboxObject tagged : dump.all("extras.taggeditem")) {
            String tag = dump.nameOf(tagged, "tag", "extras.tag");
            if (tag != null) {
                tags.computeIfAbsent(tagged.kind("content_type") + "/" + tagged.text("object_id"),
                        any -> new ArrayList<>()).add(tag);
            }
        }
    }

    NetboxDump dump() {
        return dump;
    }

    IntentDraft draft() {
        return draft;
    }

    boolean hasTags(String kind, @Nullable String id) {
        return tags.containsKey(kind + "/" + id);
    }

    /** The object becomes an item of that class. */
    ItemRef item(NetboxObject object, String ciClass, String name, Values values) {
        String place = object.model() + "/" + object.id();
        NetboxObject tenant = dump.of(object, "tenant", "tenancy.tenant");
        values.put("comments", comments(object)).put("tags", tags.get(place))
                .put("tenant", tenant == null ? null : key(tenant))
                .put("description", has(ciClass, "description") ? object.text("description") : null)
                .put("stage", stage(object.text("status")));
        if (has(ciClass, "state")) {
            values.put("state", object.text("status"));
        }
        ItemRef ref = draft.item(object.model(), ciClass, key(object), name, values.map(), List.<Identifier>of());
        refs.put(place, ref);
        return ref;
    }

    private boolean has(String ciClass, String attribute) {
        return model.find(ciClass).flatMap(found -> found.attribute(attribute)).isPresent();
    }

    /** Two NetBoxes may have the same numbers; the number stays when everything else of an object changes. */
    private String key(NetboxObject object) {
        return source + "/" + object.model() + "/" + object.id();
    }

    /** With the fields that were defined by users, which have no place of their own. */
    private static @Nullable String comments(NetboxObject object) {
        StringBuilder all = new StringBuilder(object.text("comments", ""));
        JsonNode custom = object.fields().get("custom_field_data");
        if (custom != null) {
            custom.properties().forEach(each -> {
                if (each.getValue().isValueNode() && !each.getValue().isNull()) {
                    all.append(all.isEmpty() ? "" : "\n").append(each.getKey()).append(": ")
                            .append(each.getValue().asText());
                }
            });
        }
        return all.isEmpty() ? null : all.toString();
    }

    /** The item that an object became; null when it became none. */
    @Nullable
    ItemRef ref(@Nullable String kind, @Nullable String id) {
        return kind == null || id == null ? null : refs.get(kind + "/" + id);
    }

    /** The item that the one became to which a field refers. */
    @Nullable
    ItemRef ref(NetboxObject object, String field, String kind) {
        return ref(kind, object.text(field));
    }

    /** Nothing when one end became no item, or when the model has no such relation for these. */
    void relate(@Nullable ItemRef from, String type, @Nullable ItemRef to) {
        if (from != null && to != null) {
            if (model.allows(from.ciClass(), type, to.ciClass())) {
                draft.relate(from, type, to);
            } else {
                draft.problem(from.ciClass() + " " + type + " " + to.ciClass() + " has no place in the model: "
                        + from.key() + ", " + to.key());
            }
        }
    }

    /** What NetBox says of where something is in its life, in the words of all classes. */
    private static @Nullable String stage(@Nullable String status) {
        return status == null ? null : switch (status.toLowerCase(Locale.ROOT)) {
            case "active", "connected", "container", "available" -> "in_service";
            case "planned", "provisioning" -> "planned";
            case "staged", "staging" -> "ordered";
            case "inventory" -> "in_stock";
            case "failed", "offline", "paused", "deprovisioning", "decommissioning" -> "in_maintenance";
            case "decommissioned", "retired", "deprecated" -> "retired";
            default -> null;
        };
    }
}

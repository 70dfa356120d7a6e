package io.binnacle.cmdb.intent.netbox;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One object of an export, as it stands there.
 *
 * @param model {@code dcim.device}
 * @param id its primary key as text; empty for the few kinds that are exported without
 */
record NetboxObject(String model, String id, JsonNode fields) {

    /** Null when it has no such field, or an empty one. */
    @Nullable
    String text(String field) {
        JsonNode value = fields.get(field);
        if (value == null || value.isNull() || value.isContainerNode()) {
            return null;
        }
        String text = value.asText().strip();
        return text.isEmpty() ? null : text;
    }

    String text(String field, String otherwise) {
        String text = text(field);
        return text == null ? otherwise : text;
    }

    /** What it is called; its kind and number when it has no name. */
    String name() {
        return text("name", model + " " + id);
    }

    @Nullable
    Object number(String field) {
        String text = text(field);
        return text == null ? null : text;
    }

    @Nullable
    Boolean flag(String field) {
        JsonNode value = fields.get(field);
        return (value == null || !value.isBoolean()) ? null : Boolean.valueOf(value.booleanValue());
    }

    boolean is(String field) {
        return Boolean.TRUE.equals(flag(field));
    }

    /** Ids that a field of many refers to. */
    List<String> ids(String field) {
        List<String> ids = new ArrayList<>();
        JsonNode value = fields.get(field);
        if (value != null && value.isArray()) {
            value.forEach(each -> ids.add(each.asText()));
        }
        return ids;
    }

    /** A kind that a field names, as {@code ["dcim", "site"]} or {@code "dcim.site"}. */
    @Nullable
    String kind(String field) {
        JsonNode value = fields.get(field);
        if (value != null && value.isArray() && value.size() == 2) {
            return value.get(0).asText() + "." + value.get(1).asText();
        }
        return text(field);
    }
}

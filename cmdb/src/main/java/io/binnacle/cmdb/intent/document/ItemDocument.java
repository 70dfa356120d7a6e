package io.binnacle.cmdb.intent.document;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.ItemRows;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Items out of what a document holds: maps of {@code class}, {@code name}, {@code key}, {@code lifecycle},
 * {@code attributes} and {@code relations}. For use by one thread.
 */
final class ItemDocument {

    /** An item is a map with maps of lists, in a list. What is deeper is no item, and would only take memory. */
    static final int NESTING_MAX = 16;

    /** As an export in JSON names the class. */
    static final String CI_CLASS = "ciClass";
    static final Set<String> CLASS_NAMES = Set.of(ItemRows.CLASS, CI_CLASS);

    private static final int ITEMS_MAX = 1_000_000;
    private static final String ATTRIBUTES = "attributes";
    private static final String RELATIONS = "relations";

    private final ItemRows rows;
    private int number;

    ItemDocument(String source, CiModel model) {
        this.rows = new ItemRows("item", source, model);
    }

    /**
     * Takes the next item.
     *
     * @param line of the file that it starts at, from 1
     */
    void add(int line, @Nullable Object value) {
        number++;
        if (number > ITEMS_MAX) {
            throw new InvalidInput("body", "at most " + ITEMS_MAX + " items", "more");
        }
        String start = "item " + number + ", line " + line;
        if (!(value instanceof Map<?, ?> item)) {
            rows.skip(start, "expected class, name and attributes, got " + words(value), "no item");
            return;
        }
        ItemRows.Place place = field -> start + ", " + field;
        Object ciClass = item.containsKey(ItemRows.CLASS) ? item.get(ItemRows.CLASS) : item.get(CI_CLASS);
        rows.begin(place, ciClass, item.get(ItemRows.NAME), item.get(ItemRows.KEY)).ifPresent(row -> {
            item.forEach((field, given) -> field(row, place, String.valueOf(field), given));
            row.end();
        });
    }

    private void field(ItemRows.Row row, ItemRows.Place place, String field, @Nullable Object given) {
        switch (field) {
            case ItemRows.CLASS, CI_CLASS, ItemRows.NAME, ItemRows.KEY -> {
            }
            case ItemRows.LIFECYCLE -> row.lifecycle(given);
            case ATTRIBUTES -> map(place, field, given).forEach((name, value) -> attribute(row, String.valueOf(name),
                    value));
            case RELATIONS -> map(place, field, given).forEach((type, others) -> relation(row, String.valueOf(type),
                    others));
            default -> {
                if (!rows.leavesOut(field)) {
                    rows.complain(place.of(field), "is no field of an item; its attributes go into " + ATTRIBUTES
                            + ", its relations into " + RELATIONS);
                }
            }
        }
    }

    private Map<?, ?> map(ItemRows.Place place, String field, @Nullable Object given) {
        if (given instanceof Map<?, ?> map) {
            return map;
        }
        if (given != null) {
            rows.complain(place.of(field), "expected names with their values, got " + words(given));
        }
        return Map.of();
    }

    private static void attribute(ItemRows.Row row, String name, @Nullable Object value) {
        String field = ATTRIBUTES + "." + name;
        Optional<Attribute> attribute = row.find(name);
        if (attribute.isPresent()) {
            row.attribute(field, attribute.get(), value);
        } else {
            row.unknown(field, name);
        }
    }

    private static void relation(ItemRows.Row row, String type, @Nullable Object others) {
        Collection<?> all = others instanceof Collection<?> list ? list : Arrays.asList(others);
        row.relations(RELATIONS + "." + type, type, others == null ? List.of() : all);
    }

    private static String words(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Collection<?> list -> "a list of " + list.size();
            case Map<?, ?> map -> "a map of " + map.size();
            default -> "one value";
        };
    }

    IntentSet finish() {
        return rows.finish();
    }
}

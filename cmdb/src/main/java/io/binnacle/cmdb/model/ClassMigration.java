package io.binnacle.cmdb.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What a changed class makes of its items' values, one item after another. An attribute that did not change is left
 * alone, even where its value is not as it should be. For one use: it remembers values that may be there only once.
 */
public final class ClassMigration {

    private final CiClass before;
    private final CiClass after;
    private final boolean dropValues;
    private final Consumer<Obstacle> obstacles;
    /** By attribute: who has a value that nobody else may have. */
    private final Map<String, Map<Object, ItemValues>> takenBy = new HashMap<>();

    /**
     * @param dropValues whether values of an attribute that is not there any more may go; the history keeps them
     * @param obstacles hears of each value that has no place
     */
    public ClassMigration(CiClass before, CiClass after, boolean dropValues, Consumer<Obstacle> obstacles) {
        this.before = before;
        this.after = after;
        this.dropValues = dropValues;
        this.obstacles = obstacles;
    }

    /** Whether an item's values may become others, or be in the way. */
    public boolean touchesValues() {
        if (!after.concrete()) {
            return true;
        }
        return before.attributes().stream().anyMatch(each -> !sameValues(each, successor(each)))
                || after.attributes().stream().anyMatch(each -> isRequired(each) && !isRequired(predecessor(each)));
    }

    /** The values after; without those that met an obstacle. */
    public Map<String, Object> migrate(ItemValues item) {
        if (!after.concrete()) {
            obstacles.accept(new Obstacle(before.name(), item.id(), item.name(), null,
                    "no items of a class that becomes abstract", "an item"));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : item.attributes().entrySet()) {
            Attribute was = before.attribute(each.getKey()).orElse(null);
            Attribute is = was == null ? after.attribute(each.getKey()).orElse(null) : successor(was);
            Object value = is == null ? dropped(item, each.getKey(), was) : value(item, was, is, each.getValue());
            if (is != null && value != null) {
                values.put(is.name(), value);
            }
        }
        for (Attribute is : after.attributes()) {
            if (isRequired(is) && !isRequired(predecessor(is)) && !values.containsKey(is.name())) {
                obstacles.accept(new Obstacle(before.name(), item.id(), item.name(), is.name(), "a value", "nothing"));
            }
        }
        return values;
    }

    private @Nullable Object dropped(ItemValues item, String name, @Nullable Attribute was) {
        if (!dropValues) {
            obstacles.accept(new Obstacle(before.name(), item.id(), item.name(), name,
                    "leave to drop the values of an attribute that goes", was != null && was.sensitive()
                            ? ""
                            : Objects.requireNonNullElse(AttributeValues.text(item.attributes().get(name)), "")));
        }
        return null;
    }

    private @Nullable Object value(ItemValues item, @Nullable Attribute was, Attribute is, Object value) {
        if (was != null && sameValues(was, is)) {
            return value;
        }
        List<String> wrong = new ArrayList<>();
        Object converted = Conversion.convert(was, is, value, wrong::add);
        Constraint constraint = is.constraint();
        if (converted != null && constraint != null) {
            constraint.expected(converted).ifPresent(wrong::add);
            if (constraint.unique()) {
                ItemValues other = takenBy.computeIfAbsent(is.name(), name -> new HashMap<>())
                        .putIfAbsent(converted, item);
                // Two sources may say it of one item.
                if (other != null && !other.id().equals(item.id())) {
                    wrong.add("a value of its own; " + other.name() + " has it too");
                }
            }
        }
        for (String expected : wrong) {
            boolean secret = is.sensitive() || (was != null && was.sensitive());
            obstacles.accept(new Obstacle(before.name(), item.id(), item.name(), is.name(), expected,
                    secret ? "" : Objects.requireNonNullElse(AttributeValues.text(value), "")));
        }
        return wrong.isEmpty() ? converted : null;
    }

    /** The attribute that holds the values from now on; null when none does. */
    private @Nullable Attribute successor(Attribute was) {
        return after.attribute(was.name()).or(
                () -> after.attributes().stream().filter(each -> was.name().equals(each.was())).findFirst())
                .orElse(null);
    }

    private @Nullable Attribute predecessor(Attribute is) {
        return before.attribute(is.name())
                .or(() -> is.was() == null ? Optional.empty() : before.attribute(is.was())).orElse(null);
    }

    private static boolean isRequired(@Nullable Attribute attribute) {
        return attribute != null && attribute.constraint() != null && attribute.constraint().required();
    }

    private static boolean sameValues(Attribute was, @Nullable Attribute is) {
        return is != null && was.name().equals(is.name()) && was.type() == is.type()
                && Objects.equals(was.unit(), is.unit()) && was.sensitive() == is.sensitive()
                && Objects.equals(was.constraint(), is.constraint());
    }
}

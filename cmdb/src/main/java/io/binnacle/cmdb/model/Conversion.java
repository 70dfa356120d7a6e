package io.binnacle.cmdb.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.binnacle.cmdb.model.AttributeType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value of one attribute one of another. What is lost by no conversion comes back by the opposite one: numbers
 * and truths as text, text as a list of its parts, numbers in another unit where they come out even.
 */
final class Conversion {

    /** Between the elements of a list that becomes a text, and back. */
    private static final String SEPARATOR = ", ";

    private Conversion() {
    }

    /**
     * @param was null when nobody knows what the value was of
     * @param wrong hears what was expected instead
     * @return null when it cannot be one
     */
    static @Nullable Object convert(@Nullable Attribute was, Attribute is, Object value, Consumer<String> wrong) {
        Object given = value;
        @Nullable
        String from = was == null ? null : unit(was);
        @Nullable
        String to = unit(is);
        if (value instanceof Number number && is.type().kind() == Kind.NUMERIC && from != null && to != null
                && !from.equals(to)) {
            Optional<Number> converted = Units.convert(number, from, to);
            if (converted.isEmpty()) {
                wrong.accept("a unit that " + from + " can be converted to, not " + to);
                return null;
            }
            given = converted.get();
        }
        Object converted = AttributeValues.convert(is.type(), adapted(is.type(), given));
        if (converted == null) {
            wrong.accept(is.type().text() + (given.equals(value) ? "" : ", not " + given + " " + to));
            return null;
        }
        boolean becomesSensitive = is.sensitive() && (was == null || !was.sensitive());
        return becomesSensitive ? AttributeValues.redact(converted) : converted;
    }

    private static Object adapted(AttributeType type, Object value) {
        if (type == AttributeType.LIST && !(value instanceof List)) {
            return List.of(String.valueOf(value).split(SEPARATOR, -1));
        }
        if (value instanceof List<?> list && type.kind() == Kind.WORDS && type != AttributeType.LIST) {
            return String.join(SEPARATOR, list.stream().map(String::valueOf).toList());
        }
        return value;
    }

    private static @Nullable String unit(Attribute attribute) {
        return attribute.type() == AttributeType.BYTES ? "B" : attribute.unit();
    }
}

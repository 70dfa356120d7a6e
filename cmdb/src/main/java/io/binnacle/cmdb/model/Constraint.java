package io.binnacle.cmdb.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an attribute's values must be like beyond their type. For a list it holds for each element.
 *
 * @param required people who make an item are asked for it, and quality counts where it is absent; an observation
 *            without it is kept, since a source knows what it knows
 * @param unique no two items of the class that are not retired may share a value; a migration refuses, reconciliation
 *            tells
 * @param pattern an RE2 expression that the whole text matches
 * @param min smallest number
 * @param max largest number
 * @param oneOf the only texts allowed, in the order in which people choose; empty when any is
 */
public record Constraint(boolean required, boolean unique, @Nullable String pattern, @Nullable Double min,
        @Nullable Double max, List<String> oneOf) {

    /** Compiled once: every observed value is held against its pattern. RE2 runs in time linear in the value. */
    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    public Constraint {
        oneOf = List.copyOf(oneOf);
    }

    /** Whether it asks for nothing. */
    boolean isEmpty() {
        return !required && !unique && pattern == null && min == null && max == null && oneOf.isEmpty();
    }

    /** What was expected of a value of the attribute's type instead; empty when it is as it must be. */
    public Optional<String> expected(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(each -> expectedText(String.valueOf(each)))
                    .flatMap(Optional::stream).findFirst();
            case Number number -> expectedNumber(number.doubleValue());
            case String text -> expectedText(text);
            default -> Optional.empty();
        };
    }

    private Optional<String> expectedNumber(double number) {
        if (min != null && number < min) {
            return Optional.of("at least " + number(min));
        }
        return max != null && number > max ? Optional.of("at most " + number(max)) : Optional.empty();
    }

    private Optional<String> expectedText(String text) {
        if (!oneOf.isEmpty() && !oneOf.contains(text)) {
            return Optional.of("one of " + String.join(", ", oneOf));
        }
        if (pattern != null && !COMPILED.computeIfAbsent(pattern, Pattern::compile).matches(text)) {
            return Optional.of("a text like " + pattern);
        }
        return Optional.empty();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

package io.binnacle.cmdb.model;

import java.util.Locale;
import java.util.Optional;

/** The type of an attribute's value, and how it is kept: see each. */
public enum AttributeType {
    /** String. */
    TEXT,
    /** Long. */
    INTEGER,
    /** Double, finite. */
    NUMBER,
    /** Long, at least 0, a number of bytes. */
    BYTES,
    /** Boolean. */
    BOOLEAN,
    /** String in ISO-8601, UTC. */
    TIME,
    /** String in ISO-8601, a day without a time: {@code 2026-05-01}. */
    DATE,
    /** List of String. */
    LIST,
    /** String, one of those that the attribute's constraint names. */
    ENUM,
    /** String, the natural key of an item of the class that the attribute refers to, whether it exists yet or not. */
    REFERENCE;

    /** What values of a type have in common for filters: attributes of one name share one in all classes. */
    public enum Kind {
        WORDS, NUMERIC, TRUTH
    }

    public Kind kind() {
        return switch (this) {
            case INTEGER, NUMBER, BYTES -> Kind.NUMERIC;
            case BOOLEAN -> Kind.TRUTH;
            case TEXT, TIME, DATE, LIST, ENUM, REFERENCE -> Kind.WORDS;
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AttributeType> parse(String text) {
        for (AttributeType type : values()) {
            if (type.text().equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}

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
    /** List of String. */
    LIST;

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

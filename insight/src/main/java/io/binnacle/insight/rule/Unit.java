package io.binnacle.insight.rule;

import java.util.Locale;
import java.util.Optional;

/** The unit of a rule's value; it decides how the value is worded for people: 0.97 of {@link #RATIO} is "97 %". */
public enum Unit {
    NUMBER, RATIO, BYTES, SECONDS;

    public static Optional<Unit> parse(String text) {
        for (Unit unit : values()) {
            if (unit.text().equals(text)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** As it is written in a rule file: {@code ratio}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

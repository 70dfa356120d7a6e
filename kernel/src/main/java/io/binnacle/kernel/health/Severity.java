package io.binnacle.kernel.health;

import java.util.Locale;
import java.util.Optional;

/** How bad a condition is. Declared from worst to mildest, so that the natural order puts the worst first. */
public enum Severity {
    CRITICAL, MAJOR, WARNING, INFO;

    /** As it is written in data, URLs and labels: {@code critical}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> parse(String text) {
        for (Severity severity : values()) {
            if (severity.text().equals(text)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }

    public boolean worseThan(Severity other) {
        return compareTo(other) < 0;
    }
}

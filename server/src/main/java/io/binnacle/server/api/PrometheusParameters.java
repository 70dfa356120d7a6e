package io.binnacle.server.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import io.binnacle.kernel.time.DurationText;

/** Parameters as Prometheus' HTTP API spells them, and its words where they are wrong. */
final class PrometheusParameters {

    private PrometheusParameters() {
    }

    /** A parameter that is wrong; {@link #getMessage()} is what Prometheus answers. */
    static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message, null, false, false);
        }

        Wrong(String name, String message) {
            this("invalid parameter \"" + name + "\": " + message);
        }
    }

    /** Seconds since the epoch, with or without a fraction, or RFC 3339. */
    static Instant time(String name, String text) {
        return time(name, text, "");
    }

    /** The same of a parameter that may be left out, whose fault Prometheus tells in more words. */
    static Optional<Instant> time(String name, Optional<String> text) {
        return text.map(given -> time(name, given, "Invalid time value for '" + name + "': "));
    }

    private static Instant time(String name, String text, String words) {
        try {
            long millis = new BigDecimal(text).movePointRight(3).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
            return Instant.ofEpochMilli(millis);
        } catch (ArithmeticException | NumberFormatException notSeconds) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new Wrong(name, words + "cannot parse \"" + text + "\" to a valid timestamp");
            }
        }
    }

    /** Seconds, with or without a fraction, or {@code 1h30m}. */
    static Duration duration(String name, String text) {
        try {
            return Duration.ofMillis(
                    new BigDecimal(text).movePointRight(3).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
        } catch (ArithmeticException | NumberFormatException notSeconds) {
            Optional<Duration> parsed = DurationText.parse(text);
            return parsed.orElseThrow(() -> new Wrong(name, "cannot parse \"" + text + "\" to a valid duration"));
        }
    }

    /** How many elements to answer at most. */
    static int limit(Optional<String> text) {
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        try {
            int limit = Integer.parseInt(text.get());
            if (limit < 0) {
                throw new Wrong("limit", "limit must be non-negative");
            }
            return limit == 0 ? Integer.MAX_VALUE : limit;
        } catch (NumberFormatException e) {
            throw new Wrong("limit", "strconv.Atoi: parsing \"" + text.get() + "\": invalid syntax");
        }
    }

}

package io.binnacle.storage.list;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.storage.list.FilterTerm.TimeSpan;

/** Reads the values of a filter, each by its field's type. */
final class FilterValues {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");
    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])(.+))?");
    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    /** PostgreSQL's own bounds are wider; nothing that we watch lies outside these. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

    private final Instant now;

    FilterValues(Instant now) {
        this.now = now;
    }

    Object parse(ListField field, String written) {
        String value = text(field, written);
        return switch (field.type()) {
            case TEXT -> value;
            case ENUM -> word(field, value);
            case ID -> id(field, value);
            case NUMBER -> number(field, value);
            case TIME -> time(field, value);
            case BOOLEAN -> flag(field, value);
        };
    }

    /** Any text but none: {@code field:} alone is more likely unfinished than meant. */
    String text(ListField field, String written) {
        if (written.isEmpty()) {
            throw new InvalidInput("q", "a value after " + field.name(), "nothing");
        }
        return written;
    }

    /** What PostgreSQL cannot hold as text is refused here, not there. */
    void checkCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw new InvalidInput("q", "valid Unicode without NUL", String.format("U+%04X", (int) c));
            }
        }
    }

    private static String word(ListField field, String value) {
        String word = value.toLowerCase(Locale.ROOT);
        if (field.values().contains(word)) {
            return word;
        }
        String expected = Suggestion.nearest(word, field.values()).map(nearest -> field.name() + ":" + nearest)
                .orElse(field.name() + ": one of " + String.join(", ", field.values()));
        throw new InvalidInput("q", expected, value);
    }

    private static UUID id(ListField field, String value) {
        if (!UUID_FORM.matcher(value).matches()) {
            throw new InvalidInput("q", field.name() + ": a UUID", value);
        }
        return UUID.fromString(value);
    }

    private static Object number(ListField field, String value) {
        return findNumber(value)
                .orElseThrow(() -> new InvalidInput("q", field.name() + ": a number like 12 or 0.5", value));
    }

    /** Long when it fits, so that an index on an integer column serves; otherwise exact. */
    static Optional<Object> findNumber(String value) {
        if (!NUMBER.matcher(value).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(value);
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException e) {
            return Optional.of(number);
        }
    }

    private static Boolean flag(ListField field, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> Boolean.TRUE;
            case "false", "no" -> Boolean.FALSE;
            default -> throw new InvalidInput("q", field.name() + ":true or " + field.name() + ":false", value);
        };
    }

    private TimeSpan time(ListField field, String value) {
        try {
            TimeSpan span = span(value);
            if (span.from().isBefore(EARLIEST) || span.until().isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return span;
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidInput("q",
                    field.name() + ": a time like 2026-03-01, 2026-03-01T12:00:00Z, now or now-1h30m", value);
        }
    }

    private TimeSpan span(String value) {
        Matcher relative = RELATIVE.matcher(value);
        if (relative.matches()) {
            Duration offset = relative.group(2) == null
                    ? Duration.ZERO
                    : DurationText.parse(relative.group(2))
                            .orElseThrow(() -> new DateTimeException("not a duration"));
            return moment("-".equals(relative.group(1)) ? now.minus(offset) : now.plus(offset));
        }
        if (value.indexOf('T') < 0 && value.indexOf('t') < 0) {
            Instant start = LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            return new TimeSpan(start, start.plus(Duration.ofDays(1)));
        }
        return moment(OffsetDateTime.parse(value).toInstant());
    }

    private static TimeSpan moment(Instant instant) {
        Instant from = instant.truncatedTo(ChronoUnit.MICROS);
        return new TimeSpan(from, from.plus(MICROSECOND));
    }
}

package io.binnacle.insight.rule.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;

import io.binnacle.timeseries.histogram.FloatText;
import io.binnacle.timeseries.promql.Quoting;
import org.jspecify.annotations.Nullable;

/** Values as Go prints them, and the names of their types in Go. */
final class GoText {

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int NANOS_PER_MICRO = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private GoText() {
    }

    static String quote(String text) {
        return Quoting.quote(text);
    }

    static String unescape(String inside, char quote) {
        return Quoting.unescape(inside, quote);
    }

    static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "nil";
            case Boolean bool -> "bool";
            case String text -> "string";
            case Long integer -> "int";
            case Double real -> "float64";
            case Sample sample -> "*template.sample";
            case Vector vector -> "template.queryResult";
            case Arguments arguments -> "map[string]interface {}";
            case Map<?, ?> map -> "map[string]string";
            case Instant instant -> "*time.Time";
            case Duration duration -> "*time.Duration";
            case AlertData data ->
                "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }";
            default -> "*histogram.FloatHistogram";
        };
    }

    /** As {@code %v} prints it. */
    static String print(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case String text -> text;
            case Double real -> FloatText.shortest(real);
            case Instant instant -> time(instant);
            case Duration duration -> duration(duration);
            case Sample sample -> "{" + print(sample.labels()) + " " + print(sample.value()) + "}";
            case Vector vector -> vector.samples().stream().map(GoText::print).collect(list());
            case Arguments arguments -> map(arguments.values());
            case Map<?, ?> map -> map(map);
            case List<?> list -> list.stream().map(GoText::print).collect(list());
            case AlertData data -> "{" + map(data.labels()) + " " + map(data.externalLabels()) + " "
                    + data.externalUrl() + " " + print(data.value()) + "}";
            default -> value.toString();
        };
    }

    private static Collector<CharSequence, ?, String> list() {
        return Collectors.joining(" ", "[", "]");
    }

    private static String map(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return "map" + sorted.entrySet().stream().map(entry -> entry.getKey() + ":" + print(entry.getValue()))
                .collect(list());
    }

    /** One after the other, with a blank between two that are no strings. */
    static String printAll(List<@Nullable Object> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String)) {
                text.append(' ');
            }
            text.append(print(values.get(i)));
        }
        return text.toString();
    }

    /** {@code 2015-09-05 07:11:43.12 +0000 UTC} */
    static String time(Instant instant) {
        ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
        String fraction = utc.getNano() == 0
                ? ""
                : "." + String.format(Locale.ROOT, "%09d", utc.getNano()).replaceAll("0+$", "");
        return DATE_TIME.format(utc) + fraction + " +0000 UTC";
    }

    /** {@code 1h0m5.5s}, {@code 1.5ms} */
    static String duration(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        Duration size = duration.abs();
        String sign = duration.isNegative() ? "-" : "";
        if (size.toSeconds() == 0) {
            int nanos = size.toNanosPart();
            return sign + (nanos < NANOS_PER_MICRO
                    ? nanos + "ns"
                    : nanos < NANOS_PER_MILLI
                            ? decimal(BigDecimal.valueOf(nanos, 3)) + "µs"
                            : decimal(BigDecimal.valueOf(nanos, 6)) + "ms");
        }
        String seconds = decimal(
                BigDecimal.valueOf(size.toSecondsPart()).add(BigDecimal.valueOf(size.toNanosPart(), 9)))
                + "s";
        if (size.toMinutes() == 0) {
            return sign + seconds;
        }
        return sign + (size.toHours() == 0 ? "" : size.toHours() + "h") + size.toMinutesPart() + "m" + seconds;
    }

    private static String decimal(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}

package io.binnacle.insight.rule.template;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.insight.rule.template.Function.Parameter;
import io.binnacle.kernel.time.DurationText;
import org.jspecify.annotations.Nullable;

/** The functions that Prometheus adds to Go's. */
final class AlertFunctions {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private AlertFunctions() {
    }

    static List<Function> of(AlertData data) {
        List<Function> functions = new ArrayList<>();
        addQueries(functions, data);
        addNumbers(functions, data);
        addTexts(functions);
        functions.add(new Function("pathPrefix", List.of(), false, values -> data.externalUrl().getPath()));
        functions.add(new Function("externalURL", List.of(), false, values -> data.externalUrl().toString()));
        functions.add(new Function("args", List.of(Parameter.ANY), true, AlertFunctions::arguments));
        return functions;
    }

    private static void addQueries(List<Function> functions, AlertData data) {
        functions.add(new Function("query", List.of(Parameter.STRING), false,
                values -> data.query().ask((String) values.getFirst(), data.at())));
        functions.add(new Function("first", List.of(Parameter.VECTOR), false, values -> {
            if (values.getFirst() instanceof Vector vector && !vector.samples().isEmpty()) {
                return vector.samples().getFirst();
            }
            throw new TemplateFault("first() called on vector with no elements");
        }));
        functions.add(new Function("label", List.of(Parameter.STRING, Parameter.SAMPLE), false,
                values -> labels(values.get(1)).getOrDefault((String) values.getFirst(), "")));
        functions.add(new Function("value", List.of(Parameter.SAMPLE), false, values -> sample(values.getFirst())
                .value()));
        functions.add(new Function("strvalue", List.of(Parameter.SAMPLE), false,
                values -> labels(values.getFirst()).getOrDefault("__value__", "")));
        functions.add(new Function("sortByLabel", List.of(Parameter.STRING, Parameter.VECTOR), false,
                values -> values.get(1) instanceof Vector vector
                        ? new Vector(vector.samples().stream().sorted(Comparator.comparing(
                                sample -> sample.labels().getOrDefault((String) values.getFirst(), ""))).toList())
                        : null));
    }

    private static Sample sample(@Nullable Object value) {
        if (value instanceof Sample sample) {
            return sample;
        }
        throw new TemplateFault("runtime error: invalid memory address or nil pointer dereference");
    }

    private static Map<String, String> labels(@Nullable Object value) {
        return sample(value).labels();
    }

    /** Words a number. */
    private interface Wording {
        @Nullable
        Object word(double value);
    }

    private static Function number(String name, Wording wording) {
        return new Function(name, List.of(Parameter.ANY), false, values -> wording.word(toDouble(values.getFirst())));
    }

    private static void addNumbers(List<Function> functions, AlertData data) {
        functions.add(number("humanize", Humanized::number));
        functions.add(number("humanize1024", Humanized::binary));
        functions.add(number("humanizeDuration", Humanized::duration));
        functions.add(number("humanizePercentage", value -> Humanized.plain(value * 100) + "%"));
        functions.add(number("humanizeTimestamp",
                value -> isSpecial(value) ? Humanized.plain(value) : GoText.time(instant(value))));
        functions.add(number("toTime", value -> {
            if (isSpecial(value)) {
                throw new TemplateFault("value is NaN or Inf");
            }
            return instant(value);
        }));
        functions.add(number("toDuration", value -> Duration.ofNanos((long) (value * NANOS_PER_SECOND))));
        functions.add(new Function("now", List.of(), false, values -> data.at().toEpochMilli() / MILLIS_PER_SECOND));
        functions.add(new Function("parseDuration", List.of(Parameter.STRING), false, values -> {
            String text = (String) values.getFirst();
            return DurationText.parse(text)
                    .map(duration -> duration.toMillis() / MILLIS_PER_SECOND)
                    .orElseThrow(() -> new TemplateFault(
                            text.isEmpty()
                                    ? "empty duration string"
                                    : "not a valid duration string: "
                                            + GoText.quote(text)));
        }));
    }

    private static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }

    private static Instant instant(double seconds) {
        double nanos = seconds * NANOS_PER_SECOND;
        if (nanos > Long.MAX_VALUE || nanos < Long.MIN_VALUE) {
            throw new TemplateFault(GoText.print(seconds)
                    + " cannot be represented as a nanoseconds timestamp since it overflows int64");
        }
        // Prometheus' times have milliseconds.
        return Instant.ofEpochMilli((long) nanos / 1_000_000);
    }

    private static double toDouble(@Nullable Object value) {
        return switch (value) {
            case Double real -> real;
            case Long integer -> integer;
            case Duration duration -> duration.toNanos() / NANOS_PER_SECOND;
            case String text -> parse(text);
            case null -> throw new TemplateFault("can't convert <nil> to float");
            default -> throw new TemplateFault("can't convert " + GoText.type(value) + " to float");
        };
    }

    private static double parse(String text) {
        String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
        double special = switch (text.substring(sign.length()).toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            default -> Double.NaN;
        };
        if (!Double.isNaN(special)) {
            return sign.equals("-") ? -special : special;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            // Java alone would take blanks around it, and an f or d behind it.
            if (!text.isEmpty() && text.equals(text.strip())
                    && Character.isLetterOrDigit(text.charAt(text.length() - 1))
                    && "fFdD".indexOf(text.charAt(text.length() - 1)) < 0) {
                return Double.parseDouble(text);
            }
            if (text.endsWith(".")) {
                return new BigDecimal(text.substring(0, text.length() - 1)).doubleValue();
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new TemplateFault("strconv.ParseFloat: parsing " + GoText.quote(text) + ": invalid syntax");
    }

    private static void addTexts(List<Function> functions) {
        functions.add(text("title", Texts::title));
        functions.add(text("toUpper", text -> text.toUpperCase(Locale.ROOT)));
        functions.add(text("toLower", text -> text.toLowerCase(Locale.ROOT)));
        functions.add(text("safeHtml", text -> text));
        functions.add(text("stripPort", Texts::stripPort));
        functions.add(text("stripDomain", Texts::stripDomain));
        functions.add(text("urlQueryEscape", AlertFunctions::escaped));
        functions.add(text("graphLink", text -> "/graph?g0.expr=" + escaped(text) + "&g0.tab=0"));
        functions.add(text("tableLink", text -> "/graph?g0.expr=" + escaped(text) + "&g0.tab=1"));
        functions.add(new Function("match", List.of(Parameter.STRING, Parameter.STRING), false,
                values -> Expressions.match((String) values.getFirst(), (String) values.get(1))));
        functions.add(new Function("reReplaceAll", List.of(Parameter.STRING, Parameter.STRING, Parameter.STRING), false,
                values -> Expressions.replaceAll((String) values.getFirst(), (String) values.get(1),
                        (String) values.get(2))));
    }

    /** Changes a text. */
    private interface Change {
        Object of(String text);
    }

    private static Function text(String name, Change change) {
        return new Function(name, List.of(Parameter.STRING), false,
                values -> change.of((String) values.getFirst()));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Arguments arguments(List<@Nullable Object> values) {
        Map<String, @Nullable Object> named = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            named.put("arg" + i, values.get(i));
        }
        return new Arguments(named);
    }
}

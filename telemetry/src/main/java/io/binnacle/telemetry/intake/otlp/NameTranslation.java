package io.binnacle.telemetry.intake.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.binnacle.telemetry.intake.otlp.OtlpSettings.Strategy;

/**
 * Names of metrics and labels as Prometheus makes them of OpenTelemetry's: units and kinds as endings, other characters than
 * letters and digits as underscores, or neither, as the strategy says. Immutable.
 */
final class NameTranslation {

    private static final Map<String, String> UNITS = Map.ofEntries(Map.entry("d", "days"), Map.entry("h", "hours"),
            Map.entry("min", "minutes"), Map.entry("s", "seconds"), Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"), Map.entry("ns", "nanoseconds"), Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"), Map.entry("MiBy", "mebibytes"), Map.entry("GiBy", "gibibytes"),
            Map.entry("TiBy", "tibibytes"), Map.entry("KBy", "kilobytes"), Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"), Map.entry("TBy", "terabytes"), Map.entry("m", "meters"),
            Map.entry("V", "volts"), Map.entry("A", "amperes"), Map.entry("J", "joules"), Map.entry("W", "watts"),
            Map.entry("g", "grams"), Map.entry("Cel", "celsius"), Map.entry("Hz", "hertz"), Map.entry("1", ""),
            Map.entry("%", "percent"));
    private static final Map<String, String> PER_UNITS = Map.of("s", "second", "m", "minute", "h", "hour", "d", "day",
            "w", "week", "mo", "month", "y", "year");

    private final Strategy strategy;

    NameTranslation(Strategy strategy) {
        this.strategy = strategy;
    }

    String metric(OtlpMetric metric) {
        List<String> suffixes = strategy.suffixes ? suffixes(metric) : List.of();
        return strategy.escapes ? escaped(metric, suffixes) : kept(metric.name(), suffixes);
    }

    private static List<String> suffixes(OtlpMetric metric) {
        List<String> suffixes = new ArrayList<>();
        String unit = unit(metric.unit());
        String perUnit = perUnit(metric.unit());
        if (!unit.isEmpty()) {
            suffixes.add(unit);
        }
        if (!perUnit.isEmpty()) {
            suffixes.add("per_" + perUnit);
        }
        if (metric.isCounter()) {
            suffixes.add("total");
        }
        if (metric.unit().equals("1") && metric.kind() == OtlpMetric.Kind.GAUGE) {
            suffixes.add("ratio");
        }
        return suffixes;
    }

    private String escaped(OtlpMetric metric, List<String> suffixes) {
        // Underscores of the name stay where nothing is added to it.
        String separators = strategy.suffixes ? "[^a-zA-Z0-9:]+" : "[^a-zA-Z0-9:_]+";
        List<String> words = new ArrayList<>(Arrays.asList(metric.name().split(separators)));
        words.removeIf(String::isEmpty);
        for (String suffix : suffixes) {
            if (suffix.equals("total") || suffix.equals("ratio")) {
                words.removeIf(suffix::equals);
                words.add(suffix);
            } else if (!words.contains(suffix)) {
                words.add(suffix);
            }
        }
        String name = String.join("_", words);
        return !name.isEmpty() && Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static String kept(String name, List<String> suffixes) {
        StringBuilder made = new StringBuilder(name);
        for (String suffix : suffixes) {
            if (!made.toString().endsWith("_" + suffix)) {
                made.append('_').append(suffix);
            }
        }
        return made.toString();
    }

    /** The unit as Prometheus has it: {@code seconds} of {@code s}; empty when there is none. */
    static String unit(String unit) {
        String main = unit.split("/", 2)[0].strip();
        return main.isEmpty() || main.contains("{") || main.contains("}")
                ? ""
                : cleaned(UNITS.getOrDefault(main, main));
    }

    private static String perUnit(String unit) {
        String[] parts = unit.split("/", 2);
        String per = parts.length < 2 ? "" : parts[1].strip();
        return per.isEmpty() || per.contains("{") || per.contains("}") ? "" : cleaned(PER_UNITS.getOrDefault(per, per));
    }

    private static String cleaned(String unit) {
        return unit.replaceAll("[^a-zA-Z0-9:]+", "_").replaceAll("^_+|_+$", "");
    }

    String label(String attribute) {
        if (!strategy.escapes || attribute.isEmpty()) {
            return attribute;
        }
        String name = attribute.replaceAll("[^a-zA-Z0-9_]", "_");
        if (Character.isDigit(name.charAt(0))) {
            return "key_" + name;
        }
        return name.startsWith("_") && !name.startsWith("__") ? "key" + name : name;
    }
}

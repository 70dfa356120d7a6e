package io.binnacle.timeseries.promql.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Reads a native histogram as scripts write it: {@code {{schema:1 sum:3 count:22 buckets:[5 10 7]}}}. */
final class HistogramText {

    private static final Pattern ITEM = Pattern.compile("\\s*([a-z_]+):(\\[[^]]*]|[^\\s\\[\\]]+)\\s*");

    private HistogramText() {
    }

    /**
     * The histogram between the braces.
     *
     * @throws IllegalArgumentException it breaks the format, as the message says
     */
    static Point parse(String text) {
        if (!text.startsWith("{{") || !text.endsWith("}}")) {
            throw new IllegalArgumentException("no histogram: " + text);
        }
        String inside = text.substring(2, text.length() - 2);
        Map<String, String> items = new LinkedHashMap<>();
        Matcher matcher = ITEM.matcher(inside);
        int end = 0;
        while (end < inside.stripTrailing().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IllegalArgumentException("no histogram: " + text);
            }
            if (items.put(matcher.group(1), matcher.group(2)) != null) {
                throw new IllegalArgumentException("duplicate key \"" + matcher.group(1) + "\" in histogram");
            }
            end = matcher.end();
        }
        boolean hintGiven = items.containsKey("counter_reset_hint");
        return Point.of(histogram(items), hintGiven);
    }

    private static FloatHistogram histogram(Map<String, String> items) {
        FloatHistogram.Builder histogram = FloatHistogram.builder()
                .schema(whole(items.remove("schema")))
                .sum(number(items.remove("sum")))
                .count(number(items.remove("count")))
                .positive(whole(items.remove("offset")), numbers(items.remove("buckets")))
                .negative(whole(items.remove("n_offset")), numbers(items.remove("n_buckets")))
                .zero(number(items.remove("z_bucket_w")), number(items.remove("z_bucket")))
                .customBounds(numbers(items.remove("custom_values")))
                .reset(hint(items.remove("counter_reset_hint")));
        if (!items.isEmpty()) {
            throw new IllegalArgumentException("unknown parts of a histogram: " + items.keySet());
        }
        return histogram.build();
    }

    private static CounterReset hint(@Nullable String text) {
        return switch (text == null ? "unknown" : text) {
            case "unknown" -> CounterReset.UNKNOWN;
            case "reset" -> CounterReset.RESET;
            case "not_reset" -> CounterReset.NOT_RESET;
            case "gauge" -> CounterReset.GAUGE;
            default -> throw new IllegalArgumentException("no counter reset hint: " + text);
        };
    }

    private static int whole(@Nullable String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static double number(@Nullable String text) {
        return text == null ? 0 : SequenceText.number(text);
    }

    private static double[] numbers(@Nullable String text) {
        if (text == null) {
            return new double[0];
        }
        String inside = text.substring(1, text.length() - 1).strip();
        if (inside.isEmpty()) {
            return new double[0];
        }
        String[] words = inside.split("\\s+", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = SequenceText.number(words[i]);
        }
        return numbers;
    }
}

package io.binnacle.timeseries.promql.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Reads a sequence of samples as scripts write it: {@code 5 2+3x2 _ stale {{count:1}}x3}. */
final class SequenceText {

    private static final String NUMBER = "(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?|[iI][nN][fF]|[nN][aA][nN]";
    private static final Pattern NUMBERS = Pattern
            .compile("([-+]?(?:" + NUMBER + "))(?:([-+](?:" + NUMBER + "))(?=x))?(?:x(\\d+))?");
    private static final Pattern HISTOGRAMS = Pattern
            .compile("(\\{\\{[^}]*}})(?:([-+])(\\{\\{[^}]*}})(?=x))?(?:x(\\d+))?");
    private static final Pattern OMITTED = Pattern.compile("_(?:x(\\d+))?");
    private static final int REPETITIONS_MAX = 1_000_000;

    private SequenceText() {
    }

    /**
     * The places of the sequence.
     *
     * @throws IllegalArgumentException it breaks the format, as the message says
     */
    static List<Point> parse(String text) {
        List<Point> points = new ArrayList<>();
        for (String word : words(text)) {
            add(word, points);
        }
        return points;
    }

    /** Cut at blanks that are outside of braces. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int depth = 0;
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            boolean blank = Character.isWhitespace(c) && depth == 0;
            if (blank && from >= 0) {
                words.add(text.substring(from, i));
                from = -1;
            } else if (!blank && from < 0) {
                from = i;
            }
        }
        if (from >= 0) {
            throw new IllegalArgumentException("a brace is not closed: " + text);
        }
        return words;
    }

    private static void add(String word, List<Point> points) {
        if (word.equals("stale")) {
            points.add(Point.of(Samples.STALE));
            return;
        }
        Matcher omitted = OMITTED.matcher(word);
        if (omitted.matches()) {
            int count = omitted.group(1) == null ? 1 : repetitions(omitted.group(1));
            for (int i = 0; i < count; i++) {
                points.add(Point.OMITTED);
            }
            return;
        }
        Matcher numbers = NUMBERS.matcher(word);
        if (numbers.matches()) {
            double value = number(numbers.group(1));
            for (int i = 0; i <= repetitions(numbers.group(3)); i++) {
                points.add(Point.of(value));
                value = numbers.group(2) == null ? value : value + number(numbers.group(2));
            }
            return;
        }
        Matcher histograms = HISTOGRAMS.matcher(word);
        if (!histograms.matches()) {
            throw new IllegalArgumentException("no samples: " + word);
        }
        Point point = HistogramText.parse(histograms.group(1));
        for (int i = 0; i <= repetitions(histograms.group(4)); i++) {
            points.add(point);
            point = next(point, histograms.group(2), histograms.group(3));
        }
    }

    private static Point next(Point point, @Nullable String sign, @Nullable String change) {
        FloatHistogram present = point.histogram();
        if (change == null || present == null) {
            return point;
        }
        FloatHistogram by = HistogramText.parse(change).histogram();
        FloatHistogram.Sum sum = by == null ? null : "-".equals(sign) ? present.minus(by) : present.plus(by);
        if (sum == null) {
            throw new IllegalArgumentException("error combining histograms: " + change);
        }
        return Point.of(sum.histogram(), point.hintGiven());
    }

    private static int repetitions(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        int count = Integer.parseInt(text);
        if (count > REPETITIONS_MAX) {
            throw new IllegalArgumentException("more than " + REPETITIONS_MAX + " repetitions: " + text);
        }
        return count;
    }

    /** @throws NumberFormatException it is none */
    static double number(String text) {
        boolean negative = text.startsWith("-");
        String magnitude = negative || text.startsWith("+") ? text.substring(1) : text;
        double value = switch (magnitude.toLowerCase(Locale.ROOT)) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(magnitude);
        };
        return negative ? -value : value;
    }
}

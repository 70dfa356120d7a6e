package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.promql.Parser.TokenReader;
import org.jspecify.annotations.Nullable;

/**
 * A script in the format in which Prometheus writes its tests of PromQL: {@code load}, {@code clear} and {@code eval}
 * commands with their expectations.
 */
final class PromqlScript {

    private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)");
    private static final Pattern INSTANT = Pattern
            .compile("eval(?:_(fail|warn|info|ordered))?\\s+instant\\s+(?:at\\s+(\\S+))?\\s*(.+)");
    private static final Pattern RANGE = Pattern
            .compile(
                    "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+?)\\s+(.+)");
    private static final Pattern EXPECT = Pattern
            .compile(
                    "expect\\s+(fail|warn|info|no_warn|no_info|ordered|string|range vector)\\b\\s*(?:(msg|regex):)?\\s*(.*)");

    /** Values that no number can be: nothing at that time, and a native histogram. */
    static final double NOTHING = Double.longBitsToDouble(0x7ff0_0000_0000_0003L);

    sealed interface Command {}

    record Clear() implements Command {}

    record Load(long stepMillis, boolean convertBuckets, List<Line> series) implements Command {}

    record Expectation(String type, @Nullable String match, String text) {}

    /** @param endMillis -1 of an instant query */
    record Eval(int line, String query, long startMillis, long endMillis, long stepMillis,
            List<Expectation> expectations, List<Line> results) implements Command {}

    /** One series, or the one number of a scalar when the labels are null. */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(@Nullable Labels labels, double[] values, boolean histograms) {}

    private final String[] lines;
    private int next;

    private PromqlScript(String text) {
        this.lines = text.split("\n", -1);
    }

    static List<Command> parse(String text) {
        PromqlScript script = new PromqlScript(text);
        List<Command> commands = new ArrayList<>();
        while (script.next < script.lines.length) {
            String line = strip(script.lines[script.next]);
            if (line.isEmpty()) {
                script.next++;
            } else {
                commands.add(script.command(line));
            }
        }
        return commands;
    }

    private static String strip(String line) {
        String stripped = line.strip();
        return stripped.startsWith("#") ? "" : stripped;
    }

    private Command command(String line) {
        int number = ++next;
        if (line.equals("clear")) {
            return new Clear();
        }
        Matcher load = LOAD.matcher(line);
        if (load.matches()) {
            List<Line> series = new ArrayList<>();
            for (String described : block()) {
                series.add(series(described));
            }
            return new Load(millis(load.group(2)), load.group(1) != null, series);
        }
        Matcher instant = INSTANT.matcher(line);
        if (instant.matches()) {
            String at = instant.group(2);
            return eval(number, instant.group(1), instant.group(3), at == null ? 0 : millis(at), -1, 1);
        }
        Matcher range = RANGE.matcher(line);
        if (range.matches()) {
            return eval(number, range.group(1), range.group(5), millis(range.group(2)), millis(range.group(3)),
                    millis(range.group(4)));
        }
        throw new IllegalArgumentException("line " + number + ": no command: " + line);
    }

    private Eval eval(int number, @Nullable String suffix, String query, long start, long end, long step) {
        List<Expectation> expectations = new ArrayList<>();
        if (suffix != null) {
            expectations.add(new Expectation(suffix, null, ""));
        }
        List<Line> results = new ArrayList<>();
        for (String line : block()) {
            Matcher expect = EXPECT.matcher(line);
            if (expect.matches()) {
                expectations.add(new Expectation(expect.group(1), expect.group(2), unquoted(expect.group(3).strip())));
            } else if (line.startsWith("expected_fail_message")) {
                expectations
                        .add(new Expectation("fail", "msg", line.substring("expected_fail_message".length()).strip()));
            } else if (line.startsWith("expected_fail_regexp")) {
                expectations
                        .add(new Expectation("fail", "regex", line.substring("expected_fail_regexp".length()).strip()));
            } else {
                results.add(series(line));
            }
        }
        return new Eval(number, query, start, end, step, expectations, results);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && (text.startsWith("\"") || text.startsWith("`"))
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** The lines that belong to the command before: up to an empty one or the next command. */
    private List<String> block() {
        List<String> block = new ArrayList<>();
        while (next < lines.length && !lines[next].isBlank()) {
            String line = strip(lines[next]);
            if (line.matches("(load|eval|clear)\\b.*") || line.matches("(load|eval)_\\w+ .*")) {
                break;
            }
            next++;
            if (!line.isEmpty()) {
                block.add(line);
            }
        }
        return block;
    }

    static long millis(String text) {
        boolean negative = text.startsWith("-");
        String magnitude = negative ? text.substring(1) : text;
        long millis = DurationText.parse(magnitude).map(Duration::toMillis)
                .orElseGet(() -> Math.round(Double.parseDouble(magnitude) * 1000));
        return negative ? -millis : millis;
    }

    private static Line series(String line) {
        if (line.matches("[-+.0-9iInN][^{]*") && isNumber(line)) {
            return new Line(null, new double[]{number(line)}, false);
        }
        int end = 0;
        if (line.startsWith("{{")) {
            return new Line(null, new double[0], true);
        }
        while (end < line.length() && line.charAt(end) != '{' && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        int brace = end;
        while (brace < line.length() && Character.isWhitespace(line.charAt(brace))) {
            brace++;
        }
        if (brace < line.length() && line.charAt(brace) == '{' && !line.startsWith("{{", brace)) {
            end = closingBrace(line, brace) + 1;
        }
        String values = line.substring(end).strip();
        if (values.contains("{{")) {
            return new Line(labels(line.substring(0, end)), new double[0], true);
        }
        return new Line(labels(line.substring(0, end)), values(values), false);
    }

    private static int closingBrace(String line, int from) {
        char quote = 0;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote != '`') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '}') {
                return i;
            }
        }
        throw new IllegalArgumentException("no closing brace: " + line);
    }

    private static Labels labels(String text) {
        TokenReader words = new TokenReader(Lexer.tokens(text));
        Token name = words.at("{") ? null : words.next();
        Labels.Builder labels = new Labels.Builder();
        new SelectorParser(words).vectorSelector(name).matchers()
                .forEach(matcher -> labels.set(matcher.name(), matcher.value()));
        return labels.build();
    }

    private static boolean isNumber(String text) {
        try {
            number(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static double number(String text) {
        boolean negative = text.startsWith("-");
        double magnitude = NumberText.parse(negative || text.startsWith("+") ? text.substring(1) : text);
        return negative ? -magnitude : magnitude;
    }

    private static final Pattern REPEATED = Pattern.compile("(.+?)(?:(?<=[^eExX])([-+])([^x]+))?x(\\d+)");

    private static double[] values(String text) {
        double[] values = new double[0];
        for (String word : text.strip().split("\\s+", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            Matcher repeated = REPEATED.matcher(word);
            if (!repeated.matches()) {
                values = Arrays.copyOf(values, values.length + 1);
                values[values.length - 1] = value(word);
                continue;
            }
            double value = value(repeated.group(1));
            double increment = repeated.group(3) == null ? 0 : number(repeated.group(3));
            if ("-".equals(repeated.group(2))) {
                increment = -increment;
            }
            int count = Integer.parseInt(repeated.group(4)) + (repeated.group(1).equals("_") ? 0 : 1);
            int from = values.length;
            values = Arrays.copyOf(values, from + count);
            for (int i = from; i < values.length; i++) {
                values[i] = value;
                value = repeated.group(3) == null ? value : value + increment;
            }
        }
        return values;
    }

    private static double value(String word) {
        return switch (word) {
            case "_" -> NOTHING;
            case "stale" -> Samples.STALE;
            default -> number(word);
        };
    }
}

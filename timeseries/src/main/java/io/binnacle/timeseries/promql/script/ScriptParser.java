package io.binnacle.timeseries.promql.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.kernel.time.DurationText;
import io.binnacle.timeseries.promql.NumberText;
import io.binnacle.timeseries.promql.Quoting;
import io.binnacle.timeseries.promql.script.ScriptCommand.Broken;
import io.binnacle.timeseries.promql.script.ScriptCommand.Clear;
import io.binnacle.timeseries.promql.script.ScriptCommand.Eval;
import io.binnacle.timeseries.promql.script.ScriptCommand.Expectation;
import io.binnacle.timeseries.promql.script.ScriptCommand.Expectations;
import io.binnacle.timeseries.promql.script.ScriptCommand.ExpectedSeries;
import io.binnacle.timeseries.promql.script.ScriptCommand.Load;
import io.binnacle.timeseries.promql.script.ScriptCommand.LoadedSeries;
import io.binnacle.timeseries.promql.script.ScriptCommand.Times;
import org.jspecify.annotations.Nullable;

/** Cuts a script into its commands. An empty line, and a comment, end a command. Belongs to one script. */
final class ScriptParser {

    private static final Pattern LOAD = Pattern.compile("load(?:_(with_nhcb))?\\s+(.+)");
    private static final Pattern INSTANT = Pattern
            .compile("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(\\S+)\\s+)?(.+)");
    private static final Pattern RANGE = Pattern.compile(
            "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");
    private static final Pattern EXPECT = Pattern
            .compile("expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?");
    private static final Pattern EXPECT_RANGE = Pattern
            .compile("expect range vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");
    private static final String EXPECT_STRING = "expect string ";

    private final String[] lines;
    private int next;

    private ScriptParser(String text) {
        lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            lines[i] = line.startsWith("#") ? "" : line;
        }
    }

    static List<ScriptCommand> parse(String text) {
        ScriptParser parser = new ScriptParser(text);
        List<ScriptCommand> commands = new ArrayList<>();
        while (parser.next < parser.lines.length) {
            if (parser.lines[parser.next].isEmpty()) {
                parser.next++;
            } else {
                commands.add(parser.command());
            }
        }
        return commands;
    }

    private ScriptCommand command() {
        String line = lines[next++];
        int number = next;
        try {
            String word = line.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            if (word.equals("clear")) {
                return new Clear();
            }
            Matcher load = LOAD.matcher(line);
            if (load.matches()) {
                return load(number, millis(load.group(2)), load.group(1) != null);
            }
            Matcher instant = INSTANT.matcher(line);
            if (instant.matches()) {
                long at = instant.group(2) == null ? 0 : millis(instant.group(2));
                return eval(number, instant.group(3), new Times(false, at, at, 1), instant.group(1));
            }
            Matcher range = RANGE.matcher(line);
            if (range.matches()) {
                Times times = new Times(true, millis(range.group(2)), millis(range.group(3)), millis(range.group(4)));
                return eval(number, range.group(5), times, range.group(1));
            }
        } catch (IllegalArgumentException e) {
            return broken(number, line, "line " + next + ": " + e.getMessage());
        }
        return broken(number, line, "expected load, clear or eval");
    }

    private Broken broken(int number, String text, String fault) {
        while (line() != null) {
            // belongs to what is broken
        }
        return new Broken(number, text, fault);
    }

    /** The next line of the same command; null when there is none. */
    private @Nullable String line() {
        return next < lines.length && !lines[next].isEmpty() ? lines[next++] : null;
    }

    private Load load(int number, long stepMillis, boolean convertBuckets) {
        List<LoadedSeries> series = new ArrayList<>();
        List<@Nullable Long> usual = List.of();
        List<@Nullable Long> own = List.of();
        for (String line = line(); line != null; line = line()) {
            String first = line.split("\\s", 2)[0];
            if (first.equals("@st")) {
                usual = StartOffsets.parse(line.substring(3));
            } else if (first.endsWith("@st")) {
                own = StartOffsets.parse(line.substring(first.length()));
            } else {
                SeriesText.Parsed parsed = SeriesText.parse(line);
                List<Point> points = SequenceText.parse(parsed.rest());
                series.add(new LoadedSeries(parsed.labels(), points, own.isEmpty() ? cycled(usual, points) : own));
                own = List.of();
            }
        }
        return new Load(number, stepMillis, convertBuckets, series);
    }

    private static List<@Nullable Long> cycled(List<@Nullable Long> offsets, List<Point> points) {
        List<@Nullable Long> cycled = new ArrayList<>();
        for (int i = 0; i < points.size() && !offsets.isEmpty(); i++) {
            cycled.add(offsets.get(i % offsets.size()));
        }
        return cycled;
    }

    private Eval eval(int number, String query, Times times, @Nullable String suffix) {
        List<Expectation> expectations = new ArrayList<>();
        if (suffix != null) {
            expectations.add(new Expectation(type(suffix), Expectation.Match.ANY, ""));
        }
        Times rangeVector = null;
        Double scalar = null;
        List<ExpectedSeries> series = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            Matcher ranged = EXPECT_RANGE.matcher(line);
            if (ranged.matches()) {
                rangeVector = new Times(true, millis(ranged.group(1)), millis(ranged.group(2)),
                        millis(ranged.group(3)));
            } else if (line.startsWith("expected_fail_")) {
                expectations.add(expectedFailure(line));
            } else if (line.equals("expect") || line.startsWith("expect ")) {
                expectations.add(expectation(line));
            } else if (isNumber(line)) {
                scalar = number(line);
            } else {
                SeriesText.Parsed parsed = SeriesText.parse(line);
                series.add(new ExpectedSeries(parsed.labels(), SequenceText.parse(parsed.rest())));
            }
        }
        return new Eval(number, query, times, new Expectations(expectations, rangeVector, scalar, series));
    }

    private static Expectation expectation(String line) {
        if (line.startsWith(EXPECT_STRING)) {
            return new Expectation(Expectation.Type.STRING, Expectation.Match.MESSAGE,
                    unquoted(line.substring(EXPECT_STRING.length()).strip()));
        }
        Matcher expect = EXPECT.matcher(line);
        if (!expect.matches()) {
            throw new IllegalArgumentException(
                    "invalid expect statement, must match `expect <type> <match_type>: <string>` format: " + line);
        }
        Expectation.Type type = type(expect.group(1));
        if (expect.group(2) == null) {
            return new Expectation(type, Expectation.Match.ANY, "");
        }
        boolean message = expect.group(2).equals("msg");
        return new Expectation(type, message ? Expectation.Match.MESSAGE : Expectation.Match.PATTERN,
                expect.group(3).strip());
    }

    private static Expectation expectedFailure(String line) {
        String[] words = line.split("\\s+", 2);
        boolean message = words[0].equals("expected_fail_message");
        return new Expectation(Expectation.Type.FAIL,
                message ? Expectation.Match.MESSAGE : Expectation.Match.PATTERN, words.length > 1 ? words[1] : "");
    }

    private static Expectation.Type type(String word) {
        return Expectation.Type.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && (text.startsWith("\"") || text.startsWith("`"))
                && text.charAt(text.length() - 1) == text.charAt(0);
        if (!quoted) {
            throw new IllegalArgumentException("no quoted text: " + text);
        }
        String inside = text.substring(1, text.length() - 1);
        return text.startsWith("`") ? inside : Quoting.unescape(inside, '"');
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
        double magnitude = NumberText
                .parse(negative || text.startsWith("+") ? text.substring(1) : text);
        return negative ? -magnitude : magnitude;
    }

    private static long millis(String text) {
        boolean negative = text.startsWith("-");
        String magnitude = negative ? text.substring(1) : text;
        long millis = DurationText.parse(magnitude).map(Duration::toMillis)
                .orElseGet(() -> Math.round(Double.parseDouble(magnitude) * 1000));
        return negative ? -millis : millis;
    }
}

package io.binnacle.telemetry.intake.exposition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/**
 * Reads a text line by line, in place, for a reader that knows most of its lines from the text before: of those only the
 * values are read. Takes what Prometheus takes when it scrapes: each line must be right, what stands together in a family is
 * not looked at. Used by one thread for one text.
 */
public final class ExpositionLines {

    /** There is no timestamp. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private static final byte[] END_MARK = "# EOF".getBytes(StandardCharsets.US_ASCII);

    private final boolean loose;
    private final byte[] text;
    private final int size;
    private final Reader reader;
    private int at;
    private int line;

    /** Is told what there is, in the order of the text. Each method may end the reading with an {@link ExpositionError}. */
    public interface Reader {

        /**
         * The length of the line's beginning that the reader expects next, when it stands there: a whole line that begins with
         * {@code #}, or what names a series. 0 when something else stands there. Nothing is decided yet.
         */
        int expected(byte[] text, int at, int size);

        /** A line that begins with {@code #}. */
        void comment(byte[] text, int from, int to, int line);

        /** The next samples' series is the one that these bytes name; see {@link ExpositionLines#series}. */
        void series(byte[] text, int from, int to, int line);

        /** @param timestampMillis {@link #NO_TIMESTAMP} where the text gives none */
        void sample(double value, long timestampMillis);

        /** Of the sample that was told last. */
        void exemplar(ExpositionSample.Exemplar exemplar);
    }

    private ExpositionLines(ExpositionFormat format, byte[] text, int size, Reader reader) {
        this.loose = format == ExpositionFormat.PROMETHEUS;
        this.text = text;
        this.size = size;
        this.reader = reader;
    }

    /** @throws ExpositionError at the first fault; what came before it the reader has been told */
    public static void read(ExpositionFormat format, byte[] text, int size, Reader reader) {
        ExpositionLines lines = new ExpositionLines(format, text, size, reader);
        while (lines.at < size) {
            lines.line++;
            if (!lines.next()) {
                return;
            }
        }
        if (format == ExpositionFormat.OPENMETRICS) {
            throw new ExpositionError(lines.line + 1, 1, "the text does not end with # EOF", "");
        }
    }

    /** What a series' text names. */
    public static ExpositionSeries series(ExpositionFormat format, byte[] text, int from, int to, int line) {
        return ExpositionSeries.parse(string(text, from, to, line), format, line);
    }

    /** The bytes as text, which they must be. */
    public static String string(byte[] text, int from, int to, int line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(text, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ExpositionError(line, 1, "the text is not UTF-8", "");
        }
    }

    /** Whether there may be more lines. */
    private boolean next() {
        int begin = at;
        if (loose) {
            skipBlanks();
        }
        if (at == size || text[at] == '\n') {
            if (!loose) {
                throw error("the line is empty", begin);
            }
            at++;
            return true;
        }
        if (text[at] == '#') {
            return comment();
        }
        int expected = reader.expected(text, at, size);
        int from = at;
        int to = expected > 0 && endsThere(at + expected) ? at + expected : seriesEnd();
        reader.series(text, from, to, line);
        at = to;
        sample(from);
        return true;
    }

    private boolean comment() {
        int expected = reader.expected(text, at, size);
        int to = at + expected;
        if (expected == 0 || (to < size && text[to] != '\n')) {
            to = lineEnd(at);
        }
        if (!loose && to - at == END_MARK.length
                && ByteBuffer.wrap(text, at, to - at).equals(ByteBuffer.wrap(END_MARK))) {
            if (to + 1 < size) {
                throw new ExpositionError(line + 1, 1, "there is text behind # EOF", "");
            }
            return false;
        }
        reader.comment(text, at, to, line);
        at = to + 1;
        return true;
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < size && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private void skipBlanks() {
        while (at < size && isBlank(text[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isNamePart(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= ':') || c == '_';
    }

    /** Whether a series' text that is known may end before that place: a blank follows, and no braces behind it. */
    private boolean endsThere(int place) {
        if (place >= size || !isBlank(text[place])) {
            return false;
        }
        if (!loose || text[place - 1] == '}') {
            return true;
        }
        int next = place;
        while (next < size && isBlank(text[next])) {
            next++;
        }
        return next < size && text[next] != '{';
    }

    /** Where the text ends that names a series and begins here. */
    private int seriesEnd() {
        boolean quoted = text[at] == '"';
        int end = quoted ? quotesEnd(at) : at;
        while (!quoted && end < size && (loose ? isNamePart(text[end]) : text[end] > ' ' && text[end] != '{')) {
            end++;
        }
        int brace = end;
        while (loose && brace < size && isBlank(text[brace])) {
            brace++;
        }
        if (brace == size || text[brace] != '{') {
            return end;
        }
        int close = brace + 1;
        while (close < size && text[close] != '}' && text[close] != '\n') {
            close = text[close] == '"' ? quotesEnd(close) : close + 1;
        }
        return close < size && text[close] == '}' ? close + 1 : close;
    }

    /** Behind the quotes that open there; the end of the line when they do not close. */
    private int quotesEnd(int open) {
        int end = open + 1;
        while (end < size && text[end] != '"' && text[end] != '\n') {
            end += text[end] == '\\' && end + 1 < size && text[end + 1] != '\n' ? 2 : 1;
        }
        return end < size && text[end] == '"' ? end + 1 : end;
    }

    private void sample(int begin) {
        if (loose) {
            skipBlanks();
        } else {
            expectBlank(begin, "before the value");
        }
        double value = number(begin, "value");
        long timestampMillis = NO_TIMESTAMP;
        if (loose) {
            skipBlanks();
            if (at < size && text[at] != '\n') {
                timestampMillis = wholeNumber(begin);
                skipBlanks();
            }
        } else if (at < size && text[at] == ' ' && !(at + 1 < size && text[at + 1] == '#')) {
            at++;
            double seconds = number(begin, "timestamp");
            if (!Double.isFinite(seconds)) {
                throw error("a timestamp is finite", begin);
            }
            timestampMillis = (long) (seconds * 1000);
        }
        reader.sample(value, timestampMillis);
        if (!loose && at < size && text[at] == ' ') {
            at++;
            int end = lineEnd(at);
            reader.exemplar(OpenMetricsText.exemplar(new LineCursor(string(text, at, end, line), line)));
            at = end;
        }
        if (at < size && text[at] != '\n') {
            throw error("expected the end of the line", begin);
        }
        at++;
    }

    private void expectBlank(int begin, String where) {
        if (at >= size || text[at] != ' ') {
            throw error("expected ' ' " + where, begin);
        }
        at++;
    }

    private int word() {
        int end = at;
        while (end < size && text[end] > ' ') {
            end++;
        }
        return end;
    }

    private double number(int begin, String what) {
        int end = word();
        OptionalDouble number = DecimalBytes.parse(text, at, end);
        if (number.isEmpty()) {
            throw error("expected a number as the " + what, begin);
        }
        at = end;
        return number.getAsDouble();
    }

    private long wholeNumber(int begin) {
        int end = word();
        try {
            long number = Long.parseLong(new String(text, at, end - at, StandardCharsets.ISO_8859_1));
            at = end;
            return number;
        } catch (NumberFormatException e) {
            throw error("expected a whole number of milliseconds as the timestamp", begin);
        }
    }

    /** @param begin of the line */
    private ExpositionError error(String reason, int begin) {
        int end = lineEnd(begin);
        String shown = new String(text, begin, end - begin, StandardCharsets.UTF_8);
        String before = new String(text, begin, Math.max(0, Math.min(at, size) - begin), StandardCharsets.UTF_8);
        return new ExpositionError(line, before.length() + 1, reason, shown);
    }
}

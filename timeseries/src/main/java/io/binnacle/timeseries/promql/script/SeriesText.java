package io.binnacle.timeseries.promql.script;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.promql.Quoting;

/** Reads the labels at the beginning of a line: {@code name{label="value", "quoted name"="value"}}. Belongs to one line. */
final class SeriesText {

    private final String line;
    private int at;
    private final Labels.Builder labels = new Labels.Builder();

    private SeriesText(String line) {
        this.line = line;
    }

    /** The labels, and what stands behind them. */
    record Parsed(Labels labels, String rest) {}

    /** @throws IllegalArgumentException it breaks the format, as the message says */
    static Parsed parse(String line) {
        SeriesText text = new SeriesText(line);
        text.parse();
        return new Parsed(text.labels.build(), line.substring(text.at).strip());
    }

    private void parse() {
        String name = word();
        if (!name.isEmpty()) {
            labels.set(Label.METRIC_NAME, name);
        }
        int afterName = at;
        skipBlanks();
        if (line.startsWith("{{", at) || !accept('{')) {
            at = afterName;
            return;
        }
        skipBlanks();
        while (!accept('}')) {
            label();
            skipBlanks();
            if (!accept(',') && (at >= line.length() || line.charAt(at) != '}')) {
                throw new IllegalArgumentException("labels do not end: " + line);
            }
            skipBlanks();
        }
    }

    private void label() {
        boolean quoted = at < line.length() && isQuote(line.charAt(at));
        String name = quoted ? quoted() : word();
        skipBlanks();
        if (!accept('=')) {
            if (!quoted) {
                throw new IllegalArgumentException("a label without a value: " + line);
            }
            labels.set(Label.METRIC_NAME, name);
            return;
        }
        skipBlanks();
        if (at >= line.length() || !isQuote(line.charAt(at))) {
            throw new IllegalArgumentException("a label's value is not quoted: " + line);
        }
        labels.set(name, quoted());
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private String quoted() {
        char quote = line.charAt(at);
        int from = ++at;
        while (at < line.length() && line.charAt(at) != quote) {
            at += line.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        if (at >= line.length()) {
            throw new IllegalArgumentException("a quoted text does not end: " + line);
        }
        String inside = line.substring(from, at++);
        return quote == '`' ? inside : Quoting.unescape(inside, quote);
    }

    private String word() {
        int from = at;
        while (at < line.length() && (Character.isLetterOrDigit(line.charAt(at)) || line.charAt(at) == '_'
                || line.charAt(at) == ':')) {
            at++;
        }
        return line.substring(from, at);
    }

    private void skipBlanks() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
    }

    private boolean accept(char c) {
        if (at < line.length() && line.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }
}

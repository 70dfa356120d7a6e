package io.binnacle.telemetry.intake.exposition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.binnacle.kernel.label.Label;

/** Reads one line of a text from left to right. */
final class LineCursor {

    private static final char END = '\n';

    private final String text;
    private final int line;
    private int at;
    /** Where the last word began. */
    private int wordAt;

    LineCursor(String text, int line) {
        this.text = text;
        this.line = line;
    }

    int line() {
        return line;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The next character, or a line feed at the end. */
    char peek() {
        return atEnd() ? END : text.charAt(at);
    }

    /** Whether the next character is this one, which is then behind us. */
    boolean take(char wanted) {
        if (peek() != wanted || atEnd()) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char wanted, String where) {
        if (!take(wanted)) {
            throw error("expected " + shown(wanted) + " " + where + ", found " + shown(peek()));
        }
    }

    /** Takes these characters when they are next. */
    boolean take(String wanted) {
        boolean there = text.startsWith(wanted, at);
        at += there ? wanted.length() : 0;
        return there;
    }

    /** Spaces and tabs. */
    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** All up to the next space, tab or the end; may be empty. */
    String word() {
        wordAt = at;
        while (!atEnd() && peek() != ' ' && peek() != '\t') {
            at++;
        }
        return text.substring(wordAt, at);
    }

    String rest() {
        wordAt = at;
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    boolean atName() {
        return nameStart(peek(), true) || peek() == '"';
    }

    /** A metric's name, plain or, as in Prometheus 3, in quotes. */
    String metricName(boolean looseEscapes) {
        return peek() == '"' ? quotedName(looseEscapes) : name(true, "metric name");
    }

    /**
     * What stands in braces, the opening one being next: labels and, where no name came before, the metric's name in
     * quotes.
     *
     * @param loose blanks around each part, and a comma behind the last; as Prometheus' own format allows
     * @param labels takes the labels
     * @return the name, empty when none stands there
     */
    String braces(boolean loose, boolean mayName, List<Label> labels) {
        expect('{', "before the labels");
        String metric = "";
        Set<String> seen = new HashSet<>();
        blanks(loose);
        boolean first = true;
        while (!take('}')) {
            boolean quoted = peek() == '"';
            String name = quoted ? quotedName(!loose) : name(false, "label name");
            blanks(loose);
            if (quoted && mayName && metric.isEmpty() && first && peek() != '=') {
                metric = name;
            } else {
                label(name, loose, seen, labels);
            }
            first = false;
            blanks(loose);
            if (take(',')) {
                blanks(loose);
                if (peek() == '}' && !loose) {
                    throw error("expected a label after the comma");
                }
            } else if (peek() != '}') {
                throw error("expected a comma or the closing brace, found " + shown(peek()));
            }
        }
        return metric;
    }

    private void label(String name, boolean loose, Set<String> seen, List<Label> labels) {
        if (name.equals(Label.METRIC_NAME)) {
            throw error("the label name __name__ is reserved");
        }
        expect('=', "after the label name");
        blanks(loose);
        if (peek() != '"') {
            throw error("expected the label's value in quotes, found " + shown(peek()));
        }
        String value = quoted(!loose);
        if (!seen.add(name)) {
            throw error("the label " + name + " stands twice");
        }
        labels.add(new Label(name, value));
    }

    private void blanks(boolean loose) {
        if (loose) {
            skipBlanks();
        }
    }

    private String name(boolean colons, String what) {
        int from = at;
        if (!nameStart(peek(), colons)) {
            throw error("expected a " + what + ", found " + shown(peek()));
        }
        while (nameStart(peek(), colons) || (peek() >= '0' && peek() <= '9')) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean nameStart(char c, boolean colons) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colons && c == ':');
    }

    private String quotedName(boolean looseEscapes) {
        String name = quoted(looseEscapes);
        if (name.isEmpty()) {
            throw error("expected a name between the quotes");
        }
        return name;
    }

    private String quoted(boolean looseEscapes) {
        expect('"', "before the value");
        StringBuilder value = new StringBuilder();
        while (!take('"')) {
            if (atEnd()) {
                throw error("the quotes are not closed");
            }
            value.append(peek() == '\\' ? escaped(looseEscapes, true) : String.valueOf(text.charAt(at++)));
        }
        return value.toString();
    }

    /** What a backslash and the character behind it mean. OpenMetrics leaves an unknown pair as it is. */
    private String escaped(boolean loose, boolean quotes) {
        int from = at++;
        char c = peek();
        at = Math.min(at + 1, text.length());
        if (c == '\\' || (quotes && c == '"')) {
            return String.valueOf(c);
        }
        if (c == 'n') {
            return "\n";
        }
        if (loose) {
            return text.substring(from, at);
        }
        at = from;
        throw error("no such escape: \\" + (c == END ? "" : c));
    }

    /** The rest of the line as a family's help. */
    String help(boolean looseEscapes) {
        StringBuilder help = new StringBuilder();
        while (!atEnd()) {
            help.append(peek() == '\\' ? escaped(looseEscapes, looseEscapes) : String.valueOf(text.charAt(at++)));
        }
        return help.toString();
    }

    /** About the word, or the rest of the line, that was read last. */
    ExpositionError wordError(String reason) {
        return new ExpositionError(line, wordAt + 1, reason, text);
    }

    ExpositionError error(String reason) {
        return new ExpositionError(line, at + 1, reason, text);
    }

    private static String shown(char c) {
        return c == END ? "the end of the line" : "'" + c + "'";
    }
}

package io.binnacle.insight.rule.template;

import io.binnacle.timeseries.promql.Quoting;

/**
 * A piece of a template.
 *
 * @param position where it begins in the text
 * @param line     in which it begins, from 1
 */
record Token(Kind kind, int position, int line, String text) {

    private static final int SHOWN_MAX = 10;

    /** What it is. A word of Go's template language is its own kind. */
    enum Kind {
        ERROR, EOF, TEXT, LEFT_DELIMITER, RIGHT_DELIMITER, SPACE, BOOL, CHARACTER, CHARACTER_CONSTANT, ASSIGN, DECLARE, FIELD, IDENTIFIER, LEFT_PARENTHESIS, RIGHT_PARENTHESIS, NUMBER, PIPE, STRING, RAW_STRING, VARIABLE, DOT, NIL, BLOCK, BREAK, CONTINUE, DEFINE, ELSE, END, IF, RANGE, TEMPLATE, WITH;

        boolean isWord() {
            return compareTo(DOT) >= 0;
        }
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** As Go's messages show it. */
    @Override
    public String toString() {
        if (kind == Kind.EOF) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind.isWord()) {
            return '<' + text + '>';
        }
        int[] characters = text.codePoints().toArray();
        return characters.length > SHOWN_MAX
                ? Quoting.quote(new String(characters, 0, SHOWN_MAX)) + "..."
                : Quoting.quote(text);
    }
}

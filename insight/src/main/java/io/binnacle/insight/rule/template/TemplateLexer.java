package io.binnacle.insight.rule.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.insight.rule.template.Token.Kind;

/**
 * Cuts a template into tokens, by the rules of Go's text/template/parse. What is wrong becomes a token of its own, at which
 * the list ends: the parser may find something worse before it.
 */
final class TemplateLexer {

    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String LEFT_COMMENT = "/*";
    private static final String RIGHT_COMMENT = "*/";
    private static final Map<String, Kind> WORDS = Map.ofEntries(Map.entry("block", Kind.BLOCK),
            Map.entry("break", Kind.BREAK), Map.entry("continue", Kind.CONTINUE), Map.entry("define", Kind.DEFINE),
            Map.entry("else", Kind.ELSE), Map.entry("end", Kind.END), Map.entry("if", Kind.IF),
            Map.entry("range", Kind.RANGE), Map.entry("nil", Kind.NIL), Map.entry("template", Kind.TEMPLATE),
            Map.entry("with", Kind.WITH));

    private final String input;
    private final List<Token> tokens = new ArrayList<>();
    private int start;
    private int at;
    private int line = 1;
    private int parentheses;

    private TemplateLexer(String input) {
        this.input = input;
    }

    /** What the text consists of; ends with a token of kind EOF or ERROR. */
    static List<Token> tokens(String input) {
        TemplateLexer lexer = new TemplateLexer(input);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = lexer.text() && lexer.action();
        }
        return lexer.tokens;
    }

    private void emit(Kind kind) {
        String text = input.substring(start, at);
        tokens.add(new Token(kind, start, line, text));
        skip();
    }

    /** Passes over what was read. */
    private void skip() {
        for (int i = start; i < at; i++) {
            line += input.charAt(i) == '\n' ? 1 : 0;
        }
        start = at;
    }

    private boolean fault(String message) {
        tokens.add(new Token(Kind.ERROR, start, line, message));
        return false;
    }

    /** The text up to the next action; false at the end. */
    private boolean text() {
        int left = input.indexOf(LEFT, at);
        at = left < 0 ? input.length() : left;
        int end = at;
        if (left >= 0 && trims(left + LEFT.length())) {
            while (end > start && isSpace(input.charAt(end - 1))) {
                end--;
            }
        }
        int next = at;
        at = end;
        if (at > start) {
            emit(Kind.TEXT);
        }
        at = next;
        skip();
        if (left < 0) {
            emit(Kind.EOF);
        }
        return left >= 0;
    }

    /** Whether {@code - } stands there. */
    private boolean trims(int place) {
        return input.startsWith("-", place) && place + 1 < input.length() && isSpace(input.charAt(place + 1));
    }

    /** From one delimiter to the other; false after a fault. */
    private boolean action() {
        boolean trim = trims(at + LEFT.length());
        int inside = at + LEFT.length() + (trim ? 2 : 0);
        if (input.startsWith(LEFT_COMMENT, inside)) {
            return comment(inside);
        }
        at += LEFT.length();
        emit(Kind.LEFT_DELIMITER);
        at = inside;
        skip();
        parentheses = 0;
        boolean goesOn = true;
        while (goesOn) {
            if (atRightDelimiter()) {
                return parentheses == 0 ? rightDelimiter() : fault("unclosed left paren");
            }
            goesOn = inside();
        }
        return false;
    }

    private boolean comment(int inside) {
        int close = input.indexOf(RIGHT_COMMENT, inside);
        if (close < 0) {
            return fault("unclosed comment");
        }
        at = close + RIGHT_COMMENT.length();
        boolean trim = at < input.length() && isSpace(input.charAt(at)) && input.startsWith("-" + RIGHT, at + 1);
        if (!trim && !input.startsWith(RIGHT, at)) {
            return fault("comment ends before closing delimiter");
        }
        at += (trim ? 2 : 0) + RIGHT.length();
        skip();
        trimLeft(trim);
        return true;
    }

    private boolean atRightDelimiter() {
        return input.startsWith(RIGHT, at) || atTrimmingDelimiter();
    }

    /** Whether {@code  -}} stands there. */
    private boolean atTrimmingDelimiter() {
        return at < input.length() && isSpace(input.charAt(at)) && input.startsWith("-" + RIGHT, at + 1);
    }

    private boolean rightDelimiter() {
        boolean trim = atTrimmingDelimiter();
        if (trim) {
            at += 2;
            skip();
        }
        at += RIGHT.length();
        emit(Kind.RIGHT_DELIMITER);
        trimLeft(trim);
        return true;
    }

    private void trimLeft(boolean trim) {
        while (trim && at < input.length() && isSpace(input.charAt(at))) {
            at++;
        }
        skip();
    }

    /** One token of an action; false after a fault. */
    private boolean inside() {
        if (at >= input.length()) {
            return fault("unclosed action");
        }
        char c = input.charAt(at);
        char next = at + 1 < input.length() ? input.charAt(at + 1) : 0;
        boolean startsNumber = c == '+' || c == '-' || isDigit(c) || (c == '.' && isDigit(next));
        if (isSpace(c)) {
            return space();
        }
        if (startsNumber) {
            return number();
        }
        if (c == '.') {
            return fieldOrVariable(Kind.FIELD, Kind.DOT);
        }
        if (isAlphanumeric(input.codePointAt(at))) {
            return identifier();
        }
        return switch (c) {
            case '=' -> take(1, Kind.ASSIGN);
            case ':' -> next == '=' ? take(2, Kind.DECLARE) : fault("expected :=");
            case '|' -> take(1, Kind.PIPE);
            case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', Kind.CHARACTER_CONSTANT, "unterminated character constant");
            case '`' -> raw();
            case '$' -> fieldOrVariable(Kind.VARIABLE, Kind.VARIABLE);
            case '(' -> {
                parentheses++;
                yield take(1, Kind.LEFT_PARENTHESIS);
            }
            case ')' -> {
                parentheses--;
                yield parentheses < 0 ? fault("unexpected right paren") : take(1, Kind.RIGHT_PARENTHESIS);
            }
            default -> (c > ' ' && c < 0x7f)
                    ? take(1, Kind.CHARACTER)
                    : fault("unrecognized character in action: " + unicode(input.codePointAt(at)));
        };
    }

    private boolean take(int length, Kind kind) {
        at += length;
        emit(kind);
        return true;
    }

    /** The blank before a trimming delimiter is the delimiter's. */
    private boolean space() {
        while (at < input.length() && isSpace(input.charAt(at)) && !atTrimmingDelimiter()) {
            at++;
        }
        emit(Kind.SPACE);
        return true;
    }

    private boolean identifier() {
        takeAlphanumeric();
        if (!atTerminator()) {
            return badCharacter();
        }
        String word = input.substring(start, at);
        Kind known = WORDS.get(word);
        emit(known != null ? known : word.equals("true") || word.equals("false") ? Kind.BOOL : Kind.IDENTIFIER);
        return true;
    }

    private boolean fieldOrVariable(Kind kind, Kind bare) {
        at++;
        if (atTerminator()) {
            emit(bare);
            return true;
        }
        takeAlphanumeric();
        if (!atTerminator()) {
            return badCharacter();
        }
        emit(kind);
        return true;
    }

    private void takeAlphanumeric() {
        while (at < input.length() && isAlphanumeric(input.codePointAt(at))) {
            at += Character.charCount(input.codePointAt(at));
        }
    }

    private boolean badCharacter() {
        return fault("bad character " + unicode(input.codePointAt(at)));
    }

    /** Whether a word may end here: {@code x.y}, {@code x|y} and the like. */
    private boolean atTerminator() {
        if (at >= input.length()) {
            return true;
        }
        char c = input.charAt(at);
        return isSpace(c) || ".,|:)(".indexOf(c) >= 0 || input.startsWith(RIGHT, at);
    }

    private boolean number() {
        at += GoNumber.lengthAt(input, at);
        if (at < input.length() && (at == start || isAlphanumeric(input.codePointAt(at)))) {
            at += Character.charCount(input.codePointAt(at));
            return fault("bad number syntax: " + GoText.quote(input.substring(start, at)));
        }
        emit(Kind.NUMBER);
        return true;
    }

    private boolean quoted(char quote, Kind kind, String open) {
        at++;
        while (at < input.length() && input.charAt(at) != quote && input.charAt(at) != '\n') {
            at += input.charAt(at) == '\\' && at + 1 < input.length() && input.charAt(at + 1) != '\n' ? 2 : 1;
        }
        if (at >= input.length() || input.charAt(at) == '\n') {
            return fault(open);
        }
        at++;
        emit(kind);
        return true;
    }

    private boolean raw() {
        int close = input.indexOf('`', at + 1);
        if (close < 0) {
            return fault("unterminated raw quoted string");
        }
        at = close + 1;
        emit(Kind.RAW_STRING);
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(int c) {
        return c == '_' || Character.isLetter(c) || Character.isDigit(c);
    }

    /** {@code U+007D '}'}, as Go prints a character. */
    private static String unicode(int c) {
        String code = String.format("U+%04X", c);
        return c >= ' ' && c != 0x7f ? code + " '" + Character.toString(c) + "'" : code;
    }
}

package io.binnacle.timeseries.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.binnacle.timeseries.promql.Token.Kind;
import io.binnacle.timeseries.promql.Token.Span;

/**
 * Cuts a query into words, as Prometheus does: other rules hold inside braces and brackets than outside. The first fault
 * becomes an {@link Kind#ERROR} token, at which the list ends.
 */
final class Lexer {

    private static final int END = -1;

    private final String input;
    private final List<Token> tokens = new ArrayList<>();
    private int start;
    private int at;
    private int parens;
    private boolean inBraces;
    private boolean inBrackets;
    private boolean colonSeen;
    private boolean done;

    private Lexer(String input) {
        this.input = input;
    }

    static List<Token> tokens(String input) {
        Lexer lexer = new Lexer(input);
        while (!lexer.done) {
            lexer.start = lexer.at;
            if (lexer.inBraces) {
                lexer.insideBraces(lexer.next());
            } else {
                lexer.statement(lexer.next());
            }
        }
        return lexer.tokens;
    }

    private int next() {
        if (at >= input.length()) {
            at++;
            return END;
        }
        int c = input.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private int peek() {
        return at < input.length() ? input.codePointAt(at) : END;
    }

    private boolean accept(String any) {
        int c = peek();
        if (c != END && any.indexOf(c) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    private void emit(Kind kind) {
        tokens.add(new Token(kind, input.substring(start, at), new Span(start, at)));
    }

    private void fail(String message) {
        int end = Math.min(at, input.length());
        tokens.add(new Token(Kind.ERROR, message, new Span(Math.min(start, end), end)));
        done = true;
    }

    private void statement(int c) {
        switch (c) {
            case END -> end();
            case ' ', '\t', '\n', '\r' -> {
            }
            case ',' -> emit(Kind.PUNCTUATION);
            case '*', '/', '%', '+', '-', '^', '@' -> emit(Kind.OPERATOR);
            case '=' -> equals();
            case '!' -> {
                if (accept("=")) {
                    emit(Kind.OPERATOR);
                } else {
                    fail("unexpected character after '!': " + described(peek()));
                }
            }
            case '<', '>' -> {
                accept("=/");
                emit(Kind.OPERATOR);
            }
            case '"', '\'' -> string((char) c);
            case '`' -> rawString();
            case '(', ')', '{', '}', '[', ']' -> bracket(c);
            case '#' -> comment();
            default -> other(c);
        }
    }

    private void equals() {
        if (accept("=")) {
            emit(Kind.OPERATOR);
        } else if (peek() == '~') {
            fail("unexpected character after '=': " + described(peek()));
        } else {
            emit(Kind.PUNCTUATION);
        }
    }

    private void end() {
        if (parens != 0) {
            fail("unclosed left parenthesis");
        } else if (inBrackets) {
            fail("unclosed left bracket");
        } else {
            tokens.add(new Token(Kind.END, "", new Span(input.length(), input.length())));
            done = true;
        }
    }

    private void bracket(int c) {
        switch (c) {
            case '(' -> parens++;
            case ')' -> {
                parens--;
                if (parens < 0) {
                    fail("unexpected right parenthesis " + Quoting.quote(c));
                    return;
                }
            }
            case '{' -> inBraces = true;
            case '[' -> {
                if (inBrackets) {
                    fail("unexpected left bracket " + Quoting.quote(c));
                    return;
                }
                inBrackets = true;
                colonSeen = false;
            }
            case ']' -> {
                if (!inBrackets) {
                    fail("unexpected right bracket " + Quoting.quote(c));
                    return;
                }
                inBrackets = false;
            }
            default -> {
                fail("unexpected character: " + Quoting.quote(c));
                return;
            }
        }
        emit(Kind.PUNCTUATION);
    }

    private void other(int c) {
        if (isDigit(c) || (c == '.' && isDigit(peek()))) {
            at = start;
            numberOrDuration();
        } else if (c == ':' && inBrackets) {
            if (colonSeen) {
                fail("unexpected colon " + Quoting.quote(c));
                return;
            }
            colonSeen = true;
            emit(Kind.PUNCTUATION);
        } else if (isAlpha(c) || c == ':') {
            word();
        } else {
            fail("unexpected character: " + Quoting.quote(c));
        }
    }

    private void word() {
        while (isAlphaNumeric(peek()) || (peek() == ':' && !inBrackets)) {
            at++;
        }
        String word = input.substring(start, at);
        String lower = word.toLowerCase(Locale.ROOT);
        if (Token.AGGREGATORS.contains(lower)) {
            emit(Kind.AGGREGATOR);
        } else if (Token.WORD_OPERATORS.contains(lower)) {
            emit(Kind.OPERATOR);
        } else if (Token.KEYWORDS.contains(lower)) {
            emit(Kind.KEYWORD);
        } else if (lower.equals("inf") || lower.equals("nan")) {
            emit(Kind.NUMBER);
        } else {
            emit(word.indexOf(':') >= 0 ? Kind.METRIC_IDENTIFIER : Kind.IDENTIFIER);
        }
    }

    private void insideBraces(int c) {
        switch (c) {
            case END -> fail("unexpected end of input inside braces");
            case ' ', '\t', '\n', '\r' -> {
            }
            case ',' -> emit(Kind.PUNCTUATION);
            case '"', '\'' -> string((char) c);
            case '`' -> rawString();
            case '#' -> comment();
            case '=' -> emit(accept("~") ? Kind.OPERATOR : Kind.PUNCTUATION);
            case '!' -> {
                if (accept("~=")) {
                    emit(Kind.OPERATOR);
                } else {
                    fail("unexpected character after '!' inside braces: " + described(peek()));
                }
            }
            case '{' -> fail("unexpected left brace " + Quoting.quote(c));
            case '}' -> {
                inBraces = false;
                emit(Kind.PUNCTUATION);
            }
            default -> {
                if (!isAlpha(c)) {
                    fail("unexpected character inside braces: " + Quoting.quote(c));
                    return;
                }
                while (isAlphaNumeric(peek())) {
                    at++;
                }
                emit(Kind.IDENTIFIER);
            }
        }
    }

    private void comment() {
        while (peek() != END && peek() != '\n') {
            next();
        }
    }

    private void string(char quote) {
        while (true) {
            int c = next();
            if (c == '\\' && peek() != END && peek() != '\n') {
                next();
            } else if (c == END || c == '\n' || c == '\\') {
                fail("unterminated quoted string");
                return;
            } else if (c == quote) {
                break;
            }
        }
        try {
            String text = Quoting.unescape(input.substring(start + 1, at - 1), quote);
            tokens.add(new Token(Kind.STRING, text, new Span(start, at)));
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void rawString() {
        int close = input.indexOf('`', at);
        if (close < 0) {
            at = input.length();
            fail("unterminated raw string");
            return;
        }
        at = close + 1;
        tokens.add(new Token(Kind.STRING, input.substring(start + 1, close), new Span(start, at)));
    }

    private void numberOrDuration() {
        if (number()) {
            emit(Kind.NUMBER);
        } else if (durationRest()) {
            emit(Kind.DURATION);
        } else {
            at = Math.min(at + (peek() == END ? 0 : 1), input.length());
            fail("bad number or duration syntax: " + Quoting.quote(input.substring(start, at)));
        }
    }

    private boolean number() {
        String digits = "0123456789_";
        boolean hex = false;
        if (accept("0") && accept("xX")) {
            digits = "0123456789abcdefABCDEF_";
            hex = true;
        }
        acceptAll(digits);
        if (!hex) {
            if (accept(".")) {
                acceptAll(digits);
            }
            int mark = at;
            if (accept("eE")) {
                accept("+-");
                if (!isDigit(peek())) {
                    at = mark;
                }
                acceptAll("0123456789");
            }
        }
        return !isAlphaNumeric(peek());
    }

    private void acceptAll(String any) {
        while (accept(any)) {
            // goes on
        }
    }

    private boolean durationRest() {
        if (!accept("smhdwy")) {
            return false;
        }
        accept("s");
        while (isDigit(peek())) {
            acceptAll("0123456789");
            if (!accept("smhdw")) {
                return false;
            }
            accept("s");
        }
        return !isAlphaNumeric(peek());
    }

    private static String described(int c) {
        return c == END ? "EOF" : Quoting.quote(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlpha(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isAlphaNumeric(int c) {
        return isAlpha(c) || isDigit(c);
    }
}

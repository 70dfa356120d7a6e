package io.binnacle.storage.jdbc;

import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Finds the parameters of a statement: {@code :name}, or {@code ?}, outside of quotes and comments. {@code ::} is a cast and
 * {@code ??} the driver's way to write an operator; strings in dollar quotes or with backslashes are not known, nor used. Jdbi's
 * own parser is generated; with the hundreds of statements of a start it kept the compilers busy for a third of a second. One
 * pass over the text costs less than to look it up, so nothing is remembered.
 */
final class StatementParameters implements SqlParser {

    @Override
    public ParsedSql parse(String sql, StatementContext context) {
        return parse(sql);
    }

    static ParsedSql parse(String sql) {
        ParsedSql.Builder parsed = ParsedSql.builder();
        int written = 0;
        int at = 0;
        while (at < sql.length()) {
            int end = endOfText(sql, at);
            if (end > at) {
                at = end;
                continue;
            }
            int after = sql.charAt(at) == '?' ? at + 1 : endOfName(sql, at + 1);
            parsed.append(sql.substring(written, at));
            if (after == at + 1) {
                parsed.appendPositionalParameter();
            } else {
                parsed.appendNamedParameter(sql.substring(at + 1, after));
            }
            at = after;
            written = after;
        }
        return parsed.append(sql.substring(written)).build();
    }

    @Override
    public String nameParameter(String rawName, StatementContext context) {
        return ":" + rawName;
    }

    /** Behind the character at that place, and behind all of what it begins; the place itself when a parameter stands there. */
    private static int endOfText(String sql, int at) {
        return switch (sql.charAt(at)) {
            case '\'' -> behind(sql, "'", at + 1);
            case '"' -> behind(sql, "\"", at + 1);
            case '-' -> sql.startsWith("--", at) ? behind(sql, "\n", at + 2) : at + 1;
            case '/' -> sql.startsWith("/*", at) ? behind(sql, "*/", at + 2) : at + 1;
            case ':' -> sql.startsWith("::", at) ? at + 2 : endOfName(sql, at + 1) > at + 1 ? at : at + 1;
            case '?' -> sql.startsWith("??", at) ? at + 2 : at;
            default -> at + 1;
        };
    }

    private static int behind(String sql, String closing, int from) {
        int found = sql.indexOf(closing, from);
        return found < 0 ? sql.length() : found + closing.length();
    }

    private static int endOfName(String sql, int from) {
        int end = from;
        while (end < sql.length() && (end == from
                ? Character.isJavaIdentifierStart(sql.charAt(end))
                : Character.isJavaIdentifierPart(sql.charAt(end)) || sql.charAt(end) == '.')) {
            end++;
        }
        return end;
    }
}

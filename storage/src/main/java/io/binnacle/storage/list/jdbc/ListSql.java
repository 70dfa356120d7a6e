package io.binnacle.storage.list.jdbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;

import io.binnacle.kernel.error.BugException;
import io.binnacle.storage.list.FilterTerm;
import io.binnacle.storage.list.FilterTerm.Comparison;
import io.binnacle.storage.list.FilterTerm.TimeSpan;
import io.binnacle.storage.list.ListField;
import io.binnacle.storage.list.ListRelation;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.SortKey;

import org.jspecify.annotations.Nullable;

/** Turns filter terms, orders and cursors into SQL. Whatever a caller wrote becomes a bound parameter. */
final class ListSql {

    /** Characters of a text that take part in the order; keeps cursors short. */
    private static final int SORT_LENGTH = 100;
    private static final int FEW_WORDS = 16;

    private final ListSchema schema;
    private final Map<String, Object> parameters = new HashMap<>();

    ListSql(ListSchema schema) {
        this.schema = schema;
    }

    /** By name, without the colon. */
    Map<String, Object> parameters() {
        return parameters;
    }

    String filter(List<FilterTerm> terms) {
        StringJoiner all = new StringJoiner(" AND ").setEmptyValue("TRUE");
        for (FilterTerm term : terms) {
            all.add(term.negated() ? negated(term) : "(" + condition(term) + ")");
        }
        return all.toString();
    }

    /** Of a few words all but some are the others: an index finds these, and does not find what is not there. */
    private String negated(FilterTerm term) {
        if (term instanceof FilterTerm.AnyOf anyOf && anyOf.field().type() == ListField.Type.ENUM
                && anyOf.field().values().size() <= FEW_WORDS) {
            List<Object> others = new ArrayList<>(anyOf.field().values());
            others.removeAll(anyOf.values());
            String none = "(" + anyOf.field().sql() + ") IS NULL";
            return "(" + (others.isEmpty()
                    ? none
                    : anyOf(new FilterTerm.AnyOf(false, anyOf.field(), others)) + " OR " + none) + ")";
        }
        // IS NOT TRUE, not NOT: a row without a value is one for which the term does not hold.
        return "(" + condition(term) + ") IS NOT TRUE";
    }

    private String condition(FilterTerm term) {
        return switch (term) {
            case FilterTerm.Search search -> search(search.text());
            case FilterTerm.Present present -> present.field().sql() + " IS NOT NULL";
            case FilterTerm.Contains contains -> contains(contains.field(), bind(pattern(contains.part())))
                    + within(contains.field(), contains.part());
            case FilterTerm.Compare compare -> compare(compare.field(), compare.comparison(), compare.value());
            case FilterTerm.AnyOf anyOf -> anyOf(anyOf);
            case FilterTerm.Related related -> related.relation().sql().replace(ListRelation.FILTER,
                    filter(related.terms()));
        };
    }

    private String search(String text) {
        String pattern = bind(pattern(text));
        StringJoiner any = new StringJoiner(" OR ").setEmptyValue("FALSE");
        schema.fields().stream().filter(ListField::searched).forEach(field -> any.add(contains(field, pattern)));
        return any.toString();
    }

    private static String contains(ListField field, String pattern) {
        return "(" + field.sql() + ")::text ILIKE " + pattern;
    }

    /** Holds wherever the field contains the part; an index may serve it. */
    private String within(ListField field, String part) {
        boolean writtenAsItIs = part.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
        return field.within() == null || !writtenAsItIs
                ? ""
                : " AND (" + field.within() + ") ILIKE " + bind(pattern(part));
    }

    private static String pattern(String part) {
        return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private String anyOf(FilterTerm.AnyOf term) {
        StringJoiner any = new StringJoiner(" OR ");
        String sql = "(" + term.field().sql() + ")";
        for (Object value : term.values()) {
            if (value instanceof TimeSpan span) {
                any.add(sql + " >= " + bind(span.from()) + " AND " + sql + " < " + bind(span.until()));
            } else if (term.field().type() == ListField.Type.TEXT) {
                String bound = bind(value);
                String exact = term.field().exact();
                any.add("lower(" + sql + "::text) = lower(" + bound + ")" + (exact == null
                        ? within(term.field(), value.toString())
                        : " AND " + exact.replace(ListField.VALUE_HERE, bound)));
            } else if (term.field().type() == ListField.Type.ENUM && term.field().isAlphabetical()) {
                // As it is sorted by, so that one index serves both.
                any.add(sortExpression(term.field()) + " = " + bind(value));
            } else {
                any.add(sql + " = " + bind(value));
            }
        }
        return any.toString();
    }

    private String compare(ListField field, Comparison comparison, Object value) {
        String sql = "(" + field.sql() + ")";
        if (value instanceof TimeSpan span) {
            return switch (comparison) {
                case LESS -> sql + " < " + bind(span.from());
                case LESS_OR_EQUAL -> sql + " < " + bind(span.until());
                case GREATER -> sql + " >= " + bind(span.until());
                case GREATER_OR_EQUAL -> sql + " >= " + bind(span.from());
            };
        }
        return switch (comparison) {
            case LESS -> sql + " < " + bind(value);
            case LESS_OR_EQUAL -> sql + " <= " + bind(value);
            case GREATER -> sql + " > " + bind(value);
            case GREATER_OR_EQUAL -> sql + " >= " + bind(value);
        };
    }

    /** What rows are ordered by for this field. */
    static String sortExpression(ListField field) {
        return switch (field.type()) {
            case TEXT -> "left(lower((" + field.sql() + ")::text), " + SORT_LENGTH + ")";
            case ENUM -> field.isAlphabetical()
                    ? "((" + field.sql() + ")::text COLLATE \"C\")"
                    : "array_position(ARRAY['" + String.join("','", field.values()) + "'], (" + field.sql()
                            + ")::text)";
            case ID, NUMBER, TIME, BOOLEAN -> "(" + field.sql() + ")";
        };
    }

    String order(List<SortKey> keys) {
        StringJoiner order = new StringJoiner(", ");
        for (SortKey key : keys) {
            // The tie-break is never null; without NULLS LAST its plain index serves in both directions.
            order.add(sortExpression(key.field()) + (key.descending() ? " DESC" : " ASC")
                    + (key.field().equals(schema.tiebreak()) ? "" : " NULLS LAST"));
        }
        return order.toString();
    }

    /** The same order by the columns {@code list_key_0}, {@code list_key_1}, ... of rows that were read already. */
    String orderOfRead(List<SortKey> keys) {
        StringJoiner order = new StringJoiner(", ");
        for (int i = 0; i < keys.size(); i++) {
            order.add("list_key_" + i + (keys.get(i).descending() ? " DESC" : " ASC") + " NULLS LAST");
        }
        return order.toString();
    }

    /** Holds for the rows after the cursor: a later first key, or the same first key and a later second one, ... */
    String after(List<SortKey> keys, ListCursor cursor) {
        if (cursor.keys().size() != keys.size()) {
            throw new BugException("cursor of " + cursor.keys().size() + " keys for an order of " + keys.size());
        }
        List<String> alternatives = new ArrayList<>();
        StringBuilder equalSoFar = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            SortKey key = keys.get(i);
            String sql = sortExpression(key.field());
            String last = cursor.keys().get(i);
            String equal;
            if (last == null) {
                // Nothing comes after the rows without a value, in both directions.
                equal = sql + " IS NULL";
            } else {
                String bound = bind(keyValue(key.field(), last));
                equal = sql + " = " + bound;
                String later = sql + (key.descending() ? " < " : " > ") + bound;
                boolean nullable = !key.field().equals(schema.tiebreak());
                alternatives.add("(" + equalSoFar + "(" + later + (nullable ? " OR " + sql + " IS NULL" : "") + "))");
            }
            equalSoFar.append(equal).append(" AND ");
        }
        return "(" + (alternatives.isEmpty() ? "FALSE" : String.join(" OR ", alternatives)) + ")";
    }

    private static Object keyValue(ListField field, String key) {
        return switch (field.type()) {
            case TEXT -> key;
            case ENUM -> field.isAlphabetical() ? key : Integer.valueOf(key);
            case ID -> UUID.fromString(key);
            case NUMBER -> number(key);
            case TIME -> Instant.parse(key);
            case BOOLEAN -> Boolean.valueOf(key);
        };
    }

    private static Object number(String key) {
        if (key.equals("NaN") || key.endsWith("Infinity")) {
            return Double.valueOf(key);
        }
        BigDecimal exact = new BigDecimal(key);
        try {
            return exact.longValueExact();
        } catch (ArithmeticException e) {
            return exact;
        }
    }

    /** @return how the SQL names it, with the colon */
    private String bind(@Nullable Object value) {
        if (value == null) {
            throw new BugException("a null cannot be compared");
        }
        String name = "list_" + parameters.size();
        parameters.put(name, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        return ":" + name;
    }
}

package io.binnacle.storage.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.storage.list.FilterTerm.Comparison;

import org.jspecify.annotations.Nullable;

/**
 * Reads the filter language that {@link ListSchema} describes.
 *
 * <pre>
 * filter = { space } [ term { space { space } term } ] { space }
 * term   = [ "-" ] ( field operator value { "," value } | relation "(" filter ")" | text )
 * value, text = { character but space | '"' { character but '"' | '\' any } '"' }
 * </pre>
 *
 * <p>Within parentheses a value ends at the closing one.
 */
final class FilterParser {

    /** More than anyone types, far less than what makes PostgreSQL's planner slow. */
    private static final int LENGTH_MAX = 1000;
    private static final int TERMS_MAX = 32;
    /** A question about neighbours of neighbours of neighbours is one for the graph. */
    private static final int DEPTH_MAX = 3;

    private static final Map<String, Comparison> COMPARISONS = Map.of("<", Comparison.LESS, "<=",
            Comparison.LESS_OR_EQUAL,
            ">", Comparison.GREATER, ">=", Comparison.GREATER_OR_EQUAL);

    private final ListSchema schema;
    private final FilterValues values;
    private final String text;
    private int position;
    private int depth;
    private int termCount;

    FilterParser(ListSchema schema, String text, Instant now) {
        this.schema = schema;
        this.text = text;
        values = new FilterValues(now);
    }

    List<FilterTerm> parse() {
        if (text.length() > LENGTH_MAX) {
            throw new InvalidInput("q", "at most " + LENGTH_MAX + " characters", text.length());
        }
        values.checkCharacters(text);
        List<FilterTerm> terms = terms();
        if (termCount > TERMS_MAX) {
            throw new InvalidInput("q", "at most " + TERMS_MAX + " terms", termCount);
        }
        return terms;
    }

    /** Up to the end, or to the parenthesis that closes. */
    private List<FilterTerm> terms() {
        List<FilterTerm> terms = new ArrayList<>();
        skipSpaces();
        while (position < text.length() && !atClosing()) {
            terms.add(term());
            termCount++;
            skipSpaces();
        }
        return terms;
    }

    private FilterTerm term() {
        boolean negated = text.charAt(position) == '-' && position + 1 < text.length() && !atSpace(position + 1);
        if (negated) {
            position++;
        }
        int start = position;
        while (position < text.length() && isNameCharacter(text.charAt(position))) {
            position++;
        }
        if (position > start && position < text.length() && text.charAt(position) == '('
                && !schema.relations().isEmpty()) {
            return related(negated, text.substring(start, position));
        }
        String operator = position > start ? operator() : null;
        if (operator == null) {
            position = start;
            return new FilterTerm.Search(negated, value(false));
        }
        ListField field = field(text.substring(start, position), operator);
        position += operator.length();
        return onField(negated, field, operator);
    }

    private FilterTerm onField(boolean negated, ListField field, String operator) {
        if (operator.equals(":")) {
            if (position < text.length() && text.charAt(position) == '*' && endsAt(position + 1)) {
                position++;
                return new FilterTerm.Present(negated, field);
            }
            List<Object> wanted = new ArrayList<>();
            wanted.add(values.parse(field, value(true)));
            while (position < text.length() && text.charAt(position) == ',') {
                position++;
                wanted.add(values.parse(field, value(true)));
            }
            return new FilterTerm.AnyOf(negated, field, List.copyOf(wanted));
        }
        if (operator.equals("~")) {
            if (field.type() != ListField.Type.TEXT) {
                throw new InvalidInput("q", field.name() + ":value (only text has parts)", field.name() + "~");
            }
            return new FilterTerm.Contains(negated, field, values.text(field, value(false)));
        }
        if (field.type() != ListField.Type.NUMBER && field.type() != ListField.Type.TIME) {
            throw new InvalidInput("q", field.name() + ":value (only numbers and times compare)",
                    field.name() + operator);
        }
        return new FilterTerm.Compare(negated, field, comparison(operator), values.parse(field, value(false)));
    }

    private FilterTerm related(boolean negated, String name) {
        ListRelation relation = schema.relation(name).orElseThrow(() -> {
            List<String> names = schema.relations().stream().map(ListRelation::name).toList();
            return new InvalidInput("q", Suggestion.nearest(name, names).map(nearest -> nearest + "(…)")
                    .orElse("one of " + String.join("(…), ", names) + "(…)") + ", or the text in quotes", name + "(");
        });
        int start = position - name.length();
        if (++depth > DEPTH_MAX) {
            throw new InvalidInput("q", "at most " + DEPTH_MAX + " parentheses within one another",
                    text.substring(start));
        }
        position++;
        List<FilterTerm> terms = terms();
        if (position >= text.length()) {
            throw new InvalidInput("q", "a closing parenthesis", text.substring(start));
        }
        position++;
        depth--;
        return new FilterTerm.Related(negated, relation, terms);
    }

    private boolean atClosing() {
        return depth > 0 && text.charAt(position) == ')';
    }

    private static Comparison comparison(String operator) {
        Comparison comparison = COMPARISONS.get(operator);
        if (comparison == null) {
            throw new IllegalStateException(operator);
        }
        return comparison;
    }

    private @Nullable String operator() {
        if (position >= text.length()) {
            return null;
        }
        return switch (text.charAt(position)) {
            case ':' -> ":";
            case '~' -> "~";
            case '<' -> text.startsWith("<=", position) ? "<=" : "<";
            case '>' -> text.startsWith(">=", position) ? ">=" : ">";
            default -> null;
        };
    }

    private ListField field(String name, String operator) {
        return schema.field(name).orElseThrow(() -> {
            String known = String.join(", ", schema.fields().stream().map(ListField::name).toList());
            String expected = Suggestion.nearest(name, schema.fields().stream().map(ListField::name).toList())
                    .map(nearest -> nearest + operator + "…, or the text in quotes")
                    .orElse("one of the fields " + known + ", or the text in quotes");
            return new InvalidInput("q", expected, name + operator);
        });
    }

    /** Reads up to the next space, or comma when it separates values; quotes take in both. */
    private String value(boolean commaSeparates) {
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char next = text.charAt(position);
            if (next == '"') {
                quoted(value);
            } else if (atSpace(position) || atClosing() || (commaSeparates && next == ',')) {
                break;
            } else {
                value.append(next);
                position++;
            }
        }
        return value.toString();
    }

    private void quoted(StringBuilder value) {
        int start = position;
        position++;
        while (position < text.length() && text.charAt(position) != '"') {
            if (text.charAt(position) == '\\' && position + 1 < text.length()) {
                position++;
            }
            value.append(text.charAt(position));
            position++;
        }
        if (position >= text.length()) {
            throw new InvalidInput("q", "a closing quote", text.substring(start));
        }
        position++;
    }

    private void skipSpaces() {
        while (position < text.length() && atSpace(position)) {
            position++;
        }
    }

    /** The end counts as a space. */
    private boolean atSpace(int index) {
        return index >= text.length() || Character.isWhitespace(text.charAt(index));
    }

    private boolean endsAt(int index) {
        return atSpace(index) || (depth > 0 && text.charAt(index) == ')');
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }
}

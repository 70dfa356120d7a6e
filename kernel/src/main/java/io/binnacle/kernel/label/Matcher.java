package io.binnacle.kernel.label;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label, as in a PromQL selector. A label that a series lacks has the empty value, so
 * {@code {x=""}} matches series without {@code x}. Regular expressions match the whole value.
 */
public final class Matcher {

    /** The four operators of a selector. */
    public enum Operator {
        EQUAL("="), NOT_EQUAL("!="), MATCH("=~"), NOT_MATCH("!~");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    private final String name;
    private final Operator operator;
    private final String value;
    private final @Nullable Pattern pattern;

    /** @throws InvalidInput when a regular expression does not parse */
    public Matcher(String name, Operator operator, String value) {
        this.name = name;
        this.operator = operator;
        this.value = value;
        this.pattern = operator == Operator.MATCH || operator == Operator.NOT_MATCH ? compile(name, value) : null;
    }

    public static Matcher equal(String name, String value) {
        return new Matcher(name, Operator.EQUAL, value);
    }

    private static Pattern compile(String name, String value) {
        try {
            return Pattern.compile("^(?s:" + value + ")$", Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new InvalidInput(name, "a regular expression (" + e.getDescription() + ")", value);
        }
    }

    public String name() {
        return name;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    public boolean matches(Labels labels) {
        return matchesValue(labels.get(name));
    }

    public boolean matchesValue(String candidate) {
        Pattern compiled = pattern;
        boolean found = compiled != null ? compiled.matcher(candidate).matches() : value.equals(candidate);
        return found == (operator == Operator.EQUAL || operator == Operator.MATCH);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher that && name.equals(that.name) && operator == that.operator
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + operator.hashCode()) * 31 + value.hashCode();
    }

    @Override
    public String toString() {
        return name + operator.symbol() + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

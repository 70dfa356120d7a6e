package io.binnacle.kernel.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Input that breaks a rule. Carries every broken rule at once: which field, what was expected, what came. A language
 * whose errors have a wording and a position of their own extends it.
 */
public non-sealed class InvalidInput extends CallerFault {

    private final List<Violation> violations;

    /** One broken rule. {@code got} is shortened to 200 characters and must never carry a secret. */
    public record Violation(String field, String expected, String got) {

        private static final int GOT_LENGTH_MAX = 200;

        public Violation {
            if (got.length() > GOT_LENGTH_MAX) {
                got = got.substring(0, GOT_LENGTH_MAX) + "…";
            }
        }

        @Override
        public String toString() {
            return field + ": expected " + expected + ", got " + got;
        }
    }

    public InvalidInput(String field, String expected, Object got) {
        this(List.of(new Violation(field, expected, String.valueOf(got))));
    }

    /** @param violations at least one */
    public InvalidInput(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        if (violations.isEmpty()) {
            throw new BugException("InvalidInput without a violation");
        }
        this.violations = List.copyOf(violations);
    }

    /** With a message in the words of the language that the input is written in. */
    protected InvalidInput(String message, Violation violation) {
        super(message);
        this.violations = List.of(violation);
    }

    public List<Violation> violations() {
        return violations;
    }
}

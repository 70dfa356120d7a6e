package io.binnacle.storage.list;

import java.time.Instant;
import java.util.List;

/**
 * One term of a filter, checked and typed. All terms of a filter must hold. A negated term holds for every row for which
 * the plain one does not, rows without a value included.
 */
public sealed interface FilterTerm {

    boolean negated();

    /** Any of the searched fields contains the text, without regard to case. */
    record Search(boolean negated, String text) implements FilterTerm {}

    /**
     * The field has one of the values: String for TEXT and ENUM, {@link java.util.UUID} for ID, Long, Double or
     * {@link java.math.BigDecimal} for NUMBER, {@link TimeSpan} for TIME, Boolean for BOOLEAN.
     */
    record AnyOf(boolean negated, ListField field, List<Object> values) implements FilterTerm {}

    /** The field has a value. */
    record Present(boolean negated, ListField field) implements FilterTerm {}

    /** The text field contains the part, without regard to case. */
    record Contains(boolean negated, ListField field, String part) implements FilterTerm {}

    /** The number or time compares so to the value. */
    record Compare(boolean negated, ListField field, Comparison comparison, Object value) implements FilterTerm {}

    /** The row is so connected with one for which all these terms hold. */
    record Related(boolean negated, ListRelation relation, List<FilterTerm> terms) implements FilterTerm {}

    /** How a value compares. */
    enum Comparison {
        LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL
    }

    /** A written time: a day is 24 hours (UTC), an instant is one microsecond, PostgreSQL's resolution. */
    record TimeSpan(Instant from, Instant until) {}
}

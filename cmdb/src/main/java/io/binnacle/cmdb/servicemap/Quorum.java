package io.binnacle.cmdb.servicemap;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How many of some parts must work.
 *
 * @param needed with {@link Rule#K_OF_N} how many, from 1; null otherwise
 */
public record Quorum(Rule rule, @Nullable Integer needed) {

    public static final Quorum ALL = new Quorum(Rule.ALL, null);

    /** As the attribute {@code redundancy} of items and relations has it. */
    public enum Rule {
        ALL, ANY, K_OF_N;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads what an item or a relation has; what somebody misspelt means all, as it does in the graph. */
    public static Quorum read(@Nullable String redundancy, @Nullable Integer needed) {
        if (redundancy == null) {
            return ALL;
        }
        String word = redundancy.strip().toLowerCase(Locale.ROOT);
        if (word.equals("any")) {
            return new Quorum(Rule.ANY, null);
        }
        String count = word.equals("k_of_n") ? String.valueOf(needed) : word.split(" ", 2)[0];
        return count.matches("[1-9]\\d{0,3}") ? new Quorum(Rule.K_OF_N, Integer.parseInt(count)) : ALL;
    }
}

package io.binnacle.cmdb.quality;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How well the items of a class and of those below it are known. Retired ones do not count.
 *
 * @param q the filter that lists all of them
 * @param score of what is required or expected, how much is there, from 0 to 1; null when nothing is, or there are no items
 * @param attestEvery how long an attestation holds; null when the class does not ask for any
 */
public record ClassQuality(String ciClass, long items, String q, @Nullable Double score, @Nullable String attestEvery,
        List<Completeness> attributes, List<Finding> rules, List<Seen> seen) {

    /** Whether a value has to be there: the class asks for it, people are expected to know it, or neither. */
    public enum Wanted {
        REQUIRED, EXPECTED, OPTIONAL
    }

    /**
     * @param known how many items have a value
     * @param lacking the filter that lists those that have none
     */
    public record Completeness(String attribute, String label, Wanted wanted, long known, String lacking) {}

    /**
     * @param rule its name
     * @param title what is wrong with an item that breaks it
     * @param why what it goes by
     * @param count how many items break it
     * @param q the filter that lists them
     */
    public record Finding(String rule, String title, String why, long count, String q) {}

    /**
     * How many were seen last in some span of time.
     *
     * @param from seen longer ago than that; null for the latest
     * @param to seen not longer ago than that; null for the oldest
     */
    public record Seen(@Nullable String from, @Nullable String to, long count, String q) {}

    public ClassQuality {
        attributes = List.copyOf(attributes);
        rules = List.copyOf(rules);
        seen = List.copyOf(seen);
    }
}

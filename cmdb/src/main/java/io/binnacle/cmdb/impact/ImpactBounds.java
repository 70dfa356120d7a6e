package io.binnacle.cmdb.impact;

import io.binnacle.kernel.error.InvalidInput;

/**
 * How far an answer goes.
 *
 * @param depth most relations from the item asked about
 * @param items most items that are looked at; the counts are of these
 * @param shown most items that are listed with their paths
 */
public record ImpactBounds(int depth, int items, int shown) {

    public static final int DEPTH_MAX = 64;
    /** An item that half of the estate depends on is answered within some milliseconds, and the answer says it is cut. */
    public static final int ITEMS_MAX = 20_000;
    public static final int SHOWN_DEFAULT = 100;
    public static final int SHOWN_MAX = 1_000;

    public ImpactBounds {
        within("depth", depth, DEPTH_MAX);
        within("items", items, ITEMS_MAX);
        within("limit", shown, SHOWN_MAX);
    }

    public static ImpactBounds defaults() {
        return new ImpactBounds(DEPTH_MAX, ITEMS_MAX, SHOWN_DEFAULT);
    }

    private static void within(String field, int value, int max) {
        if (value < 1 || value > max) {
            throw new InvalidInput(field, "a number from 1 to " + max, value);
        }
    }
}

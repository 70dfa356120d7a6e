package io.binnacle.server.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The excesses that are known, by what is too large, with its size: one a line, {@code method kernel/…/X.java#name 72}. An
 * excess may shrink, and its line with it; it may not grow, and there may be no other.
 */
record Ratchet(Map<String, Integer> known) {

    static Ratchet parse(List<String> lines) {
        SortedMap<String, Integer> known = new TreeMap<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int space = line.lastIndexOf(' ');
                known.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
            }
        }
        return new Ratchet(known);
    }

    /** What does not fit between the known excesses and those of today; empty when all does. */
    List<String> faults(Map<String, Integer> today) {
        List<String> faults = new ArrayList<>();
        new TreeMap<>(today).forEach((what, size) -> {
            Integer allowed = known.get(what);
            if (allowed == null) {
                faults.add(what + " is too large: " + size + "; make it smaller");
            } else if (size > allowed) {
                faults.add(what + " grew from " + allowed + " to " + size + "; make it smaller");
            }
        });
        known.forEach((what, allowed) -> {
            Integer size = today.get(what);
            if (size == null) {
                faults.add(what + " is no longer too large; take its line out of tidy-ratchet.txt");
            } else if (size < allowed) {
                faults.add(what + " shrank to " + size + "; write that instead of " + allowed
                        + " into tidy-ratchet.txt");
            }
        });
        return faults;
    }
}

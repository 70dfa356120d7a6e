package io.binnacle.timeseries.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The labels of a name in the order of their values' texts. Sorted when somebody asks, and kept: to sort a thousand values
 * takes longer than to find out which of them are wanted. Any thread.
 */
final class LabelOrder {

    private static final int[] NONE = {};

    private final LabelTable labels;
    private final SymbolTable values;
    private final Map<Integer, int[]> sorted = new ConcurrentHashMap<>();

    LabelOrder(LabelTable labels, SymbolTable values) {
        this.labels = labels;
        this.values = values;
    }

    /** All labels of that name that there were before the call; not to be changed. */
    int[] ofName(int name) {
        int count = labels.count(name);
        int[] known = sorted.getOrDefault(name, NONE);
        if (known.length < count) {
            // Two threads may do it at once; either result is good.
            known = merged(known, added(name, known.length, count));
            sorted.put(name, known);
        }
        return known;
    }

    /** Labels are only ever added, at the end: what is not in the order yet. */
    private List<Integer> added(int name, int from, int to) {
        int[] all = labels.ofName(name);
        List<Integer> added = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            added.add(all[i + 1]);
        }
        added.sort(Comparator.comparing(this::text));
        return added;
    }

    private int[] merged(int[] known, List<Integer> added) {
        int[] all = new int[known.length + added.size()];
        int next = 0;
        int at = 0;
        for (int label : added) {
            while (next < known.length && text(known[next]).compareTo(text(label)) < 0) {
                all[at++] = known[next++];
            }
            all[at++] = label;
        }
        System.arraycopy(known, next, all, at, known.length - next);
        return all;
    }

    private String text(int label) {
        return values.text(labels.value(label));
    }

    long memoryBytes() {
        return sorted.values().stream().mapToLong(order -> 4L * order.length).sum();
    }
}

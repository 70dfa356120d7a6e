package io.binnacle.timeseries.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.LabelChoice;
import org.jspecify.annotations.Nullable;

/**
 * Puts series of a {@link SeriesCatalogue} into groups by some of their labels, without a look at a text: equal labels have
 * equal numbers, and which labels are chosen is told once for each shape. Belongs to one thread.
 */
public final class SeriesGroups {

    private static final int SLOTS_MIN = 64;
    private static final int[] NO_PLACES = {};

    private final SeriesTables tables;
    private final LabelChoice choice;
    /** By shape: where its chosen labels stand; null when none of its series was met. */
    private int[] @Nullable [] places = new int[16][];
    /** The labels of all groups, one after the other. */
    private int[] labels = new int[256];
    private int[] ends = new int[SLOTS_MIN];
    private int size;
    /** Group + 1, at the place that the hash of its labels says or the next free one; 0: free. */
    private int[] slots = new int[SLOTS_MIN];
    private int last;

    SeriesGroups(SeriesTables tables, LabelChoice choice) {
        this.tables = tables;
        this.choice = choice;
    }

    /** The group of that series; groups are numbered from 0 on, in the order in which they are met first. */
    public int group(int series) {
        int[] set = tables.sets.array(series);
        int start = tables.sets.start(series);
        int[] chosen = places(set[start]);
        // Neighbours are often of one group.
        if (last < size && is(last, set, start + 1, chosen)) {
            return last;
        }
        int mask = slots.length - 1;
        int at = hash(set, start + 1, chosen) & mask;
        while (slots[at] != 0) {
            if (is(slots[at] - 1, set, start + 1, chosen)) {
                last = slots[at] - 1;
                return last;
            }
            at = (at + 1) & mask;
        }
        last = add(set, start + 1, chosen, at);
        return last;
    }

    private int add(int[] set, int from, int[] chosen, int slot) {
        int at = size == 0 ? 0 : ends[size - 1];
        if (at + chosen.length > labels.length) {
            labels = Arrays.copyOf(labels, Math.max(at + chosen.length, labels.length * 2));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        for (int i = 0; i < chosen.length; i++) {
            labels[at + i] = set[from + chosen[i]];
        }
        ends[size] = at + chosen.length;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int group = 0; group < size; group++) {
            int hash = 0;
            for (int i = start(group); i < ends[group]; i++) {
                hash = mixed(hash, labels[i]);
            }
            int at = finished(hash) & (larger.length - 1);
            while (larger[at] != 0) {
                at = (at + 1) & (larger.length - 1);
            }
            larger[at] = group + 1;
        }
        slots = larger;
    }

    private int start(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }

    private boolean is(int group, int[] set, int from, int[] chosen) {
        int start = start(group);
        if (ends[group] - start != chosen.length) {
            return false;
        }
        for (int i = 0; i < chosen.length; i++) {
            if (labels[start + i] != set[from + chosen[i]]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(int[] set, int from, int[] chosen) {
        int hash = 0;
        for (int place : chosen) {
            hash = mixed(hash, set[from + place]);
        }
        return finished(hash);
    }

    private static int mixed(int hash, int label) {
        return (hash + label) * 0x9E37_79B9;
    }

    private static int finished(int hash) {
        return hash ^ (hash >>> 16);
    }

    private int[] places(int shape) {
        if (shape >= places.length) {
            places = Arrays.copyOf(places, Math.max(shape + 1, places.length * 2));
        }
        int[] known = places[shape];
        if (known == null) {
            int[] names = tables.sets.shapes.names(shape);
            int[] found = names.length == 0 ? NO_PLACES : new int[names.length];
            int count = 0;
            for (int i = 0; i < names.length; i++) {
                if (choice.takes(tables.names.text(names[i]))) {
                    found[count++] = i;
                }
            }
            known = Arrays.copyOf(found, count);
            places[shape] = known;
        }
        return known;
    }

    public int size() {
        return size;
    }

    /** The labels that all series of that group have. */
    public Labels labels(int group) {
        List<String> pairs = new ArrayList<>();
        for (int i = start(group); i < ends[group]; i++) {
            pairs.add(tables.names.text(tables.labels.name(labels[i])));
            pairs.add(tables.values.text(tables.labels.value(labels[i])));
        }
        return Labels.ofSorted(pairs.toArray(new String[0]));
    }

    /** Whether a series that was put into a group has a label of that name, chosen or not. */
    public boolean hasMet(String labelName) {
        int name = tables.names.find(labelName);
        for (int shape = 0; name >= 0 && shape < places.length; shape++) {
            if (places[shape] != null && tables.sets.shapes.place(shape, name) >= 0) {
                return true;
            }
        }
        return false;
    }
}

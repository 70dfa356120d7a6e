package io.binnacle.timeseries.catalogue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Labels and their numbers: a label is a pair of a name's and a value's number. Numbers are dense, in the order of
 * adding, and mean nothing outside the process.
 *
 * <p>One writer; any number of readers, who never wait.
 */
final class LabelTable {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int SLOTS_MIN = 64;
    private static final int[] NONE = {};

    private int[] names = new int[SLOTS_MIN / 2];
    private int[] values = new int[SLOTS_MIN / 2];
    private long[] hashes = new long[SLOTS_MIN / 2];
    /** Label + 1, at the place that its hash says or the next free one; 0: free. */
    private volatile int[] slots = new int[SLOTS_MIN];
    private volatile int size;
    /** By name: its labels, in the order of adding; the first element counts them. */
    private volatile int[][] byName = new int[16][];

    LabelTable() {
        Arrays.fill(byName, NONE);
    }

    /** -1 when there is no such label. */
    int find(int name, int value) {
        int[] table = slots;
        int mask = table.length - 1;
        for (int i = place(name, value, mask);; i = (i + 1) & mask) {
            int label = (int) SLOT.getAcquire(table, i) - 1;
            if (label < 0 || (values[label] == value && names[label] == name)) {
                return label;
            }
        }
    }

    /** The number of that label, the next one when it is new. Writer only. */
    int intern(int name, int value, SymbolTable nameTexts, SymbolTable valueTexts) {
        int label = find(name, value);
        if (label >= 0) {
            return label;
        }
        label = size;
        if (label == names.length) {
            names = Arrays.copyOf(names, label * 2);
            values = Arrays.copyOf(values, label * 2);
            hashes = Arrays.copyOf(hashes, label * 2);
        }
        if ((label + 1) * 2 > slots.length) {
            grow();
        }
        names[label] = name;
        values[label] = value;
        hashes[label] = hash(nameTexts.text(name), valueTexts.text(value));
        insert(slots, label);
        addToName(name, label);
        size = label + 1;
        return label;
    }

    private void addToName(int name, int label) {
        int[][] lists = byName;
        if (name >= lists.length) {
            int[][] more = Arrays.copyOf(lists, Math.max(name + 1, lists.length * 2));
            Arrays.fill(more, lists.length, more.length, NONE);
            lists = more;
        }
        int[] list = lists[name];
        int count = list.length == 0 ? 0 : list[0];
        if (count + 2 > list.length) {
            list = Arrays.copyOf(list, Math.max(4, list.length * 2));
        }
        list[count + 1] = label;
        SLOT.setRelease(list, 0, count + 1);
        lists[name] = list;
        byName = lists;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int label = 0; label < size; label++) {
            insert(larger, label);
        }
        slots = larger;
    }

    private void insert(int[] table, int label) {
        int mask = table.length - 1;
        int i = place(names[label], values[label], mask);
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        SLOT.setRelease(table, i, label + 1);
    }

    private static int place(int name, int value, int mask) {
        int hash = (value * 0x9E37_79B9 + name) * 0x85EB_CA6B;
        return (hash ^ (hash >>> 16)) & mask;
    }

    /** The hash of a label by its texts; that of a label set is the sum of its labels'. Murmur's finish over both. */
    static long hash(String name, String value) {
        long hash = ((long) name.hashCode() << 32) ^ (value.hashCode() & 0xFFFF_FFFFL);
        hash = (hash ^ (hash >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return hash ^ (hash >>> 33);
    }

    int name(int label) {
        return names[label];
    }

    int value(int label) {
        return values[label];
    }

    long hash(int label) {
        return hashes[label];
    }

    int size() {
        return size;
    }

    /** How many labels have that name. */
    int count(int name) {
        int[][] lists = byName;
        return name >= lists.length || lists[name].length == 0 ? 0 : (int) SLOT.getAcquire(lists[name], 0);
    }

    /** The labels of that name: as many as {@link #count} said before, from index 1; not to be changed. */
    int[] ofName(int name) {
        int[][] lists = byName;
        return name >= lists.length ? NONE : lists[name];
    }

    long memoryBytes() {
        return 4L * slots.length + 16L * names.length + 6L * size;
    }
}

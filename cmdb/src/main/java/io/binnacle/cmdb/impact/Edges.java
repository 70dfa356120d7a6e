package io.binnacle.cmdb.impact;

import java.util.Arrays;

/** Edges of one node, in a buffer that is filled again and again. For one thread. */
final class Edges {

    private static final int OUTGOING = 1 << 16;

    private int[] others;
    /** Number of the kind, and whether the edge starts at the node. */
    private int[] kinds;
    private int size;

    Edges() {
        this(64);
    }

    /** @param expected how many there will hardly be more of */
    Edges(int expected) {
        others = new int[expected];
        kinds = new int[expected];
    }

    void clear() {
        size = 0;
    }

    void add(int other, int kind, boolean outgoing) {
        if (size == others.length) {
            others = Arrays.copyOf(others, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
        }
        others[size] = other;
        kinds[size++] = outgoing ? kind | OUTGOING : kind;
    }

    /** Takes one out; the last takes its place. */
    void remove(int edge) {
        size--;
        others[edge] = others[size];
        kinds[edge] = kinds[size];
    }

    void setKind(int edge, int kind) {
        kinds[edge] = kind | (kinds[edge] & OUTGOING);
    }

    int size() {
        return size;
    }

    int other(int edge) {
        return others[edge];
    }

    int kind(int edge) {
        return kinds[edge] & (OUTGOING - 1);
    }

    boolean outgoing(int edge) {
        return (kinds[edge] & OUTGOING) != 0;
    }
}

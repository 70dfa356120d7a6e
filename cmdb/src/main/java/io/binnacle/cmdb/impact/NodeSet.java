package io.binnacle.cmdb.impact;

import java.util.Arrays;

/**
 * A set of nodes that gives each a slot, in the order in which they came: 0, 1, 2. As large as what is in it, however large
 * the estate is. For one thread.
 */
final class NodeSet {

    private int[] nodes = new int[64];
    /** Slot + 1 by hash of the node, 0 for an empty place. */
    private int[] places = new int[256];
    private int size;

    int size() {
        return size;
    }

    int node(int slot) {
        return nodes[slot];
    }

    /** The node's slot; -1 when it is not in the set. */
    int slot(int node) {
        int mask = places.length - 1;
        int place = hash(node) & mask;
        while (places[place] != 0) {
            if (nodes[places[place] - 1] == node) {
                return places[place] - 1;
            }
            place = (place + 1) & mask;
        }
        return -1;
    }

    /** Adds a node that is not in the set; returns its slot. */
    int add(int node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
        }
        if (size * 2 >= places.length) {
            rehash();
        }
        nodes[size++] = node;
        put(node, size);
        return size - 1;
    }

    private void rehash() {
        places = new int[places.length * 4];
        for (int slot = 0; slot < size; slot++) {
            put(nodes[slot], slot + 1);
        }
    }

    private void put(int node, int value) {
        int mask = places.length - 1;
        int place = hash(node) & mask;
        while (places[place] != 0) {
            place = (place + 1) & mask;
        }
        places[place] = value;
    }

    private static int hash(int node) {
        int mixed = node * 0x9E37_79B9;
        return mixed ^ (mixed >>> 15);
    }
}

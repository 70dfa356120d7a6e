package io.binnacle.cmdb.impact;

/**
 * From an id to its node: open addressing, four bytes a place, no object a node. One thread adds while others look up; a
 * reader lets pass what is newer than its snapshot.
 */
final class IdTable {

    /** Node + 1, 0 for an empty place; at most half of the places are taken. */
    private final int[] places;
    private final int mask;

    IdTable(int nodesMax) {
        int size = Integer.highestOneBit(Math.max(512, nodesMax) * 2 - 1) << 1;
        places = new int[size];
        mask = size - 1;
    }

    boolean hasRoom(int nodes) {
        return nodes < places.length / 2;
    }

    int roomMax() {
        return places.length / 2;
    }

    void add(long high, long low, int node) {
        int place = hash(high, low) & mask;
        while (places[place] != 0) {
            place = (place + 1) & mask;
        }
        places[place] = node + 1;
    }

    /** The node of that id among the first {@code count}, whose ids stand in these blocks; -1 when there is none. */
    int find(long high, long low, NodeBlock[] blocks, int count) {
        int place = hash(high, low) & mask;
        while (true) {
            int node = places[place] - 1;
            if (node < 0) {
                return -1;
            }
            if (node < count) {
                NodeBlock block = blocks[node >> NodeBlock.BITS];
                int local = node & NodeBlock.MASK;
                if (block.idsLow()[local] == low && block.idsHigh()[local] == high) {
                    return node;
                }
            }
            place = (place + 1) & mask;
        }
    }

    long bytes() {
        return 4L * places.length;
    }

    /** Ids hold time and counters; what they hold must not cluster. */
    private static int hash(long high, long low) {
        long mixed = (high * 0x9E37_79B9_7F4A_7C15L + low) * 0xC2B2_AE3D_27D4_EB4FL;
        return (int) (mixed >>> 32) ^ (int) (mixed >>> 15);
    }
}

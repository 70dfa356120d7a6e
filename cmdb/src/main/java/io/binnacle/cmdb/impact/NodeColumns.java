package io.binnacle.cmdb.impact;

import java.util.Arrays;

/** Columns of a block while its nodes come in. For one thread. */
final class NodeColumns {

    private final long[] idsHigh = new long[NodeBlock.SIZE];
    private final long[] idsLow = new long[NodeBlock.SIZE];
    private final int[] facets = new int[NodeBlock.SIZE];
    private final int[] nameEnds = new int[NodeBlock.SIZE];
    private byte[] text = new byte[4096];
    private int textSize;
    private int size;

    int size() {
        return size;
    }

    void add(long idHigh, long idLow, int facet, byte[] name, int offset, int length) {
        idsHigh[size] = idHigh;
        idsLow[size] = idLow;
        facets[size] = facet;
        if (textSize + length > text.length) {
            text = Arrays.copyOf(text, (textSize + length) * 2);
        }
        System.arraycopy(name, offset, text, textSize, length);
        textSize += length;
        nameEnds[size++] = textSize;
    }

    /** Tells the table of the nodes that are here, the first of which has that number. */
    void addTo(IdTable ids, int first) {
        for (int local = 0; local < size; local++) {
            ids.add(idsHigh[local], idsLow[local], first + local);
        }
    }

    /** A block of what came in, without edges; the columns are empty then. */
    NodeBlock toBlock() {
        NodeBlock block = new NodeBlock(Arrays.copyOf(idsHigh, size), Arrays.copyOf(idsLow, size),
                Arrays.copyOf(facets, size), new Names(Arrays.copyOf(text, textSize), Arrays.copyOf(nameEnds, size)),
                Adjacency.empty(0), Adjacency.empty(0), null);
        size = 0;
        textSize = 0;
        return block;
    }
}

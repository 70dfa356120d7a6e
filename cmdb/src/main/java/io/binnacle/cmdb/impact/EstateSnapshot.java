package io.binnacle.cmdb.impact;

import java.util.UUID;

/**
 * The estate as the graph knows it after one change and before the next.
 */
final class EstateSnapshot implements EstateView {

    private static final int READ_AHEAD_MAX = 16;

    private final NodeBlock[] blocks;
    private final int count;
    private final long relations;
    /** Shared with the snapshots after this one, whose newer nodes are let pass. */
    private final IdTable ids;
    private final Vocabulary words;
    /** Every change since then is in the pasts. */
    private final long historyFromMillis;
    /** How many entries the pasts have. */
    private final long pasts;
    /** By kind of edge, for it is asked of each edge that is passed. */
    private final boolean[] reachesEnd;
    private final boolean[] reachesStart;

    EstateSnapshot(NodeBlock[] blocks, int count, long relations, IdTable ids, Vocabulary words, long historyFromMillis,
            long pasts) {
        this.blocks = blocks;
        this.count = count;
        this.relations = relations;
        this.ids = ids;
        this.words = words;
        this.historyFromMillis = historyFromMillis;
        this.pasts = pasts;
        int kinds = words.kinds().size();
        this.reachesEnd = new boolean[kinds];
        this.reachesStart = new boolean[kinds];
        for (int kind = 0; kind < kinds; kind++) {
            reachesEnd[kind] = words.kinds().get(kind).reachesOther(true);
            reachesStart[kind] = words.kinds().get(kind).reachesOther(false);
        }
    }

    NodeBlock[] blocks() {
        return blocks;
    }

    int count() {
        return count;
    }

    long relations() {
        return relations;
    }

    IdTable ids() {
        return ids;
    }

    Vocabulary words() {
        return words;
    }

    long historyFromMillis() {
        return historyFromMillis;
    }

    long pasts() {
        return pasts;
    }

    @Override
    public int find(UUID id) {
        return ids.find(id.getMostSignificantBits(), id.getLeastSignificantBits(), blocks, count);
    }

    @Override
    public UUID id(int node) {
        NodeBlock block = block(node);
        int local = node & NodeBlock.MASK;
        return new UUID(block.idsHigh()[local], block.idsLow()[local]);
    }

    @Override
    public long idHigh(int node) {
        return block(node).idsHigh()[node & NodeBlock.MASK];
    }

    /** Each round needs what the one before read: where edges stand, the edges, the states of their other ends. */
    @Override
    public int readAhead(int[] nodes, int from, int to) {
        int read = 0;
        for (int i = from; i < to; i++) {
            NodeBlock block = block(nodes[i]);
            int local = nodes[i] & NodeBlock.MASK;
            read += block.out().starts()[local] + block.in().starts()[local];
        }
        for (int i = from; i < to; i++) {
            NodeBlock block = block(nodes[i]);
            int local = nodes[i] & NodeBlock.MASK;
            read += block.out().readFirst(local) + block.in().readFirst(local);
        }
        for (int i = from; i < to; i++) {
            NodeBlock block = block(nodes[i]);
            int local = nodes[i] & NodeBlock.MASK;
            read += readFacets(block.out(), local) + readFacets(block.in(), local);
        }
        return read;
    }

    /** Those of the first ends: of a node with very many the processor reads ahead by itself. */
    private int readFacets(Adjacency edges, int local) {
        int read = 0;
        int start = edges.starts()[local];
        int end = Math.min(edges.starts()[local + 1], start + READ_AHEAD_MAX);
        for (int edge = start; edge < end; edge++) {
            int other = edges.others()[edge];
            read += block(other).facets()[other & NodeBlock.MASK];
        }
        return read;
    }

    @Override
    public ItemFacet facet(int node) {
        return words.facets().get(block(node).facets()[node & NodeBlock.MASK]);
    }

    @Override
    public String name(int node) {
        return block(node).names().get(node & NodeBlock.MASK);
    }

    @Override
    public EdgeKind kind(int number) {
        return words.kinds().get(number);
    }

    @Override
    public boolean isService(ItemFacet facet) {
        return words.isService(facet);
    }

    @Override
    public void dependents(int node, Edges into) {
        collect(node, true, into);
    }

    @Override
    public void dependencies(int node, Edges into) {
        collect(node, false, into);
    }

    private void collect(int node, boolean dependents, Edges into) {
        into.clear();
        NodeBlock block = block(node);
        int local = node & NodeBlock.MASK;
        collect(block.out(), local, true, dependents, into);
        collect(block.in(), local, false, dependents, into);
    }

    /** The end that suffers is the other one for a dependent, the node itself for a dependency. */
    private void collect(Adjacency edges, int local, boolean outgoing, boolean dependents, Edges into) {
        boolean[] reaching = dependents == outgoing ? reachesEnd : reachesStart;
        char[] kinds = edges.kinds();
        int end = edges.starts()[local + 1];
        for (int edge = edges.starts()[local]; edge < end; edge++) {
            if (reaching[kinds[edge]]) {
                into.add(edges.others()[edge], kinds[edge], outgoing);
            }
        }
    }

    NodeBlock block(int node) {
        return blocks[node >> NodeBlock.BITS];
    }

    /** What the graph takes in memory, as its arrays say; an entry of a past is counted with 64 bytes. */
    long bytes() {
        long bytes = ids.bytes() + 8L * blocks.length + 64 * pasts;
        for (NodeBlock block : blocks) {
            bytes += block.bytes();
        }
        return bytes;
    }
}

package io.binnacle.cmdb.impact;

import org.jspecify.annotations.Nullable;

/**
 * All about 256 nodes that follow one another. Immutable once published: a change makes a new block, which costs some
 * microseconds, and whoever still reads the old one is not disturbed.
 */
final class NodeBlock {

    static final int BITS = 8;
    /** Small enough that copying is cheap, large enough that objects and their headers do not count. */
    static final int SIZE = 1 << BITS;
    static final int MASK = SIZE - 1;

    private final long[] idsHigh;
    private final long[] idsLow;
    /** Numbers of {@link ItemFacet}s. */
    private final int[] facets;
    private final Names names;
    /** Edges that start here. */
    private final Adjacency out;
    /** Edges that lead here. */
    private final Adjacency in;
    /** By node; null when nothing of the block changed in the time that is remembered. */
    private final @Nullable Past @Nullable [] pasts;

    NodeBlock(long[] idsHigh, long[] idsLow, int[] facets, Names names, Adjacency out, Adjacency in,
            @Nullable Past @Nullable [] pasts) {
        this.idsHigh = idsHigh;
        this.idsLow = idsLow;
        this.facets = facets;
        this.names = names;
        this.out = out;
        this.in = in;
        this.pasts = pasts;
    }

    long[] idsHigh() {
        return idsHigh;
    }

    long[] idsLow() {
        return idsLow;
    }

    int[] facets() {
        return facets;
    }

    Names names() {
        return names;
    }

    Adjacency out() {
        return out;
    }

    Adjacency in() {
        return in;
    }

    @Nullable
    Past @Nullable [] pasts() {
        return pasts;
    }

    int count() {
        return facets.length;
    }

    @Nullable
    Past past(int node) {
        return pasts == null || node >= pasts.length ? null : pasts[node];
    }

    /** What it takes in memory, its past not counted. */
    long bytes() {
        return 160 + 20L * facets.length + names.bytes() + out.bytes() + in.bytes()
                + (pasts == null ? 0 : 4L * pasts.length);
    }
}

package io.binnacle.cmdb.impact;

import java.util.UUID;

/** The estate at one instant, as nodes with small numbers. Never changes; any number of threads read it. */
interface EstateView {

    /** The item's node; -1 when the graph never heard of it. It need not have existed at that instant. */
    int find(UUID id);

    UUID id(int node);

    /** The upper half of the node's id. */
    long idHigh(int node);

    /**
     * Reads what will be asked of the nodes of these places next. A graph that is larger than the processor's caches is waited
     * for with nearly each node; asked for many at once, memory answers all in the time of one (group prefetching: Chen, Ailamaki,
     * Gibbons and Mowry, <i>Improving hash join performance through prefetching</i>, 2004).
     *
     * @return something of what was read, of no meaning: to be kept, or the compiler leaves the reading out
     */
    int readAhead(int[] nodes, int from, int to);

    /** {@link ItemFacet#ABSENT} when the item did not exist at that instant. */
    ItemFacet facet(int node);

    String name(int node);

    EdgeKind kind(int number);

    /** Whether it is what people are promised. */
    boolean isService(ItemFacet facet);

    /** Fills the buffer with the edges over which the node's failure goes on, to items that exist or not. */
    void dependents(int node, Edges into);

    /** Fills the buffer with the edges over which failure comes to the node. */
    void dependencies(int node, Edges into);
}

package io.binnacle.cmdb.impact;

import java.util.UUID;

/** The estate at one instant, as nodes with small numbers. Never changes; any number of threads read it. */
interface EstateView {

    /** The item's node; -1 when the graph never heard of it. It need not have existed at that instant. */
    int find(UUID id);

    UUID id(int node);

    /** The upper half of the node's id. */
    long idHigh(int node);

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

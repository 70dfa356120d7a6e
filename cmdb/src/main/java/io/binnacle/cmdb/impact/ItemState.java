package io.binnacle.cmdb.impact;

/** An item at one time, as far as impact has to know it. */
public record ItemState(String name, ItemFacet facet) {}

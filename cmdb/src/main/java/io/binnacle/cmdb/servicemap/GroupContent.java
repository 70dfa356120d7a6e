package io.binnacle.cmdb.servicemap;

/**
 * Parts that stand in for each other.
 *
 * @param name unique in the service
 * @param quorum how many of them must work
 */
public record GroupContent(String name, Quorum quorum) {}

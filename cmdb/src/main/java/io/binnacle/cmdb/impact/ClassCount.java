package io.binnacle.cmdb.impact;

/** How many items of a class an answer reached; in an answer about dependencies none of them is down or degraded. */
public record ClassCount(String ciClass, int items, int down, int degraded) {}

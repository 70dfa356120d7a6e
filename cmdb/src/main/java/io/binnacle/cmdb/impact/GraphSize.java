package io.binnacle.cmdb.impact;

import java.time.Instant;

/**
 * What the graph holds and takes.
 *
 * @param items nodes, those of items that are gone included
 * @param bytes of its arrays, in memory
 * @param pasts how many former states it remembers
 * @param remembersFrom the earliest instant it can be asked about
 */
public record GraphSize(long items, long relations, long bytes, long pasts, Instant remembersFrom) {}

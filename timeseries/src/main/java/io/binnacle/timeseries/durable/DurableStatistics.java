package io.binnacle.timeseries.durable;

import io.binnacle.timeseries.log.LogStatistics;

/**
 * How far each bound of a store on a disk is used up, and what it does; beside
 * {@link io.binnacle.timeseries.StoreStatistics}, which every store has.
 *
 * @param knownSeriesBytes memory for recognising series by the bytes in which they come
 * @param commitWait commits, and how long they waited for those before them
 * @param commits commits, and how long they took without that and without waiting for a sync
 * @param flushes generations that became blocks
 * @param merges blocks that were made of several
 */
public record DurableStatistics(Head head, LogStatistics log, long knownSeriesBytes, Blocks blocks, Work commitWait,
        Work commits, Work flushes, Work merges) {

    /**
     * What is in memory, and in no block yet.
     *
     * @param samples late ones not counted
     * @param samplesMax with so many in one generation it is written to blocks
     * @param bytes off the heap, late samples on it
     * @param ageMillis since the generation was begun
     */
    public record Head(long samples, long samplesMax, long lateSamples, long bytes, long ageMillis) {}

    /** The blocks that are read. */
    public record Blocks(int count, long bytes) {}

    /** Work of one kind since the store was opened. */
    public record Work(long count, long nanos, long bytes) {}
}

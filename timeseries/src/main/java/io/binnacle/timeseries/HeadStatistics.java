package io.binnacle.timeseries;

/**
 * What a store holds in memory and in no block yet, and what damage it met: as Prometheus tells it of its head.
 *
 * @param chunks compressed runs of float samples, each of one series
 * @param minMillis the first time of a sample; greater than {@code maxMillis} when there is none
 * @param corruptions what was found damaged on the disk since the store was opened, each once
 */
public record HeadStatistics(long chunks, long minMillis, long maxMillis, long corruptions) {}

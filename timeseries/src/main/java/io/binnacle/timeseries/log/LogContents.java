package io.binnacle.timeseries.log;

/**
 * What was found in the segments of a log.
 *
 * @param records good ones
 * @param bytes of all segments
 * @param bytesTorn at the ends of segments, from writes that did not complete; they were never acknowledged
 * @param bytesDamaged reported as problems
 */
public record LogContents(int segments, long records, long bytes, long bytesTorn, long bytesDamaged) {}

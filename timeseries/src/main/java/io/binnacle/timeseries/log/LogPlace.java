package io.binnacle.timeseries.log;

/**
 * A place between two records of a log. Later places are greater.
 *
 * @param offset in that segment's file; 0 for its first record
 */
public record LogPlace(long segment, long offset) implements Comparable<LogPlace> {

    @Override
    public int compareTo(LogPlace other) {
        return segment == other.segment ? Long.compare(offset, other.offset) : Long.compare(segment, other.segment);
    }
}

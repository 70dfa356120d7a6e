package io.binnacle.timeseries;

import java.util.List;
import java.util.OptionalLong;

/**
 * When the counting began that samples are a part of.
 *
 * @param fromMillis the samples from that time on, until the next one says otherwise
 * @param startMillis began to be counted then
 */
public record StartTime(long fromMillis, long startMillis) {

    /** The start of the counting of a sample of that time; nothing when it is not known. */
    public static OptionalLong find(List<StartTime> ascending, long sampleMillis) {
        OptionalLong found = OptionalLong.empty();
        for (StartTime one : ascending) {
            if (one.fromMillis > sampleMillis) {
                break;
            }
            found = OptionalLong.of(one.startMillis);
        }
        return found;
    }
}

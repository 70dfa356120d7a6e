package io.binnacle.timeseries.block;

import java.util.Map;

import io.binnacle.timeseries.column.ColumnEncoding;
import io.binnacle.timeseries.event.EventKind;

/**
 * What takes the bytes of a block.
 *
 * @param sampleBytes on disk, as are {@code timeBytes} and {@code eventBytes}
 * @param timeColumns distinct sequences of times
 * @param byEncoding columns of values, and their bytes before zstd
 * @param events native histograms and whatever else there is beside float samples, and the bytes of their payloads before zstd
 */
public record BlockInspection(int pages, long sampleBytes, long timeBytes, long eventBytes, long timeColumns,
        Map<ColumnEncoding, Share> byEncoding, Map<EventKind, Events> events) {

    /**
     * Events of one kind.
     *
     * @param series how many have such
     */
    public record Events(long series, long count, long bytes) {

        public Events plus(Events other) {
            return new Events(series + other.series, count + other.count, bytes + other.bytes);
        }
    }

    public record Share(long columns, long samples, long bytes) {

        public Share plus(Share other) {
            return new Share(columns + other.columns, samples + other.samples, bytes + other.bytes);
        }
    }

    public BlockInspection {
        byEncoding = Map.copyOf(byEncoding);
        events = Map.copyOf(events);
    }
}

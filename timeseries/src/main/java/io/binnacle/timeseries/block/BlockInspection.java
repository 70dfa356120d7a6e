package io.binnacle.timeseries.block;

import java.util.Map;

import io.binnacle.timeseries.column.ColumnEncoding;

/**
 * What takes the bytes of a block.
 *
 * @param sampleBytes on disk, as are {@code timeBytes} and {@code eventBytes}
 * @param timeColumns distinct sequences of times
 * @param byEncoding columns of values, and their bytes before zstd
 */
public record BlockInspection(int pages, long sampleBytes, long timeBytes, long eventBytes, long timeColumns,
        Map<ColumnEncoding, Share> byEncoding) {

    public record Share(long columns, long samples, long bytes) {

        public Share plus(Share other) {
            return new Share(columns + other.columns, samples + other.samples, bytes + other.bytes);
        }
    }

    public BlockInspection {
        byEncoding = Map.copyOf(byEncoding);
    }
}

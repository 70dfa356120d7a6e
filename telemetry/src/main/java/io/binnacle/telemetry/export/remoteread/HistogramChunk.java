package io.binnacle.telemetry.export.remoteread;

import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * A chunk of one native histogram in Prometheus' encodings of them ({@code tsdb/chunkenc/histogram.go}, {@code float_histogram.go}).
 * Its head tells the buckets, which may differ from sample to sample: so each has a chunk of its own. One thread.
 */
final class HistogramChunk {

    /** In {@code prometheus.Chunk.Encoding}. */
    private static final int OF_INTEGERS = 2;
    private static final int OF_FLOATS = 3;
    private static final int GAUGE = 0xC0;
    private static final int RESET = 0x80;
    private static final int NOT_RESET = 0x40;
    /** A zero threshold that is not told in one byte as a power of two. */
    private static final int THRESHOLD_WHOLE = 255;

    private final ChunkBits bits = new ChunkBits();
    private boolean floats;

    int encoding() {
        return floats ? OF_FLOATS : OF_INTEGERS;
    }

    byte[] bytes() {
        return bits.bytes();
    }

    int size() {
        return bits.size();
    }

    /** Holds that sample instead of what it held. */
    void hold(HistogramSample sample) {
        NativeHistogram histogram = sample.histogram();
        floats = histogram.floats();
        bits.clear();
        bits.write(1, 16);
        bits.write(head(histogram.reset()), 8);
        threshold(histogram.zeroThreshold());
        bits.writePrefixedSigned(histogram.schema());
        spans(histogram.positive());
        spans(histogram.negative());
        if (histogram.schema() == NativeHistogram.CUSTOM_BOUNDS) {
            bits.writePrefixed(histogram.customBounds().length);
            for (double bound : histogram.customBounds()) {
                // Not as thousandths, but as it is.
                bits.writePrefixed(0);
                bits.writeDouble(bound);
            }
        }
        bits.writePrefixedSigned(sample.epochMillis());
        count(histogram.count());
        count(histogram.zeroCount());
        bits.writeDouble(histogram.isStale() ? Samples.STALE : histogram.sum());
        counts(histogram, histogram.positive());
        counts(histogram, histogram.negative());
    }

    private static int head(CounterReset reset) {
        return switch (reset) {
            case GAUGE -> GAUGE;
            case RESET -> RESET;
            case NOT_RESET -> NOT_RESET;
            case UNKNOWN -> 0;
        };
    }

    private void threshold(double threshold) {
        if (threshold == 0) {
            bits.write(0, 8);
        } else {
            bits.write(THRESHOLD_WHOLE, 8);
            bits.writeDouble(threshold);
        }
    }

    private void spans(Buckets side) {
        bits.writePrefixed(side.spans());
        for (int span = 0; span < side.spans(); span++) {
            bits.writePrefixed(side.length(span));
            bits.writePrefixedSigned(side.offset(span));
        }
    }

    private void count(double count) {
        if (floats) {
            bits.writeDouble(count);
        } else {
            bits.writePrefixed((long) count);
        }
    }

    private void counts(NativeHistogram histogram, Buckets side) {
        long previous = 0;
        for (int bucket = 0; bucket < side.size(); bucket++) {
            double count = histogram.count(side, bucket);
            if (floats) {
                bits.writeDouble(count);
            } else {
                bits.writePrefixedSigned((long) count - previous);
                previous = (long) count;
            }
        }
    }
}

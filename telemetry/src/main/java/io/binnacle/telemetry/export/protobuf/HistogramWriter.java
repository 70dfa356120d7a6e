package io.binnacle.telemetry.export.protobuf;

import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.Samples;

/** Writes {@code prometheus.Histogram}: counts of integers as the differences from bucket to bucket, others as they are. */
public final class HistogramWriter {

    private HistogramWriter() {
    }

    public static void write(ProtobufWriter into, HistogramSample sample) {
        NativeHistogram histogram = sample.histogram();
        boolean floats = histogram.floats();
        if (floats) {
            into.float64(2, histogram.count());
        } else {
            into.varint(1, (long) histogram.count());
        }
        into.float64(3, histogram.isStale() ? Samples.STALE : histogram.sum());
        into.zigzag(4, histogram.schema());
        into.float64(5, histogram.zeroThreshold());
        if (floats) {
            into.float64(7, histogram.zeroCount());
        } else {
            into.varint(6, (long) histogram.zeroCount());
        }
        side(into, histogram, histogram.negative(), 8);
        side(into, histogram, histogram.positive(), 11);
        into.varint(14, histogram.reset().code());
        into.varint(15, sample.epochMillis());
        double[] bounds = histogram.customBounds();
        if (bounds.length > 0) {
            ProtobufWriter packed = new ProtobufWriter();
            for (double bound : bounds) {
                packed.float64(bound);
            }
            into.message(16, packed);
        }
    }

    /** Spans in that field; in the next the differences of integers, in the one behind it counts of other numbers. */
    private static void side(ProtobufWriter into, NativeHistogram histogram, Buckets side, int spansField) {
        ProtobufWriter part = new ProtobufWriter();
        for (int span = 0; span < side.spans(); span++) {
            part.clear();
            part.zigzag(1, side.offset(span));
            part.varint(2, side.length(span));
            into.message(spansField, part);
        }
        if (side.size() == 0) {
            return;
        }
        part.clear();
        long previous = 0;
        for (int bucket = 0; bucket < side.size(); bucket++) {
            double count = histogram.count(side, bucket);
            if (histogram.floats()) {
                part.float64(count);
            } else {
                part.varint(ProtobufWriter.zigzag((long) count - previous));
                previous = (long) count;
            }
        }
        into.message(histogram.floats() ? spansField + 2 : spansField + 1, part);
    }
}

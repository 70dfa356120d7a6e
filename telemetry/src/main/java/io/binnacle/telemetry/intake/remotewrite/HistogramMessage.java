package io.binnacle.telemetry.intake.remotewrite;

import io.binnacle.telemetry.intake.protobuf.Numbers;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * One native histogram as it came: the fields of the message {@code Histogram}, which 1.0 and 2.0 share. Filled again
 * and again; used by one thread.
 *
 * <p>Buckets lie side by side in spans. Of an integer histogram each bucket is written as the difference to the one
 * before, of a float histogram as its own count.
 */
final class HistogramMessage {

    /** So many are read; one more than a histogram may have, so that its own rules refuse it. */
    private static final int BUCKETS_MAX = 10_001;

    private long timestampMillis;
    private long startMillis;
    private boolean floats;
    private boolean floatZero;
    private long count;
    private long zeroCount;
    private double sum;
    private double zeroThreshold;
    private int schema;
    private int resetHint;
    private final Side negative = new Side();
    private final Side positive = new Side();
    private final Numbers customBounds = new Numbers(BUCKETS_MAX);

    /** The buckets on one side of zero. */
    static final class Side {

        final Numbers offsets = new Numbers(BUCKETS_MAX);
        final Numbers lengths = new Numbers(BUCKETS_MAX);
        final Numbers deltas = new Numbers(BUCKETS_MAX);
        final Numbers counts = new Numbers(BUCKETS_MAX);

        private void clear() {
            offsets.clear();
            lengths.clear();
            deltas.clear();
            counts.clear();
        }

        private boolean overflown() {
            return offsets.overflown() || deltas.overflown() || counts.overflown();
        }

        private Buckets toBuckets(boolean floats) {
            int[] first = new int[offsets.size()];
            int[] many = new int[offsets.size()];
            for (int i = 0; i < first.length; i++) {
                first[i] = (int) offsets.get(i);
                // What does not fit is no length that a histogram may have.
                many[i] = (int) Math.min(lengths.get(i), Integer.MAX_VALUE);
            }
            return floats ? Buckets.ofFloats(first, many, floats()) : Buckets.ofIntegers(first, many, integers());
        }

        private double[] floats() {
            double[] all = new double[counts.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = counts.getDouble(i);
            }
            return all;
        }

        /** Each one is sent as the difference to the one before. */
        private long[] integers() {
            long[] all = new long[deltas.size()];
            long current = 0;
            for (int i = 0; i < all.length; i++) {
                current += deltas.get(i);
                all[i] = current;
            }
            return all;
        }
    }

    /** Reads the message that the reader stands before, behind its tag. */
    void read(ProtobufReader reader, int fieldTag) {
        clear();
        int outer = reader.enter(fieldTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> count(reader.varint(tag), false);
                case 2 -> count(reader.fixed64(tag), true);
                case 3 -> sum = reader.float64(tag);
                case 4 -> schema = (int) reader.zigzag(tag);
                case 5 -> zeroThreshold = reader.float64(tag);
                case 6 -> zeroCount(reader.varint(tag), false);
                case 7 -> zeroCount(reader.fixed64(tag), true);
                case 8 -> readSpan(reader, tag, negative);
                case 9 -> reader.zigzags(tag, negative.deltas);
                case 10 -> reader.fixed64s(tag, negative.counts);
                case 11 -> readSpan(reader, tag, positive);
                case 12 -> reader.zigzags(tag, positive.deltas);
                case 13 -> reader.fixed64s(tag, positive.counts);
                case 14 -> resetHint = (int) reader.varint(tag);
                case 15 -> timestampMillis = reader.varint(tag);
                case 16 -> reader.fixed64s(tag, customBounds);
                case 17 -> startMillis = reader.varint(tag);
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
    }

    private void clear() {
        timestampMillis = 0;
        startMillis = 0;
        floats = false;
        floatZero = false;
        count = 0;
        zeroCount = 0;
        sum = 0;
        zeroThreshold = 0;
        schema = 0;
        resetHint = 0;
        negative.clear();
        positive.clear();
        customBounds.clear();
    }

    private void count(long value, boolean isFloat) {
        count = value;
        floats = isFloat;
    }

    private void zeroCount(long value, boolean isFloat) {
        zeroCount = value;
        floatZero = isFloat;
    }

    private static void readSpan(ProtobufReader reader, int tag, Side side) {
        long offset = 0;
        long length = 0;
        int outer = reader.enter(tag);
        while (reader.more()) {
            int field = reader.tag();
            switch (field >>> 3) {
                case 1 -> offset = (int) reader.zigzag(field);
                case 2 -> length = reader.varint(field) & 0xffff_ffffL;
                default -> reader.skip(field);
            }
        }
        reader.leave(outer);
        side.offsets.add(offset);
        side.lengths.add(length);
    }

    /**
     * What cannot be a histogram at all, in words; null when {@link #toHistogram} can make one, whose own rules are yet to be
     * checked.
     */
    @Nullable
    String fault() {
        if (customBounds.overflown() || negative.overflown() || positive.overflown()) {
            return "more than " + BUCKETS_MAX + " buckets or bounds";
        }
        boolean mixed = floats
                ? negative.deltas.size() + positive.deltas.size() > 0
                : negative.counts.size() + positive.counts.size() > 0;
        return mixed || (zeroCount != 0 && floatZero != floats)
                ? "counts of integers and of floats in one histogram"
                : null;
    }

    /** What it says, when it has no {@link #fault()}. */
    NativeHistogram.Builder toHistogram() {
        double[] bounds = new double[customBounds.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = customBounds.getDouble(i);
        }
        return (floats ? NativeHistogram.ofFloats() : NativeHistogram.ofIntegers()).schema(schema).sum(sum)
                .reset(CounterReset.of(resetHint)).countWord(count).zeroWord(zeroThreshold, zeroCount)
                .negative(negative.toBuckets(floats)).positive(positive.toBuckets(floats)).customBounds(bounds);
    }

    long timestampMillis() {
        return timestampMillis;
    }

    /** When its counts began; 0 for unknown. */
    long startMillis() {
        return startMillis;
    }
}

package io.binnacle.telemetry.intake.remotewrite;

import io.binnacle.timeseries.Samples;
import org.jspecify.annotations.Nullable;

/**
 * One native histogram as it came: the fields of the message {@code Histogram}, which 1.0 and 2.0 share, and the rules
 * that they must keep. Filled again and again; used by one thread.
 *
 * <p>Buckets lie side by side in spans. Of an integer histogram each bucket is written as the difference to the one
 * before, of a float histogram as its own count.
 */
final class HistogramMessage {

    /** The schema of custom bucket boundaries. */
    static final int CUSTOM_BOUNDS = -53;

    /** Prometheus' own limit where it sets one is 160. */
    private static final int BUCKETS_MAX = 10_000;
    private static final int SCHEMA_MIN = -4;
    private static final int SCHEMA_MAX = 8;

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
                case 9 -> readDeltas(reader, tag, negative.deltas);
                case 10 -> readDoubles(reader, tag, negative.counts);
                case 11 -> readSpan(reader, tag, positive);
                case 12 -> readDeltas(reader, tag, positive.deltas);
                case 13 -> readDoubles(reader, tag, positive.counts);
                case 14 -> resetHint = (int) reader.varint(tag);
                case 15 -> timestampMillis = reader.varint(tag);
                case 16 -> readDoubles(reader, tag, customBounds);
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

    private static void readDeltas(ProtobufReader reader, int tag, Numbers into) {
        if ((tag & 7) == ProtobufReader.VARINT) {
            into.add(reader.zigzag());
            return;
        }
        int outer = reader.enter(tag);
        while (reader.more()) {
            into.add(reader.zigzag());
        }
        reader.leave(outer);
    }

    private static void readDoubles(ProtobufReader reader, int tag, Numbers into) {
        if ((tag & 7) == ProtobufReader.FIXED64) {
            into.add(reader.fixed64());
            return;
        }
        int outer = reader.enter(tag);
        while (reader.more()) {
            into.add(reader.fixed64());
        }
        reader.leave(outer);
    }

    /** What is wrong with it, in words; null when nothing is. The rules are Prometheus'. */
    @Nullable
    String fault() {
        boolean custom = schema == CUSTOM_BOUNDS;
        if (!custom && (schema < SCHEMA_MIN || schema > SCHEMA_MAX)) {
            return "schema " + schema;
        }
        if (customBounds.overflown()) {
            return "more than " + BUCKETS_MAX + " bounds";
        }
        String bounds = custom
                ? faultOfBounds()
                : customBounds.size() > 0 ? "custom bounds in an exponential schema" : null;
        if (bounds != null) {
            return bounds;
        }
        String negativeFault = faultOf(negative);
        String fault = negativeFault == null ? faultOf(positive) : negativeFault;
        return fault != null ? fault : faultOfCounts();
    }

    private @Nullable String faultOfBounds() {
        if (negative.offsets.size() > 0 || negative.deltas.size() > 0 || negative.counts.size() > 0) {
            return "negative buckets beside custom bounds";
        }
        if (zeroThreshold != 0 || (floatZero ? Double.longBitsToDouble(zeroCount) != 0 : zeroCount != 0)) {
            return "a zero bucket beside custom bounds";
        }
        for (int i = 0; i < customBounds.size(); i++) {
            double bound = customBounds.getDouble(i);
            // The negated comparison also refuses NaN.
            if (!(i == 0 ? bound > Double.NEGATIVE_INFINITY : bound > customBounds.getDouble(i - 1))
                    || bound == Double.POSITIVE_INFINITY) {
                return "custom bounds that do not ascend, or are not finite";
            }
        }
        long end = 0;
        for (int i = 0; i < positive.offsets.size(); i++) {
            end += positive.offsets.get(i) + positive.lengths.get(i);
            if (positive.offsets.get(i) < 0) {
                return "a span before the first bound";
            }
        }
        return end > customBounds.size() + 1 ? "a bucket behind the last bound" : null;
    }

    private @Nullable String faultOf(Side side) {
        Numbers buckets = floats ? side.counts : side.deltas;
        if ((floats ? side.deltas : side.counts).size() > 0 || (zeroCount != 0 && floatZero != floats)) {
            return "counts of integers and of floats in one histogram";
        }
        if (buckets.overflown() || side.offsets.overflown()) {
            return "more than " + BUCKETS_MAX + " buckets";
        }
        long spanned = 0;
        for (int i = 0; i < side.offsets.size(); i++) {
            if (i > 0 && side.offsets.get(i) < 0) {
                return "a span that begins before the end of the one before";
            }
            spanned += side.lengths.get(i);
        }
        if (spanned != buckets.size()) {
            return spanned + " buckets in spans, " + buckets.size() + " counts";
        }
        long current = 0;
        for (int i = 0; i < buckets.size(); i++) {
            current += buckets.get(i);
            if (floats ? buckets.getDouble(i) < 0 : current < 0) {
                return "a bucket with a negative count";
            }
        }
        return null;
    }

    /** Whether the buckets agree with the count; those of floats need not, to the last digit. */
    private @Nullable String faultOfCounts() {
        if (floats) {
            return Double.longBitsToDouble(count) < 0 || Double.longBitsToDouble(zeroCount) < 0
                    ? "a negative count"
                    : null;
        }
        long sumOfBuckets = zeroCount + total(negative.deltas) + total(positive.deltas);
        if (isStale()) {
            return null;
        }
        // Observations of NaN are in the count and in no bucket.
        boolean agrees = Double.isNaN(sum)
                ? Long.compareUnsigned(sumOfBuckets, count) <= 0
                : sumOfBuckets == count;
        return agrees ? null : sumOfBuckets + " observations in buckets, a count of " + count;
    }

    private static long total(Numbers deltas) {
        long current = 0;
        long total = 0;
        for (int i = 0; i < deltas.size(); i++) {
            current += deltas.get(i);
            total += current;
        }
        return total;
    }

    /** Whether it ends its series. */
    boolean isStale() {
        return Double.doubleToRawLongBits(sum) == Samples.STALE_BITS;
    }

    long timestampMillis() {
        return timestampMillis;
    }

    /** When its counts began; 0 for unknown. */
    long startMillis() {
        return startMillis;
    }

    /** Whether its counts are floats. */
    boolean floats() {
        return floats;
    }

    /** The number of observations; of a float histogram its bits. */
    long count() {
        return count;
    }

    /** The number of observations around zero; of a float histogram its bits. */
    long zeroCount() {
        return zeroCount;
    }

    double sum() {
        return sum;
    }

    double zeroThreshold() {
        return zeroThreshold;
    }

    int schema() {
        return schema;
    }

    int resetHint() {
        return resetHint;
    }

    Side negative() {
        return negative;
    }

    Side positive() {
        return positive;
    }

    Numbers customBounds() {
        return customBounds;
    }
}

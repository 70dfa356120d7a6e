package io.binnacle.telemetry.intake.history.block;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * Reads a chunk of native histograms, which all have the same buckets. Of whole numbers, each is told by how its distance to the sample
 * before changes, and buckets by how far they are from their neighbours; of floats, by the bits that differ.
 */
final class HistogramChunkReader {

    private static final int RESET_BITS = 0xC0;
    private static final int RESET = 0x80;
    private static final int NOT_RESET = 0x40;
    /** Where zero thresholds that are powers of two begin, in one byte. */
    private static final int THRESHOLD_BIAS = 243;
    private static final int THRESHOLD_WHOLE = 255;
    /** Prometheus' own bounds of a chunk are far below. */
    private static final int BUCKETS_MAX = 1 << 16;
    private static final double CUSTOM_BOUND_UNIT = 1000;

    private final BitSource source;
    private final int samples;
    private final boolean floats;
    private final CounterReset reset;
    private final double zeroThreshold;
    private final int schema;
    private final Side positive;
    private final Side negative;
    private final double[] customBounds;
    private final XorValue sum = new XorValue();
    private final Tally count;
    private final Tally zeroCount;
    private long millis;
    private long distance;

    /** The buckets on one side of zero. */
    private final class Side {

        private final int[] offsets;
        private final int[] lengths;
        private final Tally[] buckets;

        Side() {
            int spans = size(source.readPrefixed());
            offsets = new int[spans];
            lengths = new int[spans];
            int total = 0;
            for (int i = 0; i < spans; i++) {
                lengths[i] = size(source.readPrefixed());
                offsets[i] = (int) source.readPrefixedSigned();
                total = size((long) total + lengths[i]);
            }
            buckets = new Tally[total];
            for (int i = 0; i < total; i++) {
                buckets[i] = number();
            }
        }

        Buckets read(int sample) {
            long[] counts = new long[buckets.length];
            double[] floatCounts = new double[floats ? buckets.length : 0];
            long total = 0;
            for (int i = 0; i < buckets.length; i++) {
                buckets[i].read(sample, true);
                if (floats) {
                    floatCounts[i] = Double.longBitsToDouble(buckets[i].word());
                } else {
                    total += buckets[i].word();
                    counts[i] = total;
                }
            }
            return floats
                    ? Buckets.ofFloats(offsets, lengths, floatCounts)
                    : Buckets.ofIntegers(offsets, lengths, counts);
        }
    }

    /** One count, as it goes on from sample to sample. */
    private interface Tally {

        /** @param signed whether the first one may be below zero */
        void read(int sample, boolean signed);

        long word();
    }

    private final class Whole implements Tally {

        private long value;
        private long step;

        @Override
        public void read(int sample, boolean signed) {
            if (sample == 0) {
                value = signed ? source.readPrefixedSigned() : source.readPrefixed();
                return;
            }
            long read = source.readPrefixedSigned();
            step = sample == 1 ? read : step + read;
            value += step;
        }

        @Override
        public long word() {
            return value;
        }
    }

    private final class Fraction implements Tally {

        private final XorValue value = new XorValue();

        @Override
        public void read(int sample, boolean signed) {
            if (sample == 0) {
                value.readFirst(source);
            } else {
                value.readNext(source);
            }
        }

        @Override
        public long word() {
            return Double.doubleToRawLongBits(value.value());
        }
    }

    HistogramChunkReader(byte[] data, boolean floats) {
        this.source = new BitSource(data, 0);
        this.floats = floats;
        this.samples = (int) source.readBits(16);
        this.reset = switch ((int) source.readBits(8) & RESET_BITS) {
            case RESET_BITS -> CounterReset.GAUGE;
            case RESET -> CounterReset.RESET;
            case NOT_RESET -> CounterReset.NOT_RESET;
            default -> CounterReset.UNKNOWN;
        };
        this.zeroThreshold = readThreshold();
        this.schema = (int) source.readPrefixedSigned();
        this.positive = new Side();
        this.negative = new Side();
        this.customBounds = schema == NativeHistogram.CUSTOM_BOUNDS ? readBounds() : new double[0];
        this.count = number();
        this.zeroCount = number();
    }

    private Tally number() {
        return floats ? new Fraction() : new Whole();
    }

    private static int size(long value) {
        if (value < 0 || value > BUCKETS_MAX) {
            throw new Corrupt("a histogram of a chunk has " + value + " buckets", null);
        }
        return (int) value;
    }

    private double readThreshold() {
        int first = (int) source.readBits(8);
        return first == 0
                ? 0
                : first == THRESHOLD_WHOLE ? source.readDouble() : Math.scalb(0.5, first - THRESHOLD_BIAS);
    }

    private double[] readBounds() {
        double[] bounds = new double[size(source.readPrefixed())];
        for (int i = 0; i < bounds.length; i++) {
            long thousandths = source.readPrefixed();
            bounds[i] = thousandths == 0 ? source.readDouble() : (thousandths - 1) / CUSTOM_BOUND_UNIT;
        }
        return bounds;
    }

    void read(SampleSink into) {
        for (int sample = 0; sample < samples; sample++) {
            readTime(sample);
            count.read(sample, false);
            zeroCount.read(sample, false);
            if (sample == 0) {
                sum.readFirst(source);
            } else {
                sum.readNext(source);
            }
            boolean stale = Samples.isStale(sum.value());
            // The end of a series has no buckets, but the first of a chunk has those of its head.
            Buckets above = stale && sample > 0 ? Buckets.NONE : positive.read(sample);
            Buckets below = stale && sample > 0 ? Buckets.NONE : negative.read(sample);
            into.sample(millis, stale ? NativeHistogram.stale() : histogram(sample, above, below));
        }
    }

    private NativeHistogram histogram(int sample, Buckets above, Buckets below) {
        NativeHistogram.Builder histogram = (floats ? NativeHistogram.ofFloats() : NativeHistogram.ofIntegers())
                .schema(schema).sum(sum.value()).reset(hint(sample)).countWord(count.word())
                .zeroWord(zeroThreshold, zeroCount.word()).positive(above).negative(below).customBounds(customBounds);
        String fault = histogram.fault();
        if (fault != null) {
            throw new Corrupt("a histogram of a chunk cannot be: " + fault, null);
        }
        return histogram.build();
    }

    private void readTime(int sample) {
        long read = source.readPrefixedSigned();
        if (sample == 0) {
            millis = read;
        } else {
            distance = sample == 1 ? read : distance + read;
            millis += distance;
        }
    }

    /**
     * A chunk's head tells of its first histogram; the others go on, unless they are gauges. That the first goes on is not believed: the
     * chunk before may be gone.
     */
    private CounterReset hint(int sample) {
        if (reset == CounterReset.GAUGE) {
            return reset;
        }
        if (sample > 0) {
            return CounterReset.NOT_RESET;
        }
        return reset == CounterReset.RESET ? reset : CounterReset.UNKNOWN;
    }
}

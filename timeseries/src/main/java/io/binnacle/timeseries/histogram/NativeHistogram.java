package io.binnacle.timeseries.histogram;

import java.util.Arrays;

import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A sample that is a whole distribution: Prometheus' native histogram, of integers or of floats. Immutable.
 *
 * <p>Buckets of schema n, {@value HistogramRules#SCHEMA_MIN} to {@value HistogramRules#SCHEMA_MAX}, have bounds that grow by the factor
 * 2^(2^-n): bucket i ends at 2^(i * 2^-n). Those of schema {@value #CUSTOM_BOUNDS} end at the bounds that the histogram carries. Equality is
 * by bits.
 */
public final class NativeHistogram {

    /** The bits that end a series of numbers, too; this package knows nothing of the ones above it. */
    static final long STALE_SUM_BITS = 0x7ff0_0000_0000_0002L;
    static final double STALE_SUM = Double.longBitsToDouble(STALE_SUM_BITS);

    /** The schema whose buckets have the bounds that {@link #customBounds()} tells. */
    public static final int CUSTOM_BOUNDS = -53;

    private final boolean floats;
    private final int schema;
    private final CounterReset reset;
    private final double zeroThreshold;
    private final long zeroCount;
    private final long count;
    private final double sum;
    private final Buckets negative;
    private final Buckets positive;
    private final double[] customBounds;

    private NativeHistogram(Builder of) {
        this.floats = of.floats;
        this.schema = of.schema;
        this.reset = of.reset;
        this.zeroThreshold = of.zeroThreshold;
        this.zeroCount = of.zeroCount;
        this.count = of.count;
        this.sum = of.sum;
        this.negative = of.negative;
        this.positive = of.positive;
        this.customBounds = of.customBounds;
    }

    /** A new one of whole numbers. */
    public static Builder ofIntegers() {
        return new Builder(false);
    }

    /** A new one of floats. */
    public static Builder ofFloats() {
        return new Builder(true);
    }

    /** The one that says: from here on this series is no longer there. */
    public static NativeHistogram stale() {
        return ofIntegers().sum(STALE_SUM).build();
    }

    /** Whether it ends its series; then nothing else of it has a meaning. */
    public boolean isStale() {
        return Double.doubleToRawLongBits(sum) == STALE_SUM_BITS;
    }

    /** Whether its counts are floats: sums and rates of histograms have such. */
    public boolean floats() {
        return floats;
    }

    public int schema() {
        return schema;
    }

    public CounterReset reset() {
        return reset;
    }

    /** Observations up to that far from zero are in the bucket around zero. */
    public double zeroThreshold() {
        return zeroThreshold;
    }

    /** Observations in the bucket around zero. */
    public double zeroCount() {
        return number(zeroCount);
    }

    /** All observations. */
    public double count() {
        return number(count);
    }

    /** The sum of what was observed. */
    public double sum() {
        return sum;
    }

    /** Buckets below zero; the first ones are nearest to it. */
    public Buckets negative() {
        return negative;
    }

    public Buckets positive() {
        return positive;
    }

    /** The observations in a bucket of one of the two sides. */
    public double count(Buckets side, int bucket) {
        return number(side.word(bucket));
    }

    /** The upper bounds of the positive buckets, ascending, without the infinite one; empty in exponential schemas. */
    public double[] customBounds() {
        return customBounds.clone();
    }

    /** Whole numbers are unsigned. */
    private double number(long word) {
        if (floats) {
            return Double.longBitsToDouble(word);
        }
        return word >= 0 ? word : (word >>> 1 | (word & 1)) * 2.0;
    }

    long zeroWord() {
        return zeroCount;
    }

    long countWord() {
        return count;
    }

    double[] bounds() {
        return customBounds;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NativeHistogram that && floats == that.floats && schema == that.schema
                && reset == that.reset && zeroCount == that.zeroCount && count == that.count
                && Double.doubleToRawLongBits(zeroThreshold) == Double.doubleToRawLongBits(that.zeroThreshold)
                && Double.doubleToRawLongBits(sum) == Double.doubleToRawLongBits(that.sum)
                && negative.isSame(that.negative) && positive.isSame(that.positive)
                && Arrays.equals(customBounds, that.customBounds);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * count + Double.doubleToRawLongBits(sum)) * 31 + Arrays.hashCode(positive.words);
    }

    @Override
    public String toString() {
        return isStale() ? "{stale}" : "{count:" + count() + ", sum:" + sum + ", schema:" + schema + "}";
    }

    /** Collects the parts of a histogram. Belongs to one thread. */
    public static final class Builder {

        final boolean floats;
        int schema;
        double zeroThreshold;
        long zeroCount;
        long count;
        double sum;
        Buckets negative = Buckets.NONE;
        Buckets positive = Buckets.NONE;
        double[] customBounds = {};
        private CounterReset reset = CounterReset.UNKNOWN;

        private Builder(boolean floats) {
            this.floats = floats;
        }

        public Builder schema(int newSchema) {
            schema = newSchema;
            return this;
        }

        public Builder reset(CounterReset hint) {
            reset = hint;
            return this;
        }

        public Builder sum(double newSum) {
            sum = newSum;
            return this;
        }

        /** All observations; of integers the number must be whole. */
        public Builder count(double observations) {
            return countWord(word(observations));
        }

        /** All observations: the whole number, unsigned, or the bits of the float. */
        public Builder countWord(long word) {
            count = word;
            return this;
        }

        public Builder zero(double threshold, double observations) {
            return zeroWord(threshold, word(observations));
        }

        /** As {@link #countWord}. */
        public Builder zeroWord(double threshold, long word) {
            zeroThreshold = threshold;
            zeroCount = word;
            return this;
        }

        private long word(double number) {
            return floats ? Double.doubleToRawLongBits(number) : (long) number;
        }

        public Builder negative(Buckets buckets) {
            negative = buckets;
            return this;
        }

        public Builder positive(Buckets buckets) {
            positive = buckets;
            return this;
        }

        public Builder customBounds(double... bounds) {
            customBounds = bounds.clone();
            return this;
        }

        /** What is wrong with it, in words; null when nothing is. */
        public @Nullable String fault() {
            return HistogramRules.fault(this);
        }

        /** @throws InvalidInput it has a {@link #fault()} */
        public NativeHistogram build() {
            String fault = fault();
            if (fault != null) {
                throw new InvalidInput("histogram", "one that keeps Prometheus' rules", fault);
            }
            return new NativeHistogram(this);
        }
    }
}

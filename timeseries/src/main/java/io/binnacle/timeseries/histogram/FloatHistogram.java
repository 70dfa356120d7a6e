package io.binnacle.timeseries.histogram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A native histogram to calculate with: all counts are floats, and may be negative. Immutable. What the operations mean, down
 * to which counter-reset hint a result has, is Prometheus' {@code model/histogram/float_histogram.go}.
 */
public final class FloatHistogram {

    private final CounterReset reset;
    private final int schema;
    private final double zeroThreshold;
    private final double zeroCount;
    private final double count;
    private final double sum;
    final BucketCounts positive;
    final BucketCounts negative;
    private final double[] bounds;

    private FloatHistogram(CounterReset reset, Layout layout, double zeroCount, double count, double sum,
            BucketCounts positive, BucketCounts negative) {
        this.reset = reset;
        this.schema = layout.schema;
        this.zeroThreshold = layout.zeroThreshold;
        this.bounds = layout.bounds;
        this.zeroCount = zeroCount;
        this.count = count;
        this.sum = sum;
        this.positive = positive;
        this.negative = negative;
    }

    /** Which buckets there can be. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Layout(int schema, double zeroThreshold, double[] bounds) {}

    /**
     * What an addition or a subtraction gave.
     *
     * @param resetsCollide one side says that counting began anew, the other that it did not
     * @param boundsReconciled custom bounds differed; the result has those that both sides have
     */
    public record Sum(FloatHistogram histogram, boolean resetsCollide, boolean boundsReconciled) {}

    public static FloatHistogram of(NativeHistogram histogram) {
        return new FloatHistogram(histogram.reset(),
                new Layout(histogram.schema(), histogram.zeroThreshold(), histogram.bounds()), histogram.zeroCount(),
                histogram.count(), histogram.sum(), BucketCounts.of(histogram, histogram.positive()),
                BucketCounts.of(histogram, histogram.negative()));
    }

    /** A new one that holds nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** As a sample; with float counts, whatever it was made of. */
    public NativeHistogram toSample() {
        NativeHistogram.Builder histogram = NativeHistogram.ofFloats().schema(schema).reset(reset).count(count).sum(sum)
                .positive(positive.spans()).negative(negative.spans());
        if (hasCustomBounds()) {
            histogram.customBounds(bounds);
        } else {
            histogram.zero(zeroThreshold, zeroCount);
        }
        return histogram.build();
    }

    /** One with the same buckets as that one could have, and nothing in them. */
    public FloatHistogram emptied() {
        return new FloatHistogram(CounterReset.UNKNOWN, new Layout(schema, 0, bounds), 0, 0, 0, BucketCounts.NONE,
                BucketCounts.NONE);
    }

    public CounterReset reset() {
        return reset;
    }

    public int schema() {
        return schema;
    }

    public double zeroThreshold() {
        return zeroThreshold;
    }

    public double zeroCount() {
        return zeroCount;
    }

    public double count() {
        return count;
    }

    public double sum() {
        return sum;
    }

    public boolean hasCustomBounds() {
        return schema == NativeHistogram.CUSTOM_BOUNDS;
    }

    /** Empty in exponential schemas. */
    public double[] customBounds() {
        return bounds.clone();
    }

    /** Whether there are buckets above zero, if only empty ones. */
    public boolean hasPositiveBuckets() {
        return positive.size() > 0;
    }

    public boolean hasNegativeBuckets() {
        return negative.size() > 0;
    }

    /** How much memory it takes, in samples of numbers. */
    public int weight() {
        return 1 + (positive.size() * 12 + negative.size() * 12 + 100) / 16;
    }

    public FloatHistogram with(CounterReset hint) {
        return hint == reset
                ? this
                : new FloatHistogram(hint, layout(), zeroCount, count, sum, positive, negative);
    }

    /** Without empty buckets. */
    public FloatHistogram compact() {
        BucketCounts above = positive.compact();
        BucketCounts below = negative.compact();
        return above == positive && below == negative
                ? this
                : new FloatHistogram(reset, layout(), zeroCount, count, sum, above, below);
    }

    private Layout layout() {
        return new Layout(schema, zeroThreshold, bounds);
    }

    public FloatHistogram times(double factor) {
        return mapped(value -> value * factor, factor < 0);
    }

    /** By zero, nothing is left in buckets. */
    public FloatHistogram dividedBy(double divisor) {
        if (divisor == 0) {
            return new FloatHistogram(reset, layout(), zeroCount / divisor, count / divisor, sum / divisor,
                    BucketCounts.NONE, BucketCounts.NONE);
        }
        return mapped(value -> value / divisor, divisor < 0);
    }

    private FloatHistogram mapped(DoubleUnaryOperator function, boolean becomesGauge) {
        return new FloatHistogram(becomesGauge ? CounterReset.GAUGE : reset, layout(),
                function.applyAsDouble(zeroCount), function.applyAsDouble(count), function.applyAsDouble(sum),
                positive.mapped(function), negative.mapped(function));
    }

    /** Null when one has custom bounds and the other an exponential schema. */
    public @Nullable Sum plus(FloatHistogram other) {
        return combined(other, Double::sum);
    }

    /** As {@link #plus}. */
    public @Nullable Sum minus(FloatHistogram other) {
        return combined(other, (left, right) -> left - right);
    }

    private @Nullable Sum combined(FloatHistogram other, DoubleBinaryOperator function) {
        if (hasCustomBounds() != other.hasCustomBounds()) {
            return null;
        }
        Aligned aligned = Aligned.of(this, other);
        return new Sum(aligned.left().zipped(aligned.right(), function), collides(other), aligned.boundsReconciled());
    }

    /** Of two that are {@link Aligned}. */
    FloatHistogram zipped(FloatHistogram other, DoubleBinaryOperator function) {
        return new FloatHistogram(combinedHint(other), layout(), function.applyAsDouble(zeroCount, other.zeroCount),
                function.applyAsDouble(count, other.count), function.applyAsDouble(sum, other.sum),
                positive.zipped(other.positive, function), negative.zipped(other.negative, function));
    }

    private boolean collides(FloatHistogram other) {
        return (reset == CounterReset.RESET && other.reset == CounterReset.NOT_RESET)
                || (reset == CounterReset.NOT_RESET && other.reset == CounterReset.RESET);
    }

    private CounterReset combinedHint(FloatHistogram other) {
        if (reset == other.reset) {
            return reset;
        }
        return reset == CounterReset.GAUGE || other.reset == CounterReset.GAUGE
                ? CounterReset.GAUGE
                : CounterReset.UNKNOWN;
    }

    /** What was observed up to that limit; at an estimate, where it lies inside a bucket. */
    public FloatHistogram upTo(double limit) {
        return HistogramTrim.trimmed(this, limit, true);
    }

    /** As {@link #upTo}, from that limit on. */
    public FloatHistogram from(double limit) {
        return HistogramTrim.trimmed(this, limit, false);
    }

    /** In that schema, which is not finer; the hint is lost when anything changes. */
    public FloatHistogram coarsened(int newSchema) {
        if (newSchema == schema) {
            return this;
        }
        return new FloatHistogram(CounterReset.UNKNOWN, new Layout(newSchema, zeroThreshold, bounds), zeroCount, count,
                sum, positive.moved(index -> BucketBounds.coarser(index, schema, newSchema)),
                negative.moved(index -> BucketBounds.coarser(index, schema, newSchema)));
    }

    /** With those custom bounds, which are some of its own. */
    FloatHistogram withBounds(double[] newBounds) {
        return new FloatHistogram(reset, new Layout(schema, zeroThreshold, newBounds), zeroCount, count, sum,
                positive.moved(index -> BucketBounds.among(newBounds, BucketBounds.custom(index, bounds))).compact(),
                negative);
    }

    /** With a wider zero bucket; its threshold must not lie inside a bucket that holds something. */
    FloatHistogram withZeroBucket(ZeroBucket zero) {
        if (zero.threshold() == zeroThreshold) {
            return this;
        }
        return new FloatHistogram(reset, new Layout(schema, zero.threshold(), bounds), zero.count(), count, sum,
                positive.from(behind(positive, zero.threshold())), negative.from(behind(negative, zero.threshold())));
    }

    private int behind(BucketCounts side, double threshold) {
        int first = 0;
        while (first < side.size() && BucketBounds.exponential(side.indexes[first] - 1, schema) < threshold) {
            first++;
        }
        return first;
    }

    record ZeroBucket(double threshold, double count) {}

    /** The zero bucket if it reached at least that far; further where it would else end inside a bucket that holds something. */
    ZeroBucket widened(double atLeast) {
        double threshold = atLeast;
        while (true) {
            double inside = zeroCount;
            double end = threshold;
            for (BucketCounts side : List.of(positive, negative)) {
                for (int i = 0; i < side.size(); i++) {
                    if (BucketBounds.exponential(side.indexes[i] - 1, schema) >= threshold) {
                        break;
                    }
                    inside += side.counts[i];
                    double upper = BucketBounds.exponential(side.indexes[i], schema);
                    if (upper > threshold && side.counts[i] != 0) {
                        end = Math.max(end, upper);
                    }
                }
            }
            if (end == threshold) {
                return new ZeroBucket(threshold, inside);
            }
            threshold = end;
        }
    }

    /** Whether counting began anew between that one and this. */
    public boolean isResetSince(FloatHistogram previous) {
        return switch (reset) {
            case RESET -> true;
            case NOT_RESET -> false;
            case UNKNOWN, GAUGE -> ResetDetection.isReset(previous, this);
        };
    }

    /**
     * With the hint that Prometheus' storage gives a sample by the one before it in its series: senders seldom know. It tells what
     * goes on; where something may have begun anew, it says that it does not know.
     *
     * @param previous null when there is none, or it is a number or a stale marker
     */
    public FloatHistogram hintedAfter(@Nullable FloatHistogram previous) {
        if (reset == CounterReset.GAUGE || reset == CounterReset.RESET) {
            return this;
        }
        return with(previous != null && previous.reset != CounterReset.GAUGE && ResetDetection.goesOn(previous, this)
                ? CounterReset.NOT_RESET
                : CounterReset.UNKNOWN);
    }

    /** As {@link #hintedAfter}, but says of every sample with one before it whether it begins anew. */
    public FloatHistogram comparedWith(@Nullable FloatHistogram previous) {
        FloatHistogram hinted = hintedAfter(previous);
        if (previous == null || hinted.reset != CounterReset.UNKNOWN) {
            return hinted;
        }
        return with(ResetDetection.isReset(previous, this) ? CounterReset.RESET : CounterReset.NOT_RESET);
    }

    /** By their numbers; the hint does not count. */
    public boolean isSame(FloatHistogram other) {
        return schema == other.schema && Double.compare(count, other.count) == 0 && Double.compare(sum, other.sum) == 0
                && zeroThreshold == other.zeroThreshold && Double.compare(zeroCount, other.zeroCount) == 0
                && Arrays.equals(bounds, other.bounds) && positive.isSame(other.positive)
                && negative.isSame(other.negative);
    }

    /** From the lowest to the highest. A zero bucket that holds nothing is left out; none overlaps it. */
    public List<HistogramBucket> buckets() {
        List<HistogramBucket> buckets = new ArrayList<>(positive.size() + negative.size() + 1);
        for (int i = negative.size() - 1; i >= 0; i--) {
            HistogramBucket bucket = bucket(negative, i, false);
            boolean overlaps = bucket.upper() < 0 && bucket.upper() > -zeroThreshold;
            buckets.add(overlaps ? bucket.between(bucket.lower(), -zeroThreshold) : bucket);
        }
        if (zeroCount > 0) {
            buckets.add(zeroBucket());
        }
        for (int i = 0; i < positive.size(); i++) {
            HistogramBucket bucket = bucket(positive, i, true);
            boolean overlaps = bucket.lower() > 0 && bucket.lower() < zeroThreshold;
            buckets.add(overlaps ? bucket.between(zeroThreshold, bucket.upper()) : bucket);
        }
        return buckets;
    }

    HistogramBucket zeroBucket() {
        return new HistogramBucket(-zeroThreshold, zeroThreshold, true, true, zeroCount);
    }

    HistogramBucket bucket(BucketCounts side, int i, boolean above) {
        int index = side.indexes[i];
        if (hasCustomBounds()) {
            return new HistogramBucket(BucketBounds.custom(index - 1, bounds), BucketBounds.custom(index, bounds),
                    index == 0, true, side.counts[i]);
        }
        double near = BucketBounds.exponential(index - 1, schema);
        double far = BucketBounds.exponential(index, schema);
        return above
                ? new HistogramBucket(near, far, false, true, side.counts[i])
                : new HistogramBucket(-far, -near, true, false, side.counts[i]);
    }

    /** With other counts in the same buckets. */
    FloatHistogram with(double newZeroCount, double newCount, double newSum, double[] above, double[] below) {
        return new FloatHistogram(reset, layout(), newZeroCount, newCount, newSum,
                new BucketCounts(positive.indexes, above), new BucketCounts(negative.indexes, below));
    }

    /** Collects the parts of a histogram. Belongs to one thread. */
    public static final class Builder {

        private CounterReset reset = CounterReset.UNKNOWN;
        private int schema;
        private double zeroThreshold;
        private double zeroCount;
        private double count;
        private double sum;
        private BucketCounts positive = BucketCounts.NONE;
        private BucketCounts negative = BucketCounts.NONE;
        private double[] bounds = {};

        private Builder() {
        }

        public Builder schema(int newSchema) {
            schema = newSchema;
            return this;
        }

        public Builder reset(CounterReset hint) {
            reset = hint;
            return this;
        }

        public Builder zero(double threshold, double observations) {
            zeroThreshold = threshold;
            zeroCount = observations;
            return this;
        }

        public Builder count(double observations) {
            count = observations;
            return this;
        }

        public Builder sum(double newSum) {
            sum = newSum;
            return this;
        }

        /** Consecutive buckets above zero, the first of that index. */
        public Builder positive(int first, double... counts) {
            positive = BucketCounts.consecutive(first, counts);
            return this;
        }

        /** Consecutive buckets below zero, away from it. */
        public Builder negative(int first, double... counts) {
            negative = BucketCounts.consecutive(first, counts);
            return this;
        }

        public Builder customBounds(double... newBounds) {
            bounds = newBounds.clone();
            return this;
        }

        public FloatHistogram build() {
            return new FloatHistogram(reset, new Layout(schema, zeroThreshold, bounds), zeroCount, count, sum, positive,
                    negative);
        }
    }

    /** As Prometheus prints it: {@code {count:3, sum:5, [-2,-1):1, (1,2]:2}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{count:").append(FloatText.shortest(count)).append(", sum:")
                .append(FloatText.shortest(sum));
        for (int i = negative.size() - 1; i >= 0; i--) {
            print(bucket(negative, i, false), text);
        }
        if (zeroCount != 0) {
            print(zeroBucket(), text);
        }
        for (int i = 0; i < positive.size(); i++) {
            print(bucket(positive, i, true), text);
        }
        return text.append('}').toString();
    }

    private static void print(HistogramBucket bucket, StringBuilder text) {
        if (bucket.count() != 0) {
            text.append(", ").append(bucket.lowerInclusive() ? '[' : '(').append(FloatText.shortest(bucket.lower()))
                    .append(',').append(FloatText.shortest(bucket.upper())).append(bucket.upperInclusive() ? ']' : ')')
                    .append(':').append(FloatText.shortest(bucket.count()));
        }
    }
}

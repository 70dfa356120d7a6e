package io.binnacle.timeseries.histogram;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Counts of the buckets on one side of zero, by ascending index. A bucket that is not there holds nothing; one that is there
 * may hold nothing, too. Immutable.
 */
final class BucketCounts {

    static final BucketCounts NONE = new BucketCounts(new int[0], new double[0]);

    final int[] indexes;
    final double[] counts;

    BucketCounts(int[] indexes, double[] counts) {
        this.indexes = indexes;
        this.counts = counts;
    }

    static BucketCounts of(NativeHistogram histogram, Buckets side) {
        if (side.size() == 0) {
            return NONE;
        }
        int[] indexes = new int[side.size()];
        double[] counts = new double[side.size()];
        int bucket = 0;
        int index = 0;
        for (int span = 0; span < side.spans(); span++) {
            index += side.offset(span);
            for (int i = 0; i < side.length(span); i++) {
                indexes[bucket] = index++;
                counts[bucket] = histogram.count(side, bucket);
                bucket++;
            }
        }
        return new BucketCounts(indexes, counts);
    }

    static BucketCounts consecutive(int first, double[] counts) {
        int[] indexes = new int[counts.length];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = first + i;
        }
        return counts.length == 0 ? NONE : new BucketCounts(indexes, counts.clone());
    }

    /** As runs of consecutive buckets. */
    Buckets spans() {
        int[] offsets = new int[size()];
        int[] lengths = new int[size()];
        int spans = 0;
        int next = 0;
        for (int index : indexes) {
            if (spans == 0 || index != next) {
                offsets[spans] = index - next;
                spans++;
            }
            lengths[spans - 1]++;
            next = index + 1;
        }
        return Buckets.ofFloats(Arrays.copyOf(offsets, spans), Arrays.copyOf(lengths, spans), counts);
    }

    int size() {
        return indexes.length;
    }

    BucketCounts mapped(DoubleUnaryOperator function) {
        return size() == 0 ? this : new BucketCounts(indexes, Arrays.stream(counts).map(function).toArray());
    }

    /** Bucket by bucket, of all that are on either side. */
    BucketCounts zipped(BucketCounts other, DoubleBinaryOperator function) {
        if (Arrays.equals(indexes, other.indexes)) {
            double[] results = new double[counts.length];
            for (int i = 0; i < results.length; i++) {
                results[i] = function.applyAsDouble(counts[i], other.counts[i]);
            }
            return new BucketCounts(indexes, results);
        }
        int[] union = new int[size() + other.size()];
        double[] results = new double[union.length];
        int left = 0;
        int right = 0;
        int size = 0;
        while (left < size() || right < other.size()) {
            int index = Math.min(left < size() ? indexes[left] : Integer.MAX_VALUE,
                    right < other.size() ? other.indexes[right] : Integer.MAX_VALUE);
            double ours = left < size() && indexes[left] == index ? counts[left++] : 0;
            double theirs = right < other.size() && other.indexes[right] == index ? other.counts[right++] : 0;
            union[size] = index;
            results[size++] = function.applyAsDouble(ours, theirs);
        }
        return new BucketCounts(Arrays.copyOf(union, size), Arrays.copyOf(results, size));
    }

    /** Every bucket's count goes to the bucket that its index is mapped to, which must not descend. */
    BucketCounts moved(IntUnaryOperator target) {
        int[] moved = new int[size()];
        double[] sums = new double[size()];
        int last = -1;
        for (int i = 0; i < size(); i++) {
            int index = target.applyAsInt(indexes[i]);
            if (last < 0 || moved[last] != index) {
                moved[++last] = index;
            }
            sums[last] += counts[i];
        }
        return new BucketCounts(Arrays.copyOf(moved, last + 1), Arrays.copyOf(sums, last + 1));
    }

    /** Without the first ones. */
    BucketCounts from(int first) {
        return first == 0
                ? this
                : new BucketCounts(Arrays.copyOfRange(indexes, first, size()),
                        Arrays.copyOfRange(counts, first, size()));
    }

    /** Without those that hold nothing. */
    BucketCounts compact() {
        int kept = 0;
        for (double count : counts) {
            kept += count == 0 ? 0 : 1;
        }
        if (kept == size()) {
            return this;
        }
        int[] keptIndexes = new int[kept];
        double[] keptCounts = new double[kept];
        int next = 0;
        for (int i = 0; i < size(); i++) {
            if (counts[i] != 0) {
                keptIndexes[next] = indexes[i];
                keptCounts[next++] = counts[i];
            }
        }
        return new BucketCounts(keptIndexes, keptCounts);
    }

    boolean isSame(BucketCounts other) {
        return Arrays.equals(indexes, other.indexes) && Arrays.equals(counts, other.counts);
    }
}

package io.binnacle.timeseries.histogram;

import java.util.Arrays;

/**
 * The buckets on one side of zero: runs of consecutive ones, each as far behind the one before as its offset says (the
 * first behind bucket 0), and the count of each, not of it and all below. Immutable.
 */
public final class Buckets {

    /** None. */
    public static final Buckets NONE = new Buckets(new int[0], new int[0], new long[0]);

    final int[] offsets;
    final int[] lengths;
    /** Whole numbers, or the bits of floats. */
    final long[] words;

    private Buckets(int[] offsets, int[] lengths, long[] words) {
        this.offsets = offsets;
        this.lengths = lengths;
        this.words = words;
    }

    /**
     * Of a histogram of integers. Nothing is checked here: {@link NativeHistogram.Builder#fault} does.
     *
     * @param offsets as many as {@code lengths}
     */
    public static Buckets ofIntegers(int[] offsets, int[] lengths, long... counts) {
        return of(offsets, lengths, counts.clone());
    }

    /** As {@link #ofIntegers}, of a histogram of floats. */
    public static Buckets ofFloats(int[] offsets, int[] lengths, double... counts) {
        return of(offsets, lengths, Arrays.stream(counts).mapToLong(Double::doubleToRawLongBits).toArray());
    }

    private static Buckets of(int[] offsets, int[] lengths, long[] words) {
        if (offsets.length == 0 && words.length == 0) {
            return NONE;
        }
        return new Buckets(offsets.clone(), Arrays.copyOf(lengths, offsets.length), words);
    }

    /** Takes the arrays as they are; for a codec. */
    static Buckets owning(int[] offsets, int[] lengths, long[] words) {
        return offsets.length == 0 && words.length == 0 ? NONE : new Buckets(offsets, lengths, words);
    }

    public int spans() {
        return offsets.length;
    }

    public int offset(int span) {
        return offsets[span];
    }

    public int length(int span) {
        return lengths[span];
    }

    /** How many buckets there are. */
    public int size() {
        return words.length;
    }

    long word(int bucket) {
        return words[bucket];
    }

    boolean isSame(Buckets other) {
        return Arrays.equals(offsets, other.offsets) && Arrays.equals(lengths, other.lengths)
                && Arrays.equals(words, other.words);
    }
}

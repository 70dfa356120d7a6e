package io.binnacle.timeseries.column;

/**
 * The first byte of a column, and what may be in it; drawn in {@code docs/format/block.md}.
 *
 * <pre>
 *   bit  7         6       5      4        3     2 1 0
 *        specials  scaled  bits   patches  step  transform
 * </pre>
 */
final class ColumnFormat {

    static final int TRANSFORM_MASK = 7;
    /** All numbers are the first one. */
    static final int CONSTANT = 0;
    /** Distance from the first number. */
    static final int PLAIN = 1;
    /** Distance from the number before. */
    static final int DELTA = 2;
    /** Change of that distance. */
    static final int DELTA2 = 3;
    /** Distance from the number before, less that of the column before times a factor. */
    static final int NEIGHBOUR = 4;

    /** Distances are multiples of a step. */
    static final int STEP = 1 << 3;
    /** Some residuals do not fit the width and follow one by one. */
    static final int PATCHES = 1 << 4;
    /** The numbers are the bits of the values. */
    static final int BITS = 1 << 5;
    /** The numbers are the values times a power of ten. */
    static final int SCALED = 1 << 6;
    /** Some values are none (NaN, infinities, -0.0) and follow bit by bit. */
    static final int SPECIALS = 1 << 7;

    /** The factor of {@link #NEIGHBOUR} has so many binary digits behind the point. */
    static final int FACTOR_BITS = 20;

    private static final double[] POWERS_OF_TEN = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
            1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    /** Greater powers of ten are no doubles. */
    static final int SCALE_MAX = POWERS_OF_TEN.length - 1;

    private ColumnFormat() {
    }

    static double powerOfTen(int scale) {
        return POWERS_OF_TEN[scale];
    }
}

package io.binnacle.timeseries.column;

import java.util.Arrays;

/** Writes columns of values, each with the very bits it has. Belongs to one thread. */
public final class ValueEncoder {

    /** Whole numbers up to here are doubles, all of them. */
    private static final double WHOLE_MAX = 0x1p53;

    private final IntegerEncoder integers = new IntegerEncoder();
    private final long[] numbers = new long[Column.ROWS_MAX];
    private final byte[] specialRows = new byte[Column.ROWS_MAX];
    private final long[] specialBits = new long[Column.ROWS_MAX];
    private int specials;

    /** The next column stands alone: the page begins. */
    public void forgetNeighbour() {
        integers.forgetNeighbour();
    }

    /** Appends {@code values[from..from+count)}; {@code count} is 1 to {@link Column#ROWS_MAX}. */
    public void encode(double[] values, int from, int count, ByteSink into) {
        int scale = scaled(values, from, count);
        if (scale < 0) {
            for (int i = 0; i < count; i++) {
                numbers[i] = Double.doubleToRawLongBits(values[from + i]);
            }
            integers.encode(numbers, count, ColumnFormat.BITS, false, -1, into);
            return;
        }
        int flags = (scale > 0 ? ColumnFormat.SCALED : 0) | (specials > 0 ? ColumnFormat.SPECIALS : 0);
        integers.encode(numbers, count, flags, true, scale > 0 ? scale : -1, into);
        if (specials > 0) {
            into.putByte(specials);
            into.putBytes(specialRows, 0, specials);
            for (int i = 0; i < specials; i++) {
                into.putLong(specialBits[i]);
            }
        }
    }

    /**
     * Fills {@link #numbers} so that each value is its number divided by a power of ten, to the bit: division rounds
     * correctly, so what was read from a decimal of up to 15 digits comes out as it went in. The exponent, or -1 when
     * there is none, or too many values are no numbers.
     */
    private int scaled(double[] values, int from, int count) {
        int scale = 0;
        int row = 0;
        specials = 0;
        long last = 0;
        while (row < count) {
            double value = values[from + row];
            double power = ColumnFormat.powerOfTen(scale);
            double product = value * power;
            long number = (long) Math.rint(product);
            long bits = Double.doubleToRawLongBits(value);
            if (Math.abs(product) <= WHOLE_MAX && Double.doubleToRawLongBits(number / power) == bits) {
                if (row == specials) {
                    // So far there were specials alone; they take the number that costs least.
                    Arrays.fill(numbers, 0, row, number);
                }
                numbers[row++] = number;
                last = number;
            } else if ((bits & Long.MAX_VALUE) >= 0x7ff0_0000_0000_0000L || bits == Long.MIN_VALUE) {
                if (specials >= count / 8 + 1 || specials == 255) {
                    return -1;
                }
                specialRows[specials] = (byte) row;
                specialBits[specials++] = bits;
                numbers[row++] = last;
            } else if (scale == ColumnFormat.SCALE_MAX || Math.abs(product) > WHOLE_MAX) {
                return -1;
            } else {
                scale++;
                row = 0;
                specials = 0;
            }
        }
        return scale;
    }
}

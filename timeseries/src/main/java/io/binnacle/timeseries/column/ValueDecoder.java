package io.binnacle.timeseries.column;

import java.util.Arrays;

import io.binnacle.kernel.error.Corrupt;

/** Reads what a {@link ValueEncoder} wrote. Belongs to one thread. */
public final class ValueDecoder {

    private final IntegerDecoder integers = new IntegerDecoder();

    /** Whether the column that begins with that byte can only be read after the one before it. */
    public static boolean standsOnNeighbour(int firstByte) {
        return (firstByte & ColumnFormat.TRANSFORM_MASK) == ColumnFormat.NEIGHBOUR;
    }

    public void forgetNeighbour() {
        integers.forgetNeighbour();
    }

    /** Reads a column of {@code count} rows, at most {@link Column#ROWS_MAX}, into {@code values[from..from+count)}. */
    public void decode(ByteSource source, int count, double[] values, int from) {
        int kind = source.readByte();
        int scale = (kind & ColumnFormat.SCALED) != 0 ? source.readByte() : 0;
        if (scale > ColumnFormat.SCALE_MAX) {
            throw new Corrupt("a column of scale " + scale, null);
        }
        integers.decode(source, kind, count);
        long first = integers.first();
        long step = integers.step();
        if ((kind & ColumnFormat.BITS) != 0) {
            if (step == 0) {
                Arrays.fill(values, from, from + count, Double.longBitsToDouble(first));
            } else {
                fromBits(integers.steps(), first, step, count, values, from);
            }
        } else if (step == 0) {
            Arrays.fill(values, from, from + count, first / ColumnFormat.powerOfTen(scale));
        } else if (scale == 0) {
            whole(integers.steps(), first, step, count, values, from);
        } else {
            scaled(integers.steps(), first, step, ColumnFormat.powerOfTen(scale), count, values, from);
        }
        if ((kind & ColumnFormat.SPECIALS) != 0) {
            specials(source, count, values, from);
        }
    }

    private static void fromBits(long[] steps, long first, long step, int count, double[] values, int from) {
        for (int i = 0; i < count; i++) {
            values[from + i] = Double.longBitsToDouble(first + step * steps[i]);
        }
    }

    private static void whole(long[] steps, long first, long step, int count, double[] values, int from) {
        for (int i = 0; i < count; i++) {
            values[from + i] = (double) (first + step * steps[i]);
        }
    }

    private static void scaled(long[] steps, long first, long step, double power, int count, double[] values,
            int from) {
        for (int i = 0; i < count; i++) {
            values[from + i] = (double) (first + step * steps[i]) / power;
        }
    }

    private static void specials(ByteSource source, int count, double[] values, int from) {
        int specials = source.readByte();
        int rows = source.skip(specials);
        for (int i = 0; i < specials; i++) {
            int row = source.bytes()[rows + i] & 0xff;
            if (row >= count) {
                throw new Corrupt("a special value of row " + row + " of " + count, null);
            }
            values[from + row] = Double.longBitsToDouble(source.readLong());
        }
    }
}

package io.binnacle.timeseries.column;

import java.util.Arrays;

import io.binnacle.kernel.error.Corrupt;

/** Reads what an {@link IntegerEncoder} wrote, column after column in the same order. Belongs to one thread. */
final class IntegerDecoder {

    private long[] steps = new long[Column.ROWS_MAX];
    private long[] neighbour = new long[Column.ROWS_MAX];
    private int neighbourCount;

    /**
     * Reads what follows the first byte and prefix of a column. The numbers are {@code first + step * steps()[i]}.
     */
    private long first;
    private long step;

    long first() {
        return first;
    }

    long step() {
        return step;
    }

    long[] steps() {
        return steps;
    }

    void forgetNeighbour() {
        neighbourCount = 0;
    }

    void decode(ByteSource source, int kind, int count) {
        long[] before = neighbour;
        neighbour = steps;
        steps = before;
        int beforeCount = neighbourCount;
        neighbourCount = count;
        first = source.readZigzag();
        step = 0;
        int transform = kind & ColumnFormat.TRANSFORM_MASK;
        if (transform == ColumnFormat.CONSTANT) {
            Arrays.fill(steps, 0, count, 0);
            return;
        }
        step = (kind & ColumnFormat.STEP) != 0 ? source.readVarint() : 1;
        steps[0] = 0;
        switch (transform) {
            case ColumnFormat.PLAIN -> residuals(source, kind, count - 1, 1);
            case ColumnFormat.DELTA -> {
                residuals(source, kind, count - 1, 1);
                sum(count);
            }
            case ColumnFormat.DELTA2 -> {
                if (count < 2) {
                    throw new Corrupt("changes of distances in a column of one row", null);
                }
                steps[1] = source.readZigzag();
                residuals(source, kind, count - 2, 2);
                long delta = steps[1];
                for (int i = 2; i < count; i++) {
                    delta += steps[i];
                    steps[i] = steps[i - 1] + delta;
                }
            }
            case ColumnFormat.NEIGHBOUR -> {
                if (beforeCount != count) {
                    throw new Corrupt("a column stands on one of " + beforeCount + " rows, and has " + count, null);
                }
                long factor = source.readZigzag();
                residuals(source, kind, count - 1, 1);
                addNeighbour(factor, count);
                sum(count);
            }
            default -> throw new Corrupt("a column of no known transform: " + transform, null);
        }
    }

    private void residuals(ByteSource source, int kind, int count, int from) {
        long base = source.readZigzag();
        int width = source.readByte();
        if (width > BitPacking.WIDTH_WHOLE || (width > BitPacking.WIDTH_MAX && width < BitPacking.WIDTH_WHOLE)) {
            throw new Corrupt("a column of width " + width, null);
        }
        int at = source.skip(BitPacking.bytes(count, width));
        if (width == 0) {
            Arrays.fill(steps, from, from + count, base);
        } else {
            BitPacking.unpack(source.bytes(), at, count, width, base, steps, from);
        }
        if ((kind & ColumnFormat.PATCHES) != 0) {
            int patches = source.readByte();
            int rows = source.skip(patches);
            for (int i = 0; i < patches; i++) {
                int row = source.bytes()[rows + i] & 0xff;
                if (row >= count) {
                    throw new Corrupt("a patch of row " + row + " of " + count, null);
                }
                steps[from + row] = base + source.readZigzag();
            }
        }
    }

    private void addNeighbour(long factor, int count) {
        long[] own = steps;
        long[] other = neighbour;
        for (int i = 1; i < count; i++) {
            own[i] += ((other[i] - other[i - 1]) * factor) >> ColumnFormat.FACTOR_BITS;
        }
    }

    private void sum(int count) {
        long[] own = steps;
        long total = 0;
        for (int i = 1; i < count; i++) {
            total += own[i];
            own[i] = total;
        }
    }
}

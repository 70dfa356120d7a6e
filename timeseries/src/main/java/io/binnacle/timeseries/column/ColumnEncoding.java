package io.binnacle.timeseries.column;

import java.util.Comparator;
import java.util.Locale;

/** How a column of values is stored, for people who look. */
public record ColumnEncoding(Numbers numbers, Transform transform) implements Comparable<ColumnEncoding> {

    /** What whole numbers the values became. */
    public enum Numbers {
        WHOLE, DECIMAL, BITS
    }

    /** What became of the numbers. */
    public enum Transform {
        CONSTANT, PLAIN, DELTA, DELTA2, NEIGHBOUR, UNKNOWN
    }

    private static final Comparator<ColumnEncoding> ORDER = Comparator.comparing(ColumnEncoding::numbers)
            .thenComparing(ColumnEncoding::transform);

    /** That of the column that begins with that byte. */
    public static ColumnEncoding of(int firstByte) {
        Numbers numbers = (firstByte & ColumnFormat.BITS) != 0
                ? Numbers.BITS
                : (firstByte & ColumnFormat.SCALED) != 0 ? Numbers.DECIMAL : Numbers.WHOLE;
        return new ColumnEncoding(numbers, switch (firstByte & ColumnFormat.TRANSFORM_MASK) {
            case ColumnFormat.CONSTANT -> Transform.CONSTANT;
            case ColumnFormat.PLAIN -> Transform.PLAIN;
            case ColumnFormat.DELTA -> Transform.DELTA;
            case ColumnFormat.DELTA2 -> Transform.DELTA2;
            case ColumnFormat.NEIGHBOUR -> Transform.NEIGHBOUR;
            default -> Transform.UNKNOWN;
        });
    }

    @Override
    public int compareTo(ColumnEncoding other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (numbers + " " + transform).toLowerCase(Locale.ROOT);
    }
}

package io.binnacle.timeseries.column;

/** Bounds of all columns. */
public final class Column {

    /** A row's number fits a byte, and the arrays of one column the first-level cache. */
    public static final int ROWS_MAX = 256;

    private Column() {
    }
}

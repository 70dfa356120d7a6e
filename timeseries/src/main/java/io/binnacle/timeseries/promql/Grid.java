package io.binnacle.timeseries.promql;

/** The times at which an expression is evaluated, equally spaced. */
record Grid(long startMillis, long stepMillis, int size) {

    long time(int index) {
        return startMillis + index * stepMillis;
    }

    /** Its first time alone. */
    Grid first() {
        return new Grid(startMillis, stepMillis, 1);
    }

    long endMillis() {
        return time(size - 1);
    }
}

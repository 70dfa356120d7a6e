package io.binnacle.timeseries.promql;

/** The times at which an expression is evaluated, equally spaced. */
record Grid(long startMillis, long stepMillis, int size) {

    long time(int index) {
        return startMillis + index * stepMillis;
    }

    long endMillis() {
        return time(size - 1);
    }
}

package io.binnacle.timeseries.durable;

/** Gives each block its number, ascending in the order of writing. For the housekeeping's thread. */
final class BlockNumbers {

    private long next;

    BlockNumbers(long next) {
        this.next = next;
    }

    long take() {
        return next++;
    }

    long next() {
        return next;
    }
}

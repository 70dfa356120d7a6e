package io.binnacle.timeseries.durable;

import java.io.IOException;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.disk.DiskFull;

/** What the disk refused, as callers of a store are told it. */
final class StoreFault {

    private StoreFault() {
    }

    static Unavailable of(String what, IOException cause) {
        return cause instanceof DiskFull ? diskFull() : new Unavailable(what + ": " + cause.getMessage(), cause);
    }

    /** Without a cause: it would say no more, and samples may be refused for hours. */
    static Unavailable diskFull() {
        return new Unavailable("the disk of the sample store is full");
    }
}

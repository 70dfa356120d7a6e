package io.binnacle.timeseries.durable;

import java.util.concurrent.atomic.LongAdder;

/** Counts work of one kind. Any thread. */
final class WorkCount {

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** @param startNanos of {@link System#nanoTime} */
    void done(long startNanos, long bytesWritten) {
        count.increment();
        nanos.add(System.nanoTime() - startNanos);
        bytes.add(bytesWritten);
    }

    DurableStatistics.Work total() {
        return new DurableStatistics.Work(count.sum(), nanos.sum(), bytes.sum());
    }
}

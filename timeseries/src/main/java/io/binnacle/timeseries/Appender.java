package io.binnacle.timeseries;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;

/**
 * One batch of samples on its way into the store. Belongs to one thread; after {@link #commit()} or {@link #rollback()}
 * it is empty and may be used again.
 */
public interface Appender {

    /**
     * The number that a series has in this batch, and only until its commit or rollback; equal labels may have several.
     * For senders that append many samples: the series is looked up once, and no text is made of bytes that are known.
     *
     * @param bytes hold the labels as {@link LabelBytes} tells; they are copied if they are kept
     * @throws InvalidInput the bytes are no label set; the batch is as before
     */
    int series(byte[] bytes, int offset, int length);

    /**
     * The same for labels that are at hand.
     *
     * @throws InvalidInput a text holds half a character; the batch is as before
     */
    int series(Labels labels);

    /** As {@link #append(Labels, long, double)}, by the series' number in this batch. */
    void append(int series, long epochMillis, double value);

    /**
     * Adds a sample to the batch; nothing is checked or visible before {@link #commit()}. Samples come in any order. The
     * end of a series is told by the value {@link Samples#STALE}.
     *
     * @param series not empty; a metric without a name is allowed
     * @throws Overloaded the batch is full; what it holds can be committed
     */
    default void append(Labels series, long epochMillis, double value) {
        append(series(series), epochMillis, value);
    }

    /**
     * Stores the batch. Good samples beside bad ones are kept: the result tells how many were taken, and which were
     * refused and why. When it returns, what was taken is as durable as the store promises, and visible.
     *
     * <p>Of two samples of one series and one time, in this batch or across batches, the one that
     * {@linkplain Samples#prevails prevails} stays, whichever came first; so sending a batch again is harmless.
     *
     * @throws Overloaded the store can take nothing at all now (memory, disk); nothing was taken, the batch is kept, so
     *         the same call may be repeated
     * @throws Unavailable the store is closed
     */
    CommitResult commit();

    /** Forgets the batch. */
    void rollback();
}

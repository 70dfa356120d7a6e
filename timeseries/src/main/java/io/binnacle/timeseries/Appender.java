package io.binnacle.timeseries;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.HistogramCodec;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * One batch of samples, and what belongs to them, on its way into the store. Belongs to one thread; after {@link #commit()} or {@link #rollback()}
 * it is empty and may be used again.
 */
public interface Appender {

    /** Stands for no series. */
    long NO_REFERENCE = -1;

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

    /**
     * What stands for the series beyond this batch, in any batch of this store while it is open: a sender that keeps it need
     * not keep the labels. {@link #NO_REFERENCE} for a series that the store does not have yet, and in a store that gives
     * none.
     *
     * @param series its number in this batch
     */
    default long reference(int series) {
        return NO_REFERENCE;
    }

    /**
     * The number in this batch of the series that the reference stands for; negative when there is no such series, since the
     * store has forgotten it or the reference is {@link #NO_REFERENCE}.
     */
    default int seriesOf(long reference) {
        return -1;
    }

    /** As {@link #append(Labels, long, double)}, by the series' number in this batch. */
    void append(int series, long epochMillis, double value);

    /**
     * Adds a sample that is a native histogram; all that holds for samples holds for it, but which of two of one time stays:
     * one that is no stale marker before one that is, and else the one whose {@linkplain HistogramCodec encoded} bytes are
     * greater. A series may have floats and histograms, even of one time; then the float counts for whoever wants one.
     *
     * @throws Overloaded the batch is full; what it holds can be committed
     */
    void append(int series, long epochMillis, NativeHistogram histogram);

    /**
     * Adds an exemplar. It is refused when the series is not known and no sample of the batch makes it known. Several of one
     * time may be there, equal ones once; they go when the series has no more samples.
     *
     * @param labels its own, of at most 128 characters; may be empty
     * @throws InvalidInput the labels are longer, or hold half a character; the batch is as before
     * @throws Overloaded the batch is full; what it holds can be committed
     */
    void exemplar(int series, Labels labels, long epochMillis, double value);

    /**
     * Says that the counting began at {@code startMillis} of which the series' samples from {@code epochMillis} on are a
     * part. To be said with each sample: what is known already is not stored again. It is taken or refused as a sample of
     * that time is, but not counted.
     *
     * @throws Overloaded the batch is full; what it holds can be committed
     */
    void startTime(int series, long epochMillis, long startMillis);

    /**
     * Says what a family of metrics is; it replaces what was committed before, unless it says nothing. The store holds a bounded amount of it, what is beyond
     * it is refused.
     *
     * @param family the name of the metric, without the endings of a histogram's or summary's parts
     * @throws InvalidInput the name is empty, or a text holds half a character; the batch is as before
     */
    void metadata(String family, MetricMetadata metadata);

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
     * @throws Overloaded samples come faster than the store can take them; nothing was taken, the batch is kept, so the same
     *         call may be repeated
     * @throws Unavailable the store is closed, or its disk is full or fails; as before, the same call may be repeated
     */
    CommitResult commit();

    /** Forgets the batch. */
    void rollback();
}

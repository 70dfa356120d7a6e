package io.binnacle.timeseries;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Matcher;

/**
 * Keeps samples of time series and finds them again.
 *
 * <p>Threads: a store is for use by many threads; appenders and queriers belong to one thread each. Readers never wait
 * for writers, nor writers for readers.
 *
 * <p>Visibility: a querier sees each commit whole or not at all: all those that returned before it was opened, none
 * that began after.
 *
 * <p>Retention and clean-up are the store's own business: samples older than its retention are no longer found, some
 * time after they grew too old.
 */
public interface TimeSeriesStore extends AutoCloseable {

    /** What it can of what not every store can; all of it, unless it says otherwise. The same as long as it is open. */
    default Set<StoreCapability> capabilities() {
        return EnumSet.allOf(StoreCapability.class);
    }

    /**
     * A new, empty batch of that sender.
     *
     * @throws Unavailable after {@link #close()}
     */
    Appender appender(Sender sender);

    /** A batch of somebody who need not be told apart. */
    default Appender appender() {
        return appender(Sender.ANONYMOUS);
    }

    /**
     * A view of the samples from {@code minMillis} to {@code maxMillis}, both inclusive, as they are now. The caller
     * closes it; an open one may keep memory that the store would like to free. Nothing is found when
     * {@code minMillis > maxMillis}.
     *
     * @throws Unavailable after {@link #close()}
     */
    Querier querier(long minMillis, long maxMillis);

    /** What was said last about each family of metrics, by its name; the caller's own. */
    SortedMap<String, MetricMetadata> metadata();

    /**
     * Deletes the samples of all series that all matchers match, and their exemplars, from {@code minMillis} to
     * {@code maxMillis}, both inclusive. Points follow their samples; where only points are left, those go whose window overlaps the
     * range as far as it lies in its day (UTC); all others keep their values, but a counter's step over midnight needs both its
     * readings.
     * What was committed before the call is gone for every querier that is opened after it returned, and stays gone; open
     * queriers still see it. What is committed meanwhile may go or stay, what is committed afterwards stays. Repeating it
     * is harmless. How old a sample of a series may be still counts from the newest that it ever had.
     *
     * @return how many samples went, float and native histogram; one that two blocks had counts twice
     * @throws InvalidInput there is no matcher: nobody means to delete all there is
     * @throws Conflict the store cannot delete: it lacks {@link StoreCapability#DELETION}
     * @throws Unavailable the store is closed, or its disk is full or fails; a part may be deleted, and what was sent
     *         twice may show the value that had lost; the same call may be repeated
     */
    long delete(List<Matcher> matchers, long minMillis, long maxMillis);

    /**
     * Which metrics, labels and senders have most series. It may walk all labels: for people, not for every second.
     *
     * @param top how many of each at most
     */
    CardinalityReport cardinality(int top, CardinalityReport.Order order);

    /** What the store holds and refused so far; cheap enough to be asked every second. */
    StoreStatistics statistics();

    /** What is in memory and in no block yet; empty when the store has no such part. As cheap as {@link #statistics}. */
    default Optional<HeadStatistics> head() {
        return Optional.empty();
    }

    /** Gives everything back. Open queriers end with it. A second call does nothing. */
    @Override
    void close();
}

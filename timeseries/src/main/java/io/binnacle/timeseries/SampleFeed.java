package io.binnacle.timeseries;

import java.time.Instant;
import java.util.Optional;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.HistogramSample;
import org.jspecify.annotations.Nullable;

/**
 * What was appended to a store, for one who follows it: at least once each, in its order. What changed nothing in the store, since a
 * sample that prevails was there, comes too; what is deleted afterwards may. Start times and metadata do not come. Belongs to one thread, but for
 * what says otherwise.
 */
public interface SampleFeed extends AutoCloseable {

    /** Takes what is handed out. The number of a series stays the same as long as the store lives. */
    interface Reader {

        void sample(int series, long epochMillis, double value);

        void histogram(int series, HistogramSample histogram);

        void exemplar(int series, Exemplar exemplar);
    }

    /**
     * Hands out what comes next, commit by commit: about so much, at least one commit.
     *
     * @param bytesMax as the store's log holds it, a few bytes a sample
     * @return whether there was something
     * @throws Unavailable the disk fails; the feed stands behind the last commit that was handed out whole
     */
    boolean read(long bytesMax, Reader into);

    /**
     * The labels of a series, during {@link #read} or after it; nothing when the store forgot the series meanwhile, or its record is
     * damaged.
     */
    Optional<Labels> labels(int series);

    /**
     * All that was handed out need not be kept any more; it does not come again after a restart, but for one of the machine.
     *
     * @throws Unavailable the disk fails; what was handed out may come again
     */
    void acknowledge();

    /** Goes back to where it was acknowledged last: what was handed out since comes again. */
    void rewind();

    /** How much is kept for this feed: what is not acknowledged; bytes. Any thread. */
    long bytesBehind();

    /**
     * Keeps beside the feed's place since when who follows it cannot go on, so that it is known after a restart, too; null when
     * he can again. Any thread.
     *
     * @throws Unavailable the disk fails; what was told before may count
     */
    void stuckSince(@Nullable Instant since);

    /** What was told last; empty when he can go on. Any thread. */
    Optional<Instant> stuckSince();

    /** The feed stays known, and all is kept for it. */
    @Override
    void close();
}

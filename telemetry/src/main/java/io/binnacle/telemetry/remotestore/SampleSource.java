package io.binnacle.telemetry.remotestore;

import java.util.List;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Matcher;

/** Reads samples of the other server. Any number of threads. */
interface SampleSource {

    /**
     * Adds the samples of all series that all matchers match, in that range, both ends inclusive; perhaps others of the same series.
     *
     * @throws Overloaded there are more than there is room for
     * @throws Unavailable the server does not answer
     */
    void read(List<Matcher> matchers, long minMillis, long maxMillis, FetchedSamples into);
}

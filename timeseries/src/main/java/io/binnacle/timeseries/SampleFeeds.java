package io.binnacle.timeseries;

import java.util.Set;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Unavailable;

/**
 * What was appended to a store, in the order in which it was, for those who follow it. Each has a feed of a name, whose place
 * survives a restart: what it has not acknowledged is kept for it, however long that takes. Any thread.
 */
public interface SampleFeeds {

    /**
     * The feed of that name: where it was before, behind what it acknowledged; a new one at the end. One at a time may be open of a
     * name; the caller closes it.
     *
     * @param name of letters, digits, '-' and '_', at most 100
     * @throws InvalidInput the name is another
     * @throws Unavailable the store is closed, or its disk fails
     */
    SampleFeed open(String name);

    /**
     * Forgets all feeds but those of these names: nothing is kept for them any more.
     *
     * @throws Unavailable the disk fails
     */
    void retain(Set<String> names);
}

package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.SampleFeed;
import io.binnacle.timeseries.SampleFeeds;
import io.binnacle.timeseries.log.LogPlace;

/** The feeds of a store: they read its log, of which what they need is kept when it is in blocks. */
final class LogFeeds implements SampleFeeds {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final DurableTimeSeriesStore store;

    LogFeeds(DurableTimeSeriesStore store) {
        this.store = store;
    }

    @Override
    public SampleFeed open(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInput("name", "1 to 100 letters, digits, '_' or '-'", name);
        }
        try {
            LogPlace place = store.feedPlaces.find(name).orElse(null);
            if (place == null) {
                place = store.log.end();
                store.feedPlaces.put(name, place);
            }
            return new LogFeed(store, name, place);
        } catch (IOException e) {
            throw StoreFault.of("the feed " + name + " cannot be opened", e);
        }
    }

    @Override
    public void retain(Set<String> names) {
        try {
            store.feedPlaces.retain(names);
            store.feedPlaces.deleteOld(store.log);
        } catch (IOException e) {
            throw StoreFault.of("feeds cannot be forgotten", e);
        }
    }
}

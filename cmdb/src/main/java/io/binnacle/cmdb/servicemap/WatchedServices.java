package io.binnacle.cmdb.servicemap;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells which services there are to be watched. Safe for use by several threads. */
@FunctionalInterface
public interface WatchedServices {

    /** All that are in use, in the order of their ids. */
    List<Watched> all();

    /**
     * A service with what the graph does not know of it.
     *
     * @param maintenance whether people say that it is in maintenance now
     * @param weights of its parts, by their ids
     */
    record Watched(UUID id, String ciClass, String name, boolean maintenance, ServiceCalendar calendar,
            Availability.Value value, Map<UUID, Double> weights) {

        public Watched {
            weights = Map.copyOf(weights);
        }
    }
}

package io.binnacle.server;

import java.time.InstantSource;
import java.util.List;

import io.binnacle.cmdb.discovery.DiscoverySource;
import io.binnacle.cmdb.discovery.host.HostDiscovery;

/** The discovery sources that there are. One line each. */
final class Sources {

    private Sources() {
    }

    static List<DiscoverySource> of(InstantSource clock) {
        return List.of(new HostDiscovery(clock));
    }
}

package io.binnacle.server;

import java.time.InstantSource;
import java.util.List;

import io.binnacle.cmdb.discovery.DiscoverySource;
import io.binnacle.cmdb.discovery.host.HostDiscovery;
import io.binnacle.cmdb.discovery.host.Signatures;

/** The discovery sources that there are. One line each. */
final class Sources {

    private Sources() {
    }

    static List<DiscoverySource> of(Signatures signatures, InstantSource clock) {
        return List.of(new HostDiscovery(signatures::current, clock));
    }
}

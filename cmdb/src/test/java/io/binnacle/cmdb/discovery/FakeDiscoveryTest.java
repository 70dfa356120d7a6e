package io.binnacle.cmdb.discovery;

import java.util.Map;

import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem.ItemRef;

class FakeDiscoveryTest extends DiscoverySourceContract {

    @Override
    protected DiscoverySource source() {
        FakeDiscovery source = new FakeDiscovery("fake", "m1");
        ItemRef server = source.item("server", "", "alpha", Map.of("cpu_count", 2),
                new Identifier("machine_id", "m1"));
        ItemRef application = source.item("application", "nginx:80", "nginx", Map.of("product", "nginx"));
        source.relation(application, "runs_on", server);
        return source;
    }
}

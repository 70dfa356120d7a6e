package io.binnacle.cmdb.intent.netbox;

import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;

/** Panels, feeds, and where devices take and give power. */
final class PowerMapping {

    static final String FEED = "dcim.powerfeed";
    static final String PORT = "dcim.powerport";
    static final String OUTLET = "dcim.poweroutlet";
    private static final String PANEL = "dcim.powerpanel";
    private static final String POWERED_BY = "powered_by";
    private static final String PART_OF = "part_of";

    private final Mapping mapping;
    private final NetboxDump dump;

    PowerMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        for (NetboxObject panel : dump.all(PANEL)) {
            ItemRef ref = mapping.item(panel, "power_panel", panel.name(), new Values());
            ItemRef location = mapping.ref(panel, "location", "dcim.location");
            mapping.relate(ref, "located_in", location == null ? mapping.ref(panel, "site", "dcim.site") : location);
        }
        for (NetboxObject feed : dump.all(FEED)) {
            ItemRef ref = mapping.item(feed, "power_feed", feed.name(), new Values().put("feed_role", feed.text("type"))
                    .put("supply", feed.text("supply")).put("phase", feed.text("phase"))
                    .put("voltage", feed.number("voltage")).put("amperage", feed.number("amperage"))
                    .put("utilization_limit", feed.number("max_utilization"))
                    .put("power_limit", feed.number("available_power")));
            mapping.relate(ref, POWERED_BY, mapping.ref(feed, "power_panel", PANEL));
            mapping.relate(mapping.ref(feed, "rack", "dcim.rack"), POWERED_BY, ref);
        }
        for (NetboxObject port : dump.all(PORT)) {
            part(port, mapping.item(port, "power_port", port.name(), new Values().put("type", port.text("type"))
                    .put("draw_max", port.number("maximum_draw"))
                    .put("draw_allocated", port.number("allocated_draw"))));
        }
        for (NetboxObject outlet : dump.all(OUTLET)) {
            ItemRef ref = mapping.item(outlet, "power_outlet", outlet.name(),
                    new Values().put("type", outlet.text("type")).put("feed_leg", outlet.text("feed_leg")));
            part(outlet, ref);
            mapping.relate(ref, POWERED_BY, mapping.ref(outlet, "power_port", PORT));
        }
        return Set.of(PANEL, FEED, PORT, OUTLET);
    }

    private void part(NetboxObject port, ItemRef ref) {
        ItemRef module = mapping.ref(port, "module", DeviceMapping.MODULE);
        mapping.relate(ref, PART_OF, module == null ? mapping.ref(port, "device", DeviceMapping.DEVICE) : module);
    }
}

package io.binnacle.cmdb.intent.netbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;

/** Regions, sites, locations and racks. */
final class PlaceMapping {

    private static final String SLUG = "slug";
    private static final String REGION = "dcim.region";
    private static final String GROUP = "dcim.sitegroup";
    private static final String SITE = "dcim.site";
    private static final String LOCATION = "dcim.location";
    private static final String RACK = "dcim.rack";
    private static final String RESERVATION = "dcim.rackreservation";
    private static final String ROLE = "dcim.rackrole";
    private static final String LOCATED_IN = "located_in";
    private static final String PARENT = "parent";

    private final Mapping mapping;
    private final NetboxDump dump;

    PlaceMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        for (NetboxObject region : dump.all(REGION)) {
            mapping.item(region, "region", region.name(), new Values().put(SLUG, region.text(SLUG)));
        }
        for (NetboxObject group : dump.all(GROUP)) {
            mapping.item(group, "site_group", group.name(), new Values().put(SLUG, group.text(SLUG)));
        }
        within(REGION);
        within(GROUP);
        dump.all(SITE).forEach(this::site);
        for (NetboxObject location : dump.all(LOCATION)) {
            mapping.item(location, "location", location.name(), new Values().put(SLUG, location.text(SLUG)));
        }
        for (NetboxObject location : dump.all(LOCATION)) {
            ItemRef parent = mapping.ref(location, PARENT, LOCATION);
            mapping.relate(mapping.ref(LOCATION, location.id()), LOCATED_IN,
                    parent == null ? mapping.ref(location, "site", SITE) : parent);
        }
        Map<String, List<String>> reserved = reserved();
        dump.all(RACK).forEach(rack -> rack(rack, reserved.getOrDefault(rack.id(), List.of())));
        dump.all(ROLE).forEach(role -> mapping.draft().folded(ROLE));
        return Set.of(REGION, GROUP, SITE, LOCATION, RACK, RESERVATION, ROLE);
    }

    private void within(String kind) {
        for (NetboxObject each : dump.all(kind)) {
            mapping.relate(mapping.ref(kind, each.id()), LOCATED_IN, mapping.ref(each, PARENT, kind));
        }
    }

    private void site(NetboxObject site) {
        ItemRef ref = mapping.item(site, "site", site.name(), new Values().put(SLUG, site.text(SLUG))
                .put("facility", site.text("facility")).put("time_zone", site.text("time_zone"))
                .put("postal_address", site.text("physical_address"))
                .put("shipping_address", site.text("shipping_address"))
                .put("latitude", site.number("latitude")).put("longitude", site.number("longitude")));
        mapping.relate(ref, LOCATED_IN, mapping.ref(site, "region", REGION));
        mapping.relate(ref, LOCATED_IN, mapping.ref(site, "group", GROUP));
    }

    private Map<String, List<String>> reserved() {
        Map<String, List<String>> reserved = new HashMap<>();
        for (NetboxObject each : dump.all(RESERVATION)) {
            String rack = each.text("rack");
            if (dump.find(RACK, rack) == null || rack == null) {
                mapping.draft().skipped(RESERVATION, "of a rack that is not in the file");
            } else {
                reserved.computeIfAbsent(rack, any -> new ArrayList<>()).add(String.join(" ", each.ids("units")) + ": "
                        + each.text("description", "reserved"));
                mapping.draft().folded(RESERVATION);
            }
        }
        return reserved;
    }

    private void rack(NetboxObject rack, List<String> reserved) {
        ItemRef ref = mapping.item(rack, "rack", rack.name(), new Values().put("serial_number", rack.text("serial"))
                .put("asset_tag", rack.text("asset_tag")).put("facility", rack.text("facility_id"))
                .put("form", rack.text("type")).put("role", dump.nameOf(rack, "role", ROLE))
                .put("height_units", rack.number("u_height")).put("width", rack.number("width"))
                .put("outer_width", millimetres(rack, "outer_width"))
                .put("outer_depth", millimetres(rack, "outer_depth"))
                .put("mounting_depth", rack.number("mounting_depth"))
                .put("units_descending", rack.flag("desc_units"))
                .put("weight", TypeMapping.kilograms(rack, "_abs_weight"))
                .put("weight_limit", TypeMapping.kilograms(rack, "_abs_max_weight")).put("reserved_units", reserved));
        ItemRef location = mapping.ref(rack, "location", LOCATION);
        mapping.relate(ref, LOCATED_IN, location == null ? mapping.ref(rack, "site", SITE) : location);
    }

    private static @org.jspecify.annotations.Nullable Object millimetres(NetboxObject rack, String field) {
        Double size = TypeMapping.decimal(rack, field);
        if (size == null) {
            return null;
        }
        return Math.round("in".equals(rack.text("outer_unit")) ? size * 25.4 : size);
    }
}

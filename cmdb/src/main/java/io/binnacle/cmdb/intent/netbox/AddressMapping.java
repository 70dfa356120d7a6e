package io.binnacle.cmdb.intent.netbox;

import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;
import org.jspecify.annotations.Nullable;

/** Prefixes, addresses, VLANs and what they are grouped by. */
final class AddressMapping {

    private static final String REGISTRY = "ipam.rir";
    private static final String AGGREGATE = "ipam.aggregate";
    private static final String ASN = "ipam.asn";
    private static final String TARGET = "ipam.routetarget";
    private static final String VRF = "ipam.vrf";
    private static final String GROUP = "ipam.vlangroup";
    private static final String VLAN = "ipam.vlan";
    private static final String PREFIX = "ipam.prefix";
    private static final String RANGE = "ipam.iprange";
    private static final String ADDRESS = "ipam.ipaddress";
    private static final String ROLE = "ipam.role";
    private static final String SITE = "dcim.site";
    private static final String ASSIGNED_TO = "assigned_to";
    private static final String WITHIN = "within";

    private final Mapping mapping;
    private final NetboxDump dump;
    private final PrefixTree tree = new PrefixTree();

    AddressMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        registries();
        routing();
        vlans();
        dump.all(PREFIX).forEach(this::prefix);
        dump.all(PREFIX).forEach(each -> within(each, PREFIX, each.text("prefix")));
        for (NetboxObject range : dump.all(RANGE)) {
            mapping.item(range, "ip_range", range.text("start_address") + " to " + range.text("end_address"),
                    new Values().put("first_address", range.text("start_address"))
                            .put("last_address", range.text("end_address")).put("address_count", range.number("size"))
                            .put("role", dump.nameOf(range, "role", ROLE)));
            within(range, RANGE, range.text("start_address"));
        }
        dump.all(ADDRESS).forEach(this::address);
        for (NetboxObject address : dump.all(ADDRESS)) {
            mapping.relate(mapping.ref(address, "nat_inside", ADDRESS), "translates_to",
                    mapping.ref(ADDRESS, address.id()));
        }
        for (String kind : Set.of(PortMapping.INTERFACE, PortMapping.VM_INTERFACE)) {
            dump.all(kind).forEach(port -> carried(port, kind));
        }
        dump.all(ROLE).forEach(each -> mapping.draft().folded(ROLE));
        return Set.of(REGISTRY, AGGREGATE, ASN, TARGET, VRF, GROUP, VLAN, PREFIX, RANGE, ADDRESS, ROLE);
    }

    private void registries() {
        for (NetboxObject registry : dump.all(REGISTRY)) {
            mapping.item(registry, "registry", registry.name(),
                    new Values().put("registry_private", registry.flag("is_private")));
        }
        for (NetboxObject aggregate : dump.all(AGGREGATE)) {
            NetboxObject registry = dump.of(aggregate, "rir", REGISTRY);
            ItemRef ref = mapping.item(aggregate, "aggregate", aggregate.text("prefix", aggregate.name()),
                    new Values().put("prefix", aggregate.text("prefix")).put("added_on", aggregate.text("date_added"))
                            .put("registry", registry == null ? null : registry.name())
                            .put("registry_private", registry == null ? null : registry.flag("is_private")));
            mapping.relate(ref, WITHIN, mapping.ref(aggregate, "rir", REGISTRY));
            tree.aggregate(aggregate.text("prefix"), ref);
        }
        for (NetboxObject asn : dump.all(ASN)) {
            ItemRef ref = mapping.item(asn, "asn", "AS" + asn.text("asn"), new Values()
                    .put("as_number", asn.number("asn")).put("registry", dump.nameOf(asn, "rir", REGISTRY)));
            mapping.relate(ref, WITHIN, mapping.ref(asn, "rir", REGISTRY));
        }
        for (String kind : Set.of(SITE, "circuits.provider")) {
            for (NetboxObject each : dump.all(kind)) {
                each.ids("asns").forEach(asn -> mapping.relate(mapping.ref(ASN, asn), ASSIGNED_TO,
                        mapping.ref(kind, each.id())));
            }
        }
    }

    private void routing() {
        for (NetboxObject target : dump.all(TARGET)) {
            mapping.item(target, "route_target", target.name(), new Values());
        }
        for (NetboxObject vrf : dump.all(VRF)) {
            ItemRef ref = mapping.item(vrf, "vrf", vrf.name(), new Values().put("route_distinguisher", vrf.text("rd"))
                    .put("enforce_unique", vrf.flag("enforce_unique")));
            vrf.ids("import_targets").forEach(each -> mapping.relate(ref, "imports", mapping.ref(TARGET, each)));
            vrf.ids("export_targets").forEach(each -> mapping.relate(ref, "exports", mapping.ref(TARGET, each)));
        }
    }

    private void vlans() {
        for (NetboxObject group : dump.all(GROUP)) {
            ItemRef ref = mapping.item(group, "vlan_group", group.name(),
                    new Values().put("vlan_id_min", group.number("min_vid")).put("vlan_id_max",
                            group.number("max_vid")));
            mapping.relate(ref, ASSIGNED_TO, mapping.ref(group.kind("scope_type"), group.text("scope_id")));
        }
        for (NetboxObject vlan : dump.all(VLAN)) {
            ItemRef ref = mapping.item(vlan, "vlan", vlan.name(), new Values().put("vlan_id", vlan.number("vid"))
                    .put("role", dump.nameOf(vlan, "role", ROLE)));
            mapping.relate(ref, ASSIGNED_TO, mapping.ref(vlan, "group", GROUP));
            mapping.relate(ref, ASSIGNED_TO, mapping.ref(vlan, "site", SITE));
        }
    }

    private void prefix(NetboxObject prefix) {
        String text = prefix.text("prefix", prefix.name());
        Prefix parsed = Prefix.parse(text);
        ItemRef ref = mapping.item(prefix, "prefix", text, new Values().put("prefix", text)
                .put("family", parsed == null ? null : parsed.family()).put("role", dump.nameOf(prefix, "role", ROLE))
                .put("pool", prefix.flag("is_pool")).put("fully_used", prefix.flag("mark_utilized")));
        mapping.relate(ref, ASSIGNED_TO, mapping.ref(prefix, "vlan", VLAN));
        mapping.relate(ref, ASSIGNED_TO, mapping.ref(prefix, "site", SITE));
        tree.prefix(prefix.text("vrf"), parsed, ref);
    }

    /** In the smallest prefix that holds it, and in its VRF. */
    private void within(NetboxObject object, String kind, @Nullable String addresses) {
        ItemRef ref = mapping.ref(kind, object.id());
        Prefix parsed = Prefix.parse(addresses);
        if (ref != null && parsed != null) {
            mapping.relate(ref, WITHIN, tree.around(object.text("vrf"), parsed, ref));
        }
        mapping.relate(ref, WITHIN, mapping.ref(object, "vrf", VRF));
    }

    private void address(NetboxObject address) {
        String text = address.text("address", address.name());
        Prefix parsed = Prefix.parse(text);
        ItemRef ref = mapping.item(address, "ip_address", text, new Values().put("address", text)
                .put("family", parsed == null ? null : parsed.family()).put("role", address.text("role"))
                .put("dns_name", address.text("dns_name")));
        within(address, ADDRESS, text.split("/", 2)[0]);
        mapping.relate(ref, ASSIGNED_TO,
                mapping.ref(address.kind("assigned_object_type"), address.text("assigned_object_id")));
    }

    private void carried(NetboxObject port, String kind) {
        ItemRef ref = mapping.ref(kind, port.id());
        mapping.relate(ref, "carries", mapping.ref(port, "untagged_vlan", VLAN));
        port.ids("tagged_vlans").forEach(each -> mapping.relate(ref, "carries", mapping.ref(VLAN, each)));
        mapping.relate(ref, WITHIN, mapping.ref(port, "vrf", VRF));
    }
}

package io.binnacle.cmdb.intent.netbox;

import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;
import org.jspecify.annotations.Nullable;

/** Clusters and virtual machines. */
final class VirtualMapping {

    static final String MACHINE = "virtualization.virtualmachine";
    private static final String CLUSTER = "virtualization.cluster";
    private static final String GROUP = "virtualization.clustergroup";
    private static final String TYPE = "virtualization.clustertype";
    /** NetBox writes memory in MB and disks in GB, and means powers of two. */
    private static final long MEBI = 1L << 20;
    private static final long GIBI = 1L << 30;

    private final Mapping mapping;
    private final NetboxDump dump;

    VirtualMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        for (NetboxObject cluster : dump.all(CLUSTER)) {
            ItemRef ref = mapping.item(cluster, "cluster", cluster.name(),
                    new Values().put("type", dump.nameOf(cluster, "type", TYPE))
                            .put("group", dump.nameOf(cluster, "group", GROUP)));
            mapping.relate(ref, "located_in", mapping.ref(cluster, "site", "dcim.site"));
        }
        for (NetboxObject device : dump.all(DeviceMapping.DEVICE)) {
            mapping.relate(mapping.ref(DeviceMapping.DEVICE, device.id()), "member_of",
                    mapping.ref(device, "cluster", CLUSTER));
        }
        for (NetboxObject machine : dump.all(MACHINE)) {
            ItemRef ref = mapping.item(machine, "virtual_machine", machine.name(),
                    new Values().put("role", dump.nameOf(machine, "role", "dcim.devicerole"))
                            .put("platform", dump.nameOf(machine, "platform", "dcim.platform"))
                            .put("vcpu_limit", machine.number("vcpus"))
                            .put("memory_size", bytes(machine, "memory", MEBI))
                            .put("disk_size", bytes(machine, "disk", GIBI)).put("host_name", machine.text("name"))
                            .put("primary_address", DeviceMapping.primaryAddress(dump, machine)));
            ItemRef host = mapping.ref(machine, "device", DeviceMapping.DEVICE);
            mapping.relate(ref, "runs_on", host == null ? mapping.ref(machine, "cluster", CLUSTER) : host);
            mapping.relate(ref, "located_in", mapping.ref(machine, "site", "dcim.site"));
        }
        for (String folded : Set.of(GROUP, TYPE)) {
            dump.all(folded).forEach(each -> mapping.draft().folded(folded));
        }
        return Set.of(CLUSTER, GROUP, TYPE, MACHINE);
    }

    private static @Nullable Object bytes(NetboxObject machine, String field, long unit) {
        Double size = TypeMapping.decimal(machine, field);
        return size == null ? null : Math.round(size * unit);
    }
}

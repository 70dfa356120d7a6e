package io.binnacle.cmdb.intent.netbox;

import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;
import org.jspecify.annotations.Nullable;

/** Interfaces and the other ports of data. */
final class PortMapping {

    static final String INTERFACE = "dcim.interface";
    static final String VM_INTERFACE = "virtualization.vminterface";
    static final String FRONT = "dcim.frontport";
    static final String REAR = "dcim.rearport";
    static final String CONSOLE = "dcim.consoleport";
    static final String CONSOLE_SERVER = "dcim.consoleserverport";
    private static final String PART_OF = "part_of";
    private static final int KILO = 1_000;

    private final Mapping mapping;
    private final NetboxDump dump;

    PortMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        dump.all(INTERFACE).forEach(this::networkInterface);
        dump.all(VM_INTERFACE).forEach(this::networkInterface);
        dump.all(INTERFACE).forEach(each -> among(each, INTERFACE));
        dump.all(VM_INTERFACE).forEach(each -> among(each, VM_INTERFACE));
        for (NetboxObject rear : dump.all(REAR)) {
            part(rear, mapping.item(rear, "rear_port", rear.name(),
                    port(rear).put("colour", rear.text("color")).put("positions", rear.number("positions"))));
        }
        for (NetboxObject front : dump.all(FRONT)) {
            ItemRef ref = mapping.item(front, "front_port", front.name(), port(front)
                    .put("colour", front.text("color")).put("rear_port_position", front.number("rear_port_position")));
            part(front, ref);
            mapping.relate(ref, "leads_to", mapping.ref(front, "rear_port", REAR));
        }
        for (String kind : Set.of(CONSOLE, CONSOLE_SERVER)) {
            for (NetboxObject port : dump.all(kind)) {
                part(port, mapping.item(port, "console_port", port.name(),
                        port(port).put("speed", port.number("speed"))));
            }
        }
        return Set.of(INTERFACE, VM_INTERFACE, FRONT, REAR, CONSOLE, CONSOLE_SERVER);
    }

    private static Values port(NetboxObject port) {
        return new Values().put("type", port.text("type")).put("port_label", port.text("label"))
                .put("connected", port.is("mark_connected") ? Boolean.TRUE : null);
    }

    private void part(NetboxObject port, ItemRef ref) {
        ItemRef module = mapping.ref(port, "module", DeviceMapping.MODULE);
        mapping.relate(ref, PART_OF, module == null ? mapping.ref(port, "device", DeviceMapping.DEVICE) : module);
    }

    private void networkInterface(NetboxObject port) {
        ItemRef ref = mapping.item(port, "network_interface", port.name(), port(port)
                .put("mac_address", port.text("mac_address")).put("mtu", port.number("mtu"))
                .put("admin_up", port.flag("enabled")).put("speed", bitsPerSecond(port))
                .put("duplex", port.text("duplex")).put("mode", port.text("mode"))
                .put("management_only", port.is("mgmt_only") ? Boolean.TRUE : null).put("wwn", port.text("wwn"))
                .put("poe_mode", port.text("poe_mode")).put("poe_type", port.text("poe_type"))
                .put("radio_role", port.text("rf_role")).put("radio_channel", port.text("rf_channel"))
                .put("radio_frequency", port.number("rf_channel_frequency"))
                .put("radio_width", port.number("rf_channel_width")).put("transmit_power", port.number("tx_power")));
        if (port.model().equals(VM_INTERFACE)) {
            mapping.relate(ref, PART_OF, mapping.ref(port, "virtual_machine", VirtualMapping.MACHINE));
        } else {
            part(port, ref);
        }
    }

    /** NetBox writes kilobits. */
    private static @Nullable Object bitsPerSecond(NetboxObject port) {
        Double kilobits = TypeMapping.decimal(port, "speed");
        return kilobits == null ? null : Math.round(kilobits * KILO);
    }

    private void among(NetboxObject port, String kind) {
        ItemRef ref = mapping.ref(kind, port.id());
        mapping.relate(ref, "member_of", mapping.ref(port, "lag", kind));
        mapping.relate(ref, PART_OF, mapping.ref(port, "parent", kind));
        mapping.relate(ref, "bridged_with", mapping.ref(port, "bridge", kind));
    }
}

package io.binnacle.cmdb.intent.netbox;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;
import org.jspecify.annotations.Nullable;

/** Devices, their chassis, bays and modules. */
final class DeviceMapping {

    static final String DEVICE = "dcim.device";
    static final String MODULE = "dcim.module";
    private static final String CHASSIS = "dcim.virtualchassis";
    private static final String DEVICE_BAY = "dcim.devicebay";
    private static final String MODULE_BAY = "dcim.modulebay";
    private static final String ROLE = "dcim.devicerole";
    private static final String PLATFORM = "dcim.platform";
    private static final String PART_OF = "part_of";
    private static final String LOCATED_IN = "located_in";
    private static final String INSTALLED_IN = "installed_in";

    /** What a device is, by a word in the name of its role; the first that is there. */
    private static final Map<String, String> CLASSES = classes();

    private final Mapping mapping;
    private final NetboxDump dump;

    DeviceMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    private static Map<String, String> classes() {
        Map<String, String> classes = new LinkedHashMap<>();
        classes.put("patch", "patch_panel");
        classes.put("pdu", "pdu");
        classes.put("ups", "ups");
        classes.put("console", "console_server");
        classes.put("terminal server", "console_server");
        classes.put("firewall", "firewall");
        classes.put("balancer", "load_balancer_appliance");
        classes.put("wireless controller", "wireless_controller");
        classes.put("access point", "access_point");
        classes.put("wireless", "access_point");
        classes.put("router", "router");
        classes.put("switch", "switch");
        classes.put("storage", "storage_array");
        classes.put("hypervisor", "hypervisor");
        classes.put("server", "server");
        return classes;
    }

    Set<String> run() {
        for (NetboxObject chassis : dump.all(CHASSIS)) {
            mapping.item(chassis, "virtual_chassis", chassis.name(),
                    new Values().put("domain", chassis.text("domain")));
        }
        dump.all(DEVICE).forEach(this::device);
        dump.all(DEVICE_BAY).forEach(bay -> bay(bay, "device"));
        dump.all(MODULE_BAY).forEach(bay -> bay(bay, "module"));
        for (NetboxObject bay : dump.all(DEVICE_BAY)) {
            mapping.relate(mapping.ref(bay, "installed_device", DEVICE), INSTALLED_IN,
                    mapping.ref(DEVICE_BAY, bay.id()));
        }
        dump.all(MODULE).forEach(this::module);
        for (String folded : Set.of(ROLE, PLATFORM)) {
            dump.all(folded).forEach(each -> mapping.draft().folded(folded));
        }
        return Set.of(CHASSIS, DEVICE, DEVICE_BAY, MODULE_BAY, MODULE, ROLE, PLATFORM);
    }

    static String classOf(@Nullable String role) {
        String words = role == null ? "" : role.toLowerCase(Locale.ROOT).replace('-', ' ');
        return CLASSES.entrySet().stream().filter(each -> words.contains(each.getKey())).map(Map.Entry::getValue)
                .findFirst().orElse("appliance");
    }

    private void device(NetboxObject device) {
        NetboxObject type = dump.of(device, "device_type", TypeMapping.DEVICE_TYPE);
        // Its name changed with version 3.6.
        String role = dump.nameOf(device, device.fields().has("role") ? "role" : "device_role", ROLE);
        String ciClass = classOf(role);
        Values values = new Values().put("serial_number", device.text("serial"))
                .put("asset_tag", device.text("asset_tag")).put("role", role)
                .put("manufacturer", type == null ? null : dump.nameOf(type, "manufacturer", TypeMapping.MAKER))
                .put("model", type == null ? null : type.text("model"))
                .put("part_number", type == null ? null : type.text("part_number"))
                .put("height_units", type == null ? null : type.number("u_height"))
                .put("rack_position", device.number("position")).put("rack_face", device.text("face"))
                .put("airflow", device.text("airflow")).put("primary_address", primaryAddress(dump, device))
                .put("config_context", context(device));
        if (ciClass.equals("server") || ciClass.equals("hypervisor") || isNetworkDevice(ciClass)) {
            values.put("platform", dump.nameOf(device, "platform", PLATFORM)).put("host_name", device.text("name"));
        }
        String name = device.text("name");
        ItemRef ref = mapping.item(device, ciClass,
                name == null
                        ? device.text("asset_tag", (type == null ? "device" : type.text("model", "device")) + " "
                                + device.id())
                        : name,
                values);
        mapping.relate(ref, "instance_of", mapping.ref(device, "device_type", TypeMapping.DEVICE_TYPE));
        mapping.relate(ref, "member_of", mapping.ref(device, "virtual_chassis", CHASSIS));
        mapping.relate(ref, LOCATED_IN, place(device));
    }

    private static boolean isNetworkDevice(String ciClass) {
        return Set.of("router", "switch", "firewall", "wireless_controller", "access_point", "console_server",
                "load_balancer_appliance").contains(ciClass);
    }

    private @Nullable ItemRef place(NetboxObject device) {
        ItemRef rack = mapping.ref(device, "rack", "dcim.rack");
        if (rack != null) {
            return rack;
        }
        ItemRef location = mapping.ref(device, "location", "dcim.location");
        return location == null ? mapping.ref(device, "site", "dcim.site") : location;
    }

    private static @Nullable String context(NetboxObject device) {
        com.fasterxml.jackson.databind.JsonNode context = device.fields().get("local_context_data");
        return context == null || context.isNull() ? null : context.toString();
    }

    static @Nullable String primaryAddress(NetboxDump dump, NetboxObject machine) {
        NetboxObject four = dump.of(machine, "primary_ip4", "ipam.ipaddress");
        NetboxObject address = four == null ? dump.of(machine, "primary_ip6", "ipam.ipaddress") : four;
        return address == null ? null : address.text("address", "").split("/", 2)[0];
    }

    private void bay(NetboxObject bay, String takes) {
        ItemRef ref = mapping.item(bay, "bay", bay.name(),
                new Values().put("takes", takes).put("position", bay.text("position")));
        mapping.relate(ref, PART_OF, mapping.ref(bay, "device", DEVICE));
    }

    private void module(NetboxObject module) {
        NetboxObject type = dump.of(module, "module_type", TypeMapping.MODULE_TYPE);
        NetboxObject bay = dump.of(module, "module_bay", MODULE_BAY);
        String model = type == null ? "module" : type.text("model", "module");
        ItemRef ref = mapping.item(module, "module", bay == null ? model : model + " in " + bay.name(),
                new Values().put("serial_number", module.text("serial")).put("asset_tag", module.text("asset_tag"))
                        .put("manufacturer", type == null ? null : dump.nameOf(type, "manufacturer", TypeMapping.MAKER))
                        .put("model", type == null ? null : type.text("model"))
                        .put("part_number", type == null ? null : type.text("part_number"))
                        .put("bay", bay == null ? null : bay.name())
                        .put("position", bay == null ? null : bay.text("position")));
        mapping.relate(ref, PART_OF, mapping.ref(module, "device", DEVICE));
        mapping.relate(ref, INSTALLED_IN, mapping.ref(module, "module_bay", MODULE_BAY));
        mapping.relate(ref, "instance_of", mapping.ref(module, "module_type", TypeMapping.MODULE_TYPE));
    }
}

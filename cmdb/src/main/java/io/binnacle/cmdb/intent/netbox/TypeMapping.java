package io.binnacle.cmdb.intent.netbox;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;
import org.jspecify.annotations.Nullable;

/** Types of devices and modules, with the ports and bays that each of them has. */
final class TypeMapping {

    static final String DEVICE_TYPE = "dcim.devicetype";
    static final String MODULE_TYPE = "dcim.moduletype";
    static final String MAKER = "dcim.manufacturer";
    private static final String TYPE = "type";

    private static final Map<String, String> COMPONENTS = Map.ofEntries(
            Map.entry("dcim.interfacetemplate", "interface"), Map.entry("dcim.frontporttemplate", "front_port"),
            Map.entry("dcim.rearporttemplate", "rear_port"), Map.entry("dcim.consoleporttemplate", "console_port"),
            Map.entry("dcim.consoleserverporttemplate", "console_port"),
            Map.entry("dcim.powerporttemplate", "power_port"), Map.entry("dcim.poweroutlettemplate", "power_outlet"),
            Map.entry("dcim.devicebaytemplate", "device_bay"), Map.entry("dcim.modulebaytemplate", "module_bay"));

    private final Mapping mapping;
    private final NetboxDump dump;

    TypeMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        for (NetboxObject type : dump.all(DEVICE_TYPE)) {
            ItemRef ref = mapping.item(type, "device_type", type.text("model", type.name()),
                    model(type).put("height_units", type.number("u_height"))
                            .put("full_depth", type.flag("is_full_depth")).put("airflow", type.text("airflow"))
                            .put("bay_role", type.text("subdevice_role")));
            mapping.relate(ref, "made_by", mapping.ref(type, "manufacturer", MAKER));
        }
        for (NetboxObject type : dump.all(MODULE_TYPE)) {
            ItemRef ref = mapping.item(type, "module_type", type.text("model", type.name()), model(type));
            mapping.relate(ref, "made_by", mapping.ref(type, "manufacturer", MAKER));
        }
        COMPONENTS.forEach((kind, component) -> dump.all(kind).forEach(each -> component(each, component)));
        Set<String> mapped = new HashSet<>(COMPONENTS.keySet());
        mapped.add(DEVICE_TYPE);
        mapped.add(MODULE_TYPE);
        return mapped;
    }

    private Values model(NetboxObject type) {
        return new Values().put("manufacturer", dump.nameOf(type, "manufacturer", MAKER))
                .put("model", type.text("model")).put("part_number", type.text("part_number"))
                .put("weight", kilograms(type, "_abs_weight"));
    }

    private void component(NetboxObject template, String component) {
        Values values = new Values().put("component", component).put(TYPE, template.text(TYPE))
                .put("position", template.text("position")).put("positions", template.number("positions"))
                .put("management_only", template.flag("mgmt_only"))
                .put("draw_max", template.number("maximum_draw"))
                .put("draw_allocated", template.number("allocated_draw")).put("feed_leg", template.text("feed_leg"));
        ItemRef ref = mapping.item(template, "component_template", template.name(), values);
        ItemRef device = mapping.ref(template, "device_type", DEVICE_TYPE);
        mapping.relate(ref, "part_of", device == null ? mapping.ref(template, "module_type", MODULE_TYPE) : device);
    }

    /** NetBox keeps a weight in grams beside the one that people wrote. */
    static @Nullable Double kilograms(NetboxObject object, String field) {
        Double grams = decimal(object, field);
        return grams == null ? null : grams / 1000;
    }

    static @Nullable Double decimal(NetboxObject object, String field) {
        String text = object.text(field);
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

package io.binnacle.cmdb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** The classes that come with the program: they hang together, and they are enough for an enterprise. */
class ShippedModelTest {

    private final CiModel model = CiModelReader.shipped();

    /** Attributes that discovery writes and rules, dashboards and the console read; they stay. */
    private static final Map<String, List<String>> USED = Map.ofEntries(
            Map.entry("server", List.of("manufacturer", "model", "serial_number", "host_name", "machine_id",
                    "hardware_uuid", "virtualization", "architecture", "cpu_count", "memory_size", "operating_system",
                    "addresses", "boot_time")),
            Map.entry("operating_system", List.of("family", "distribution", "version", "code_name", "kernel",
                    "architecture", "boot_time", "time_zone", "package_count")),
            Map.entry("firmware", List.of("manufacturer", "version", "release_date", "board_manufacturer",
                    "board_model", "board_serial_number")),
            Map.entry("cpu", List.of("socket", "physical_cores", "logical_cores", "frequency_max", "family",
                    "stepping", "microarchitecture")),
            Map.entry("memory", List.of("size", "slot", "memory_type", "clock_speed", "part_number")),
            Map.entry("disk", List.of("device", "size", "partitions", "rotational", "removable")),
            Map.entry("file_system", List.of("mount_point", "device", "type", "size", "inodes", "options",
                    "read_only", "used")),
            Map.entry("network_interface", List.of("mac_address", "addresses", "mtu", "speed", "state", "type")),
            Map.entry("application", List.of("product", "tcp_ports", "version", "category", "service", "udp_ports",
                    "ephemeral_ports", "listen_addresses", "executable", "user", "unit", "container", "command_line",
                    "working_directory", "pid", "process_count", "started_at")),
            Map.entry("system_service", List.of("unit", "description", "enabled", "state", "sub_state", "type",
                    "main_pid", "unit_file")),
            Map.entry("package", List.of("version", "architecture", "package_system", "section", "maintainer",
                    "installed_size", "source_package", "description")));

    /** Each type of object that NetBox exports, and the class that it is an item of, or class.attribute it is a part of. */
    private static final Map<String, String> NETBOX = Map.ofEntries(
            Map.entry("circuits.circuit", "circuit"), Map.entry("circuits.circuittermination", "circuit_termination"),
            Map.entry("circuits.circuittype", "circuit.type"), Map.entry("circuits.provider", "provider"),
            Map.entry("circuits.providernetwork", "provider_network"), Map.entry("dcim.cable", "cable"),
            Map.entry("dcim.cablepath", "cable_path"), Map.entry("dcim.consoleport", "console_port"),
            Map.entry("dcim.consoleporttemplate", "component_template"), Map.entry("dcim.device", "appliance"),
            Map.entry("dcim.devicebay", "bay"), Map.entry("dcim.devicebaytemplate", "component_template"),
            Map.entry("dcim.devicerole", "appliance.role"), Map.entry("dcim.devicetype", "device_type"),
            Map.entry("dcim.frontport", "front_port"), Map.entry("dcim.frontporttemplate", "component_template"),
            Map.entry("dcim.interface", "network_interface"), Map.entry("dcim.interfacetemplate", "component_template"),
            Map.entry("dcim.location", "location"), Map.entry("dcim.manufacturer", "manufacturer"),
            Map.entry("dcim.module", "module"), Map.entry("dcim.modulebay", "bay"),
            Map.entry("dcim.modulebaytemplate", "component_template"), Map.entry("dcim.moduletype", "module_type"),
            Map.entry("dcim.platform", "server.platform"), Map.entry("dcim.powerfeed", "power_feed"),
            Map.entry("dcim.poweroutlet", "power_outlet"), Map.entry("dcim.poweroutlettemplate", "component_template"),
            Map.entry("dcim.powerpanel", "power_panel"), Map.entry("dcim.powerport", "power_port"),
            Map.entry("dcim.powerporttemplate", "component_template"), Map.entry("dcim.rack", "rack"),
            Map.entry("dcim.rackreservation", "rack.reserved_units"), Map.entry("dcim.rackrole", "rack.role"),
            Map.entry("dcim.rearport", "rear_port"), Map.entry("dcim.rearporttemplate", "component_template"),
            Map.entry("dcim.region", "region"), Map.entry("dcim.site", "site"),
            Map.entry("dcim.sitegroup", "site_group"), Map.entry("dcim.virtualchassis", "virtual_chassis"),
            Map.entry("extras.tag", "rack.tags"), Map.entry("ipam.aggregate", "aggregate"),
            Map.entry("ipam.asn", "asn"), Map.entry("ipam.ipaddress", "ip_address"),
            Map.entry("ipam.iprange", "ip_range"), Map.entry("ipam.prefix", "prefix"),
            Map.entry("ipam.rir", "registry"), Map.entry("ipam.role", "prefix.role"),
            Map.entry("ipam.routetarget", "route_target"), Map.entry("ipam.vlan", "vlan"),
            Map.entry("ipam.vlangroup", "vlan_group"), Map.entry("ipam.vrf", "vrf"),
            Map.entry("tenancy.contact", "person"), Map.entry("tenancy.contactgroup", "person.group"),
            Map.entry("tenancy.contactrole", "person.job_title"), Map.entry("tenancy.tenant", "tenant"),
            Map.entry("tenancy.tenantgroup", "tenant.group"), Map.entry("virtualization.cluster", "cluster"),
            Map.entry("virtualization.clustergroup", "cluster.group"),
            Map.entry("virtualization.clustertype", "cluster.type"),
            Map.entry("virtualization.virtualmachine", "virtual_machine"),
            Map.entry("virtualization.vminterface", "network_interface"),
            Map.entry("wireless.wirelesslan", "wireless_network"), Map.entry("wireless.wirelesslink", "wireless_link"),
            Map.entry("vpn.tunnel", "tunnel"));

    @Test
    void whatDiscoveryUsesIsThere() {
        USED.forEach((ciClass, attributes) -> assertThat(model.find(ciClass).orElseThrow().attributes())
                .as(ciClass).extracting(Attribute::name).containsAll(attributes));
        assertThat(model.allows("file_system", "stored_on", "disk")).isTrue();
        assertThat(model.allows("disk", "stored_on", "file_system")).isFalse();
        assertThat(model.withSubclasses("hardware")).contains("hardware", "server", "cpu", "memory", "disk",
                "virtual_machine");
    }

    @Test
    void everyClassIsAnItemAndSaysHowItIsKeyed() {
        for (CiClass each : model.classes()) {
            assertThat(model.isA(each.name(), "item")).as(each.name()).isTrue();
            assertThat(each.origin()).isEqualTo(ClassOrigin.SHIPPED);
            if (each.concrete()) {
                assertThat(each.keyedBy()).as("%s is keyed by", each.name()).isNotBlank();
                List<String> line = model.lineOf(each.name()).stream().filter(name -> !name.equals("item")).toList();
                assertThat(model.relations()).as("relations of %s", each.name())
                        .anyMatch(rule -> line.contains(rule.from()) || line.contains(rule.to()));
            }
        }
        assertThat(model.classes()).extracting(CiClass::label).doesNotHaveDuplicates();
        assertThat(model.classes()).extracting(CiClass::plural).doesNotHaveDuplicates();
        assertThat(model.areas()).extracting(ModelArea::version).allMatch(version -> version >= 1);
    }

    /** A second rule for the same pair would be one that nobody hears of. */
    @Test
    void noTwoRulesAreForOnePairOfClasses() {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (RelationRule rule : model.relations()) {
            String pair = rule.from() + " " + rule.type() + " " + rule.to();
            if (!seen.add(pair)) {
                twice.add(pair);
            }
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void netBoxHasAPlaceForEachOfItsTypes() {
        NETBOX.forEach((type, place) -> {
            String[] parts = place.split("\\.", 2);
            CiClass ciClass = model.find(parts[0]).orElseThrow();
            assertThat(ciClass.concrete()).as(type).isTrue();
            if (parts.length == 2) {
                assertThat(ciClass.attribute(parts[1])).as("%s in %s", type, place).isPresent();
            }
        });
        assertThat(model.allows("cable", "ends_at", "front_port")).isTrue();
        assertThat(model.allows("cable", "ends_at", "power_feed")).isTrue();
        assertThat(model.allows("front_port", "leads_to", "rear_port")).isTrue();
        assertThat(model.allows("ip_address", "assigned_to", "network_interface")).isTrue();
        assertThat(model.allows("network_interface", "part_of", "virtual_machine")).isTrue();
        assertThat(model.allows("switch", "located_in", "rack")).isTrue();
        assertThat(model.allows("server", "installed_in", "bay")).isTrue();
    }

    @Test
    void aServerIsIdentifiedByTheSurestFirstAndNeverByAPlaceholder() {
        List<IdentificationRule> rules = model.find("cloud_instance").orElseThrow().identification();
        assertThat(rules).extracting(IdentificationRule::by).startsWith(List.of("cloud_id"),
                List.of("serial_number", "manufacturer"), List.of("hardware_uuid"), List.of("machine_id"));
        assertThat(rules).filteredOn(IdentificationRule::unique).extracting(IdentificationRule::sureness)
                .allMatch(sureness -> sureness >= 0.9);
        IdentificationRule serial = rules.get(1);
        assertThat(serial.identities(Map.of("serial_number", " 7H3K9 ", "manufacturer", "Dell"), model))
                .containsExactly("7h3k9\u001fdell");
        assertThat(serial.identities(Map.of("serial_number", "7H3K9"), model)).as("half of it").isEmpty();
        for (String worthless : List.of("To be filled by O.E.M.", "0123456789", "None", "00000000", "..........",
                "Default string", "")) {
            assertThat(serial.identities(Map.of("serial_number", worthless, "manufacturer", "Dell"), model))
                    .as(worthless).isEmpty();
        }
        IdentificationRule uuid = rules.get(2);
        assertThat(uuid.identities(Map.of("hardware_uuid", "00000000-0000-0000-0000-000000000000"), model)).isEmpty();
        assertThat(uuid.identities(Map.of("hardware_uuid", "4C4C4544-0037-4810-8033-B7C04F4B3932"), model)).hasSize(1);
        IdentificationRule mac = rules.stream().filter(rule -> rule.by().contains("mac_addresses")).findFirst()
                .orElseThrow();
        assertThat(mac.unique()).as("a virtual router's address is on two machines").isFalse();
        assertThat(mac.identities(Map.of("mac_addresses",
                List.of("00:00:5e:00:01:0a", "B8:CA:3A:5F:00:01", "00:00:00:00:00:00", "02:42:ac:11:00:02")), model))
                .containsExactly("b8:ca:3a:5f:00:01");
    }

    @Test
    void failuresGoTheWayThatTheyDo() {
        assertThat(model.propagation("application", "runs_on", "server")).isEqualTo(Propagation.TO_FROM);
        assertThat(model.propagation("pod", "runs_on", "kubernetes_node")).isEqualTo(Propagation.TO_FROM);
        assertThat(model.propagation("power_port", "powered_by", "power_outlet")).isEqualTo(Propagation.TO_FROM);
        assertThat(model.propagation("disk", "part_of", "server")).isEqualTo(Propagation.BOTH);
        assertThat(model.propagation("person", "uses", "workstation")).isEqualTo(Propagation.NONE);
        assertThat(model.propagation("server", "covered_by", "contract")).isEqualTo(Propagation.NONE);
        assertThat(model.propagation("server", "flies_to", "rack")).isEqualTo(Propagation.NONE);
    }

    @Test
    void peopleAreNotOverruledInWhatOnlyTheyKnow() {
        CiClass server = model.find("server").orElseThrow();
        PrecedenceRule owner = server.precedenceOf("owner");
        assertThat(owner.mode()).isEqualTo(PrecedenceRule.Mode.LOCKED);
        assertThat(owner.rank("person")).isLessThan(owner.rank("netbox"));
        PrecedenceRule memory = server.precedenceOf("memory_size");
        assertThat(memory.mode()).isEqualTo(PrecedenceRule.Mode.OVERWRITE);
        assertThat(memory.weight("host", 1, Duration.ZERO)).isGreaterThan(memory.weight("person", 1, Duration.ZERO));
        assertThat(memory.weight("host", 1, Duration.ofDays(30))).isEqualTo(0.5);
        assertThat(memory.weight("elsewhere", 1, Duration.ZERO))
                .isGreaterThan(memory.weight("netbox", 1, Duration.ZERO));
    }

    @Test
    void whatComesAndGoesRetiresSoonAndAgreementsStay() {
        assertThat(model.find("application").orElseThrow().attestEvery()).isEqualTo(Duration.ofDays(180));
        assertThat(model.find("business_service").orElseThrow().attestEvery()).as("inherited")
                .isEqualTo(Duration.ofDays(180));
        assertThat(model.find("package").orElseThrow().attestEvery()).as("nobody looks at each").isNull();
        assertThat(model.find("pod").orElseThrow().retireAfter()).isEqualTo(Duration.ofDays(1));
        assertThat(model.find("application").orElseThrow().retireAfter()).isEqualTo(Duration.ofDays(7));
        assertThat(model.find("contract").orElseThrow().retireAfter()).isGreaterThan(Duration.ofDays(365));
    }
}

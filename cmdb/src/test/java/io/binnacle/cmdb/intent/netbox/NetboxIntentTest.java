package io.binnacle.cmdb.intent.netbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.ObjectCount;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.testkit.Fuzz;
import org.junit.jupiter.api.Test;

class NetboxIntentTest {

    private static final CiModel MODEL = CiModelReader.shipped();

    static byte[] small() throws IOException {
        try (InputStream in = NetboxIntentTest.class.getResourceAsStream("small.json")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static ObservedItem item(IntentSet set, String key) {
        return set.items().stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
    }

    private static Set<String> relations(IntentSet set, String from) {
        return set.relations().stream().filter(each -> each.from().key().equals(from))
                .map(each -> each.type() + " " + each.to().key()).collect(Collectors.toSet());
    }

    @Test
    void devicesCarryWhatTheirTypeRoleAndTagsSay() throws IOException {
        IntentSet set = new NetboxIntent().read(small(), "nb", MODEL);
        ObservedItem alpha = item(set, "nb/dcim.device/1");
        assertThat(alpha.ciClass()).isEqualTo("server");
        assertThat(alpha.attributes()).containsEntry("serial_number", "SN-1").containsEntry("manufacturer", "Acme")
                .containsEntry("model", "Pizza 1").containsEntry("rack_position", "4.0")
                .containsEntry("stage", "in_service").containsEntry("tags", List.of("Blue"))
                .containsEntry("primary_address", "10.1.2.3").containsEntry("comments", "first")
                .containsEntry("tenant", "nb/tenancy.tenant/1");
        assertThat(item(set, "nb/dcim.device/5").ciClass()).isEqualTo("patch_panel");
        assertThat(item(set, "nb/dcim.device/7").ciClass()).isEqualTo("switch");
        assertThat(item(set, "nb/dcim.device/4").attributes()).containsEntry("stage", "planned");
        assertThat(item(set, "nb/tenancy.tenant/1").attributes()).containsEntry("comments", "ledger: L-77");
        assertThat(relations(set, "nb/dcim.device/1")).contains("located_in nb/dcim.rack/1",
                "instance_of nb/dcim.devicetype/1");
        assertThat(relations(set, "nb/dcim.site/1")).contains("supported_by nb/tenancy.contact/1");
    }

    @Test
    void addressesLieInTheSmallestPrefixOfTheirVrf() throws IOException {
        IntentSet set = new NetboxIntent().read(small(), "nb", MODEL);
        assertThat(relations(set, "nb/ipam.ipaddress/1")).containsExactlyInAnyOrder("within nb/ipam.prefix/2",
                "assigned_to nb/dcim.interface/1");
        assertThat(relations(set, "nb/ipam.prefix/2")).contains("within nb/ipam.prefix/1");
        assertThat(relations(set, "nb/ipam.prefix/3")).containsExactly("within nb/ipam.vrf/1");
    }

    /** Through both panels at the place in the bundle that it went in at. */
    @Test
    void aPathKeepsItsPlaceInABundle() throws IOException {
        Cabling cabling = new Cabling(NetboxDump.read(small()));
        CablePath path = new CableTrace(cabling).from(new CablePath.Node("dcim.interface", "1"));
        assertThat(Objects.requireNonNull(path).nodes().stream().flatMap(List::stream)
                .map(node -> node.model().substring(5) + node.id()))
                .containsExactly("interface1", "cable1", "frontport2", "rearport1", "cable2", "rearport2",
                        "frontport4", "cable3", "interface3");
        assertThat(path.complete()).isTrue();
        // One of the cables is only planned.
        assertThat(path.active()).isFalse();
    }

    @Test
    void everyObjectIsAccountedForWhateverItIs() throws IOException {
        IntentSet set = new NetboxIntent().read(small(), "nb", MODEL);
        assertThat(set.problems()).isEmpty();
        assertThat(set.account()).allMatch(ObjectCount::accountsForAll);
        assertThat(set.account().stream().filter(each -> each.kind().equals("plugins.thing")).findFirst().orElseThrow()
                .skipped()).containsEntry("no class of items for it", 1);
        assertThat(set.account().stream().filter(each -> each.kind().equals("extras.taggeditem")).findFirst()
                .orElseThrow()).extracting(ObjectCount::folded, each -> each.skipped().values().iterator().next())
                .containsExactly(1, 1);
    }

    @Test
    void anythingElseIsRefusedOrRead() throws IOException {
        RandomGenerator random = Fuzz.random();
        String text = new String(small(), StandardCharsets.UTF_8);
        List<String> swaps = List.of("null", "\"x\"", "[]", "{}", "-1", "1e400", "\"dcim.device\"");
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            byte[] broken = (text.substring(0, at) + Fuzz.pick(random, swaps) + text.substring(end))
                    .getBytes(StandardCharsets.UTF_8);
            try {
                assertThat(new NetboxIntent().read(broken, "nb", MODEL).account())
                        .allMatch(ObjectCount::accountsForAll);
            } catch (InvalidInput e) {
                assertThat(e.violations()).isNotEmpty();
            }
        }
        assertThatThrownBy(() -> new NetboxIntent().read("{}".getBytes(StandardCharsets.UTF_8), "nb", MODEL))
                .isInstanceOf(InvalidInput.class);
    }
}

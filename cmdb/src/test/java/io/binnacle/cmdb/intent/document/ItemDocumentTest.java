package io.binnacle.cmdb.intent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.IntentFormats;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.ObjectCount;
import io.binnacle.cmdb.intent.csv.CsvIntent;
import io.binnacle.cmdb.intent.netbox.NetboxIntent;
import io.binnacle.cmdb.intent.terraform.TerraformIntent;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.Test;

class ItemDocumentTest {

    private static final CiModel MODEL = CiModelReader.shipped();
    private static final IntentFormats FORMATS = new IntentFormats(List.of(new JsonIntent(), new TerraformIntent(),
            new NetboxIntent(), new CsvIntent(), new YamlIntent()));

    private static IntentSet read(String format, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        IntentFormat found = FORMATS.of(null, content);
        assertThat(found.name()).isEqualTo(format);
        return found.read(content, "plan", MODEL);
    }

    private static String[] relations(IntentSet set) {
        return set.relations().stream().map(each -> each.from().key() + " " + each.type() + " " + each.to().key())
                .toArray(String[]::new);
    }

    /** What the three files below say alike. */
    private static void assertEstate(IntentSet set) {
        assertThat(set.problems()).isEmpty();
        assertThat(set.items()).extracting(each -> each.ciClass() + " " + each.key() + " " + each.name())
                .containsExactly("server plan/host-1 host-1", "virtual_machine plan/v1 vm-1", "cluster plan/c1 c1");
        assertThat(set.items().getFirst().attributes()).isEqualTo(Map.of("cpu_count", 64L, "addresses",
                List.of("10.0.0.1", "10.0.0.2"), "stage", "in_service"));
        assertThat(relations(set)).containsExactly("plan/v1 runs_on plan/host-1", "plan/v1 member_of plan/c1");
        assertThat(set.account()).allMatch(ObjectCount::accountsForAll);
    }

    @Test
    void aListOfObjectsInJson() {
        assertEstate(read("json", """
            [{"class": "server", "name": "host-1",
              "attributes": {"cpu_count": 64, "addresses": ["10.0.0.1", "10.0.0.2"], "stage": "in_service"}},
             {"class": "Virtual machine", "name": "vm-1", "key": "v1", "attributes": {"owner": null},
              "relations": {"runs_on": "host-1", "member_of": ["cluster:c1"]}},
             {"class": "cluster", "name": "c1", "lifecycle": "in_service"}]
            """));
    }

    @Test
    void anObjectALineInJson() {
        assertEstate(read("json",
                """
                    {"class": "server", "name": "host-1", "attributes": {"cpu_count": 64, "addresses": ["10.0.0.1", "10.0.0.2"], "stage": "in_service"}}
                    {"class": "virtual_machine", "name": "vm-1", "key": "v1", "relations": {"runs_on": ["host-1"], "member_of": "c1"}}
                    {"class": "cluster", "name": "c1"}
                    """));
    }

    @Test
    void documentsInYaml() {
        assertEstate(read("yaml", """
            # what we ordered
            ---
            name: host-1
            class: server
            attributes:
              cpu_count: 64
              addresses: [10.0.0.1, 10.0.0.2]
              stage: in_service
            ---
            class: virtual_machine
            key: v1
            name: vm-1
            attributes: {owner: ~}
            relations: {runs_on: host-1, member_of: [c1]}
            ---
            class: cluster
            name: "c1"
            relations:
            """));
    }

    @Test
    void aListInYaml() {
        assertEstate(read("yaml",
                """
                    - {class: server, name: host-1, attributes: {cpu_count: "64", addresses: [10.0.0.1, 10.0.0.2], stage: in_service}}
                    - class: virtual_machine
                      name: vm-1
                      key: v1
                      relations: {runs_on: host-1, member_of: "cluster:c1"}
                    - {name: c1, class: cluster}
                    """));
    }

    @Test
    void aNumberIsAsItIsWrittenWhereATextIsWanted() {
        String attributes = "\"attributes\": {\"model\": 1.10}}";
        assertThat(
                read("json", "{\"class\": \"server\", \"name\": \"a\", " + attributes).items().getFirst().attributes())
                .containsEntry("model", "1.10");
        assertThat(read("yaml", "class: server\nname: 010\n" + attributes.replace("}}", "}")).items().getFirst())
                .satisfies(item -> assertThat(item.name()).isEqualTo("010"))
                .satisfies(item -> assertThat(item.attributes()).containsEntry("model", "1.10"));
    }

    @Test
    void eachBadValueIsToldWithItsPathAndTheRestIsKept() {
        IntentSet set = read("yaml", """
            - class: server
              name: a
              serial: X
              lifecycle: gone
              attributes: {cpu_count: many, coat: red, modle: R7, tags: [x, {y: z}], owner: ops}
              relations: {runs_onn: b, connects_to: [nowhere, {a: b}]}
              source: host
            - class: serverr
              name: b
            - just a text
            - class: server
              name: [c]
            - {class: server, name: d, attributes: 5, id: 7, source: x}
            """);
        assertThat(set.items()).extracting(each -> each.name()).containsExactly("a", "d");
        assertThat(set.items().getFirst().attributes()).isEqualTo(Map.of("owner", "ops"));
        assertThat(set.problems()).containsExactly(
                "item 1, line 1, serial: is no field of an item; its attributes go into attributes, its relations into relations",
                "item 1, line 1, lifecycle: expected one of in_service, intended, missing, retired, got \"gone\"",
                "item 1, line 1, attributes.cpu_count: expected integer, got many",
                "item 1, line 1, attributes.coat: is no attribute of class server",
                "item 1, line 1, attributes.modle: is no attribute of class server; did you mean model?",
                "item 1, line 1, attributes.tags: expected a list of texts, got other things in it",
                "item 1, line 1, relations.runs_onn: is no relation; did you mean runs_on?",
                "item 1, line 1, relations.connects_to: expected the names of items, got other things",
                "item 2, line 8, class: expected a class that can have items, perhaps server, got \"serverr\"",
                "item 3, line 10: expected class, name and attributes, got one value",
                "item 4, line 11, name: expected a text, got more than one value",
                "item 4, line 11, name: a name is needed",
                "item 5, line 13, attributes: expected names with their values, got one value",
                "item 1, line 1, relations.connects_to: there is no \"nowhere\" in the file that this can lead to",
                "left out, since only who looks can tell: id, source");
        assertThat(set.account().getFirst()).extracting(ObjectCount::total, ObjectCount::items).containsExactly(5, 2);
    }

    @Test
    void whatIsNotStrictIsRefused() {
        String deep = "[".repeat(40) + "]".repeat(40);
        for (String text : List.of("", "null", "7", "[1", "{\"class\": \"server\", \"class\": \"server\"}",
                "[{\"class\": \"server\", \"name\": \"a\"}] x", "{\"class\": \"server\", \"name\": " + deep + "}",
                "[{\"class\": \"server\" \"name\"}]", "{\"class\": \"" + "x".repeat(2 << 20) + "\"}")) {
            assertThatThrownBy(() -> new JsonIntent().read(text.getBytes(StandardCharsets.UTF_8), "plan", MODEL))
                    .as("%.60s", text).isInstanceOf(InvalidInput.class);
        }
        for (String text : List.of("class: server\nclass: server", "- &a {class: server, name: x}\n- *a",
                "class: server\nname: " + deep, "class: [", "a: \0", "class: !java.lang.Runtime x",
                "? {a: b}\n: c", "%YAML 99999999999.1\n---\na: b")) {
            assertThatThrownBy(() -> new YamlIntent().read(text.getBytes(StandardCharsets.UTF_8), "plan", MODEL))
                    .as(text).isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> new YamlIntent().read("a: [1\n b: }".getBytes(StandardCharsets.UTF_8), "plan", MODEL))
                .hasMessageStartingWith(
                        "body: expected YAML, got line 2, column 3: expected ',' or ']', but got");
        assertThatThrownBy(() -> new YamlIntent().read(new byte[]{(byte) 0xC3, 0x28}, "plan", MODEL))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void noFileIsTakenForAnothersFormat() {
        Map<String, String> files = Map.of(
                "[{\"model\": \"dcim.site\", \"pk\": 1, \"fields\": {\"name\": \"class\", \"class\": \"x\"}}]",
                "netbox",
                "{\"version\": 4, \"terraform_version\": \"1.9.0\", \"resources\": [{\"class\": \"x\"}]}", "terraform",
                "{\"format_version\": \"1.0\", \"values\": {}}", "terraform",
                "[{\"spoilt\": 1}, {\"name\": \"a\", \"class\": \"server\", \"attributes\": {\"terraform_version\": 1}}]",
                "json", "{\"ciClass\": \"server\", \"name\": \"format_version\"}", "json",
                "class,name\nserver,\"class: x\"\n", "csv",
                "---\nid: 5\nclass: server\nname: a, class\n", "yaml");
        assertThat(files.keySet().stream().collect(Collectors.toMap(each -> each,
                each -> FORMATS.of(null, each.getBytes(StandardCharsets.UTF_8)).name()))).isEqualTo(files);
        assertThatThrownBy(() -> FORMATS.of(null, "greetings".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInput.class);
    }
}

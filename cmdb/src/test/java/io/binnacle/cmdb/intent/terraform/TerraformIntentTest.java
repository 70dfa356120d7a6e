package io.binnacle.cmdb.intent.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.ObjectCount;
import io.binnacle.cmdb.intent.SharedFiles;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformIntentTest {

    private static final CiModel MODEL = CiModelReader.shipped();

    @TempDir
    Path folder;

    private static IntentSet read(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new TerraformIntent().takes(content)).isTrue();
        return new TerraformIntent().read(content, "tf", MODEL);
    }

    private static ObservedItem item(IntentSet set, String key) {
        return set.items().stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
    }

    @Test
    void aStateGivesInstancesWithIndexesModulesAndRelations() {
        IntentSet set = read(
                """
                    {"version": 4, "terraform_version": "1.9.0", "outputs": {"x": {"value": 1}}, "resources": [
                      {"mode": "managed", "type": "aws_subnet", "name": "s", "instances": [
                        {"attributes": {"id": "subnet-1", "cidr_block": "10.0.0.0/24"}}]},
                      {"module": "module.web", "mode": "managed", "type": "aws_instance", "name": "app", "instances": [
                        {"index_key": 0, "attributes": {"id": "i-0", "instance_type": "t3.small", "subnet_id": "subnet-1",
                          "tags": {"Name": "web-0"}, "private_ip": "10.0.0.4"}},
                        {"index_key": "b", "attributes": {"id": "i-1", "instance_type": "t3.large", "private_ip": "10.0.0.5"},
                          "sensitive_attributes": [[{"type": "get_attr", "value": "private_ip"}]]}]},
                      {"mode": "data", "type": "aws_ami", "name": "base", "instances": [{"attributes": {"id": "ami-1"}}]},
                      {"mode": "managed", "type": "acme_rocket", "name": "r", "instances": [{"attributes": {"id": "r-1", "secret": "s3cret"}}]}]}
                    """);
        ObservedItem web = item(set, "tf/module.web.aws_instance.app[0]");
        assertThat(web.ciClass()).isEqualTo("cloud_instance");
        assertThat(web.name()).isEqualTo("web-0");
        assertThat(web.attributes()).containsEntry("cloud_id", "i-0").containsEntry("instance_type", "t3.small")
                .containsEntry("provider", "AWS").containsEntry("labels", List.of("Name=web-0"));
        assertThat(item(set, "tf/module.web.aws_instance.app[\"b\"]").attributes())
                .doesNotContainKey("primary_address");
        assertThat(item(set, "tf/acme_rocket.r").attributes()).containsEntry("type", "acme_rocket")
                .doesNotContainValue("s3cret");
        assertThat(set.relations()).extracting(each -> each.type() + " " + each.to().key())
                .containsExactly("located_in tf/aws_subnet.s");
        assertThat(set.account()).allMatch(ObjectCount::accountsForAll).anyMatch(
                each -> each.kind().equals("data aws_ami") && each.skipped().size() == 1);
    }

    @Test
    void aPlanTellsWhatIsPlannedAndWhatGoes() {
        IntentSet set = read(
                """
                    {"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"root_module": {"resources": [
                        {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "values": {"id": "vpc-1"}},
                        {"address": "aws_instance.n", "mode": "managed", "type": "aws_instance", "name": "n", "values": {}}]}},
                     "resource_changes": [
                        {"address": "aws_instance.n", "mode": "managed", "type": "aws_instance", "name": "n", "change": {
                          "actions": ["create"], "before": null, "after": {"instance_type": "t3.nano", "private_ip": "10.9.9.9"},
                          "after_sensitive": {"private_ip": true}}},
                        {"address": "aws_instance.o", "mode": "managed", "type": "aws_instance", "name": "o", "change": {
                          "actions": ["delete"], "before": {"id": "i-9"}, "after": null, "before_sensitive": {}}}]}
                    """);
        assertThat(item(set, "tf/aws_instance.n").attributes()).containsEntry("stage", "planned")
                .containsEntry("instance_type", "t3.nano").doesNotContainKey("primary_address");
        assertThat(item(set, "tf/aws_instance.o").attributes()).containsEntry("stage", "retired");
        assertThat(item(set, "tf/aws_vpc.v").attributes()).containsEntry("stage", "in_service");
        assertThat(set.items()).hasSize(3);
    }

    @Test
    void theTableFitsTheModel() {
        ResourceTypes.shipped().all().forEach((type, each) -> {
            CiClass ciClass = MODEL.find(each.ciClass()).orElseThrow(() -> new AssertionError(type));
            each.taken().forEach(taken -> assertThat(ciClass.attribute(taken.attribute()))
                    .as("%s: %s", type, taken.attribute()).isPresent());
        });
    }

    @Test
    void whatIsNoStateIsRefused() {
        for (String text : List.of("", "[]", "{\"version\": 3}", "{".repeat(5_000), "{\"a\":".repeat(200))) {
            assertThatThrownBy(() -> new TerraformIntent().read(text.getBytes(StandardCharsets.UTF_8), "tf", MODEL))
                    .isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void everyStateAndPlanOfOpenTofusTestsIsAccountedFor() throws IOException, InterruptedException {
        SharedFiles.unpack("terraform_state", folder);
        int states = 0;
        int plans = 0;
        int items = 0;
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                boolean plan = name.equals("plan.json");
                if (plan || name.equals("state.json") || name.endsWith(".tfstate")) {
                    IntentSet set = new TerraformIntent().read(Files.readAllBytes(file), "tf", MODEL);
                    assertThat(set.account()).as(file.toString()).allMatch(ObjectCount::accountsForAll);
                    assertThat(set.account().stream().mapToInt(ObjectCount::items).sum()).isEqualTo(set.items().size());
                    set.items().forEach(item -> AttributeValues.coerce(MODEL.find(item.ciClass()).orElseThrow(),
                            item.attributes(), problem -> problems.add(file + " " + item.key() + ": " + problem)));
                    items += set.items().size();
                    plans += plan ? 1 : 0;
                    states += name.endsWith(".tfstate") ? 1 : 0;
                }
            }
        }
        System.out.println("terraform: " + states + " states, " + plans + " plans, " + items + " items");
        assertThat(problems).isEmpty();
        assertThat(List.of(states, plans)).containsExactly(36, 49);
    }
}

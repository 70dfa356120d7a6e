package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Classes over HTTP: reading them, trying a change, making it, and who may. */
class CiClassApiTest {

    private static final String MACHINE = """
        name: coffee_machine
        label: Coffee machine
        plural: Coffee machines
        parent: equipment
        attributes:
          - {name: cups, label: Cups}
        relations:
          - {type: located_in, to: [room]}
        """;

    private final ServerRig rig = new ServerRig();
    private final String reader = rig.token(Set.of(Permission.CI_READ));
    private final String writer = rig.token(Set.of(Permission.CI_READ, Permission.CLASS_WRITE, Permission.AUDIT_READ));

    @AfterEach
    void close() {
        rig.close();
    }

    private static String edit(int version, String yaml) {
        return Json.MAPPER.createObjectNode().put("version", version).put("yaml", yaml).put("dropValues", false)
                .toString();
    }

    private ServerRig.Answer put(int version, String yaml) {
        return rig.call("PUT", "/api/v1/ci-classes/coffee_machine").token(writer).json(edit(version, yaml)).send();
    }

    private void observe(String cups) {
        rig.wiring.cmdb.apply(new DiscoveryResult("fake", "m1", Set.of(),
                List.of(new ObservedItem("coffee_machine", "tall", "tall", Map.of("cups", cups), List.of())),
                List.of(), List.of()));
    }

    @Test
    void theTreeHasEveryClassAndOneTellsAllThatItInherits() {
        JsonNode tree = rig.get(reader, "ci-model").json();
        assertThat(tree.path("version").asInt()).isZero();
        assertThat(tree.path("classes").findValuesAsText("name")).contains("item", "server", "kubernetes_cluster");
        assertThat(tree.path("areas").findValuesAsText("label")).contains("Common", "Network", "Services");
        JsonNode server = rig.get(reader, "ci-classes/server").json();
        assertThat(server.path("ciClass").path("attributes").findValuesAsText("name")).contains("stage",
                "serial_number", "machine_id");
        assertThat(server.path("relations").findValuesAsText("type")).contains("runs_on", "located_in", "covered_by");
        assertThat(server.path("definition").isNull()).isTrue();
        assertThat(rig.get(reader, "ci-classes/spaceship").status()).isEqualTo(404);
        assertThat(rig.get(reader, "ci-classes").json().path("items")).as("those with items").isEmpty();
    }

    @Test
    void aClassIsTriedMadeChangedAndTakenBack() {
        JsonNode tried = rig.post(writer, "ci-classes/preview", edit(0, MACHINE)).json();
        assertThat(tried.path("definition").path("name").asText()).isEqualTo("coffee_machine");
        assertThat(tried.path("plan").path("obstacleCount").asInt()).isZero();
        assertThat(tried.path("plan").path("differences").findValuesAsText("kind")).contains("added");
        assertThat(rig.get(reader, "ci-classes/coffee_machine").status()).as("only tried").isEqualTo(404);

        JsonNode made = put(0, MACHINE).json();
        assertThat(made.path("version").asInt()).isEqualTo(1);
        assertThat(made.path("ciClass").path("origin").asText()).isEqualTo("own");
        observe("12");
        JsonNode changed = put(1, MACHINE.replace("label: Cups", "label: Cups, type: integer")).json();
        assertThat(changed.path("version").asInt()).isEqualTo(2);
        assertThat(rig.get(reader, "cis?q=class:coffee_machine").json().findPath("cups").isIntegralNumber()).isTrue();

        ServerRig.Answer late = put(1, MACHINE);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("detail")).contains("version 2");
        assertThat(rig.call("DELETE", "/api/v1/ci-classes/coffee_machine?version=2").token(writer).send().status())
                .as("it has an item").isEqualTo(409);
        assertThat(rig.get(reader, "ci-model/versions").json().path("items").findValuesAsText("author")).hasSize(2);
        JsonNode text = rig.get(reader, "ci-model/versions/2").json();
        assertThat(text.path("yaml").asText()).contains("type: integer");
        assertThat(text.path("before").asText()).doesNotContain("type: integer");
        assertThat(rig.get(writer, "audit").text()).contains("ci-model");
    }

    @Test
    void whatIsInTheWayIsListed() {
        put(0, MACHINE);
        observe("a few");
        String change = MACHINE.replace("label: Cups", "label: Cups, type: integer");
        JsonNode obstacle = rig.post(writer, "ci-classes/preview", edit(1, change)).json().path("plan")
                .path("obstacles").path(0);
        assertThat(obstacle.path("ciName").asText()).isEqualTo("tall");
        assertThat(obstacle.path("expected").asText()).isEqualTo("integer");
        assertThat(obstacle.path("got").asText()).isEqualTo("a few");
        assertThat(put(1, change).status()).isEqualTo(409);
    }

    @Test
    void whatIsWrongIsSaidByItsLine() {
        ServerRig.Answer answer = rig.post(writer, "ci-classes/preview",
                edit(0, MACHINE.replace("name: cups, label: Cups", "name: cups, label: Cups, type: integr")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violation().path("field").asText()).isEqualTo("class:6 attributes[0].type");
        assertThat(answer.violation().path("got").asText()).isEqualTo("integr");
    }

    @Test
    void aFormSaysTheSameAsAText() {
        ObjectNode preview = (ObjectNode) rig.post(writer, "ci-classes/preview", edit(0, MACHINE)).json();
        ObjectNode edit = Json.MAPPER.createObjectNode().put("version", 0).put("dropValues", false);
        edit.set("definition", preview.path("definition"));
        JsonNode again = rig.post(writer, "ci-classes/preview", edit.toString()).json();
        assertThat(again).isEqualTo(preview);
    }

    @Test
    void aFileIsExportedAndImported() {
        put(0, MACHINE);
        String file = rig.get(reader, "ci-model/export").text();
        assertThat(file).startsWith("classes:").contains("coffee_machine");
        assertThat(rig.call("DELETE", "/api/v1/ci-classes/coffee_machine?version=1").token(writer).send().status())
                .isEqualTo(204);
        assertThat(rig.post(writer, "ci-model/preview", edit(2, file)).json().path("differences")).hasSize(2);
        assertThat(rig.post(writer, "ci-model/import", edit(2, file)).status()).isEqualTo(200);
        assertThat(rig.get(reader, "ci-model/export").text()).isEqualTo(file);
    }

    @Test
    void whoMayOnlyReadChangesNothing() {
        assertThat(rig.post(reader, "ci-classes/preview", edit(0, MACHINE)).status()).isEqualTo(403);
        assertThat(rig.call("PUT", "/api/v1/ci-classes/coffee_machine").token(reader).json(edit(0, MACHINE)).send()
                .status()).isEqualTo(403);
        assertThat(rig.post(reader, "ci-model/import", edit(0, "classes: []")).status()).isEqualTo(403);
    }
}

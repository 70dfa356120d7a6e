package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources, reasons, decisions and the past of items over HTTP. */
class ReconciliationApiTest {

    private final ServerRig rig = new ServerRig();
    private final String reader = rig.token(Set.of(Permission.CI_READ));
    private final String writer = rig.token(Set.of(Permission.CI_READ, Permission.CI_WRITE));

    @BeforeEach
    void discover() {
        show("host", "m1", "alpha", Map.of("cpu_count", 8, "serial_number", "XK-77"), "machine_id");
        rig.clock.advance(Duration.ofMinutes(10));
        show("netbox", "device:7", "beta", Map.of("cpu_count", 4, "serial_number", "XK-77"), "cloud_id");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void show(String source, String key, String name, Map<String, Object> attributes, String kind) {
        rig.wiring.cmdb.apply(new DiscoveryResult(source, "scope", Set.of(), List.of(new ObservedItem("server", key,
                name, attributes, List.of(new Identifier(kind, "f00d2c3d4e5f60718293a4b5c6d7e8f9")))), List.of(),
                List.of()));
    }

    private JsonNode items(String path) {
        return rig.get(reader, path).json().path("items");
    }

    private String id(String name) {
        return items("cis?q=name:" + name).path(0).path("id").asText();
    }

    @Test
    void aSuspicionIsJoinedExplainedAndTakenBack() {
        String alpha = id("alpha");
        String beta = id("beta");
        JsonNode suspicion = items("reconciliation/duplicates").path(0);
        assertThat(suspicion.path("reasons").path(0).asText()).isEqualTo("same serial_number xk-77");
        assertThat(items("cis/" + alpha + "/duplicates").path(0)).isEqualTo(suspicion);

        assertThat(rig.post(reader, "cis/" + alpha + "/merge", "{\"other\":\"" + beta + "\",\"reason\":\"label\"}")
                .status()).isEqualTo(403);
        ServerRig.Answer bad = rig.post(writer, "cis/" + alpha + "/merge",
                "{\"other\":\"" + beta + "\",\"reason\":\" \"}");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.violation().path("field").asText()).isEqualTo("reason");
        String act = rig.post(writer, "cis/" + alpha + "/merge", "{\"other\":\"" + beta + "\",\"reason\":\"label\"}")
                .json().path("id").asText();

        assertThat(rig.get(reader, "cis/" + beta).json().path("id").asText()).isEqualTo(alpha);
        assertThat(items("cis/" + alpha + "/records").findValuesAsText("source")).containsExactly("host", "netbox");
        JsonNode values = items("cis/" + alpha + "/values");
        JsonNode cpus = values.path(values.findValuesAsText("attribute").indexOf("cpu_count"));
        assertThat(cpus.path("candidates").path(0).path("statement").path("value").asInt()).isEqualTo(8);
        assertThat(cpus.path("candidates").path(1).path("statement").path("source").asText()).isEqualTo("netbox");

        assertThat(items("reconciliation/acts").path(0).path("reason").asText()).isEqualTo("label");
        assertThat(rig.post(writer, "reconciliation/acts/" + act + "/undo", "").status()).isEqualTo(204);
        assertThat(rig.post(writer, "reconciliation/acts/" + act + "/undo", "").status()).isEqualTo(409);
        assertThat(rig.get(reader, "cis/" + beta).json().path("id").asText()).isEqualTo(beta);
    }

    @Test
    void valuesAreEnteredByHandByThoseWhoMay() {
        String path = "/api/v1/cis/" + id("alpha");
        assertThat(rig.call("PATCH", path).token(reader).json("{\"values\":{\"owner\":\"anna\"}}").send().status())
                .isEqualTo(403);
        JsonNode edited = rig.call("PATCH", path).token(writer).json("{\"values\":{\"owner\":\"anna\"}}").send().json();
        assertThat(edited.path("attributes").path("owner").asText()).isEqualTo("anna");
        JsonNode back = rig.call("PATCH", path).token(writer).json("{\"values\":{\"owner\":null}}").send().json();
        assertThat(back.path("attributes").has("owner")).isFalse();
        JsonNode refused = rig.call("PATCH", path).token(writer)
                .json("{\"values\":{\"cpu_count\":\"many\",\"colour\":\"red\"}}").send().json().path("violations");
        assertThat(refused.findValuesAsText("field")).containsExactlyInAnyOrder("cpu_count", "colour");
        assertThat(refused.findValuesAsText("got")).contains("many");
        rig.call("PATCH", path).token(writer).json("{\"values\":{\"owner\":\"ben\"},\"reason\":\"a move\"}").send();
        assertThat(items("cis/" + id("alpha") + "/history").path(0).path("reason").asText()).isEqualTo("a move");
    }

    @Test
    void thePastIsAskedForByItsInstant() {
        String alpha = id("alpha");
        String before = rig.clock.instant().toString();
        rig.clock.advance(Duration.ofHours(1));
        show("host", "m1", "alpha", Map.of("cpu_count", 16), "machine_id");
        assertThat(rig.get(reader, "cis/" + alpha).json().path("attributes").path("cpu_count").asInt()).isEqualTo(16);
        assertThat(rig.get(reader, "cis/" + alpha + "?asOf=" + before).json().path("attributes").path("cpu_count")
                .asInt()).isEqualTo(8);
        assertThat(items("cis?asOf=" + before + "&q=class:server")).hasSize(2);
        assertThat(items("ci-classes?asOf=" + before).path(0).path("inService").asInt()).isEqualTo(2);
        assertThat(items("ci-classes?asOf=2001-01-01T00:00:00Z")).as("nobody knew of anything").isEmpty();
        assertThat(items("cis/" + alpha + "/relations?asOf=" + before)).isEmpty();
        String export = "cis-export?format=json&q=name:alpha&asOf=";
        assertThat(rig.get(reader, export + before).json().path(0).path("attributes").path("cpu_count").asInt())
                .isEqualTo(8);
        assertThat(rig.get(reader, export + rig.clock.instant() + "&knownAt=" + before).json().path(0)
                .path("attributes").path("cpu_count").asInt()).as("as it was then believed").isEqualTo(8);
        assertThat(items("estate/difference?from=" + before).path(0).path("changes").path("cpu_count").path("after")
                .asText()).isEqualTo("16");
        assertThat(rig.get(reader, "cis/" + alpha + "?asOf=yesterday").violation().path("field").asText())
                .isEqualTo("asOf");
        assertThat(rig.get(reader, "cis/" + alpha + "?asOf=2001-01-01T00:00:00Z").status()).isEqualTo(404);
        assertThat(rig.get(reader, "cis?knownAt=" + before).violation().path("field").asText()).isEqualTo("knownAt");
    }
}

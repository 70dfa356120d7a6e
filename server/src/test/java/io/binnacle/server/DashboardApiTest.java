package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dashboards over HTTP: those that come with the program, those that people make, and who may. */
class DashboardApiTest {

    private static final String CONTENT = """
        {"title": "Shop", "description": "", "tags": ["shop"], "variables": [],
         "panels": [{"title": "Up", "description": "", "kind": "time_series", "width": 6, "height": 5, "unit": "",
                     "queries": [{"expr": "up", "legend": ""}],
                     "thresholds": [{"from": 1, "severity": "warning"}], "text": "", "repeat": ""}]}""";

    private final ServerRig rig = new ServerRig();
    private final String reader = rig.token(Set.of(Permission.DASHBOARD_READ));
    private final String writer = rig.token(Set.of(Permission.DASHBOARD_READ, Permission.DASHBOARD_WRITE));

    @AfterEach
    void close() {
        rig.close();
    }

    private ServerRig.Answer put(String id, int version, String content) {
        return rig.call("PUT", "/api/v1/dashboards/" + id).token(writer)
                .json("{\"version\": " + version + ", \"content\": " + content + "}").send();
    }

    @Test
    void thoseThatComeWithTheProgramAreReadAndCopied() {
        JsonNode host = rig.get(reader, "dashboards/host").json();
        assertThat(host.path("readOnly").asBoolean()).isTrue();
        assertThat(put("host", 1, host.path("content").toString()).status()).isEqualTo(409);
        JsonNode copy = rig.post(writer, "dashboards", host.path("content").toString()).json();
        assertThat(copy.path("content")).isEqualTo(host.path("content"));
        assertThat(copy.path("readOnly").asBoolean()).isFalse();
        assertThat(rig.get(reader, "dashboards").json().path("items").findValuesAsText("title"))
                .containsExactly("Host", "JVM", "Kubernetes", "Linux host (node_exporter)",
                        "PostgreSQL", "nginx", "Host");
    }

    @Test
    void aChangeSaysWhichVersionItSaw() {
        String id = rig.post(writer, "dashboards", CONTENT).json().path("id").asText();
        JsonNode changed = put(id, 1, CONTENT.replace("Shop", "Shop 2")).json();
        assertThat(changed.path("version").asInt()).isEqualTo(2);
        ServerRig.Answer late = put(id, 1, CONTENT.replace("Shop", "Shop 3"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(rig.get(reader, "dashboards/" + id).json().path("content").path("title").asText())
                .isEqualTo("Shop 2");
        assertThat(rig.call("DELETE", "/api/v1/dashboards/" + id).token(writer).send().status()).isEqualTo(204);
        assertThat(rig.get(reader, "dashboards/" + id).status()).isEqualTo(404);
    }

    @Test
    void earlierVersionsAreListedReadAndGoneBackTo() {
        String id = rig.post(writer, "dashboards", CONTENT).json().path("id").asText();
        put(id, 1, CONTENT.replace("Shop", "Shop 2"));
        assertThat(rig.get(reader, "dashboards/" + id + "/versions").json().path("items").findValuesAsText("title"))
                .containsExactly("Shop 2", "Shop");
        String first = "dashboards/" + id + "/versions/1";
        assertThat(rig.get(reader, first).json().path("content").path("title").asText()).isEqualTo("Shop");
        String back = "{\"version\": 2, \"note\": \"a trial\"}";
        assertThat(rig.post(reader, first + "/restore", back).status()).isEqualTo(403);
        assertThat(rig.post(writer, first + "/restore", back).json().path("version").asInt()).isEqualTo(3);
        assertThat(rig.post(writer, first + "/restore", back).status()).isEqualTo(409);
        assertThat(rig.get(reader, "dashboards/" + id + "/versions/many").status()).isEqualTo(400);
        assertThat(rig.get(reader, "dashboards/" + id + "/versions/9").status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsSaidByItsPlace() {
        ServerRig.Answer answer = rig.post(writer, "dashboards", CONTENT.replace("\"width\": 6", "\"width\": 60"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("violations").findValuesAsText("field")).containsExactly("panels[0].width");
        assertThat(rig.post(reader, "dashboards", CONTENT).status()).isEqualTo(403);
    }
}

package io.binnacle.server;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What should be, uploaded over HTTP, and the drift that it brings to light. */
class IntentApiTest {

    private static final ServerRig RIG = new ServerRig();
    private static final String TOKEN = RIG.token(Set.of(Permission.CI_READ, Permission.CI_WRITE));
    private static final String TABLE = """
        class,name,cpu_count,stage
        server,alpha,8,in_service
        server,beta,lots,in_service
        """;

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static Answer upload(String path, String content) {
        return RIG.call("POST", "/api/v1/intents/" + path).token(TOKEN)
                .body("application/octet-stream", content).send();
    }

    @Test
    void aTableIsImportedComparedAndDecidedAbout() {
        RIG.wiring.cmdb.apply(new DiscoveryResult("test", "m1", Set.of(),
                List.of(new ObservedItem("server", "m1", "alpha", Map.of("cpu_count", 4), List.of())), List.of(),
                List.of()));
        Answer preview = upload("plan?preview=true", TABLE);
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.json().at("/difference/added").asInt()).isEqualTo(2);
        assertThat(preview.json().at("/difference/problems/0").asText()).startsWith("line 3, column cpu_count: ");
        assertThat(RIG.get(TOKEN, "intents").json().at("/items").size()).isZero();

        Answer made = upload("plan?classes=server", TABLE);
        assertThat(made.json().at("/format").asText()).isEqualTo("csv");
        assertThat(RIG.get(TOKEN, "intents").json().at("/items/0/claimedClasses/0").asText()).isEqualTo("server");
        assertThat(RIG.get(TOKEN, "intents/plan/imports").json().at("/items/0/version").asInt()).isEqualTo(1);
        assertThat(RIG.get(TOKEN, "drift-sums").json().at("/sums/0/open").asInt()).isEqualTo(2);

        Answer differs = RIG.get(TOKEN, "drift?q=kind:differs");
        assertThat(differs.json().at("/items/0/field").asText()).isEqualTo("cpu_count");
        assertThat(differs.json().at("/items/0/intended").asText()).isEqualTo("8");
        assertThat(differs.json().at("/items/0/observed").asText()).isEqualTo("4");
        String drift = "drift/" + differs.json().at("/items/0/id").asText();
        assertThat(RIG.post(TOKEN, drift + "/ignore", "{\"until\":\"soon\",\"reason\":\"x\"}").violation()
                .path("field").asText()).isEqualTo("until");
        assertThat(RIG.post(TOKEN, drift + "/ignore", "{\"until\":\"2999-01-01T00:00:00Z\",\"reason\":\"x\"}").json()
                .at("/state").asText()).isEqualTo("ignored");
        assertThat(RIG.post(TOKEN, drift + "/accept", "{\"reason\":\"four will do\"}").json().at("/state").asText())
                .isEqualTo("accepted");
        String item = differs.json().at("/items/0/ciId").asText();
        assertThat(RIG.get(TOKEN, "cis/" + item + "/drift").json().at("/items/0/decision/reason").asText())
                .isEqualTo("four will do");
        assertThat(RIG.call("DELETE", "/api/v1/" + drift + "/decision").token(TOKEN).send().json().at("/state")
                .asText()).isEqualTo("open");

        assertThat(upload("plan?format=riddle", TABLE).status()).isEqualTo(400);
        assertThat(upload("other", "what is this?").violation().path("field").asText()).isEqualTo("body");
        assertThat(RIG.call("DELETE", "/api/v1/intents/plan").token(TOKEN).send().status()).isEqualTo(204);
        assertThat(RIG.get(TOKEN, "drift").json().at("/total").asInt()).isZero();
        assertThat(RIG.get(TOKEN, "intents/plan/imports").status()).isEqualTo(404);
    }
}

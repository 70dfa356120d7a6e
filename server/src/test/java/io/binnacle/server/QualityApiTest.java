package io.binnacle.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Quality and attestations over HTTP. */
class QualityApiTest {

    private static final ServerRig RIG = new ServerRig();
    private static final String TOKEN = RIG.token(Set.of(Permission.CI_READ, Permission.CI_WRITE));

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static JsonNode rule(String name) {
        for (JsonNode each : RIG.get(TOKEN, "quality?class=server").json().path("rules")) {
            if (each.path("rule").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no rule " + name);
    }

    @Test
    void whatIsDueIsAttestedOneByOneAndManyAtOnce() {
        RIG.wiring.cmdb.apply(new DiscoveryResult("test", "m", Set.of(), List.of(
                new ObservedItem("server", "a", "alpha", Map.of("owner", "ops"), List.of()),
                new ObservedItem("server", "b", "beta", Map.of(), List.of()),
                new ObservedItem("server", "c", "gamma", Map.of(), List.of())), List.of(), List.of()));
        JsonNode never = rule("never_attested");
        assertThat(never.path("count").asInt()).isEqualTo(3);
        String q = never.path("q").asText();
        JsonNode items = RIG.get(TOKEN, "cis?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)).json().path("items");
        assertThat(items.size()).isEqualTo(3);

        String one = "cis/" + items.path(0).path("id").asText() + "/attestations";
        Answer made = RIG.post(TOKEN, one, "{\"note\": \"looked at it\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().at("/attestedBy").asText()).isEqualTo("token");
        assertThat(RIG.get(TOKEN, one).json().at("/items/0/note").asText()).isEqualTo("looked at it");
        assertThat(rule("never_attested").path("count").asInt()).isEqualTo(2);

        Answer many = RIG.post(TOKEN, "attestations", "{\"ids\": [], \"q\": \"" + q + "\"}");
        assertThat(many.json().at("/items").size()).as(many.text()).isEqualTo(2);
        assertThat(rule("never_attested").path("count").asInt()).isZero();
        assertThat(RIG.get(TOKEN, "cis?q=attestedAt%3Enow-1h&sort=-attestedAt").json().at("/items").size())
                .isEqualTo(3);
        assertThat(RIG.post(TOKEN, "attestations", "{\"ids\": []}").status()).isEqualTo(400);
        assertThat(RIG.get(TOKEN, "quality").status()).isEqualTo(400);
        assertThat(RIG.get(TOKEN, "quality?class=sever").violation().path("field").asText()).isEqualTo("class");
    }
}

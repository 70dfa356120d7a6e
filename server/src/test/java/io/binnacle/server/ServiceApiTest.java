package io.binnacle.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.kernel.health.Health;
import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Services over HTTP, on one server. */
class ServiceApiTest {

    private static final ServerRig RIG = new ServerRig();
    private static final String READER = RIG.token(Set.of(Permission.CI_READ, Permission.METRIC_READ));
    private static final String WRITER = RIG.token(Set.of(Permission.CI_READ, Permission.CI_WRITE));

    @BeforeAll
    static void discover() {
        RIG.wiring.cmdb.apply(new DiscoveryResult("test", "m1", Set.of(), List.of(item("alpha"), item("beta")),
                List.of(), List.of()));
        look();
    }

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static ObservedItem item(String name) {
        return new ObservedItem("server", name, name, Map.of(), List.of());
    }

    private static UUID id(String name) {
        return RIG.wiring.cmdb.findByKey("server", name).orElseThrow().id();
    }

    private static void look() {
        RIG.clock.advance(Duration.ofSeconds(20));
        RIG.wiring.estate.follower().catchUp();
        RIG.wiring.services.watch().look();
    }

    private static String content(String name, String more) {
        return "{\"ciClass\":\"business_service\",\"name\":\"" + name + "\",\"owner\":\"anna\",\"valuePerHour\":60,"
                + "\"currency\":\"EUR\"," + more + "\"groups\":[]}";
    }

    private static String parts(String name) {
        return "\"parts\":[{\"id\":\"" + id(name) + "\",\"weight\":2}],";
    }

    @Test
    void aServiceIsDescribedWatchedAndCounted() {
        Answer made = RIG.post(WRITER, "services", content("shop", parts("alpha")));
        assertThat(made.status()).isEqualTo(201);
        String path = "services/" + made.json().path("id").asText();
        look();
        assertThat(RIG.get(READER, path).json().path("state").asText()).isEqualTo("up");
        RIG.wiring.cmdb.setHealth(id("alpha"), Health.CRITICAL, "it burns");
        look();
        RIG.clock.advance(Duration.ofMinutes(30));
        JsonNode listed = RIG.get(READER, "services?q=state:down").json().path("items").path(0);
        assertThat(listed.path("name").asText()).isEqualTo("shop");
        assertThat(listed.path("why").asText()).isEqualTo("down: alpha is critical");
        JsonNode availability = RIG.get(READER, path + "/availability").json();
        assertThat(availability.path("downtimeSeconds").asInt()).isEqualTo(1800);
        assertThat(availability.path("valueLost").asDouble()).isEqualTo(30);
        assertThat(RIG.get(READER, path + "/history").json().path("items").size()).isEqualTo(2);
        JsonNode sample = RIG.get(READER, "query?time="
                + RIG.clock.instant().minus(Duration.ofMinutes(30)).getEpochSecond()
                + "&query=binnacle_service_state%7Bstate=%22down%22,service=%22shop%22%7D").json();
        assertThat(sample.at("/data/result/0/value/1").asText()).as(sample.toString()).isEqualTo("1");
    }

    @Test
    void faultsNameTheirFieldAndVersionsAreKept() {
        Answer wrong = RIG.post(WRITER, "services",
                content("wrong", "\"calendar\":\"office hours\",\"parts\":[],"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.violation().path("field").asText()).isEqualTo("calendar");
        JsonNode made = RIG.post(WRITER, "services", content("mail", parts("beta"))).json();
        String path = "services/" + made.path("id").asText();
        String change = "{\"version\":1,\"content\":" + content("post", parts("beta")) + "}";
        assertThat(RIG.call("PUT", "/api/v1/" + path).token(WRITER).json(change).send().json().path("version").asInt())
                .isEqualTo(2);
        assertThat(RIG.call("PUT", "/api/v1/" + path).token(WRITER).json(change).send().status()).isEqualTo(409);
        assertThat(RIG.call("DELETE", "/api/v1/" + path + "?version=2").token(WRITER).send().status()).isEqualTo(204);
        assertThat(RIG.get(READER, path).status()).isEqualTo(404);
        assertThat(RIG.post(READER, "services", content("never", "\"parts\":[],")).status()).isEqualTo(403);
        assertThat(RIG.get(READER, "services?sort=colour").status()).isEqualTo(400);
        assertThat(RIG.get(READER, path + "/history?from=2001-01-01T00:00:00Z").status()).isEqualTo(400);
    }

    @Test
    void aSignatureIsTriedOnTheProcessesOfThisMachine() {
        String trier = RIG.token(Set.of(Permission.CI_READ, Permission.CLASS_WRITE));
        Answer tried = RIG.post(trier, "signatures/try",
                "{\"yaml\":\"signatures:\\n  - {id: x, product: X, category: y}\"}");
        assertThat(tried.status()).isEqualTo(400);
        assertThat(tried.violation().path("field").asText()).contains("match");
        assertThat(RIG.get(READER, "signatures").json().path("items").size()).isGreaterThan(60);
        assertThat(RIG.get(READER, "service-proposals").json().path("items").size()).isZero();
    }

    @Test
    void signaturesOfOnesOwnAreKeptInVersions() {
        String keeper = RIG.token(Set.of(Permission.CI_READ, Permission.CLASS_WRITE, Permission.AUDIT_READ));
        String shop = "signatures:\n  - {id: shop, product: Shop, category: x, match: [{executable: shopd}]}\n";
        assertThat(put(READER, kept(0, shop)).status()).isEqualTo(403);
        Answer refused = put(keeper, kept(0, shop.replace("category: x", "category: x, class: shoop")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.violation().path("field").asText()).isEqualTo("yaml:2 signatures[0].class");
        assertThat(put(keeper, kept(0, shop)).json().path("version").asInt()).isEqualTo(1);
        JsonNode first = RIG.get(READER, "signatures").json().path("items").path(0);
        assertThat(first.path("id").asText()).isEqualTo("shop");
        assertThat(first.path("origin").asText()).isEqualTo("own");
        Answer late = put(keeper, kept(0, "signatures: []"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("detail")).contains("version 1");

        Answer back = RIG.post(keeper, "signatures/versions/0/restore", "{\"version\":1,\"note\":\"a trial\"}");
        assertThat(back.json().path("version").asInt()).isEqualTo(2);
        JsonNode versions = RIG.get(READER, "signatures/versions").json().path("items");
        assertThat(versions.path(0).path("note").asText()).isEqualTo("a trial");
        assertThat(versions.findValuesAsText("kind")).containsExactly("removed", "added");
        JsonNode text = RIG.get(READER, "signatures/versions/2").json();
        assertThat(text.path("before").asText()).isEqualTo(shop);
        assertThat(RIG.get(READER, "signatures/own").json().path("yaml")).isEqualTo(text.path("yaml"));
        assertThat(RIG.get(READER, "signatures/versions/many").status()).isEqualTo(400);
        assertThat(RIG.get(keeper, "audit").text()).contains("signatures", "restored");
    }

    private static Answer put(String token, String body) {
        return RIG.call("PUT", "/api/v1/signatures/own").token(token).json(body).send();
    }

    private static String kept(int version, String yaml) {
        return Json.MAPPER.createObjectNode().put("version", version).put("yaml", yaml).toString();
    }

    @Test
    void aRelationIsToldByHand() {
        String path = "cis/" + id("alpha") + "/relations";
        Answer refused = RIG.post(WRITER, path, "{\"type\":\"connects_to\",\"to\":\"" + id("beta") + "\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.violation().path("field").asText()).isEqualTo("type");
    }
}

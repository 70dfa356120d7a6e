package io.binnacle.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.security.Permission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What breaks with what, asked over HTTP about items that a discovery found. */
class ImpactApiTest {

    private static final ServerRig RIG = new ServerRig();
    private static final String TOKEN = RIG.token(Set.of(Permission.CI_READ));
    private static final String NOBODY = "00000000-0000-0000-0000-000000000001";

    @BeforeAll
    static void discover() {
        assertThat(RIG.get(TOKEN, "cis/" + NOBODY + "/impact").status()).as("before the graph is loaded")
                .isEqualTo(503);
        ObservedItem server = item("server", "m1", "alpha");
        ObservedItem system = item("operating_system", "m1", "debian");
        ObservedItem nginx = item("application", "m1:nginx", "nginx");
        RIG.wiring.cmdb.apply(new DiscoveryResult("test", "m1", Set.of(), List.of(server, system, nginx),
                List.of(new ObservedRelation(system.ref(), "runs_on", server.ref(), Map.of()),
                        new ObservedRelation(nginx.ref(), "runs_on", system.ref(), Map.of())),
                List.of()));
        RIG.wiring.estate.follower().catchUp();
    }

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static ObservedItem item(String ciClass, String key, String name) {
        return new ObservedItem(ciClass, key, name, Map.of(), List.of());
    }

    private static UUID id(String ciClass, String key) {
        return RIG.wiring.cmdb.findByKey(ciClass, key).orElseThrow().id();
    }

    @Test
    void impactComesWithPathsAndReasons() {
        Answer answer = RIG.get(TOKEN, "cis/" + id("server", "m1") + "/impact");
        assertThat(answer.json().at("/of/0/name").asText()).isEqualTo("alpha");
        assertThat(answer.json().at("/radius/items").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/items/1/item/name").asText()).isEqualTo("nginx");
        assertThat(answer.json().at("/items/1/effect").asText()).isEqualTo("down");
        assertThat(answer.json().at("/items/1/path/1/reason").asText())
                .isEqualTo("nginx runs on debian, which is down");
        assertThat(answer.json().at("/truncated").asBoolean()).isFalse();
    }

    @Test
    void dependenciesTreeAndSinglePointsAreThereToo() {
        String nginx = "cis/" + id("application", "m1:nginx");
        assertThat(RIG.get(TOKEN, nginx + "/dependencies?depth=1").json().at("/truncated").asBoolean()).isTrue();
        assertThat(RIG.get(TOKEN, nginx + "/dependencies").json().at("/count").asInt()).isEqualTo(2);
        assertThat(RIG.get(TOKEN, nginx + "/tree").json().at("/health").asText()).isEqualTo("ok");
        assertThat(RIG.get(TOKEN, nginx + "/tree?limit=2").json().at("/parts").size()).isEqualTo(2);
        assertThat(RIG.get(TOKEN, nginx + "/single-points").json().at("/count").asInt()).isEqualTo(2);
    }

    @Test
    void severalItemsAreTakenOutAtOnce() {
        Answer answer = RIG.post(TOKEN, "impact/what-if",
                "{\"ids\":[\"" + id("server", "m1") + "\",\"" + id("operating_system", "m1") + "\"]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/radius/items").asInt()).isEqualTo(1);
        Answer none = RIG.post(TOKEN, "impact/what-if", "{\"ids\":[]}");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.violation().path("field").asText()).isEqualTo("ids");
    }

    @Test
    void faultsNameTheirField() {
        String path = "cis/" + id("server", "m1") + "/impact";
        for (String wrong : List.of("depth=0", "depth=99999999999", "limit=1001", "asOf=yesterday")) {
            Answer answer = RIG.get(TOKEN, path + "?" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.violation().path("field").asText()).isEqualTo(wrong.split("=", 2)[0]);
        }
        assertThat(RIG.get(TOKEN, path + "?asOf=2001-01-01T00:00:00Z").status()).as("nothing was there then")
                .isEqualTo(404);
        assertThat(RIG.get(TOKEN, "cis/" + NOBODY + "/impact").status()).isEqualTo(404);
        assertThat(RIG.get(RIG.token(Set.of(Permission.INCIDENT_READ)), path).status()).isEqualTo(403);
    }

    @Test
    void anInstantOfThePastIsAnswered() {
        String path = "cis/" + id("server", "m1") + "/impact?asOf=" + Instant.parse("2999-01-01T00:00:00Z");
        assertThat(RIG.get(TOKEN, path).status()).as("what is yet to come is as it is now").isEqualTo(200);
    }
}

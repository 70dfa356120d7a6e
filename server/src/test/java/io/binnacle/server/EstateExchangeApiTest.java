package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.SignIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many items at once: searches that are kept, values entered into all that a filter finds, and files. */
class EstateExchangeApiTest {

    private static final ServerRig RIG = new ServerRig();
    private static final String EDITOR = RIG.token(
            Set.of(Permission.CI_READ, Permission.CI_WRITE, Permission.SEARCH_READ));

    @BeforeAll
    static void discover() {
        RIG.wiring.cmdb.apply(new DiscoveryResult("test", "m1", Set.of(), List.of(
                item("server", "a", "alpha", Map.of("model", "=HYPERLINK(\"x\"), 2")),
                item("server", "b", "beta", Map.of("model", "R740")),
                item("application", "m1:nginx", "nginx", Map.of())), List.of(), List.of()));
    }

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static ObservedItem item(String ciClass, String key, String name, Map<String, Object> attributes) {
        return new ObservedItem(ciClass, key, name, attributes, List.of());
    }

    private static UUID id(String ciClass, String key) {
        return RIG.wiring.cmdb.findByKey(ciClass, key).orElseThrow().id();
    }

    private static Answer send(String method, String token, String path, String json) {
        return json.isEmpty()
                ? RIG.call(method, "/api/v1/" + path).token(token).send()
                : RIG.call(method, "/api/v1/" + path).token(token).json(json).send();
    }

    private static Answer send(String method, SignIn.SignedIn person, String path, String json) {
        return json.isEmpty()
                ? RIG.call(method, "/api/v1/" + path).session(person).send()
                : RIG.call(method, "/api/v1/" + path).session(person).json(json).send();
    }

    @Test
    void aBulkEditIsPreviewedThenWritten() {
        String edit = """
            {"ids": [], "q": "class:server", "values": {"owner": "team-web"}, "preview": %s}""";
        Answer preview = send("POST", EDITOR, "cis/edit", edit.formatted(true));
        assertThat(preview.json().at("/items").size()).isEqualTo(2);
        assertThat(preview.json().at("/items/0/changes/owner/after").asText()).isEqualTo("team-web");
        assertThat(RIG.wiring.cmdb.get(id("server", "a")).attributes()).as("nothing is written").doesNotContainKey(
                "owner");
        Answer written = send("POST", EDITOR, "cis/edit", edit.formatted(false));
        assertThat(written.json().at("/refused").asInt()).isZero();
        assertThat(RIG.wiring.cmdb.get(id("server", "a")).attributes()).containsEntry("owner", "team-web");
        assertThat(RIG.wiring.cmdb.get(id("server", "b")).attributes()).containsEntry("owner", "team-web");
        assertThat(send("POST", EDITOR, "cis/edit", edit.formatted(true)).json().at("/items/0/changes").size())
                .as("it is so already").isZero();
    }

    @Test
    void oneItemsFaultIsNoOtherOnes() {
        Answer answer = send("POST", EDITOR, "cis/edit", """
            {"ids": ["%s", "%s"], "values": {"cpu_count": 4}, "preview": false}"""
                .formatted(id("application", "m1:nginx"), id("server", "b")));
        assertThat(answer.json().at("/refused").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/items/0/problem").asText()).contains("application");
        assertThat(RIG.wiring.cmdb.get(id("server", "b")).attributes()).containsEntry("cpu_count", 4L);
        assertThat(send("POST", EDITOR, "cis/edit", "{\"ids\": [], \"values\": {\"owner\": \"x\"}, \"preview\": true}")
                .status()).isEqualTo(400);
    }

    @Test
    void itemsAreFiles() {
        Answer csv = RIG.get(EDITOR, "cis-export?q=class:server&format=csv");
        assertThat(csv.text()).startsWith("id,class,key,name,lifecycle,source,firstSeen,lastSeen,")
                .contains(",\"'=HYPERLINK(\"\"x\"\"), 2\"").contains(",beta,in_service,test,");
        assertThat(RIG.get(EDITOR, "cis-export?q=name:nginx&format=json").json().at("/0/name").asText())
                .isEqualTo("nginx");
        assertThat(RIG.get(EDITOR, "cis-export?q=name:nginx&format=yaml").text()).startsWith("---")
                .contains("name: nginx");
        assertThat(RIG.get(EDITOR, "cis-export?format=xml").status()).isEqualTo(400);
        assertThat(RIG.get(EDITOR, "cis-export?q=nam:x").status()).isEqualTo(400);
    }

    @Test
    void whatWasExportedCanBeImported() {
        for (String format : List.of("csv", "json", "yaml")) {
            byte[] file = RIG.get(EDITOR, "cis-export?q=source:test&format=" + format).text()
                    .getBytes(StandardCharsets.UTF_8);
            String path = "/api/v1/intents/again-" + format;
            Answer taken = RIG.call("POST", path).token(EDITOR).body("application/octet-stream", file).send();
            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
            assertThat(taken.json().at("/format").asText()).as("its content tells").isEqualTo(format);
            assertThat(taken.json().at("/difference/items").asInt()).isEqualTo(3);
            assertThat(taken.json().at("/difference/problems").size()).as(taken.text()).isEqualTo(1);
            assertThat(RIG.get(EDITOR, "cis?q=source:test").json().at("/items").size())
                    .as("by name they are the ones that were there").isEqualTo(3);
            assertThat(RIG.get(EDITOR, "drift?q=kind:differs").json().at("/items").size()).isZero();
            assertThat(RIG.call("DELETE", path).token(EDITOR).send().status()).isEqualTo(204);
        }
    }

    @Test
    void aSearchIsItsOwnersToChange() {
        RIG.addUser("ada", Role.OPERATOR);
        RIG.addUser("bob", Role.VIEWER);
        SignIn.SignedIn ada = RIG.session("ada");
        SignIn.SignedIn bob = RIG.session("bob");
        String content = """
            {"list": "cis", "name": "%s", "q": "class:server model~r7", "sort": "-name",
             "columns": "health,name,owner", "shared": %s}""";
        Answer made = send("POST", ada, "saved-searches", content.formatted("Dell", false));
        assertThat(made.status()).isEqualTo(201);
        assertThat(send("POST", EDITOR, "saved-searches", content.formatted("Dell", false)).status())
                .as("a token is nobody").isEqualTo(409);
        String id = made.json().at("/id").asText();
        assertThat(send("POST", ada, "saved-searches", content.formatted("Dell", true)).status())
                .as("the name is taken").isEqualTo(409);
        assertThat(send("POST", ada, "saved-searches", content.formatted("x", true).replace("model~", "modl~"))
                .status()).as("a filter that cannot be read").isEqualTo(400);
        assertThat(send("POST", ada, "saved-searches", content.formatted("x", true).replace("health,", "health,,"))
                .violation().path("field").asText()).isEqualTo("columns");
        assertThat(send("GET", bob, "saved-searches?list=cis", "").json().at("/items").size()).isZero();
        String change = "{\"version\": 1, \"content\": " + content.formatted("Dell", true) + "}";
        assertThat(send("PUT", bob, "saved-searches/" + id, change).status()).isEqualTo(404);
        assertThat(send("PUT", ada, "saved-searches/" + id, change).json().at("/version").asInt()).isEqualTo(2);
        assertThat(send("PUT", ada, "saved-searches/" + id, change).status()).isEqualTo(409);
        JsonNode seen = send("GET", bob, "saved-searches?list=cis", "").json().at("/items/0");
        assertThat(seen.path("name").asText()).isEqualTo("Dell");
        assertThat(seen.path("sort").asText()).isEqualTo("-name");
        assertThat(seen.path("columns").asText()).isEqualTo("health,name,owner");
        assertThat(send("DELETE", bob, "saved-searches/" + id, "").status()).isEqualTo(404);
        assertThat(send("DELETE", ada, "saved-searches/" + id, "").status()).isEqualTo(204);
        assertThat(send("GET", ada, "saved-searches?list=cis", "").json().at("/items").size()).isZero();
    }
}

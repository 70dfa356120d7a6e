package io.binnacle.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.SignIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whoever changes something leaves a row, and nobody takes it away again. */
class AuditTest {

    private static final ServerRig RIG = new ServerRig();
    private static final String READER = RIG.token(Set.of(Permission.AUDIT_READ));

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static List<String> rowsSince(long id) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : RIG.get(READER, "audit?sort=id&limit=500&q=id%3E" + id).json().path("items")) {
            rows.add(row.path("actor").path("name").asText() + " " + row.path("record").path("type").asText() + " "
                    + row.path("verb").asText());
        }
        return rows;
    }

    private static long last() {
        return RIG.get(READER, "audit?limit=1").json().path("items").path(0).path("id").asLong();
    }

    private static void signIn(String name, String password) {
        RIG.call("POST", "/api/v1/session").json("{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}")
                .send();
    }

    @Test
    void signInsAreNotedAlsoRefusedOnes() {
        RIG.addUser("sue", Role.ADMINISTRATOR);
        long before = last();
        signIn("sue", "not the passphrase");
        signIn("nobody", "not the passphrase");
        signIn("sue", ServerRig.PASSWORD);
        for (int i = 0; i < 4; i++) {
            signIn("sue", "not the passphrase");
        }
        assertThat(rowsSince(before)).startsWith("sue user sign-in-failed", "nobody user sign-in-failed",
                "sue user signed-in").contains("sue user sign-in-throttled");
        assertThat(RIG.get(READER, "audit?q=verb:sign-in-failed").text()).contains("wrong password", "unknown name",
                "127.0.0.1").doesNotContain("not the passphrase");
    }

    @Test
    void everyChangeOfAccessIsNoted() {
        RIG.addUser("ada", Role.ADMINISTRATOR);
        SignIn.SignedIn ada = RIG.session("ada");
        long before = last();
        String user = change(ada, "POST", "users", "{\"name\":\"bob\",\"displayName\":\"Bob\",\"role\":\"viewer\","
                + "\"password\":\"" + ServerRig.PASSWORD + "\"}").path("id").asText();
        change(ada, "PATCH", "users/" + user, "{\"role\":\"operator\"}");
        change(ada, "POST", "users/" + user + "/password", "{\"password\":\"yet another passphrase\"}");
        String token = change(ada, "POST", "tokens", "{\"name\":\"t\",\"permissions\":[\"ci:read\"]}").path("token")
                .path("id").asText();
        RIG.call("DELETE", "/api/v1/tokens/" + token).session(ada).send();
        change(ada, "PUT", "account/password", "{\"current\":\"" + ServerRig.PASSWORD
                + "\",\"replacement\":\"another fine passphrase\"}");
        RIG.call("DELETE", "/api/v1/session").session(ada).send();
        assertThat(rowsSince(before)).containsExactly("ada user created", "ada user changed",
                "ada user password-reset", "ada token created", "ada token revoked", "ada user password-changed",
                "ada user signed-out");
        String all = RIG.get(READER, "audit?limit=500").text();
        assertThat(all).contains("\"operator\"").doesNotContain("passphrase").doesNotContain("$argon2");
    }

    @Test
    void everyChangeOfIncidentsAndChannelsIsNoted() {
        RIG.addUser("eve", Role.ADMINISTRATOR);
        SignIn.SignedIn eve = RIG.session("eve");
        long before = last();
        change(eve, "POST", "incidents", "{\"title\":\"Slow\",\"severity\":\"warning\"}");
        change(eve, "POST", "incidents/INC-1/resolve", "{}");
        String channel = change(eve, "POST", "notification/channels",
                "{\"name\":\"ops\",\"kind\":\"webhook\",\"url\":\"http://127.0.0.1:9/\"}").path("channel").path("id")
                .asText();
        change(eve, "PATCH", "notification/channels/" + channel, "{\"enabled\":false}");
        RIG.call("POST", "/api/v1/notification/channels/" + channel + "/secret").session(eve).send();
        RIG.call("DELETE", "/api/v1/notification/channels/" + channel).session(eve).send();
        assertThat(rowsSince(before)).containsExactly("eve incident opened", "eve incident resolved",
                "eve channel created", "eve channel changed", "eve channel secret-changed", "eve channel deleted");
    }

    private static JsonNode change(SignIn.SignedIn session, String method, String path, String json) {
        ServerRig.Answer answer = RIG.call(method, "/api/v1/" + path).session(session).json(json).send();
        assertThat(answer.status()).as(method + " " + path + " " + answer.text()).isBetween(200, 204);
        return answer.text().isEmpty() ? NullNode.instance : answer.json();
    }

    @Test
    void theDatabaseItselfRefusesToRewriteTheStream() {
        RIG.addUser("dan", Role.VIEWER);
        for (String statement : List.of("UPDATE binnacle.activity SET actor_name = 'mallory'",
                "DELETE FROM binnacle.activity", "TRUNCATE binnacle.activity")) {
            assertThatThrownBy(() -> RIG.database.jdbi().useHandle(handle -> handle.execute(statement)))
                    .as(statement).hasMessageContaining("append-only");
        }
        assertThat(last()).isPositive();
    }
}

package io.binnacle.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.Users;
import io.binnacle.storage.Database;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.secret.SecretBox;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Incidents and channels over HTTP, on a real database, with a real receiver of webhooks. */
class OperationsApiTest {

    private static final Actor ADMIN = new Actor(Actor.Kind.CLI, "test", null);

    /** A status and a body. */
    private record Answer(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asText();
        }
    }

    private final Database database = TestDatabase.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Wiring wiring = wiring();
    private final io.binnacle.server.http.HttpServer http = new io.binnacle.server.http.HttpServer(
            wiring.foundation.configuration().server(), Apis.routes(wiring), wiring.access.signIn(),
            wiring.foundation.meters());
    private String secret = "";

    private Wiring wiring() {
        LoadedConfiguration loaded = LoadedConfiguration.load(null, Map.of(),
                Map.of("server.listen", new Source.Entry("127.0.0.1:0", "test")));
        return new Wiring(Foundation.of(loaded, database.jdbi(), InstantSource.system(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new SecretBox(new byte[32]),
                new InMemoryTimeSeriesStore(InMemorySettings.defaults(), InstantSource.system())),
                signatures -> List.of());
    }

    @BeforeEach
    void start() {
        http.start();
        wiring.access.users().create(new Users.Wish("ana", "Ana", Role.OPERATOR, "a long enough passphrase"), ADMIN);
        as(Permission.values());
    }

    @AfterEach
    void close() {
        http.close();
        wiring.deliveries.close();
        wiring.webhook.close();
        client.close();
        database.close();
    }

    /** Further calls are made by a token with these permissions. */
    private void as(Permission... permissions) {
        secret = wiring.access.tokens().create(new ApiTokens.Wish("token", Set.of(permissions), null),
                Set.of(Permission.values()), ADMIN).secret();
    }

    private Answer call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + http.port() + "/api/v1/" + path))
                .header("Authorization", "Bearer " + secret);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method,
                    HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
    }

    private Answer post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    private Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    @Test
    void anIncidentLivesOverHttp() throws Exception {
        Answer opened = post("incidents", "{\"title\":\"Shop is slow\",\"severity\":\"major\"}");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.text("number")).isEqualTo("INC-1");
        assertThat(opened.text("status")).isEqualTo("open");
        assertThat(opened.body().path("actions").toString()).contains("\"change_severity\"");
        assertThat(post("incidents/INC-1/acknowledge", "{\"version\":1}").text("status")).isEqualTo("acknowledged");
        assertThat(post("incidents/INC-1/assign", "{\"owner\":\"ana\"}").text("owner")).isEqualTo("ana");
        assertThat(post("incidents/INC-1/comments", "{\"text\":\"on it\"}").status()).isEqualTo(200);
        assertThat(post("incidents/INC-1/severity", "{\"severity\":\"critical\"}").text("severity"))
                .isEqualTo("critical");
        assertThat(post("incidents/INC-1/keep-open", "{\"keepOpen\":false}").body().path("keepOpen").asBoolean())
                .isFalse();
        assertThat(post("incidents/INC-1/mitigate", "{\"note\":\"rolled back\"}").text("status"))
                .isEqualTo("mitigated");
        assertThat(post("incidents/INC-1/resolve", "{\"note\":\"fixed\"}").text("resolution")).isEqualTo("fixed");
        assertThat(post("incidents/INC-1/reopen", "{}").text("status")).isEqualTo("open");
        assertThat(get("incidents/INC-1").text("title")).isEqualTo("Shop is slow");
        assertThat(get("incidents?q=severity:critical").body().path("total").asInt()).isEqualTo(1);
        assertThat(get("incidents/INC-1/timeline").body().path("items").findValuesAsText("verb")).containsExactly(
                "opened", "acknowledged", "assigned", "commented", "severity-changed", "keep-open-changed",
                "mitigated", "resolved", "reopened");
        assertThat(get("incidents/INC-1/alerts").body().path("items")).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsAProblemThatSaysWhy() throws Exception {
        post("incidents", "{\"title\":\"Shop is slow\",\"severity\":\"major\"}");
        post("incidents/INC-1/acknowledge", "{}");
        Answer second = post("incidents/INC-1/acknowledge", "{}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("detail")).startsWith("INC-1 is acknowledged: acknowledged by token at ");
        assertThat(post("incidents/INC-1/assign", "{\"owner\":\"ana\",\"version\":1}").status()).isEqualTo(409);
        assertThat(get("incidents/INC-9").status()).isEqualTo(404);
        Answer wrong = post("incidents", "{\"title\":\"x\",\"severity\":\"bad\"}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().path("violations").path(0).path("field").asText()).isEqualTo("severity");
        assertThat(post("incidents/INC-1/assign", "{\"owner\":\"nobody\"}").status()).isEqualTo(400);
    }

    @Test
    void readingIsNotWriting() throws Exception {
        as(Permission.INCIDENT_READ, Permission.CHANNEL_READ);
        assertThat(get("incidents").status()).isEqualTo(200);
        assertThat(post("incidents", "{\"title\":\"x\",\"severity\":\"info\"}").status()).isEqualTo(403);
        assertThat(get("notification/channels").status()).isEqualTo(200);
        assertThat(post("notification/channels", "{}").status()).isEqualTo(403);
    }

    @Test
    void aChannelsSecretIsAnsweredOnceAndMessagesArrive() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            Answer created = post("notification/channels",
                    "{\"name\":\"ops\",\"kind\":\"webhook\",\"url\":\"http://127.0.0.1:"
                            + receiver.getAddress().getPort() + "/\",\"minSeverity\":\"info\"}");
            assertThat(created.status()).isEqualTo(201);
            String signing = created.text("secret");
            assertThat(signing).startsWith("whsec_");
            String channel = "notification/channels/" + created.body().path("channel").path("id").asText();
            Answer tested = post(channel + "/test", "");
            assertThat(tested.text("state")).isEqualTo("delivered");
            Answer attempts = get("notification/deliveries/" + tested.text("id") + "/attempts");
            assertThat(attempts.body().path("items").path(0).path("status").asInt()).isEqualTo(204);
            assertThat(post("notification/deliveries/" + tested.text("id") + "/retry", "").status()).isEqualTo(409);
            assertThat(call("PATCH", channel, "{\"enabled\":false}").body().path("enabled").asBoolean()).isFalse();
            Answer changed = post(channel + "/secret", "");
            assertThat(changed.text("secret")).startsWith("whsec_").isNotEqualTo(signing);
            String everything = get(channel).body().toString() + get("notification/channels").body()
                    + get("notification/deliveries").body() + get("audit").body();
            assertThat(everything).doesNotContain("whsec_").doesNotContain(signing.substring("whsec_".length()));
            assertThat(call("DELETE", channel, "").status()).isEqualTo(204);
            assertThat(get(channel).status()).isEqualTo(404);
            assertThat(get("notification/deliveries?q=event:test").body().path("total").asInt()).isEqualTo(1);
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void targetsThatMayNotBeCalledAreRefused() throws Exception {
        Answer refused = post("notification/channels",
                "{\"name\":\"x\",\"kind\":\"webhook\",\"url\":\"http://169.254.169.254/latest\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("violations").path(0).path("field").asText()).isEqualTo("url");
    }
}

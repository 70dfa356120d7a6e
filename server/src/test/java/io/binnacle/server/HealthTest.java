package io.binnacle.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.Database;
import io.binnacle.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Health and metrics of a server that runs, with and without its database. */
class HealthTest {

    private static HttpResponse<String> get(HttpClient client, Running running, String path, String token)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path))
                .header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    private static LoadedConfiguration configuration(Path data) {
        return LoadedConfiguration.load(null, Map.of(),
                Map.of("server.listen", new Source.Entry("127.0.0.1:0", "test"), "data",
                        new Source.Entry(data.toString(), "test"), "discovery.enabled",
                        new Source.Entry("false", "test")));
    }

    private static Supplier<SampleStore> opened(LoadedConfiguration loaded) {
        SampleStore store = SampleStore.open(loaded.configuration(), InstantSource.system(), new SimpleMeterRegistry());
        return () -> store;
    }

    @Test
    void withoutItsDatabaseTheServerLivesAndIsNotReadyAndSaysWhy(@TempDir Path data) throws Exception {
        LoadedConfiguration loaded = configuration(data);
        Database database = TestDatabase.create();
        try (HttpClient client = HttpClient.newHttpClient();
                Running running = Running.start(loaded, database,
                        opened(loaded), InstantSource.system(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
            String token = running.wiring().access.tokens()
                    .create(new ApiTokens.Wish("t", Set.of(Permission.METRICS_READ, Permission.ALERT_READ), null),
                            Set.of(Permission.values()), ServerRig.TEST)
                    .secret();
            HttpResponse<String> ready = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + "/health/ready")).build(),
                    BodyHandlers.ofString());
            assertThat(ready.statusCode()).isEqualTo(200);
            JsonNode components = Json.MAPPER.readTree(ready.body()).path("components");
            assertThat(components.findValuesAsText("name")).containsExactly("database", "classes", "signatures",
                    "discovery", "rules", "samples", "remote-write", "scraping");
            HttpResponse<String> metrics = get(client, running, "/metrics", token);
            assertThat(metrics.body()).contains("binnacle_http_requests", "jvm_memory_used_bytes");

            database.close();

            assertThat(client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + "/health/live")).build(),
                    BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            HttpResponse<String> call = get(client, running, "/api/v1/alerting/alerts", token);
            assertThat(call.statusCode()).as("with a token, which the database knows").isEqualTo(503);
            assertThat(call.headers().firstValue("retry-after")).contains("5");
            HttpResponse<String> down = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + "/health/ready")).build(),
                    BodyHandlers.ofString());
            assertThat(down.statusCode()).isEqualTo(503);
            JsonNode state = Json.MAPPER.readTree(down.body());
            assertThat(state.path("ready").asBoolean()).isFalse();
            assertThat(state.path("components").path(0).path("state").asText()).isEqualTo("down");
            assertThat(state.path("components").path(0).path("detail").asText()).isNotEmpty();
        }
    }

    @Test
    void aDamagedSampleStoreIsDegradedAndServes(@TempDir Path data) throws Exception {
        Files.write(Files.createDirectories(data.resolve("samples")).resolve("state"), new byte[50]);
        LoadedConfiguration loaded = configuration(data);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (HttpClient client = HttpClient.newHttpClient();
                Running running = Running.start(loaded, TestDatabase.create(),
                        opened(loaded), InstantSource.system(),
                        meters)) {
            HttpResponse<String> ready = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + "/health/ready")).build(),
                    BodyHandlers.ofString());
            assertThat(ready.statusCode()).isEqualTo(200);
            JsonNode samples = Json.MAPPER.readTree(ready.body()).path("components").path(5);
            assertThat(samples.path("name").asText()).isEqualTo("samples");
            assertThat(samples.path("state").asText()).isEqualTo("degraded");
            assertThat(samples.path("detail").asText()).startsWith("state: damaged");
            assertThat(meters.scrape()).contains("binnacle_samples_problems 1.0");
        }
    }

    @Test
    void healthSaysWhatIsDamagedAndNotWhereOnTheMachineItLies(@TempDir Path data) throws Exception {
        Files.createDirectories(data.resolve("samples/blocks/20261126/0000000001.block"));
        LoadedConfiguration loaded = configuration(data);
        try (HttpClient client = HttpClient.newHttpClient();
                Running running = Running.start(loaded, TestDatabase.create(),
                        opened(loaded), InstantSource.system(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
            String ready = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + "/health/ready")).build(),
                    BodyHandlers.ofString()).body();
            assertThat(ready).contains("blocks/20261126/0000000001.block").doesNotContain(data.toRealPath().toString());
        }
    }
}

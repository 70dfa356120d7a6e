package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.config.Source;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.ApiTokens;
import io.binnacle.server.security.Permission;
import io.binnacle.telemetry.export.protobuf.ProtobufWriter;
import io.binnacle.testkit.TestDatabase;
import io.binnacle.timeseries.CardinalityReport;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server with its samples in Debian's Prometheus. */
class OutgrownServerTest {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process prometheus(int port) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"),
                "global: {scrape_interval: 1h}\nstorage: {tsdb: {out_of_order_time_window: 2h}}\n");
        return new ProcessBuilder(PROMETHEUS.toString(), "--config.file=" + configuration,
                "--web.enable-remote-write-receiver", "--enable-feature=native-histograms",
                "--storage.tsdb.path=" + folder.resolve("peer"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** The server with a data directory of that name, and a token for it. */
    private record Server(Running running, String token) implements AutoCloseable {

        @Override
        public void close() {
            running.close();
        }
    }

    private Server start(String name, int peerPort) {
        Map<String, Source.Entry> flags = new HashMap<>();
        Map.of("server.listen", "127.0.0.1:0", "data", folder.resolve(name).toString(), "discovery.enabled", "false",
                "rules.evaluationInterval", "1s", "samples.remote.url", "http://127.0.0.1:" + peerPort + "/",
                "samples.remote.recent", "1m", "samples.remote.label", "store=estate")
                .forEach((key, value) -> flags.put(key, new Source.Entry(value, "test")));
        LoadedConfiguration loaded = LoadedConfiguration.load(null, Map.of(), flags);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SampleStore store = SampleStore.open(loaded.configuration(), CLOCK, meters);
        Running running = Running.start(loaded, TestDatabase.create(), () -> store, CLOCK, meters);
        String token = running.wiring().access.tokens()
                .create(new ApiTokens.Wish("t", Set.of(Permission.METRIC_READ, Permission.METRIC_INGEST,
                        Permission.METRIC_DELETE, Permission.SNAPSHOT_WRITE, Permission.SYSTEM_READ), null),
                        Set.of(Permission.values()), ServerRig.TEST)
                .secret();
        return new Server(running, token);
    }

    private HttpResponse<String> get(Server server, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.running.port() + path))
                .header("Authorization", "Bearer " + server.token).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(Server server, String path, byte[] body)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.running.port() + path))
                .header("Authorization", "Bearer " + server.token).header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy").POST(BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofString());
    }

    /** A part of a sum, by OTLP: what it is added to is looked for in the store. */
    private HttpResponse<String> postPart(Server server) throws IOException, InterruptedException {
        String json = """
            {"resourceMetrics":[{"resource":{},"scopeMetrics":[{"metrics":[{"name":"jobs","sum":{
              "aggregationTemporality":1,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"%d000000","asDouble":2}]}}]}]}]}
            """.formatted(
                CLOCK.millis());
        return client.send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + server.running.port() + "/api/v1/otlp/v1/metrics"))
                .header("Authorization", "Bearer " + server.token).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
    }

    private static JsonNode result(HttpResponse<String> answer) throws IOException {
        JsonNode json = Json.MAPPER.readTree(answer.body());
        assertThat(json.path("status").asText()).as(answer.body()).isEqualTo("success");
        return json.path("data").path("result");
    }

    private static String query(String promql, long millis) {
        return "/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8) + "&time=" + millis / 1000.0;
    }

    /** A message of remote write with samples of {@code sent{host="a"}}, a second apart up to that time. */
    private static byte[] message(long lastMillis, int count) {
        ProtobufWriter series = new ProtobufWriter();
        for (String[] label : new String[][]{{"__name__", "sent"}, {"host", "a"}}) {
            ProtobufWriter one = new ProtobufWriter();
            one.text(1, label[0]);
            one.text(2, label[1]);
            series.message(1, one);
        }
        for (int i = count - 1; i >= 0; i--) {
            ProtobufWriter sample = new ProtobufWriter();
            sample.float64(1, i / 7.0);
            sample.varint(2, lastMillis - i * 1000L);
            series.message(2, sample);
        }
        ProtobufWriter request = new ProtobufWriter();
        request.message(1, series);
        // Snappy's block format, as one literal.
        ProtobufWriter block = new ProtobufWriter();
        block.varint(request.size());
        block.raw(61 << 2);
        block.raw(request.size() - 1);
        block.raw((request.size() - 1) >> 8);
        block.raw(request.bytes(), request.size());
        return block.copy();
    }

    @Test
    void whatOneMachineWroteAnotherFindsInTheServerThatKeepsIt() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMETHEUS), "Prometheus is not installed (Debian package prometheus)");
        int port = freePort();
        Process peer = prometheus(port);
        try {
            long past = CLOCK.millis() / 1000 * 1000 - 1_800_000;
            try (Server first = start("first", port)) {
                assertThat(post(first, "/api/v1/write", message(past, 100)).statusCode()).isEqualTo(204);
                writesAndWatches(first, port, past);
                refusesWhatItCannot(first);
            }
            try (Server second = start("second", port)) {
                assertThat(second.running.wiring().samples.cardinality(1000, CardinalityReport.Order.SERIES).metrics())
                        .as("here is nothing of it").noneMatch(metric -> metric.name().equals("sent"));
                JsonNode found = result(get(second, query("sent[2m]", past)));
                assertThat(found).hasSize(1);
                assertThat(found.path(0).path("metric").has("store")).as("our own label").isFalse();
                assertThat(found.path(0).path("values")).hasSize(100);
                assertThat(found.path(0).path("values").path(0).path(1).asDouble()).isEqualTo(99 / 7.0);
                assertThat(get(second, "/api/v1/label/host/values?match[]=sent").body()).contains("\"a\"");
                end(peer);
                saysThatThePastIsAway(second, past);
            }
        } finally {
            end(peer);
        }
    }

    private void writesAndWatches(Server server, int peerPort, long past) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            URI there = URI.create("http://127.0.0.1:" + peerPort + query("count_over_time(sent{store=\"estate\"}[2m])",
                    past));
            assertThat(result(client.send(HttpRequest.newBuilder(there).build(), BodyHandlers.ofString()))
                    .path(0).path("value").path(1).asInt()).isEqualTo(100);
            assertThat(result(get(server, query("sum_over_time(sent[2m])", past))).path(0).path("value").path(1)
                    .asDouble()).isBetween(4950 / 7.0 - 1e-6, 4950 / 7.0 + 1e-6);
            assertThat(result(get(server, query("system_cpu_logical_count", CLOCK.millis()))))
                    .as("the machine itself").hasSize(1);
            assertThat(server.running.wiring().evaluator.rules()).isNotEmpty()
                    .allMatch(rule -> !rule.rule().enabled()
                            || (rule.lastEvaluatedAt() != null && rule.error() == null));
            assertThat(server.running.wiring().remoteWriting.states()).singleElement()
                    .satisfies(state -> assertThat(state.healthy()).isTrue());
        });
    }

    private void refusesWhatItCannot(Server server) throws IOException, InterruptedException {
        HttpResponse<String> deletion = post(server, "/api/v1/admin/tsdb/delete_series?match[]=sent", new byte[0]);
        assertThat(deletion.statusCode()).as(deletion.body()).isEqualTo(409);
        assertThat(deletion.body()).contains("must be deleted there");
        HttpResponse<String> snapshot = post(server, "/api/v1/admin/tsdb/snapshot", new byte[0]);
        assertThat(snapshot.statusCode()).as(snapshot.body()).isEqualTo(409);
        assertThat(snapshot.body()).contains("samples.remote.url");
        for (String path : new String[]{"status/tsdb", "samples/cardinality", "metadata", "labels", "targets",
                "series?match[]=sent", "query_exemplars?query=sent&start=1&end=2"}) {
            assertThat(get(server, "/api/v1/" + path).statusCode()).as(path).isEqualTo(200);
        }
    }

    /** What is recent is answered, what is not says why. */
    private void saysThatThePastIsAway(Server server, long past) throws IOException, InterruptedException {
        HttpResponse<String> away = get(server, query("sent", past));
        assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
        assertThat(away.body()).contains("cannot be read", "connection refused");
        HttpResponse<String> part = postPart(server);
        assertThat(part.statusCode()).as(part.body()).isEqualTo(200);
        assertThat(part.body()).doesNotContain("rejected");
        assertThat(result(get(server, query("1 + 1", CLOCK.millis()))).toString()).contains("2");
        assertThat(get(server, "/health/ready").body()).contains("samples of the past cannot be read");
    }
}

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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes itself and a target with a native histogram and an exemplar, and writes what it finds to a running
 * server, by remote write; and reads back what only that server has, by remote read.
 */
class PrometheusPeerTest {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");

    @TempDir
    private Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start(int port, int exposedPort, ServerRig rig) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), rig.token(Set.of(Permission.METRIC_INGEST)));
        Path readToken = Files.writeString(folder.resolve("read-token"), rig.token(Set.of(Permission.METRIC_READ)));
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
            global:
              scrape_interval: 1s
              external_labels: {site: "test"}
            scrape_configs:
              - job_name: prometheus
                static_configs: [{targets: ["127.0.0.1:%d"]}]
              - job_name: exposition
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            remote_write:
              - url: %s
                authorization: {credentials_file: %s}
                queue_config: {batch_send_deadline: 1s}
                metadata_config: {send_interval: 1s}
                send_exemplars: true
                send_native_histograms: true
            remote_read:
              - url: %s
                authorization: {credentials_file: %s}
                read_recent: true
                filter_external_labels: false
            """.formatted(port, exposedPort, rig.uri("/api/v1/write"), token, rig.uri("/api/v1/read"), readToken));
        return new ProcessBuilder(PROMETHEUS.toString(), "--config.file=" + configuration,
                "--enable-feature=exemplar-storage,native-histograms",
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }

    @Test
    void whatPrometheusScrapesCanBeAskedHere() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMETHEUS), "Prometheus is not installed (Debian package prometheus)");
        // Prometheus stamps its samples by the machine's clock, which is not the rig's.
        try (ServerRig rig = new ServerRig(); ProtobufExposition exposition = new ProtobufExposition()) {
            rig.clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
            String reader = rig.token(Set.of(Permission.METRIC_READ));
            int port = freePort();
            Process prometheus = start(port, exposition.port(), rig);
            try {
                String query = "query?query=prometheus_remote_storage_samples_total&time=";
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                    rig.clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
                    return value(rig.get(reader, query + rig.clock.instant()).json()) > 0;
                });
                assertThat(rig.get(reader, "query?query=up&time=" + rig.clock.instant()).text())
                        .contains("\"job\":\"prometheus\"").contains("\"site\":\"test\"")
                        .contains("\"instance\":\"127.0.0.1:" + port + "\"");
                Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> checkDetails(rig.wiring.samples));
                checkRemoteRead(rig, port);
                assertThat(rig.meters.counter("binnacle.intake.samples", "protocol", "remote_write", "outcome",
                        "refused").count()).isZero();
            } finally {
                prometheus.destroy();
                if (!prometheus.waitFor(30, TimeUnit.SECONDS)) {
                    prometheus.destroyForcibly();
                }
            }
            assertThat(Files.readString(folder.resolve("log"), StandardCharsets.UTF_8))
                    .doesNotContain("server returned HTTP status");
        }
    }

    /** Prometheus itself is asked for a series that only Binnacle has; this version reads no native histograms. */
    private static void checkRemoteRead(ServerRig rig, int port) throws IOException, InterruptedException {
        long end = rig.clock.millis() / 1000 * 1000;
        Appender appender = rig.wiring.samples.appender();
        int hours = appender.series(Labels.of("__name__", "only_here", "kind", "float"));
        for (int i = 0; i < 500; i++) {
            appender.append(hours, end - i * 1000L, i / 7.0);
        }
        appender.commit();
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode read = ask(client, port, "only_here[10m]", end);
            assertThat(read.path(0).path("values")).hasSize(500);
            assertThat(read.path(0).path("values").path(499).path(1).asDouble()).isZero();
            assertThat(read.path(0).path("values").path(0).path(1).asDouble()).isEqualTo(499 / 7.0);
        }
    }

    private static JsonNode ask(HttpClient client, int port, String query, long millis)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?time=" + millis / 1000
                        + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))).build(),
                BodyHandlers.ofString());
        JsonNode json = Json.MAPPER.readTree(answer.body());
        assertThat(json.path("status").asText()).as(answer.body()).isEqualTo("success");
        return json.path("data").path("result");
    }

    /** What came beside floats. */
    private static void checkDetails(TimeSeriesStore store) {
        assertThat(store.metadata().get(ProtobufExposition.HISTOGRAM)).isEqualTo(
                new MetricMetadata(MetricMetadata.Type.HISTOGRAM, "", "How long it took."));
        assertThat(store.metadata()).containsKey("prometheus_remote_storage_samples_total");
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.select(List.of(Matcher.equal("__name__", ProtobufExposition.HISTOGRAM)))).singleElement()
                    .satisfies(series -> {
                        NativeHistogram histogram = series.histograms().getLast().histogram();
                        assertThat(histogram.count()).isEqualTo(ProtobufExposition.OBSERVATIONS);
                        assertThat(histogram.schema()).isEqualTo(ProtobufExposition.SCHEMA);
                        assertThat(histogram.positive().size()).isEqualTo(2);
                    });
            assertThat(querier.exemplars(List.of(Matcher.equal("__name__", ProtobufExposition.COUNTER)), 100))
                    .singleElement()
                    .satisfies(found -> assertThat(found.exemplars()).first()
                            .satisfies(
                                    exemplar -> assertThat(exemplar.labels()).isEqualTo(Labels.of("trace_id", "abc"))));
        }
    }

    /** Of the one series in the answer; 0 when there is none. */
    private static double value(JsonNode answer) {
        return answer.path("data").path("result").path(0).path("value").path(1).asDouble();
    }
}

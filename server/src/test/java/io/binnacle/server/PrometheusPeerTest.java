package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes itself and a target with a native histogram and an exemplar, and writes what it finds to a running
 * server, by remote write.
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
            """.formatted(port, exposedPort, rig.uri("/api/v1/write"), token));
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

package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import io.binnacle.timeseries.Querier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node exporter and a target with native histograms are scraped by an unchanged {@code prometheus.yml}. */
class ScrapePeerTest {

    private static final Path EXPORTER = Path.of("/usr/bin/prometheus-node-exporter");

    @TempDir
    private Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path configuration(int nodePort, int protobufPort) throws IOException {
        return Files.writeString(folder.resolve("prometheus.yml"), """
            # my global config
            global:
              scrape_interval: 1s # Set the scrape interval to every second.
              evaluation_interval: 15s

            # Alertmanager configuration
            alerting:
              alertmanagers:
                - static_configs:
                    - targets:
                      # - alertmanager:9093

            scrape_configs:
              # The job name is added as a label `job=<job_name>` to any timeseries scraped from this config.
              - job_name: "node"
                static_configs:
                  - targets: ["127.0.0.1:%d"]
                    labels:
                      app: "exporter"
              - job_name: "native"
                scrape_native_histograms: true
                static_configs: [{targets: ["127.0.0.1:%d", "dropped:1"]}]
                relabel_configs: [{action: drop, source_labels: [__address__], regex: "dropped:.*"}]
            """.formatted(nodePort, protobufPort));
    }

    @Test
    void whatAnUnchangedConfigurationNamesIsScraped() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(EXPORTER),
                "the node exporter is not installed (Debian package prometheus-node-exporter)");
        int port = freePort();
        Process exporter = new ProcessBuilder(EXPORTER.toString(), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        try (ProtobufExposition exposition = new ProtobufExposition();
                ServerRig rig = new ServerRig(
                        "scrape.prometheusFile=" + configuration(port, exposition.port()))) {
            rig.clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
            rig.wiring.scraping.start();
            String reader = rig.token(Set.of(Permission.METRIC_READ));
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                rig.clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
                JsonNode up = rig.get(reader, "query?query=sum(up)&time=" + rig.clock.instant()).json();
                assertThat(up.path("data").path("result").path(0).path("value").path(1).asText()).isEqualTo("2");
            });
            String query = "query?query=node_memory_MemTotal_bytes&time=" + rig.clock.instant();
            assertThat(rig.get(reader, query).text()).contains("\"app\":\"exporter\"").contains("\"job\":\"node\"")
                    .contains("\"instance\":\"127.0.0.1:" + port + "\"");
            checkProtobuf(rig);
            checkTargets(rig, reader, port);
        } finally {
            exporter.destroy();
            if (!exporter.waitFor(30, TimeUnit.SECONDS)) {
                exporter.destroyForcibly();
            }
        }
    }

    private static void checkProtobuf(ServerRig rig) {
        try (Querier querier = rig.wiring.samples.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.select(List.of(Matcher.equal("__name__", ProtobufExposition.HISTOGRAM))))
                    .singleElement().satisfies(series -> assertThat(series.histograms().getLast().histogram().count())
                            .isEqualTo(ProtobufExposition.OBSERVATIONS));
            assertThat(querier.exemplars(List.of(Matcher.equal("__name__", ProtobufExposition.COUNTER)), 100))
                    .singleElement().satisfies(found -> assertThat(found.exemplars().getFirst().labels())
                            .isEqualTo(Labels.of("trace_id", "abc")));
        }
    }

    private static void checkTargets(ServerRig rig, String reader, int port) {
        JsonNode targets = rig.get(reader, "targets").json().path("data");
        assertThat(targets.path("activeTargets")).hasSize(2);
        JsonNode node = targets.path("activeTargets").path(0);
        assertThat(node.path("health").asText()).isEqualTo("up");
        assertThat(node.path("lastError").asText()).isEmpty();
        assertThat(node.path("scrapePool").asText()).isEqualTo("node");
        assertThat(node.path("scrapeUrl").asText()).isEqualTo("http://127.0.0.1:" + port + "/metrics");
        assertThat(node.path("scrapeInterval").asText()).isEqualTo("1s");
        assertThat(node.path("scrapeTimeout").asText()).isEqualTo("1s");
        assertThat(node.path("labels").path("app").asText()).isEqualTo("exporter");
        assertThat(node.path("discoveredLabels").path("__address__").asText()).isEqualTo("127.0.0.1:" + port);
        assertThat(targets.path("droppedTargets")).hasSize(1);
        assertThat(targets.path("droppedTargetCounts").path("native").asInt()).isEqualTo(1);
        assertThat(rig.get(reader, "targets?state=dropped").json().path("data").path("activeTargets")).isEmpty();
        assertThat(rig.get(reader, "targets?state=active&scrapePool=native").json().path("data")
                .path("activeTargets")).hasSize(1);
        assertThat(rig.get(reader, "scrape_pools").text()).contains("{\"scrapePools\":[\"node\",\"native\"]}");
        JsonNode all = rig.get(reader, "targets/metadata?match_target=%7Bjob%3D%22node%22%7D").json().path("data");
        assertThat(all.size()).isGreaterThan(50);
        JsonNode one = rig.get(reader, "targets/metadata?metric=node_memory_MemTotal_bytes").json().path("data")
                .path(0);
        assertThat(one.path("type").asText()).isEqualTo("gauge");
        assertThat(one.path("help").asText()).isEqualTo("Memory information field MemTotal_bytes.");
        assertThat(one.path("target").path("job").asText()).isEqualTo("node");
        assertThat(one.has("metric")).isFalse();
        assertThat(rig.get(reader, "targets/metadata?match_target=%7B").status()).isEqualTo(400);
    }
}

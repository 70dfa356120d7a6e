package io.binnacle.telemetry.export.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.scrape.yaml.Faults;
import io.binnacle.telemetry.scrape.yaml.YamlText;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real receivers take what a store writes, and say it again. */
class RemoteWritePeerTest {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path VICTORIA_METRICS = Path.of("/usr/bin/victoria-metrics");
    private static final int SAMPLES = 300;

    @TempDir
    private Path folder;
    private final InstantSource clock = InstantSource.system();

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void prometheusTakesFloatsAndNativeHistograms() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMETHEUS), "Prometheus is not installed (Debian package prometheus)");
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "global: {scrape_interval: 1h}\n");
        int port = freePort();
        writeTo(port, "/api/v1/query", true, PROMETHEUS.toString(), "--config.file=" + configuration,
                "--web.enable-remote-write-receiver", "--enable-feature=native-histograms",
                "--storage.tsdb.path=" + folder.resolve("peer"), "--web.listen-address=127.0.0.1:" + port);
    }

    @Test
    void victoriaMetricsTakesFloats() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(VICTORIA_METRICS),
                "VictoriaMetrics is not installed (Debian package victoria-metrics)");
        int port = freePort();
        writeTo(port, "/api/v1/query", false, VICTORIA_METRICS.toString(),
                "-storageDataPath=" + folder.resolve("peer"), "-httpListenAddr=127.0.0.1:" + port,
                "-search.latencyOffset=0s");
    }

    private void writeTo(int port, String query, boolean histograms, String... command)
            throws IOException, InterruptedException {
        Process peer = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("peer.log").toFile()).start();
        Faults faults = new Faults();
        Destination destination = DestinationReader.read(YamlText.section("test", "url: http://127.0.0.1:" + port
                + "/api/v1/write\nsend_native_histograms: " + histograms
                + "\nqueue_config: {batch_send_deadline: 20ms, max_backoff: 200ms, max_samples_per_send: 50}",
                faults).orElseThrow(), folder, Map.of("site", "here"));
        faults.throwIfAny();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (LocalDisk disk = LocalDisk.open(folder.resolve("own"));
                DurableTimeSeriesStore store = DurableTimeSeriesStore.open(disk, DurableSettings.defaults(), clock);
                RemoteWriting writing = new RemoteWriting(() -> List.of(destination),
                        new WriteSurroundings(store, 1 << 30, "here", clock, meters));
                HttpClient client = HttpClient.newHttpClient()) {
            // Before the peer is up: what is refused until then must not be lost.
            writing.start(store.feeds());
            long end = clock.millis() / 1000 * 1000;
            fill(store, end);
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                URI uri = URI.create("http://127.0.0.1:" + port + query + "?time=" + end / 1000
                        + "&query=count_over_time(written%5B1h%5D)");
                JsonNode result = ask(client, uri);
                assertThat(result).hasSize(1);
                assertThat(result.path(0).path("metric").path("site").asText()).isEqualTo("here");
                assertThat(result.path(0).path("value").path(1).asInt()).isEqualTo(SAMPLES);
            });
            JsonNode values = ask(client, URI.create("http://127.0.0.1:" + port + query + "?time=" + end / 1000
                    + "&query=written%5B1h%5D")).path(0).path("values");
            assertThat(values).hasSize(SAMPLES);
            for (int i = 0; i < SAMPLES; i++) {
                assertThat(values.path(i).path(1).asDouble()).isEqualTo((SAMPLES - 1 - i) / 8.0);
            }
            if (histograms) {
                assertThat(ask(client, URI.create("http://127.0.0.1:" + port + query + "?time=" + end / 1000
                        + "&query=histogram_count(spread)")).path(0).path("value").path(1).asInt()).isEqualTo(3);
            }
            assertThat(writing.states().getFirst().failedTotal()).isZero();
        } finally {
            peer.destroy();
            if (!peer.waitFor(30, TimeUnit.SECONDS)) {
                peer.destroyForcibly();
            }
        }
    }

    private static void fill(DurableTimeSeriesStore store, long end) {
        Appender appender = store.appender();
        int floats = appender.series(Labels.of("__name__", "written", "host", "a"));
        for (int i = SAMPLES - 1; i >= 0; i--) {
            appender.append(floats, end - i * 1000L, i / 8.0);
        }
        appender.append(appender.series(Labels.of("__name__", "spread")), end, NativeHistogram.ofIntegers().schema(2)
                .sum(5).count(3).zero(0.001, 1)
                .positive(Buckets.ofIntegers(new int[]{-1}, new int[]{2}, new long[]{1, 1})).build());
        assertThat(appender.commit().rejected()).isZero();
    }

    private static JsonNode ask(HttpClient client, URI uri) throws IOException, InterruptedException {
        String body = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(body).path("data").path("result");
    }
}

package io.binnacle.telemetry.remotestore;

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
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/** A server of somebody else, with a folder of its own, that takes remote write; ready once it is made. */
final class Peer implements AutoCloseable {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path VICTORIA_METRICS = Path.of("/usr/bin/victoria-metrics");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI url;

    private Peer(int port, List<String> command, Path log, String readyPath) throws IOException {
        url = URI.create("http://127.0.0.1:" + port);
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).ignoreExceptions()
                .untilAsserted(() -> assertThat(get(readyPath)).isEqualTo(200));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Debian's Prometheus. It takes samples that are older than others by any time that a test has; its blocks are long, so that it
     * takes histograms that are older too, and writes none while a test runs.
     */
    static Peer prometheus(Path folder) throws IOException {
        assumeTrue(Files.isExecutable(PROMETHEUS), "Prometheus is not installed (Debian package prometheus)");
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"),
                "global: {scrape_interval: 1h}\nstorage: {tsdb: {out_of_order_time_window: 31d}}\n");
        int port = freePort();
        return new Peer(port, List.of(PROMETHEUS.toString(), "--config.file=" + configuration,
                "--web.enable-remote-write-receiver", "--enable-feature=native-histograms,exemplar-storage",
                "--storage.tsdb.min-block-duration=31d", "--storage.tsdb.max-block-duration=31d",
                "--storage.tsdb.retention.time=100y", "--storage.tsdb.path=" + folder.resolve("peer"),
                "--web.listen-address=127.0.0.1:" + port), folder.resolve("peer.log"), "/-/ready");
    }

    static Peer victoriaMetrics(Path folder) throws IOException {
        assumeTrue(Files.isExecutable(VICTORIA_METRICS),
                "VictoriaMetrics is not installed (Debian package victoria-metrics)");
        int port = freePort();
        return new Peer(port, List.of(VICTORIA_METRICS.toString(), "-storageDataPath=" + folder.resolve("peer"),
                "-httpListenAddr=127.0.0.1:" + port, "-retentionPeriod=100y"), folder.resolve("peer.log"), "/health");
    }

    URI url() {
        return url;
    }

    /** Has VictoriaMetrics show what it took: else it does so after a second. */
    void flush() {
        try {
            assertThat(get("/internal/force_flush")).isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the peer does not answer", e);
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

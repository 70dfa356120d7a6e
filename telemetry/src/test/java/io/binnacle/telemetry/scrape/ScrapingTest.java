package io.binnacle.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.scrape.TargetState.Health;
import io.binnacle.telemetry.scrape.kubernetes.TestApiServer;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real targets over HTTP, in real time at short intervals. */
class ScrapingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HANGING = -1;

    @TempDir
    private Path folder;
    private final InstantSource clock = InstantSource.system();
    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, String> lastHeaders = new ConcurrentHashMap<>();
    private final AtomicReference<String> body = new AtomicReference<>("a 1\n");
    private volatile int status = 200;
    private volatile String type = "text/plain; version=0.0.4";
    private HttpServer server;
    @SuppressWarnings("NullAway.Init")
    private Scraping scraping;

    @BeforeEach
    void startTarget() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopAll() {
        scraping.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestHeaders().forEach((name, values) -> lastHeaders.put(name, values.getFirst()));
        lastHeaders.put("path", exchange.getRequestURI().toString());
        if (status == HANGING) {
            return;
        }
        if (status == 302 && !exchange.getRequestURI().getPath().equals("/moved")) {
            exchange.getResponseHeaders().set("Location", "/moved");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.get().getBytes(StandardCharsets.UTF_8));
        }
        boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
        byte[] sent = compressed ? bytes.toByteArray() : body.get().getBytes(StandardCharsets.UTF_8);
        if (compressed) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status == 302 ? 200 : status, sent.length);
        exchange.getResponseBody().write(sent);
        exchange.close();
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private Path configure(String jobs) throws IOException {
        Path file = folder.resolve("prometheus.yml");
        Path next = Files.writeString(folder.resolve("next"),
                "global: {scrape_interval: 100ms, scrape_timeout: 100ms}\n"
                        + "scrape_configs:\n" + jobs.replace("TARGET", address()));
        return Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void start(String jobs) throws IOException {
        scraping = new Scraping(configure(jobs), 1 << 20, store, clock, meters);
        scraping.start();
    }

    private static void await(ThrowingRunnable condition) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(condition);
    }

    /** The last value of the one series of that name and those labels; NaN when there is none. */
    private double last(String metric, String... labels) {
        List<Matcher> matchers = new ArrayList<>(List.of(Matcher.equal("__name__", metric)));
        for (int i = 0; i < labels.length; i += 2) {
            matchers.add(Matcher.equal(labels[i], labels[i + 1]));
        }
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            double last = Double.NaN;
            for (Series series : querier.select(matchers)) {
                long[] times = new long[10_000];
                double[] values = new double[10_000];
                int size = series.samples().read(times, values, 0);
                last = size == 0 ? last : values[size - 1];
            }
            return last;
        }
    }

    @Test
    void aTargetIsScrapedAndItsScrapesAreReported() throws IOException {
        body.set("# TYPE a gauge\na{b=\"c\"} 1\ndropped 2\n");
        start("""
            - job_name: j
              params: {q: [x y]}
              static_configs: [{targets: [TARGET]}]
              metric_relabel_configs: [{action: drop, source_labels: [__name__], regex: dropped}]
            """);
        await(() -> assertThat(last("up", "job", "j", "instance", address())).isEqualTo(1));
        // Any scrape may take too long on a busy machine; then the next one tells.
        await(() -> assertThat(last("a", "b", "c", "job", "j", "instance", address())).isEqualTo(1));
        await(() -> assertThat(last("scrape_samples_scraped")).isEqualTo(2));
        await(() -> assertThat(last("scrape_samples_post_metric_relabeling")).isEqualTo(1));
        assertThat(last("scrape_duration_seconds")).isPositive();
        await(() -> assertThat(last("scrape_series_added")).isZero());
        assertThat(lastHeaders.get("Accept")).startsWith(
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,")
                .endsWith("text/plain;version=0.0.4;q=0.3,*/*;q=0.2");
        assertThat(lastHeaders.get("X-prometheus-scrape-timeout-seconds")).isEqualTo("0.1");
        assertThat(lastHeaders.get("path")).isEqualTo("/metrics?q=x+y");
        await(() -> assertThat(scraping.active()).singleElement().satisfies(target -> {
            assertThat(target.outcome().health()).isEqualTo(Health.UP);
            assertThat(target.outcome().error()).isEmpty();
            assertThat(target.families().get()).containsKey("a");
        }));
        assertThat(scraping.pools()).containsExactly("j");
    }

    @Test
    void whatGoesWrongIsToldAndTheSeriesEnd() throws IOException {
        start("- {job_name: j, static_configs: [{targets: [TARGET]}], body_size_limit: 1KB}");
        await(() -> assertThat(last("up")).isEqualTo(1));
        status = 503;
        await(() -> assertThat(last("up")).isZero());
        assertThat(Samples.isStale(last("a"))).isTrue();
        await(() -> assertThat(error()).isEqualTo("server returned HTTP status 503 Service Unavailable"));
        status = 200;
        await(() -> assertThat(last("a")).isEqualTo(1));
        body.set("a 1\nb?\n");
        await(() -> assertThat(error()).startsWith("line 2, column "));
        body.set("a 1\n".repeat(1000));
        await(() -> assertThat(error()).isEqualTo("body size limit exceeded: more than 1024 bytes"));
        body.set("a 2\n");
        type = "application/json";
        await(() -> assertThat(error()).isEqualTo(
                "received unsupported Content-Type \"application/json\" and no fallback_scrape_protocol specified for target"));
        type = "text/plain";
        status = HANGING;
        await(() -> assertThat(error()).isEqualTo("no whole answer within 100ms"));
        assertThat(last("up")).isZero();
        status = 302;
        await(() -> assertThat(last("a")).isEqualTo(2));
        server.stop(0);
        await(() -> assertThat(error()).startsWith("connection refused"));
    }

    private String error() {
        return scraping.active().getFirst().outcome().error();
    }

    @Test
    void filesOfTargetsAreFollowed() throws IOException {
        Path targets = folder.resolve("targets.json");
        Files.writeString(targets, "[{\"targets\": [\"" + address() + "\"], \"labels\": {\"env\": \"x\"}}]");
        start("- {job_name: f, file_sd_configs: [{files: ['*.json']}]}");
        await(() -> assertThat(last("up", "env", "x")).isEqualTo(1));
        Files.writeString(targets, "[{\"targets\": [\"" + address() + "\"], \"labels\": {\"env\": \"other\"}}]");
        await(() -> assertThat(last("up", "env", "other")).isEqualTo(1));
        await(() -> assertThat(Samples.isStale(last("up", "env", "x"))).isTrue());
        assertThat(Samples.isStale(last("a", "env", "x"))).isTrue();
        Files.writeString(targets, "[{");
        Files.writeString(folder.resolve("more.json"),
                "[{\"targets\": [\"" + address() + "\"], \"labels\": {\"env\": \"more\"}}]");
        await(() -> assertThat(last("up", "env", "more")).isEqualTo(1));
        assertThat(scraping.active()).hasSize(2);
        Files.delete(targets);
        await(() -> assertThat(scraping.active()).hasSize(1));
    }

    @Test
    void aServerMayTellTargets() throws IOException {
        HttpServer discovery = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] groups = ("[{\"targets\": [\"" + address() + "\"]}]").getBytes(StandardCharsets.UTF_8);
        discovery.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, groups.length);
            exchange.getResponseBody().write(groups);
            exchange.close();
        });
        discovery.start();
        try {
            start("""
                - job_name: h
                  http_sd_configs: [{url: "http://127.0.0.1:PORT/x"}]
                  relabel_configs: [{source_labels: [__meta_url], regex: ".*/(.)", target_label: from}]
                """.replace("PORT", "" + discovery.getAddress().getPort()));
            await(() -> assertThat(last("up", "from", "x")).isEqualTo(1));
        } finally {
            discovery.stop(0);
        }
    }

    @Test
    void aClusterTellsTargetsAndWhatItRefusesIsAProblem() throws IOException {
        try (TestApiServer cluster = new TestApiServer(null)) {
            cluster.put("/api/v1/pods", """
                {"metadata": {"namespace": "ns", "name": "p"}, "status": {"podIP": "127.0.0.1"},
                 "spec": {"containers": [{"name": "c", "ports": [{"containerPort": %d}]}]}}
                """.formatted(server.getAddress().getPort()));
            start("""
                - job_name: k
                  kubernetes_sd_configs: [{role: pod, api_server: "%s"}]
                  relabel_configs: [{source_labels: [__meta_kubernetes_pod_name], target_label: pod}]
                """.formatted(cluster.uri()));
            await(() -> assertThat(last("up", "pod", "p", "instance", address())).isEqualTo(1));
            assertThat(scraping.discoveryProblems()).isEmpty();
            cluster.refuse("/api/v1/pods", 403);
            await(() -> assertThat(scraping.discoveryProblems()).singleElement().asString()
                    .startsWith("job k, kubernetes discovery: the API server refuses to watch pods in all namespaces"));
            assertThat(scraping.active()).hasSize(1);
        }
    }

    @Test
    void theFileIsFollowedAndJobsThatStayAreNotDisturbed() throws IOException {
        String first = "- {job_name: stays, static_configs: [{targets: [TARGET]}]}\n";
        start(first + "- {job_name: goes, static_configs: [{targets: [TARGET]}]}\n");
        await(() -> assertThat(last("up", "job", "goes")).isEqualTo(1));
        await(() -> assertThat(last("up", "job", "stays")).isEqualTo(1));
        configure(first + "- {job_name: comes, scheme: nonsense}\n");
        await(() -> assertThat(scraping.problem()).isPresent());
        assertThat(scraping.pools()).containsExactly("stays", "goes");
        configure(first + "- {job_name: comes, static_configs: [{targets: [TARGET]}], relabel_configs: "
                + "[{action: drop, source_labels: [__address__], regex: '.*'}]}\n");
        await(() -> assertThat(scraping.pools()).containsExactly("stays", "comes"));
        assertThat(scraping.problem()).isEmpty();
        await(() -> assertThat(Samples.isStale(last("up", "job", "goes"))).isTrue());
        assertThat(scraping.active()).singleElement()
                .satisfies(target -> assertThat(target.pool()).isEqualTo("stays"));
        assertThat(scraping.dropped()).anySatisfy(dropped -> {
            assertThat(dropped.pool()).isEqualTo("comes");
            assertThat(dropped.count()).isEqualTo(1);
        });
        // A scrape that takes too long, as may be on a busy machine, is a 0; a disturbed one would be an end.
        assertThat(Arrays.stream(values("up", "job", "stays"))).noneMatch(Samples::isStale);
    }

    /** Of the one series of that name and those labels. */
    private double[] values(String metric, String... labels) {
        List<Matcher> matchers = new ArrayList<>(List.of(Matcher.equal("__name__", metric)));
        for (int i = 0; i < labels.length; i += 2) {
            matchers.add(Matcher.equal(labels[i], labels[i + 1]));
        }
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            long[] times = new long[10_000];
            double[] values = new double[10_000];
            List<Series> found = querier.select(matchers);
            int size = found.isEmpty() ? 0 : found.getFirst().samples().read(times, values, 0);
            return Arrays.copyOf(values, size);
        }
    }

    @Test
    void theSeriesOfAChangedJobGoOnAsFarAsTheyAreTheSame() throws IOException {
        body.set("kept 1\nrenamed 1\n");
        start("""
            - job_name: j
              extra_scrape_metrics: true
              static_configs: [{targets: [TARGET]}, {targets: ['localhost:1']}]
            """);
        await(() -> assertThat(last("kept")).isEqualTo(1));
        await(() -> assertThat(last("up", "instance", "localhost:1")).isZero());
        body.set("kept 2\nrenamed 1\n");
        configure("""
            - job_name: j
              extra_scrape_metrics: true
              scrape_timeout: 90ms
              sample_limit: 100
              basic_auth: {username: me}
              static_configs: [{targets: [TARGET]}, {targets: ['localhost:1']}]
            """);
        await(() -> assertThat(lastHeaders).containsKey("Authorization"));
        await(() -> assertThat(last("kept")).isEqualTo(2));
        body.set("kept 3\nrenamed 1\n");
        configure(
                """
                    - job_name: j
                      static_configs: [{targets: [TARGET]}]
                      metric_relabel_configs: [{source_labels: [__name__], regex: renamed, target_label: __name__, replacement: other}]
                    """);
        await(() -> assertThat(last("other")).isEqualTo(1));
        await(() -> assertThat(last("kept")).isEqualTo(3));
        await(() -> assertThat(Samples.isStale(last("renamed"))).isTrue());
        await(() -> assertThat(Samples.isStale(last("scrape_timeout_seconds", "instance", address()))).isTrue());
        assertThat(Samples.isStale(last("up", "instance", "localhost:1"))).isTrue();
        // A scrape that takes too long, as may be on a busy machine, ends the series; nothing else does.
        double[] up = values("up", "instance", address());
        assertThat(Arrays.stream(up)).noneMatch(Samples::isStale);
        assertThat(Arrays.stream(values("kept")).filter(Samples::isStale).count())
                .isLessThanOrEqualTo(Arrays.stream(up).filter(value -> value == 0).count());
    }

    @Test
    void tooManyTargetsFailAllOfThem() throws IOException {
        start("- {job_name: j, target_limit: 1, static_configs: [{targets: [TARGET, 'localhost:1']}]}");
        await(() -> assertThat(scraping.active()).hasSize(2).allSatisfy(target -> assertThat(target.outcome().error())
                .isEqualTo("target_limit exceeded (number of targets: 2, limit: 1)")));
        assertThat(last("up", "instance", address())).isZero();
    }

    @Test
    void whoAsksShowsWhoItIs() throws IOException {
        Files.writeString(folder.resolve("pw"), "secret\n");
        start("""
            - job_name: j
              basic_auth: {username: me, password_file: pw}
              http_headers: {X-Scope: {values: [a]}}
              enable_compression: false
              static_configs: [{targets: [TARGET]}]
            """);
        await(() -> assertThat(last("up")).isEqualTo(1));
        assertThat(lastHeaders.get("Authorization")).isEqualTo("Basic bWU6c2VjcmV0");
        assertThat(lastHeaders.get("X-scope")).isEqualTo("a");
        assertThat(lastHeaders.get("Accept-encoding")).isEqualTo("identity");
    }
}

package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same samples lie here and in a real Prometheus, which got them by our remote write; both are asked the same by the HTTP API, and
 * the answers are compared field by field. Debian's Prometheus is 2.42, whose ranges are closed on both sides: so all is asked at times
 * that no sample carries. What else its version makes different is not asked, or stands beside the question.
 */
class PrometheusAnswersPeerTest {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final int STEP_SECONDS = 15;
    private static final int SAMPLES = 200;
    private static final double TOLERANCE = 1e-9;

    /** Not at a sample's time, and all samples before it. */
    private static final long END_SECONDS = System.currentTimeMillis() / 60_000 * 60 + 7;
    private static final long START_SECONDS = END_SECONDS - 1800;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;
    @SuppressWarnings("NullAway.Init")
    private static Process prometheus;
    @SuppressWarnings("NullAway.Init")
    private static LocalDisk disk;
    @SuppressWarnings("NullAway.Init")
    private static DurableTimeSeriesStore store;
    @SuppressWarnings("NullAway.Init")
    private static ServerRig rig;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static String token = "";
    private static int port;

    @BeforeAll
    static void fillBoth() throws IOException {
        assumeTrue(Files.isExecutable(PROMETHEUS), "Prometheus is not installed (Debian package prometheus)");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("peer.yml"), "global: {scrape_interval: 1h}\n");
        prometheus = new ProcessBuilder(PROMETHEUS.toString(), "--config.file=" + configuration,
                "--web.enable-remote-write-receiver", "--enable-feature=exemplar-storage",
                "--storage.tsdb.path=" + folder.resolve("peer"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(folder.resolve("peer.log").toFile()).start();
        Path own = Files.writeString(folder.resolve("own.yml"), """
            remote_write:
              - url: http://127.0.0.1:%d/api/v1/write
                send_exemplars: true
                queue_config: {batch_send_deadline: 20ms, max_backoff: 200ms}
            """.formatted(port));
        rig = new ServerRig(PrometheusAnswersPeerTest::open, "scrape.prometheusFile=" + own);
        rig.clock.set(Instant.ofEpochSecond(END_SECONDS));
        token = rig.token(Set.of(Permission.METRIC_READ, Permission.SYSTEM_READ));
        rig.wiring.remoteWriting.start(store.feeds());
        fill();
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions()
                .untilAsserted(() -> assertThat(theirs("query?query=last_of_all&time=" + END_SECONDS)
                        .path("data").path("result")).hasSize(1));
    }

    private static DurableTimeSeriesStore open(InstantSource clock) {
        try {
            disk = LocalDisk.open(folder.resolve("samples"));
            store = DurableTimeSeriesStore.open(disk, DurableSettings.defaults(), InstantSource.system());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopBoth() throws IOException, InterruptedException {
        CLIENT.close();
        if (rig != null) {
            rig.wiring.remoteWriting.close();
            rig.close();
            store.close();
            disk.close();
        }
        if (prometheus != null) {
            prometheus.destroy();
            if (!prometheus.waitFor(30, TimeUnit.SECONDS)) {
                prometheus.destroyForcibly();
            }
        }
    }

    private static void fill() {
        Appender appender = store.appender();
        for (int i = SAMPLES; i > 0; i--) {
            long millis = (END_SECONDS - 7 - (long) i * STEP_SECONDS) * 1000;
            int age = SAMPLES - i;
            for (String code : List.of("200", "500")) {
                for (String host : List.of("a", "b")) {
                    int series = appender.series(Labels.of("__name__", "requests_total", "code", code, "host", host));
                    // It begins again at one moment.
                    appender.append(series, millis, (age % 120) * (code.length() + host.charAt(0) / 8.0));
                    if (i == 20 && code.equals("500")) {
                        appender.exemplar(series, Labels.of("trace", host), millis, 2.5);
                    }
                }
            }
            for (String le : List.of("0.1", "1", "+Inf")) {
                appender.append(Labels.of("__name__", "took_seconds_bucket", "le", le), millis,
                        age * (le.equals("0.1") ? 1 : le.equals("1") ? 5 : 7));
            }
            appender.append(Labels.of("__name__", "temperature", "host", "a"), millis, 20 + Math.sin(age / 10.0));
        }
        appender.append(Labels.of("__name__", "last_of_all"), (END_SECONDS - 7) * 1000, 1);
        assertThat(appender.commit().rejected()).isZero();
    }

    private static JsonNode theirs(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path)).build(),
                BodyHandlers.ofString());
        return Json.MAPPER.readTree(answer.body());
    }

    private static JsonNode ours(String path) {
        return rig.get(token, path).json();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static final String RANGE = "&start=" + START_SECONDS + "&end=" + END_SECONDS;

    static Stream<String> questions() {
        List<String> paths = new ArrayList<>();
        for (String query : List.of("1 + 1", "\"text\"", "requests_total", "requests_total[1m]",
                "sum by (code) (rate(requests_total[5m]))", "topk(2, requests_total)", "absent(nothing_here)",
                "histogram_quantile(0.9, sum by (le) (rate(took_seconds_bucket[5m])))", "temperature > 20.5",
                "label_replace(temperature, \"room\", \"$1\", \"host\", \"(.*)\")", "avg_over_time(temperature[10m])",
                "requests_total / on (host) group_left temperature", "max_over_time(rate(requests_total[5m])[20m:1m])",
                "changes(requests_total[45m])", "resets(requests_total[45m])", "-temperature offset 5m",
                "count_values(\"value\", last_of_all)", "nothing_here", "vector(1)", "quantile(0.5, requests_total)")) {
            paths.add("query?time=" + END_SECONDS + "&query=" + encoded(query));
            if (!query.startsWith("\"") && !query.endsWith("[1m]")) {
                paths.add("query_range?step=60&query=" + encoded(query) + RANGE);
            }
        }
        for (String path : List.of("series?match[]=requests_total", "series?match[]={host=\"b\"}&match[]=temperature",
                "labels?", "labels?match[]=took_seconds_bucket", "label/code/values?", "label/__name__/values?",
                "label/host/values?match[]=temperature", "label/none/values?", "query_exemplars?query=requests_total",
                "query_exemplars?query=temperature")) {
            paths.add(path.replace("[]", "%5B%5D").replace("{", "%7B").replace("}", "%7D").replace("\"", "%22")
                    + RANGE);
        }
        paths.add("format_query?query=" + encoded("sum(rate(requests_total{code=\"500\"}[5m]))by(code)/1"));
        paths.add("query?query=" + encoded("sum("));
        paths.add("query?query=up&time=yesterday");
        paths.add("query_range?query=up&start=10&end=1&step=1");
        paths.add("query_range?query=up&start=1&end=10&step=0");
        paths.add("query_range?query=up&start=1&end=100000&step=1");
        paths.add("series?");
        for (String path : List.of("series?", "labels?", "label/host/values?", "targets/metadata?")) {
            String name = path.startsWith("targets") ? "match_target" : "match[]";
            paths.add(path + encoded(name) + "=" + encoded("up{"));
            paths.add(path + encoded(name) + "=" + encoded("{host=~\".*\"}"));
        }
        paths.add("query_exemplars?query=" + encoded("up{"));
        paths.add("query_exemplars?query=up&start=2&end=1");
        String backwards = "&start=" + END_SECONDS + "&end=" + START_SECONDS;
        paths.add("series?match%5B%5D=temperature" + backwards);
        paths.add("labels?" + backwards);
        paths.add("label/host/values?" + backwards);
        return paths.stream();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void bothAnswerTheSame(String path) throws IOException, InterruptedException {
        List<String> differences = new ArrayList<>();
        compare("", theirs(path), ours(path), differences);
        assertThat(differences).as("theirs, then ours").isEmpty();
    }

    /** What a running program says about itself has other values; its fields are the same. */
    @ParameterizedTest
    @MethodSource("statusPages")
    void aStatusHasTheFieldsOfPrometheus(String path) throws IOException, InterruptedException {
        JsonNode theirs = theirs(path);
        JsonNode ours = ours(path);
        assertThat(ours.path("status").asText()).isEqualTo(theirs.path("status").asText());
        assertThat(names(ours.path("data"))).containsAll(names(theirs.path("data")));
    }

    @Test
    void bothTellTheTimesOfTheirHeads() throws IOException, InterruptedException {
        JsonNode theirs = theirs("status/tsdb").path("data").path("headStats");
        JsonNode ours = ours("status/tsdb").path("data").path("headStats");
        assertThat(names(ours)).isEqualTo(names(theirs));
        assertThat(ours.path("minTime")).isEqualTo(theirs.path("minTime"));
        assertThat(ours.path("maxTime")).isEqualTo(theirs.path("maxTime"));
        assertThat(ours.path("chunkCount").asLong()).isGreaterThanOrEqualTo(ours.path("numSeries").asLong());
        assertThat(ours("status/runtimeinfo").path("data").path("corruptionCount").asInt(-1)).isZero();
    }

    static Stream<String> statusPages() {
        return Stream.of("status/buildinfo", "status/config", "status/runtimeinfo", "status/tsdb");
    }

    /** It came with Prometheus 3; that this version has none is checked, so that a newer one is compared. */
    @Test
    void parseQueryIsOfALaterVersionThanDebians() throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/parse_query?query=up")).build(),
                BodyHandlers.ofString());
        assertThat(ours("parse_query?query=up").path("data").path("type").asText()).isEqualTo("vectorSelector");
        if (answer.statusCode() == 200) {
            List<String> differences = new ArrayList<>();
            compare("", Json.MAPPER.readTree(answer.body()), ours("parse_query?query=up"), differences);
            assertThat(differences).isEmpty();
        } else {
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    /** Debian's knows no file with an HTTP client's settings: the token stands in the address. */
    @Test
    void promtoolAsks() throws IOException, InterruptedException {
        String server = "http://promtool:" + token + "@127.0.0.1:" + rig.port();
        String time = Long.toString(END_SECONDS);
        assertThat(promtool("instant", "--time=" + time, server, "sum(requests_total)")).startsWith("{} => ");
        assertThat(promtool("range", "--start=" + START_SECONDS, "--end=" + time, "--step=60s", server, "last_of_all"))
                .startsWith("last_of_all =>");
        assertThat(promtool("series", "--start=" + START_SECONDS, "--end=" + time, "--match=temperature", server))
                .contains("{__name__=\"temperature\", host=\"a\"}");
        assertThat(promtool("labels", "--start=" + START_SECONDS, "--end=" + time, server, "code"))
                .isEqualTo("200\n500");
    }

    private static String promtool(String... words) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (Debian package prometheus)");
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString(), "query"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void compare(String at, JsonNode theirs, JsonNode ours, List<String> differences) {
        if (theirs.isObject() && ours.isObject()) {
            Set<String> fields = names(theirs);
            fields.addAll(names(ours));
            // Prometheus 3 has them, 2.42 has not: remarks about a query.
            fields.removeAll(Set.of("warnings", "infos"));
            for (String field : fields) {
                compare(at + "/" + field, theirs.path(field), ours.path(field), differences);
            }
        } else if (theirs.isArray() && ours.isArray() && theirs.size() == ours.size()) {
            List<JsonNode> left = inOrder(theirs);
            List<JsonNode> right = inOrder(ours);
            for (int i = 0; i < left.size(); i++) {
                compare(at + "/" + i, left.get(i), right.get(i), differences);
            }
        } else if (!theirs.equals(ours) && !isSameNumber(theirs, ours)) {
            differences.add(at + ": " + theirs + " / " + ours);
        }
    }

    /** Series come in no order that means anything; all else does. */
    private static List<JsonNode> inOrder(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        if (!all.isEmpty() && all.getFirst().isObject()) {
            all.sort((one, other) -> key(one).compareTo(key(other)));
        }
        return all;
    }

    private static String key(JsonNode series) {
        JsonNode labels = series.has("metric")
                ? series.path("metric")
                : series.has("seriesLabels") ? series.path("seriesLabels") : series;
        StringBuilder key = new StringBuilder();
        for (String name : names(labels)) {
            key.append(name).append('=').append(labels.path(name)).append(',');
        }
        return key.toString();
    }

    private static boolean isSameNumber(JsonNode theirs, JsonNode ours) {
        if (theirs.getNodeType() != ours.getNodeType() || !(theirs.isTextual() || theirs.isNumber())) {
            return false;
        }
        try {
            double one = Double.parseDouble(theirs.asText());
            double other = Double.parseDouble(ours.asText());
            return Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

package io.binnacle.telemetry.remotestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of whom, and how both answers are joined; against a server that says what it is told to. */
class RemoteTimeSeriesStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Labels UP = Labels.of("__name__", "up", "host", "a");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryTimeSeriesStore near = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), now::get);
    private final List<String> questions = Collections.synchronizedList(new ArrayList<>());
    private volatile String answer = "";
    private volatile int status = 200;
    private HttpServer server;
    private RemoteTimeSeriesStore store;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        store = new RemoteTimeSeriesStore(near, at(-7200), settings(), now::get, meters);
    }

    @AfterEach
    void end() {
        store.close();
        near.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        questions.add(exchange.getRequestURI() + " " + URLDecoder.decode(sent, StandardCharsets.UTF_8));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static long at(long seconds) {
        return NOON.toEpochMilli() + seconds * 1000;
    }

    private void append(long seconds, double value) {
        Appender appender = store.appender();
        appender.append(UP, at(seconds), value);
        assertThat(appender.commit().appended()).isEqualTo(1);
    }

    private Map<Labels, Map<Long, Double>> read(long fromSeconds, Matcher... matchers) {
        try (Querier querier = store.querier(at(fromSeconds), at(0))) {
            return TimeSeriesStoreContract.read(querier, matchers);
        }
    }

    private static String matrix(String metric, String values) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{" + metric
                + "},\"values\":[" + values + "]}]}}";
    }

    @Test
    void whatIsRecentIsAnsweredWithoutAQuestion() {
        append(-3600, 1);
        append(0, 2);
        assertThat(read(-3600)).isEqualTo(Map.of(UP, Map.of(at(-3600), 1.0, at(0), 2.0)));
        assertThat(questions).isEmpty();
    }

    @Test
    void whatTheNearStoreIsTooYoungForIsAskedForUntilItIsOldEnough() {
        try (RemoteTimeSeriesStore young = new RemoteTimeSeriesStore(near, at(-60), settings(), now::get, meters)) {
            answer = matrix("", "");
            young.querier(at(-61), at(0)).select(List.of());
            young.querier(at(-60), at(0)).select(List.of());
            assertThat(questions).hasSize(1);
        }
    }

    private RemoteStoreSettings settings() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/select");
        return new RemoteStoreSettings(url, url, ReadProtocol.QUERY, HttpSettings.USUAL, new Label("own", "x"),
                Duration.ofHours(1), Duration.ofDays(30),
                new RemoteStoreSettings.Bounds(10, 100, Duration.ofSeconds(20)));
    }

    @Test
    void whatIsOlderHasTheSamplesOfBoth() {
        append(-3700, 5);
        append(-10, 6);
        answer = matrix("\"__name__\":\"up\",\"host\":\"a\",\"own\":\"x\"",
                "[" + at(-4000) / 1000.0 + ",\"+Inf\"],[" + at(-3700) / 1000.0 + ",\"5\"]");
        assertThat(read(-5000, new Matcher("host", Matcher.Operator.MATCH, "a|\"\\\\d\n")))
                .isEqualTo(Map.of(UP, Map.of(at(-4000), Double.POSITIVE_INFINITY, at(-3700), 5.0, at(-10), 6.0)));
        assertThat(questions).singleElement().asString().startsWith("/select/api/v1/query ")
                .contains("{host=~\"a|\\\"\\\\\\\\d\\n\",own=\"x\"}[", "time=" + (at(-3600) / 1000 - 1) + ".999");
    }

    @Test
    void pointsAreMadeOfTheSamplesOfBoth() {
        append(-100, 5);
        answer = matrix("\"__name__\":\"up\",\"host\":\"a\",\"own\":\"x\"", "[" + at(-7100) / 1000 + ",\"3\"]");
        try (Querier querier = store.querier(at(-7200), at(0))) {
            var points = querier.select(List.of(), new Rollup(Resolution.HOUR, Aggregate.SUM));
            assertThat(points).singleElement().satisfies(series -> assertThat(
                    TimeSeriesStoreContract.read(series.samples(), 4)).isEqualTo(Map.of(at(-3600), 3.0, at(0), 5.0)));
            assertThat(querier.samplesSinceMillis()).isEqualTo(NOON.minus(Duration.ofDays(30)).toEpochMilli());
            assertThat(querier.pointsSinceMillis(Resolution.HOUR)).isEqualTo(querier.samplesSinceMillis());
        }
    }

    @Test
    void namesOfBothAreTold() {
        append(-10, 6);
        answer = "{\"status\":\"success\",\"data\":[\"__name__\",\"own\",\"zone\"]}";
        try (Querier querier = store.querier(at(-5000), at(0))) {
            assertThat(querier.labelNames(List.of())).containsExactly("__name__", "host", "zone");
            answer = "{\"status\":\"success\",\"data\":[\"b\"]}";
            assertThat(querier.labelValues("host", List.of())).containsExactly("a", "b");
            assertThat(querier.labelValues("own", List.of())).isEmpty();
        }
        assertThat(questions).hasSize(2).last().asString().startsWith("/select/api/v1/label/host/values?match%5B%5D=");
    }

    @Test
    void whileTheOtherServerDoesNotAnswerTheRecentIsThereAndTheRestSaysWhy() {
        append(-10, 6);
        status = 422;
        answer = "too many samples";
        assertThatThrownBy(() -> read(-5000)).isInstanceOf(Unavailable.class)
                .hasMessageContaining("samples older than 60 minutes")
                .hasMessageContaining("422 Unprocessable Entity: too many samples");
        assertThat(store.problem()).contains("422");
        assertThat(meters.counter("binnacle.remote.store.reads.failed").count()).isEqualTo(1);
        assertThat(read(-100)).hasSize(1);
        status = 200;
        answer = "{\"status\":\"success\",\"data\":{}}";
        assertThatThrownBy(() -> read(-5000)).isInstanceOf(Unavailable.class).hasMessageContaining("no matrix");
        answer = matrix("\"own\":\"x\"", "[1,\"nonsense\"]");
        assertThatThrownBy(() -> read(-5000)).isInstanceOf(Unavailable.class).hasMessageContaining("nonsense");
        answer = matrix("\"own\":7", "");
        assertThatThrownBy(() -> read(-5000)).isInstanceOf(Unavailable.class).hasMessageContaining("no matrix");
        now.set(NOON.plus(Duration.ofMinutes(6)));
        assertThat(store.problem()).as("nobody has asked since").isEmpty();
        now.set(NOON);
        answer = matrix("", "");
        assertThat(read(-5000)).hasSize(1);
        assertThat(store.problem()).isEmpty();
    }
}

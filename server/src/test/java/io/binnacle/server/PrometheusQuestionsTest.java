package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdInputStream;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.ServerRig.Answer;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Samples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus' HTTP API answers beside queries. */
class PrometheusQuestionsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private static ServerRig rig;
    private static String token;

    @BeforeAll
    static void fill() {
        rig = new ServerRig("promql.timeout=90s");
        rig.clock.set(NOW);
        token = rig.token(Set.of(Permission.METRIC_READ, Permission.SYSTEM_READ, Permission.ALERT_READ));
        Appender appender = rig.wiring.samples.appender();
        long now = NOW.toEpochMilli();
        for (String path : new String[]{"/a", "/b"}) {
            int series = appender.series(Labels.of("__name__", "requests_total", "path", path));
            appender.append(series, now - 30_000, 1);
            appender.append(series, now, 2);
            appender.exemplar(series, Labels.of("trace_id", "t" + path), now - 500, 0.25);
        }
        appender.append(Labels.of("__name__", "up", "path", "/a"), now, 1);
        appender.append(Labels.of("__name__", "a.b", "c.d", "x\"y", "instance", "i"), now, 5);
        appender.append(Labels.of("__name__", "gone"), now - 1000, 1);
        appender.append(Labels.of("__name__", "gone"), now, Samples.STALE);
        appender.metadata("requests_total",
                new MetricMetadata(MetricMetadata.Type.COUNTER, "", "How many requests came."));
        appender.metadata("up", new MetricMetadata(MetricMetadata.Type.GAUGE, "", ""));
        appender.commit();
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode data(String path) {
        Answer answer = rig.get(token, path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("success");
        return answer.json().path("data");
    }

    @Test
    void anExpressionIsFormattedAndParsed() {
        assertThat(data("format_query?query=" + encoded("sum by(path)(rate(requests_total[5m]))>1")).asText())
                .isEqualTo("sum by (path) (rate(requests_total[5m])) > 1");
        JsonNode tree = data("parse_query?query=" + encoded("-up{path='/a'}"));
        assertThat(tree.path("type").asText()).isEqualTo("unaryExpr");
        assertThat(tree.path("expr").path("matchers").path(0).path("value").asText()).isEqualTo("/a");
        Answer wrong = rig.get(token, "format_query?query=" + encoded("sum("));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("errorType")).isEqualTo("bad_data");
        assertThat(wrong.text("error")).startsWith("invalid parameter \"query\": 1:5: parse error:");
    }

    @Test
    void exemplarsOfAllSelectorsAreFoundOnce() {
        String query = encoded("rate(requests_total[1m]) / requests_total{path=\"/a\"}");
        JsonNode found = data("query_exemplars?query=" + query);
        assertThat(found).hasSize(2);
        assertThat(found.path(0).path("seriesLabels").path("path").asText()).isEqualTo("/a");
        assertThat(found.path(0).path("exemplars"))
                .hasToString("[{\"labels\":{\"trace_id\":\"t/a\"},\"value\":\"0.25\",\"timestamp\":1.7956871995E9}]");
        assertThat(data("query_exemplars?start=" + NOW.getEpochSecond() + "&query=" + query)).isEmpty();
        assertThat(data("query_exemplars?query=1")).isEmpty();
        assertThat(rig.get(token, "query_exemplars?query=up&start=2&end=1").text("error"))
                .isEqualTo("end timestamp must not be before start timestamp");
    }

    @Test
    void nothingIsFoundInARangeThatEndsBeforeItBegins() {
        for (String path : List.of("series?match%5B%5D=up&", "labels?", "label/path/values?",
                "labels?match%5B%5D=up&match%5B%5D=requests_total&")) {
            assertThat(data(path + "start=2&end=1")).as(path).isEmpty();
        }
    }

    @Test
    void metadataIsToldByMetric() {
        assertThat(data("metadata")).hasToString("{\"requests_total\":[{\"type\":\"counter\","
                + "\"help\":\"How many requests came.\",\"unit\":\"\"}],"
                + "\"up\":[{\"type\":\"gauge\",\"help\":\"\",\"unit\":\"\"}]}");
        assertThat(data("metadata?limit=1")).hasSize(1);
        assertThat(data("metadata?metric=up").fieldNames().next()).isEqualTo("up");
        assertThat(data("metadata?metric=none")).isEmpty();
        assertThat(rig.get(token, "metadata?limit=x").text("error")).isEqualTo("limit must be a number");
    }

    @Test
    void aLongAnswerIsTheSameByGetAndByFormAndInAnyEncoding() throws IOException {
        String parameters = "query=" + encoded("vector(1)") + "&start=0&end=10000&step=1";
        Answer plain = rig.get(token, "query_range?" + parameters);
        assertThat(plain.json().at("/data/result/0/values")).hasSize(10_001);
        assertThat(plain.header("content-type")).isEqualTo("application/json");
        byte[] gzip = rig.call("GET", "/api/v1/query_range?" + parameters).token(token)
                .header("Accept-Encoding", "gzip").send(BodyHandlers.ofByteArray()).body();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)))
                .hasBinaryContent(plain.text().getBytes(StandardCharsets.UTF_8));
        byte[] zstd = rig.call("POST", "/api/v1/query_range").token(token).header("Accept-Encoding", "zstd")
                .body("application/x-www-form-urlencoded", parameters).send(BodyHandlers.ofByteArray()).body();
        assertThat(new ZstdInputStream(new ByteArrayInputStream(zstd)))
                .hasBinaryContent(plain.text().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenIsTakenAsThePasswordOfBasicAuthentication() {
        assertThat(withAuthorization("Basic " + base64("anyone:" + token))).isEqualTo(200);
        assertThat(withAuthorization("basic " + base64(":" + token))).isEqualTo(200);
        assertThat(withAuthorization("BEARER " + token)).isEqualTo(200);
        for (String wrong : List.of("Basic " + base64(token), "Basic " + base64("anyone:bnc_x"), "Basic *", "Basic",
                "Digest " + token, "")) {
            assertThat(withAuthorization(wrong)).as(wrong).isEqualTo(401);
        }
    }

    private static int withAuthorization(String header) {
        return rig.call("GET", "/api/v1/labels").header("Authorization", header).send().status();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theNewestSamplesAreFederated() {
        ServerRig.Call call = rig.call("GET", "/federate?match[]=" + encoded("{__name__=~'up|requests_total|gone'}")
                + "&match[]=up&match[]=" + encoded("{\"a.b\"}")).token(token);
        Answer answer = call.send();
        assertThat(answer.header("content-type"))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        assertThat(answer.text()).isEqualTo("""
            # TYPE a_b untyped
            a_b{c_d="x\\"y",instance="i"} 5 NOW
            # TYPE requests_total untyped
            requests_total{path="/a",instance=""} 2 NOW
            requests_total{path="/b",instance=""} 2 NOW
            # TYPE up untyped
            up{path="/a",instance=""} 1 NOW
            """.replace("NOW", Long.toString(NOW.toEpochMilli())));
        assertThat(call.header("Accept", "text/plain;version=1.0.0;escaping=allow-utf-8").send().text())
                .contains("{\"a.b\",\"c.d\"=\"x\\\"y\",instance=\"i\"} 5 ");
        assertThat(rig.call("GET", "/federate").token(token).send().text("error"))
                .isEqualTo("no match[] parameter provided");
        assertThat(rig.call("GET", "/federate?match[]=up").send().status()).isEqualTo(401);
    }

    @Test
    void theServerTellsWhatItIs() {
        assertThat(data("status/buildinfo").path("application").asText()).isEqualTo("Binnacle");
        assertThat(data("status/buildinfo").path("version").asText()).matches("3\\.\\d+\\.\\d+");
        assertThat(data("status/flags").path("query.timeout").asText()).isEqualTo("1m30s");
        assertThat(data("status/config").path("yaml").asText()).contains("promql.timeout: 90s");
        assertThat(data("status/runtimeinfo").path("storageRetention").asText()).startsWith("90d or ");
        assertThat(data("status/walreplay")).hasToString("{\"min\":0,\"max\":0,\"current\":0}");
        JsonNode tsdb = data("status/tsdb?limit=1");
        assertThat(tsdb.path("headStats").path("numSeries").asInt()).isEqualTo(5);
        assertThat(tsdb.path("seriesCountByMetricName"))
                .hasToString("[{\"name\":\"requests_total\",\"value\":2}]");
        for (String list : List.of("labelValueCountByLabelName", "memoryInBytesByLabelName",
                "seriesCountByLabelValuePair")) {
            assertThat(tsdb.path(list)).as(list).hasSize(1);
        }
        assertThat(tsdb.path("headStats").path("numLabelPairs").asInt()).isPositive();
        String reader = rig.token(Set.of(Permission.METRIC_READ));
        assertThat(rig.get(reader, "status/buildinfo").status()).isEqualTo(200);
        assertThat(rig.get(reader, "status/config").status()).isEqualTo(403);
    }

    @Test
    void whatAQueryTookComesWithItWhenAskedFor() {
        String range = "query_range?query=requests_total&start=" + (NOW.getEpochSecond() - 60) + "&end="
                + NOW.getEpochSecond() + "&step=30";
        assertThat(data(range).has("stats")).isFalse();
        JsonNode statistics = data(range + "&stats=all").path("stats");
        assertThat(statistics.path("timings").path("execTotalTime").asDouble()).isPositive();
        assertThat(statistics.path("samples").path("totalQueryableSamples").asInt()).isPositive();
        assertThat(statistics.path("samples").path("peakSamples").asInt()).isPositive();
        assertThat(data(range + "&stats=all").path("result")).isEqualTo(data(range).path("result"));
        assertThat(data("query?query=1&stats=true").path("stats").path("samples").path("totalQueryableSamples").asInt())
                .isZero();
    }

    /** Where {@code promtool check healthy} and {@code ready} look, without a token. */
    @Test
    void healthIsToldWherePrometheusTellsIt() {
        assertThat(rig.call("GET", "/-/healthy").send().text()).isEqualTo("Binnacle is Healthy.\n");
        assertThat(rig.call("GET", "/-/ready").send().status()).isEqualTo(200);
        assertThat(data("alertmanagers")).hasToString("{\"activeAlertmanagers\":[],\"droppedAlertmanagers\":[]}");
    }

    @Test
    void whatAQueryTakesIsExplained() {
        Answer answer = rig.get(token, "queries/explain?query=" + encoded("sum(rate(requests_total[1m]))")
                + "&start=" + (NOW.getEpochSecond() - 60) + "&end=" + NOW.getEpochSecond() + "&step=30");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode explained = answer.json();
        assertThat(explained.path("series").asInt()).isEqualTo(2);
        assertThat(explained.path("results").asInt()).isEqualTo(1);
        assertThat(explained.path("steps").path(0).path("expression").asText())
                .isEqualTo("sum(rate(requests_total[1m]))");
        assertThat(explained.path("steps").path(0).path("times").asInt()).isEqualTo(3);
        assertThat(explained.path("steps").path(1).path("depth").asInt()).isEqualTo(1);
        Answer wrong = rig.get(token, "queries/explain?query=" + encoded("sum(") + "&time=1");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("detail")).contains("parse error");
        assertThat(rig.get(token, "queries/explain?query=up&time=soon").status()).isEqualTo(400);
    }
}

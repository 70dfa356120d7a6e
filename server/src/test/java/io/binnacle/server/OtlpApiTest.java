package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Querier;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's own SDK for Java exports to a running server, and requests are made by hand. */
class OtlpApiTest {

    private static final ServerRig RIG = new ServerRig();
    private static String token = "";

    @BeforeAll
    static void setTheClock() {
        // The SDK stamps its points by the machine's clock, which is not the rig's.
        RIG.clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
        token = RIG.token(Set.of(Permission.METRIC_INGEST, Permission.METRIC_READ));
    }

    @AfterAll
    static void close() {
        RIG.close();
    }

    private static void export(MetricExporter exporter, String service) {
        Resource resource = Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service,
                AttributeKey.stringKey("deployment.environment"), "test"));
        try (SdkMeterProvider provider = SdkMeterProvider.builder().setResource(resource).registerMetricReader(
                PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build()).build()) {
            Meter meter = provider.get("test");
            meter.counterBuilder("jobs.done").setUnit("{job}").build().add(3);
            meter.gaugeBuilder("heap.used").setUnit("By").build().set(0.5);
            DoubleHistogram histogram = meter.histogramBuilder("took").setUnit("s").build();
            histogram.record(0.1);
            histogram.record(10);
            assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
        }
    }

    private static String value(String query) {
        JsonNode answer = RIG.get(token, "query?query=" + query + "&time=" + RIG.clock.instant().plusSeconds(60))
                .json();
        return answer.path("data").path("result").path(0).path("value").path(1).asText();
    }

    private static void check(String service) {
        assertThat(value("jobs_done_total%7Bjob%3D%22" + service + "%22%7D")).isEqualTo("3");
        assertThat(value("heap_used_bytes%7Bjob%3D%22" + service + "%22%7D")).isEqualTo("0.5");
        assertThat(value("target_info%7Bdeployment_environment%3D%22test%22%2Cjob%3D%22" + service + "%22%7D"))
                .isEqualTo("1");
    }

    @Test
    void theSdkExportsOverHttp() {
        export(OtlpHttpMetricExporter.builder().setEndpoint(RIG.uri("/v1/metrics").toString())
                .addHeader("Authorization", "Bearer " + token).setCompression("gzip").build(), "http");
        check("http");
        assertThat(value("took_seconds_count%7Bjob%3D%22http%22%7D")).isEqualTo("2");
        assertThat(value("took_seconds_bucket%7Bjob%3D%22http%22%2Cle%3D%225.0%22%7D")).isEqualTo("1");
    }

    @Test
    void theSdkExportsDeltasAndExponentialHistogramsByGrpc() {
        export(OtlpGrpcMetricExporter.builder().setEndpoint(RIG.uri("").toString())
                .addHeader("Authorization", "Bearer " + token).setCompression("gzip")
                .setAggregationTemporalitySelector(AggregationTemporalitySelector.deltaPreferred())
                .setDefaultAggregationSelector(DefaultAggregationSelector.getDefault().with(InstrumentType.HISTOGRAM,
                        Aggregation.base2ExponentialBucketHistogram()))
                .build(), "grpc");
        check("grpc");
        try (Querier querier = RIG.wiring.samples.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.select(List.of(Matcher.equal("__name__", "took_seconds"), Matcher.equal("job", "grpc"))))
                    .singleElement()
                    .satisfies(series -> assertThat(series.histograms().getLast().histogram().count()).isEqualTo(2));
        }
    }

    private static ServerRig.Answer post(String path, String type, String text) {
        return RIG.call("POST", path).token(token).body(type, text).send();
    }

    @Test
    void jsonIsTakenAtBothPathsAndAnsweredInJson() {
        String json = "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"j\",\"gauge\":{\"dataPoints\":"
                + "[{\"timeUnixNano\":\"" + RIG.clock.millis() + "000000\",\"asInt\":\"4\"}%s]}}]}]}]}";
        for (String path : List.of("/api/v1/otlp/v1/metrics", "/v1/metrics")) {
            ServerRig.Answer whole = post(path, "application/json", json.formatted(""));
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.text()).isEqualTo("{}");
            ServerRig.Answer partial = post(path, "application/json", json.formatted(",{\"asInt\":1}"));
            assertThat(partial.status()).isEqualTo(200);
            assertThat(partial.json().path("partialSuccess").path("rejectedDataPoints").asText()).isEqualTo("1");
            assertThat(partial.json().path("partialSuccess").path("errorMessage").asText())
                    .isEqualTo("j: a point without a time");
        }
        assertThat(value("j")).isEqualTo("4");
    }

    @Test
    void whatWillNotDoIsRefused() throws IOException {
        String path = "/api/v1/otlp/v1/metrics";
        assertThat(post(path, "application/json", "{\"resourceMetrics\":5}").status()).isEqualTo(400);
        assertThat(post(path, "application/x-protobuf", "nonsense").status()).isEqualTo(400);
        assertThat(post(path, "text/plain", "").status()).isEqualTo(415);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(RIG.call("POST", path).token(token).header("Content-Encoding", "gzip")
                .body("application/json", bytes.toByteArray()).send().text()).isEqualTo("{}");
        String reader = RIG.token(Set.of(Permission.METRIC_READ));
        assertThat(RIG.call("POST", "/v1/metrics").token(reader).json("{}").send().status()).isEqualTo(403);
        String grpc = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
        assertThat(RIG.call("POST", grpc).token(reader).body("application/grpc", new byte[5]).send().status())
                .isEqualTo(403);
        assertThat(post(grpc, "application/json", "{}").status()).isEqualTo(415);
    }
}

package io.binnacle.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.ThreadMXBean;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.http.Json;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.promql.QueryResult;
import io.binnacle.timeseries.promql.QueryResult.MatrixSeries;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusJsonTest {

    private static String json(QueryResult result) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(text)) {
            PrometheusJson.writeResult(json, result, more -> {});
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theFourTypesAreWrittenAsPrometheusWritesThem() throws Exception {
        Labels up = Labels.of("__name__", "up", "job", "a\"b");
        assertThat(json(new QueryResult.Scalar(1500, 1, List.of(), List.of())))
                .isEqualTo("{\"resultType\":\"scalar\",\"result\":[1.500,\"1\"]}");
        assertThat(json(new QueryResult.Text(2000, "x", List.of(), List.of())))
                .isEqualTo("{\"resultType\":\"string\",\"result\":[2,\"x\"]}");
        assertThat(json(new QueryResult.Vector(List.of(new VectorSample(up, 1005, Double.NaN)), List.of(), List.of())))
                .isEqualTo(
                        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"up\",\"job\":\"a\\\"b\"},"
                                + "\"value\":[1.005,\"NaN\"]}]}");
        assertThat(json(new QueryResult.Matrix(
                List.of(new MatrixSeries(Labels.empty(), new long[]{0, 1000}, new double[]{0.5, 1e21})), List.of(),
                List.of())))
                .isEqualTo("{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[0,\"0.5\"],"
                        + "[1,\"1e+21\"]]}]}");
    }

    @Test
    void histogramsAreWrittenWithTheirBuckets() throws Exception {
        FloatHistogram histogram = FloatHistogram.builder().count(4).sum(3.5).zero(0.001, 1).positive(0, 2, 0, 1)
                .build();
        String written = "{\"count\":\"4\",\"sum\":\"3.5\",\"buckets\":[[3,\"-0.001\",\"0.001\",\"1\"],"
                + "[0,\"0.5\",\"1\",\"2\"],[0,\"2\",\"4\",\"1\"]]}";
        assertThat(json(new QueryResult.Vector(List.of(new VectorSample(Labels.empty(), 1000, 0, histogram)),
                List.of(), List.of()))).isEqualTo("{\"resultType\":\"vector\",\"result\":[{\"metric\":{},"
                        + "\"histogram\":[1," + written + "]}]}");
        assertThat(json(new QueryResult.Matrix(List.of(new MatrixSeries(Labels.empty(), new long[]{0}, new double[]{2},
                new long[]{1000}, new FloatHistogram[]{histogram})), List.of(), List.of())))
                .isEqualTo("{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[0,\"2\"]],"
                        + "\"histograms\":[[1," + written + "]]}]}");
    }

    @Test
    void aLargeAnswerTakesNoMemoryOfItsSize() throws Exception {
        long[] times = new long[11_000];
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = 1_795_661_220_057L + i * 15_000L;
            values[i] = 1_000_000_000 + i;
        }
        List<MatrixSeries> series = Collections.nCopies(650, new MatrixSeries(Labels.of("job", "a"), times, values));
        AtomicLong written = new AtomicLong();
        OutputStream counted = new OutputStream() {
            @Override
            public void write(int one) {
                written.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                written.addAndGet(length);
            }
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(counted)) {
            PrometheusJson.writeResult(json, new QueryResult.Matrix(series, List.of(), List.of()), more -> {});
        }
        assertThat(written.get()).isGreaterThan(200_000_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "0.1, 0.1", "123456789, 123456789", "1e20, 100000000000000000000", "1e21, 1e+21",
            "1.5e-7, 1.5e-07", "1e-6, 0.000001", "-2.5e300, -2.5e+300", "Infinity, +Inf", "-Infinity, -Inf",
            "-0.0, -0"})
    void valuesAreWrittenAsGoWritesThem(double value, String text) {
        assertThat(PrometheusJson.value(value)).isEqualTo(text);
    }

    @Test
    void timesAndDurationsHaveTwoSpellingsEach() {
        assertThat(PrometheusParameters.time("time", "1435781451.781")).isEqualTo(Instant.ofEpochMilli(1435781451781L));
        assertThat(PrometheusParameters.time("time", "2026-11-23T10:00:00+02:00"))
                .isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(PrometheusParameters.duration("step", "0.5")).isEqualTo(Duration.ofMillis(500));
        assertThat(PrometheusParameters.duration("step", "1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThatThrownBy(() -> PrometheusParameters.time("time", "noon"))
                .hasMessage("invalid parameter \"time\": cannot parse \"noon\" to a valid timestamp");
        assertThatThrownBy(() -> PrometheusParameters.duration("step", ""))
                .hasMessage("invalid parameter \"step\": cannot parse \"\" to a valid duration");
    }
}

package io.binnacle.telemetry.intake.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.intake.otlp.OtlpSettings.Strategy;
import io.binnacle.testkit.Fuzz;
import io.binnacle.testkit.MutableClock;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpReceiverTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long T = 1_700_000_000L;
    private static final int BYTES_MAX = 1 << 20;

    private final MutableClock clock = new MutableClock();
    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock);
    private OtlpSettings settings = OtlpSettings.STANDARD;
    private OtlpReceiver receiver = new OtlpReceiver(store, () -> settings, BYTES_MAX, new SimpleMeterRegistry());

    @AfterEach
    void close() {
        receiver.close();
    }

    private OtlpResult receive(String json) {
        clock.set(Instant.ofEpochSecond(T + 3600));
        return receiver.receive(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), true, false,
                Sender.ANONYMOUS);
    }

    /** One metric of one resource; {@code T+n} is a time. */
    private OtlpResult receive(String resource, String metric) {
        String text = "{'resourceMetrics':[{'resource':{'attributes':[" + resource + "]},'scopeMetrics':[{'metrics':[{"
                + metric + "}]}]}]}";
        for (int i = 0; i < 10; i++) {
            text = text.replace("T+" + i, "'" + (T + i) * SECOND + "'");
        }
        return receive(text);
    }

    private static String attribute(String key, String value) {
        return "{'key':'" + key + "','value':{'stringValue':'" + value + "'}}";
    }

    /** Everything in the store: {@code series value@seconds ...}. */
    private List<String> stored() {
        List<String> all = new ArrayList<>();
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            for (Series series : querier.select(List.of())) {
                StringBuilder text = new StringBuilder(series.labels().toString());
                long[] times = new long[100];
                double[] values = new double[100];
                int size = series.samples().read(times, values, 0);
                for (int i = 0; i < size; i++) {
                    text.append(' ').append(Samples.isStale(values[i]) ? "end" : Double.toString(values[i])).append('@')
                            .append(times[i] / 1000 - T);
                }
                for (HistogramSample sample : series.histograms()) {
                    text.append(' ').append(sample.histogram()).append('@').append(sample.epochMillis() / 1000 - T);
                }
                all.add(text.toString());
            }
        }
        all.sort(null);
        return all;
    }

    @Test
    void numbersGetPrometheusNamesAndTheResourcesLabels() {
        String resource = attribute("service.name", "shop") + "," + attribute("service.namespace", "eu") + ","
                + attribute("service.instance.id", "i1") + "," + attribute("cloud.region", "west");
        assertThat(receive(resource, """
            'name':'http.server.requests','unit':'By/s','description':'How many.','sum':{'aggregationTemporality':2,
            'isMonotonic':true,'dataPoints':[{'timeUnixNano':T+1,'asInt':'7','attributes':[{'key':'http.method',
            'value':{'stringValue':'GET'}},{'key':'1st','value':{'intValue':'5'}},{'key':'list','value':{'arrayValue':
            {'values':[{'boolValue':true},{'doubleValue':1.5}]}}}]}]}""")).isEqualTo(new OtlpResult(2, 0, ""));
        receive(attribute("service.name", "shop"),
                "'name':'cpu.use','unit':'1','gauge':{'dataPoints':[{'timeUnixNano':T+2,'asDouble':0.5}]}");
        receive("", "'name':'queue','unit':'{item}','sum':{'aggregationTemporality':'2','dataPoints':"
                + "[{'timeUnixNano':T+3,'asInt':-3}]}");
        assertThat(stored()).containsExactly("cpu_use_ratio{job=\"shop\"} 0.5@2",
                "http_server_requests_bytes_per_second_total{http_method=\"GET\",instance=\"i1\",job=\"eu/shop\",key_1st=\"5\",list=\"[true,1.5]\"} 7.0@1",
                "queue -3.0@3", "target_info{cloud_region=\"west\",instance=\"i1\",job=\"eu/shop\"} 1.0@1");
        assertThat(store.metadata()).containsEntry("http_server_requests_bytes_per_second_total",
                new MetricMetadata(MetricMetadata.Type.COUNTER, "bytes", "How many."))
                .containsEntry("queue", new MetricMetadata(MetricMetadata.Type.GAUGE, "", ""));
    }

    @Test
    void namesFollowTheStrategyAndAttributesMayBePromoted() {
        String metric = "'name':'a.b_total','unit':'s','sum':{'aggregationTemporality':2,'isMonotonic':true,"
                + "'dataPoints':[{'timeUnixNano':T+1,'asInt':1,'attributes':[" + attribute("x.y", "z") + "]}]}";
        for (Strategy strategy : Strategy.values()) {
            settings = new OtlpSettings(strategy, false, Set.of("host.name"), false, false, false);
            receive(attribute("host.name", "h"), metric);
        }
        assertThat(stored()).containsExactlyInAnyOrder("a_b_seconds_total{host_name=\"h\",x_y=\"z\"} 1.0@1",
                "a_b_total{host_name=\"h\",x_y=\"z\"} 1.0@1",
                Labels.of("__name__", "a.b_total", "host.name", "h", "x.y", "z") + " 1.0@1",
                Labels.of("__name__", "a.b_total_seconds_total", "host.name", "h", "x.y", "z") + " 1.0@1");
    }

    @Test
    void deltasAreAddedUp() {
        String point = "'name':'d','sum':{'aggregationTemporality':1,'isMonotonic':true,'dataPoints':"
                + "[{'startTimeUnixNano':T+0,'timeUnixNano':%s,'asInt':%d}]}";
        receive("", point.formatted("T+1", 5));
        receive("", point.formatted("T+2", 3));
        assertThat(receive("", point.formatted("T+2", 100)))
                .isEqualTo(new OtlpResult(0, 1, "d: a delta point that is not behind the one before"));
        receive("", point.formatted("T+3", 1));
        assertThat(stored()).containsExactly("d_total 5.0@1 8.0@2 9.0@3");
    }

    /** As after a kill: nothing is left but what is in the store. */
    private void restart() {
        receiver.close();
        receiver = new OtlpReceiver(store, () -> settings, BYTES_MAX, new SimpleMeterRegistry());
    }

    @Test
    void deltasGoOnAfterARestart() {
        String point = "'name':'d','sum':{'aggregationTemporality':1,'isMonotonic':true,'dataPoints':"
                + "[{'startTimeUnixNano':T+0,'timeUnixNano':%s,'asDouble':%s,'attributes':[%s]}]}";
        receive("", point.formatted("T+1", "0.1", ""));
        receive("", point.formatted("T+1", "100", attribute("a", "other")));
        restart();
        assertThat(receive("", point.formatted("T+1", "100", "")).message()).contains("not behind the one before");
        receive("", point.formatted("T+2", "0.2", ""));
        restart();
        receive("", "'name':'d','sum':{'aggregationTemporality':1,'isMonotonic':true,'dataPoints':[{'timeUnixNano':T+3,"
                + "'flags':1}]}");
        restart();
        receive("", point.formatted("T+4", "1", ""));
        assertThat(stored()).containsExactly("d_total 0.1@1 " + (0.1 + 0.2) + "@2 end@3 " + (0.1 + 0.2 + 1) + "@4",
                "d_total{a=\"other\"} 100.0@1");
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.select(List.of(Matcher.equal("a", ""))).getFirst()
                    .startTimes(Long.MIN_VALUE, Long.MAX_VALUE))
                    .allSatisfy(start -> assertThat(start.startMillis()).isEqualTo(T * 1000));
        }
    }

    private void receiveHistogram(String name, int second, String content) {
        receive("", "'name':'%s','histogram':{'aggregationTemporality':1,'dataPoints':[{'timeUnixNano':T+%d,%s}]}"
                .formatted(name, second, content));
    }

    @Test
    void deltaHistogramsGoOnAfterARestart() {
        for (boolean custom : new boolean[]{false, true}) {
            settings = new OtlpSettings(Strategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, false, Set.of(), false, custom,
                    false);
            for (int i = 1; i <= 5; i++) {
                receiveHistogram(custom ? "n" : "h", i, i < 4
                        ? "'count':6,'sum':1.5,'bucketCounts':[1,'0',2,3],'explicitBounds':[1,2.5,4]"
                        : "'count':1,'sum':1,'bucketCounts':[0,1],'explicitBounds':[2.5]");
                restart();
            }
        }
        assertThat(stored()).contains("h_bucket{le=\"+Inf\"} 6.0@1 12.0@2 18.0@3 1.0@4 2.0@5",
                "h_bucket{le=\"1.0\"} 1.0@1 2.0@2 3.0@3", "h_bucket{le=\"2.5\"} 1.0@1 2.0@2 3.0@3 0.0@4 0.0@5",
                "h_bucket{le=\"4.0\"} 3.0@1 6.0@2 9.0@3", "h_count 6.0@1 12.0@2 18.0@3 1.0@4 2.0@5",
                "h_sum 1.5@1 3.0@2 4.5@3 1.0@4 2.0@5");
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            List<NativeHistogram> all = querier.select(List.of(Matcher.equal("__name__", "n"))).getFirst().histograms()
                    .stream().map(HistogramSample::histogram).toList();
            assertThat(all).extracting(NativeHistogram::count).containsExactly(6.0, 12.0, 18.0, 1.0, 2.0);
            assertThat(counts(all.get(2))).containsExactly(3.0, 0.0, 6.0, 9.0);
        }
    }

    private static double[] counts(NativeHistogram histogram) {
        return IntStream.range(0, histogram.positive().size())
                .mapToDouble(bucket -> histogram.count(histogram.positive(), bucket)).toArray();
    }

    @Test
    void deltaExponentialHistogramsGoOnAfterARestart() {
        for (String name : List.of("kept", "lost")) {
            for (int i = 1; i <= 3; i++) {
                receive("", """
                    'name':'%s','exponentialHistogram':{'aggregationTemporality':1,'dataPoints':[{'timeUnixNano':T+%d,
                    'count':9,'sum':10,'scale':%d,'zeroCount':1,'positive':{'offset':%d,'bucketCounts':[1,0,0,0,'2']},
                    'negative':{'offset':-7,'bucketCounts':[5]}}]}""".formatted(name, i, 3 - i, i));
                if (name.equals("lost")) {
                    restart();
                }
            }
        }
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            List<List<NativeHistogram>> both = Stream.of("kept", "lost").map(name -> querier
                    .select(List.of(Matcher.equal("__name__", name))).getFirst().histograms().stream()
                    .map(HistogramSample::histogram).toList()).toList();
            assertThat(both.getFirst()).hasSize(3).isEqualTo(both.getLast());
            assertThat(both.getFirst().getLast().count()).isEqualTo(27);
        }
    }

    @Test
    void histogramsAreClassicOrNative() {
        String histogram = "'name':'h','unit':'ms','histogram':{'aggregationTemporality':1,'dataPoints':[{'timeUnixNano':%s,"
                + "'count':3,'sum':12.5,'bucketCounts':[1,'0',2],'explicitBounds':[1,2.5],'exemplars':[{'timeUnixNano':T+1,"
                + "'asDouble':2,'traceId':'0102','filteredAttributes':[" + attribute("k", "v") + "]}]}]}";
        receive("", histogram.formatted("T+1"));
        receive("", histogram.formatted("T+2"));
        assertThat(stored()).containsExactly("h_milliseconds_bucket{le=\"+Inf\"} 3.0@1 6.0@2",
                "h_milliseconds_bucket{le=\"1.0\"} 1.0@1 2.0@2", "h_milliseconds_bucket{le=\"2.5\"} 1.0@1 2.0@2",
                "h_milliseconds_count 3.0@1 6.0@2", "h_milliseconds_sum 12.5@1 25.0@2");
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.exemplars(List.of(), 10)).singleElement().satisfies(found -> {
                assertThat(found.series().get("le")).isEqualTo("2.5");
                assertThat(found.exemplars().getFirst().labels()).isEqualTo(Labels.of("trace_id", "0102", "k", "v"));
            });
        }
        settings = new OtlpSettings(Strategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, false, Set.of(), false, true, false);
        receive("", histogram.formatted("T+3").replace("'h'", "'n'"));
        assertThat(stored()).contains("n_milliseconds {count:3.0, sum:12.5, schema:-53}@3");
    }

    @Test
    void exponentialHistogramsBecomeNativeOnesAndTheirDeltasAreAdded() {
        String histogram = "'name':'e','exponentialHistogram':{'aggregationTemporality':1,'dataPoints':[{'timeUnixNano':%s,"
                + "'count':4,'sum':10,'scale':%d,'zeroCount':1,'positive':{'offset':%d,'bucketCounts':[1,0,'2']}}]}";
        receive("", histogram.formatted("T+1", 1, 1));
        receive("", histogram.formatted("T+2", 0, 0));
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            List<HistogramSample> samples = querier.select(List.of()).getFirst().histograms();
            assertThat(samples.getFirst().histogram().schema()).isEqualTo(1);
            assertThat(samples.getLast().histogram().schema()).isZero();
            assertThat(samples.getLast().histogram().count()).isEqualTo(8);
            assertThat(samples.getLast().histogram().zeroCount()).isEqualTo(2);
            // Buckets 2 and 4 of scale 1 are 1 and 2 of scale 0, beside 1 and 3.
            NativeHistogram last = samples.getLast().histogram();
            assertThat(IntStream.range(0, last.positive().size())
                    .mapToDouble(bucket -> last.count(last.positive(), bucket))).containsExactly(2.0, 2.0, 2.0);
        }
        assertThat(receive("", histogram.formatted("T+3", -5, 0)).message())
                .isEqualTo("e: a scale below -4, which native histograms do not have");
        receive("",
                "'name':'fine','exponentialHistogram':{'aggregationTemporality':2,'dataPoints':[{'timeUnixNano':T+1,"
                        + "'count':3,'sum':3,'scale':20,'positive':{'offset':-5,'bucketCounts':[3]}}]}");
        assertThat(stored()).anyMatch(series -> series.startsWith("fine {count:3.0, sum:3.0, schema:8}"));
    }

    @Test
    void summariesAndEndsAreTaken() {
        receive("", "'name':'s','summary':{'dataPoints':[{'timeUnixNano':T+1,'count':2,'sum':3,'quantileValues':"
                + "[{'quantile':0.5,'value':1},{'quantile':1,'value':2}]}]}");
        receive("", "'name':'g','gauge':{'dataPoints':[{'timeUnixNano':T+1,'flags':1}]}");
        assertThat(stored()).containsExactly("g end@1", "s_count 2.0@1", "s_sum 3.0@1", "s{quantile=\"0.5\"} 1.0@1",
                "s{quantile=\"1.0\"} 2.0@1");
    }

    @Test
    void goodPointsBesideBadOnesAreKeptAndTheMetricIsNamed() {
        OtlpResult result = receive("",
                "'name':'m','gauge':{'dataPoints':[{'asInt':1},{'timeUnixNano':T+1,'asInt':2}]}");
        assertThat(result).isEqualTo(new OtlpResult(1, 1, "m: a point without a time"));
        assertThat(receive("", "'name':'n','sum':{'dataPoints':[{'timeUnixNano':T+1,'asInt':2}]}"))
                .isEqualTo(new OtlpResult(0, 1, "n: no aggregation temporality"));
        assertThat(stored()).containsExactly("m 2.0@1");
    }

    @Test
    void aTemporalityIsANameToo() {
        String sum = "'name':'%s','sum':{'aggregationTemporality':'AGGREGATION_TEMPORALITY_%s','isMonotonic':true,"
                + "'dataPoints':[{'timeUnixNano':%s,'asInt':5}]}";
        receive("", sum.formatted("c", "CUMULATIVE", "T+1"));
        receive("", sum.formatted("c", "CUMULATIVE", "T+2"));
        receive("", sum.formatted("d", "DELTA", "T+1"));
        receive("", sum.formatted("d", "DELTA", "T+2"));
        assertThat(receive("", sum.formatted("u", "UNSPECIFIED", "T+1")))
                .isEqualTo(new OtlpResult(0, 1, "u: no aggregation temporality"));
        receive("", """
            'name':'h','histogram':{'aggregationTemporality':'AGGREGATION_TEMPORALITY_CUMULATIVE','dataPoints':[{
            'timeUnixNano':T+1,'count':3,'sum':3,'bucketCounts':[1,2],'explicitBounds':[1]}]}""");
        receive("", """
            'name':'e','exponentialHistogram':{'aggregationTemporality':'AGGREGATION_TEMPORALITY_CUMULATIVE',
            'dataPoints':[{'timeUnixNano':T+1,'count':3,'sum':3,'scale':0,'positive':{'bucketCounts':[3]}}]}""");
        assertThat(stored()).contains("c_total 5.0@1 5.0@2", "d_total 5.0@1 10.0@2", "h_count 3.0@1")
                .anyMatch(series -> series.startsWith("e {count:3.0"));
        assertThatThrownBy(() -> receive("", sum.formatted("c", "SOMETIMES", "T+3"))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("resourceMetrics[0].scopeMetrics[0].metrics[0].sum.aggregationTemporality: "
                        + "expected a number or one of AGGREGATION_TEMPORALITY_UNSPECIFIED, ")
                .hasMessageContaining("AGGREGATION_TEMPORALITY_SOMETIMES");
    }

    @Test
    void whatIsNoRequestIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> receive("{'resourceMetrics':[{'scopeMetrics':[{'metrics':[{'name':5}]}]}]}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("resourceMetrics[0].scopeMetrics[0].metrics[0].name: expected a text, got 5");
        assertThatThrownBy(() -> receive("{'resourceMetrics':5}")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("resourceMetrics: expected an object, got 5");
        assertThatThrownBy(() -> receive("[]")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("body: expected an object, got a list");
        assertThatThrownBy(() -> receive("")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("body: expected an object, got nothing");
        assertThatThrownBy(() -> receive("{'resourceMetrics':")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> receiver.receive(new byte[]{10, 5, 1}, false, false, Sender.ANONYMOUS))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> receiver.receive(new byte[]{1, 2, 3}, false, true, Sender.ANONYMOUS))
                .hasMessageContaining("gzip");
        assertThat(stored()).isEmpty();
    }

    @Test
    void decompressionIsBounded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[BYTES_MAX + 1]);
        }
        assertThatThrownBy(() -> receiver.receive(bytes.toByteArray(), false, true, Sender.ANONYMOUS))
                .hasMessageContaining("after decompression");
    }

    @Test
    void nothingButARefusalComesOfBrokenBytes() {
        byte[] message = JsonRequest.toProtobuf(EVERYTHING.getBytes(StandardCharsets.UTF_8), EVERYTHING.length());
        RandomGenerator random = Fuzz.random();
        clock.set(Instant.ofEpochSecond(T));
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = message.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            PointWriter writer = new PointWriter(settings, store.appender(),
                    new DeltaSums(10, new StoredSums(store, StoredSums.LOOK_BACK), new SimpleMeterRegistry()));
            try {
                new MetricsReader(settings, writer).read(broken, 0, broken.length);
            } catch (InvalidInput e) {
                assertThat(e.violations()).isNotEmpty();
            }
            writer.rollback();
        }
    }

    private static final String EVERYTHING = """
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeMetrics":[{
        "scope":{"name":"n","version":"1"},"metrics":[{"name":"a","unit":"s","sum":{"aggregationTemporality":1,"isMonotonic":true,
        "dataPoints":[{"timeUnixNano":"1","asDouble":1,"exemplars":[{"asInt":"1","spanId":"01"}]}]}},
        {"name":"h","histogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1","count":"2","sum":2,
        "bucketCounts":["1","1"],"explicitBounds":[1]}]}},{"name":"e","exponentialHistogram":{"aggregationTemporality":1,
        "dataPoints":[{"timeUnixNano":"1","count":"2","scale":3,"positive":{"offset":1,"bucketCounts":[1,1]},
        "negative":{"offset":1,"bucketCounts":[1,1]}}]}},{"name":"q","summary":{"dataPoints":[{"timeUnixNano":"1",
        "quantileValues":[{"quantile":0.5,"value":1}]}]}}]}]}]}""";

    @Test
    void theExampleOfOpenTelemetryIsTaken() throws IOException {
        String named = System.getProperty("binnacle.shared", System.getenv("BINNACLE_SHARED"));
        Path shared = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("binnacle.root", "..")).resolve("../shared/data");
        Path example = shared.resolve("otlp_proto_examples/examples/metrics.json");
        assumeTrue(Files.isRegularFile(example), () -> "no examples of OTLP at " + example);
        clock.set(Instant.ofEpochMilli(1_544_712_660_300L));
        assertThat(receiver.receive(Files.readAllBytes(example), true, false, Sender.ANONYMOUS))
                .isEqualTo(new OtlpResult(7, 0, ""));
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.select(List.of()).stream().map(series -> series.labels().toString()))
                    .containsExactlyInAnyOrder("my_counter_total{job=\"my.service\",my_counter_attr=\"some value\"}",
                            "my_gauge_ratio{job=\"my.service\",my_gauge_attr=\"some value\"}",
                            "my_histogram_bucket{job=\"my.service\",le=\"+Inf\",my_histogram_attr=\"some value\"}",
                            "my_histogram_bucket{job=\"my.service\",le=\"1.0\",my_histogram_attr=\"some value\"}",
                            "my_histogram_count{job=\"my.service\",my_histogram_attr=\"some value\"}",
                            "my_histogram_sum{job=\"my.service\",my_histogram_attr=\"some value\"}",
                            "my_exponential_histogram{job=\"my.service\",my_exponential_histogram_attr=\"some value\"}");
        }
    }
}

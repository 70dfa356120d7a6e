package io.binnacle.telemetry.scrape.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.scrape.job.PrometheusFile;
import io.binnacle.telemetry.scrape.job.ScrapeProtocol;
import io.binnacle.testkit.MutableClock;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classic histograms that become native ones with custom bounds when they are scraped. */
class HistogramConversionTest {

    private static final long T = 1_000_000;
    private static final String CONVERT = "convert_classic_histograms_to_nhcb: true";
    private static final String BOTH = CONVERT + "\nalways_scrape_classic_histograms: true";
    private static final String TEXT = """
        # TYPE before gauge
        before 1
        # HELP h H.
        # TYPE h histogram
        h_bucket{a="x",le="1"} 2
        h_bucket{a="x",le="2.5"} 2
        h_bucket{a="x",le="+Inf"} 5
        h_sum{a="x"} 7.5
        h_count{a="x"} 5
        h_count{a="y"} 3
        h_sum{a="y"} 1
        h_created{a="y"} 12
        h_bucket{a="z",le="+Inf"} 1
        # TYPE s summary
        s_count 1
        s_sum 1
        """;

    @TempDir
    private Path folder;
    private final MutableClock clock = new MutableClock();
    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock);
    private int round;

    private TargetSamples target(String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yml"), "scrape_configs:\n- job_name: j\n"
                + settings.indent(2));
        clock.set(Instant.ofEpochMilli(T + 3_600_000));
        return new TargetSamples(PrometheusFile.read(file).jobs().getFirst(), Labels.of("i", "1"), new CommentTexts());
    }

    private ScrapeCount read(TargetSamples target, ScrapeProtocol protocol, byte[] body) {
        Appender appender = store.appender();
        ScrapeCount count = new ScrapeCount();
        target.read(body, body.length, protocol, appender, T + round++, count);
        assertThat(appender.commit().rejected()).isZero();
        target.finish(appender);
        return count;
    }

    private ScrapeCount read(TargetSamples target, String text) {
        return read(target, ScrapeProtocol.TEXT_0_0_4, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of each series of that name its labels, its samples and its histograms. */
    private List<String> stored(String prefix) {
        List<String> all = new ArrayList<>();
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            for (Series series : querier.select(List.of())) {
                StringBuilder text = new StringBuilder(series.labels().toString().replace("i=\"1\",", "")
                        .replace(",i=\"1\"", "").replace("{i=\"1\"}", ""));
                double[] values = new double[10];
                int size = series.samples().read(new long[10], values, 0);
                for (int i = 0; i < size; i++) {
                    text.append(' ').append(Samples.isStale(values[i]) ? "end" : Double.toString(values[i]));
                }
                for (HistogramSample sample : series.histograms()) {
                    text.append(' ').append(shown(sample.histogram()));
                }
                if (text.indexOf(prefix) == 0) {
                    all.add(text.toString());
                }
            }
        }
        all.sort(null);
        return all;
    }

    private static String shown(NativeHistogram histogram) {
        if (histogram.isStale()) {
            return "end";
        }
        assertThat(histogram.schema()).isEqualTo(NativeHistogram.CUSTOM_BOUNDS);
        List<Double> counts = new ArrayList<>();
        for (int i = 0; i < histogram.positive().size(); i++) {
            counts.add(histogram.count(histogram.positive(), i));
        }
        return (histogram.floats() ? "floats " : "") + histogram.count() + "/" + histogram.sum() + " "
                + Arrays.toString(histogram.customBounds()) + counts;
    }

    @Test
    void aHistogramOfTextBecomesOneSeries() throws IOException {
        TargetSamples target = target(CONVERT);
        ScrapeCount first = read(target, TEXT);
        assertThat(List.of(first.scraped(), first.kept(), first.added())).containsExactly(7L, 7L, 7L);
        assertThat(read(target, TEXT).added()).isZero();
        read(target, "# TYPE before gauge\nbefore 1\n");
        String x = "5.0/7.5 [1.0, 2.5][2.0, 0.0, 3.0]";
        assertThat(stored("h")).containsExactly("h_created{a=\"y\"} 12.0 12.0 end",
                "h{a=\"x\"} end " + x + " " + x, "h{a=\"y\"} end 3.0/1.0 [][3.0] 3.0/1.0 [][3.0]",
                "h{a=\"z\"} end 1.0/0.0 [][1.0] 1.0/0.0 [][1.0]");
        assertThat(stored("before")).containsExactly("before 1.0 1.0 1.0");
        assertThat(stored("s_")).hasSize(2);
        assertThat(target.families()).containsKeys("before");
    }

    @Test
    void theClassicOneMayStayBesides() throws IOException {
        read(target(BOTH), TEXT);
        assertThat(stored("h")).contains("h{a=\"x\"} 5.0/7.5 [1.0, 2.5][2.0, 0.0, 3.0]", "h_count{a=\"x\"} 5.0",
                "h_bucket{a=\"x\",le=\"1.0\"} 2.0", "h_sum{a=\"y\"} 1.0").hasSize(3 + 4 + 3 + 2);
        assertThat(stored("before")).hasSize(1);
    }

    @Test
    void exemplarsAndTimestampsComeAlong() throws IOException {
        String text = """
            # TYPE h histogram
            h_bucket{le="1.0"} 1 1000.5 # {trace="a"} 0.5
            h_bucket{le="+Inf"} 1.5 1000.5
            h_count 1.5 1000.5
            h_sum 2.0 1000.5
            # EOF
            """;
        read(target(CONVERT), ScrapeProtocol.OPENMETRICS_1_0_0, text.getBytes(StandardCharsets.UTF_8));
        assertThat(stored("h")).containsExactly("h floats 1.5/2.0 [1.0][1.0, 0.5]");
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.select(List.of()).getFirst().histograms().getFirst().epochMillis()).isEqualTo(1_000_500);
            assertThat(querier.exemplars(List.of(), 10)).singleElement()
                    .satisfies(found -> assertThat(found.exemplars()).singleElement()
                            .satisfies(one -> assertThat(one.labels()).isEqualTo(Labels.of("trace", "a"))));
        }
    }

    @Test
    void whatContradictsItselfIsLeftOutAndWhatIsNoHistogramStays() throws IOException {
        read(target(CONVERT), """
            # TYPE h histogram
            h_bucket{a="x",le="1"} 3
            h_bucket{a="x",le="2"} 2
            h_count{a="x"} 3
            h_bucket{a="y",le="1"} 3
            h_bucket{a="y",le="+Inf"} 4
            h_count{a="y"} 5
            h_bucket{a="z",le="5"} 2
            h_bucket{a="z",le="1"} 1
            h_bucket{a="z",le="1"} 9
            h_other 1
            h_bucket{a="w"} 1
            other_bucket{le="1"} 1
            # TYPE u unknown
            u_bucket{le="1"} 1
            """);
        assertThat(stored("h")).containsExactly("h_bucket{a=\"w\"} 1.0", "h_other 1.0",
                "h{a=\"z\"} 2.0/0.0 [1.0, 5.0][1.0, 1.0]");
        assertThat(stored("other")).containsExactly("other_bucket{le=\"1\"} 1.0");
        assertThat(stored("u")).containsExactly("u_bucket{le=\"1\"} 1.0");
    }

    @Test
    void emptyBucketsBetweenOthersAreNotAllWritten() throws IOException {
        StringBuilder text = new StringBuilder("# TYPE h histogram\n");
        for (int i = 1; i <= 10; i++) {
            text.append("h_bucket{le=\"").append(i).append("\"} ").append(i < 3 ? 0 : i < 9 ? 1 : 4).append('\n');
        }
        read(target(CONVERT), text.append("h_count 4\n").toString());
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            NativeHistogram made = querier.select(List.of()).getFirst().histograms().getFirst().histogram();
            assertThat(made.count()).isEqualTo(4);
            assertThat(made.customBounds()).hasSize(10);
            assertThat(made.positive().size()).isEqualTo(2);
        }
    }

    @Test
    void aHistogramOfProtobufBecomesOneSeriesToo() throws IOException {
        byte[] body = family("h", bucket(1, 2), bucket(2.5, 2));
        read(target(CONVERT), ScrapeProtocol.PROTOBUF, body);
        assertThat(stored("h")).containsExactly("h 5.0/7.5 [1.0, 2.5][2.0, 0.0, 3.0]");
        read(target(BOTH), ScrapeProtocol.PROTOBUF, family("k", bucket(1, 2)));
        assertThat(stored("k")).containsExactly("k 5.0/7.5 [1.0][2.0, 3.0]", "k_bucket{le=\"+Inf\"} 5.0",
                "k_bucket{le=\"1.0\"} 2.0", "k_count 5.0", "k_sum 7.5");
        read(target(CONVERT), ScrapeProtocol.PROTOBUF, family("w", bucket(1, 9)));
        assertThat(stored("w")).isEmpty();
    }

    private static byte[] family(String name, byte[]... buckets) {
        ByteArrayOutputStream histogram = new ByteArrayOutputStream();
        histogram.writeBytes(new byte[]{1 << 3, 5});
        histogram.writeBytes(float64(2, 7.5));
        for (byte[] bucket : buckets) {
            histogram.writeBytes(field(3, bucket));
        }
        ByteArrayOutputStream family = new ByteArrayOutputStream();
        family.writeBytes(field(1, name.getBytes(StandardCharsets.UTF_8)));
        family.writeBytes(new byte[]{3 << 3, 4});
        family.writeBytes(field(4, field(7, histogram.toByteArray())));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(family.size());
        body.writeBytes(family.toByteArray());
        return body.toByteArray();
    }

    private static byte[] bucket(double bound, int cumulative) {
        ByteArrayOutputStream bucket = new ByteArrayOutputStream();
        bucket.writeBytes(new byte[]{1 << 3, (byte) cumulative});
        bucket.writeBytes(float64(2, bound));
        return bucket.toByteArray();
    }

    /** A message or text of less than 128 bytes. */
    private static byte[] field(int number, byte[] content) {
        return ByteBuffer.allocate(content.length + 2).put((byte) (number << 3 | 2)).put((byte) content.length)
                .put(content).array();
    }

    private static byte[] float64(int number, double value) {
        return ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).put((byte) (number << 3 | 1)).putDouble(value)
                .array();
    }
}

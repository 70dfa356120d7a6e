package io.binnacle.telemetry.scrape.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.scrape.job.PrometheusFile;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import io.binnacle.telemetry.scrape.job.ScrapeProtocol;
import io.binnacle.testkit.MutableClock;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {true, false})
class TargetSamplesTest {

    private static final long T = 1_000_000;
    private static final long STEP = 15_000;

    @TempDir
    private Path folder;
    private final MutableClock clock = new MutableClock();
    /** With a store that gives references and one that gives none. */
    @Parameter
    private boolean durable;
    private TimeSeriesStore store;
    private int round;
    private ScrapeCount count = new ScrapeCount();

    @BeforeEach
    void open() throws IOException {
        store = durable
                ? DurableTimeSeriesStore.open(LocalDisk.open(Files.createDirectory(folder.resolve("store"))),
                        DurableSettings.defaults(), clock)
                : new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private TargetSamples target(String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yml"), "scrape_configs:\n- job_name: j\n"
                + settings.indent(2));
        ScrapeJob job = PrometheusFile.read(file).jobs().getFirst();
        clock.set(Instant.ofEpochMilli(T + 3_600_000));
        return new TargetSamples(job, Labels.of("job", "j", "instance", "i"), new CommentTexts());
    }

    private void read(TargetSamples target, ScrapeProtocol protocol, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Appender appender = store.appender();
        long at = T + STEP * round++;
        count = new ScrapeCount();
        try {
            target.read(body, body.length, protocol, appender, at, count);
        } catch (InvalidInput e) {
            appender.rollback();
            target.gone(appender, at);
            appender.commit();
            throw e;
        }
        assertThat(appender.commit().rejected()).isZero();
        target.finish(appender);
    }

    private void read(TargetSamples target, String text) {
        read(target, ScrapeProtocol.TEXT_0_0_4, text);
    }

    /** Everything in the store: {@code series value@round ...}; stale markers are {@code end}. */
    private List<String> stored() {
        List<String> all = new ArrayList<>();
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            for (Series series : querier.select(List.of())) {
                StringBuilder text = new StringBuilder(series.labels().toString());
                long[] times = new long[100];
                double[] values = new double[100];
                int size = series.samples().read(times, values, 0);
                for (int i = 0; i < size; i++) {
                    double value = values[i];
                    text.append(' ').append(Samples.isStale(value) ? "end" : Double.toString(value)).append('@')
                            .append((times[i] - T) / (double) STEP);
                }
                all.add(text.toString().replace(".0", ""));
            }
        }
        all.sort(null);
        return all;
    }

    @Test
    void aTargetsLabelsAreAddedAndOnesInTheWayGetAnotherName() throws IOException {
        read(target(""), "a{job=\"x\",b=\"c\"} 1\nb{exported_job=\"y\",job=\"z\"} 2 \n c 3\n");
        assertThat(stored()).containsExactly("a{b=\"c\",exported_job=\"x\",instance=\"i\",job=\"j\"} 1@0",
                "b{exported_exported_job=\"z\",exported_job=\"y\",instance=\"i\",job=\"j\"} 2@0",
                "c{instance=\"i\",job=\"j\"} 3@0");
        assertThat(List.of(count.scraped(), count.kept(), count.added())).containsExactly(3L, 3L, 3L);
    }

    @Test
    void honouredLabelsStay() throws IOException {
        read(target("honor_labels: true"), "a{job=\"x\"} 1\nb{instance=\"\"} 2\n");
        assertThat(stored()).containsExactly("a{instance=\"i\",job=\"x\"} 1@0", "b{instance=\"i\",job=\"j\"} 2@0");
    }

    @Test
    void aSeriesThatIsGoneEndsAndOneThatComesAgainIsNew() throws IOException {
        TargetSamples target = target("");
        read(target, "a 1\nb 1\nc 1\n");
        read(target, "c 2\na 2\n");
        assertThat(count.added()).isZero();
        read(target, "a 3\nb 3\nc 3\n");
        assertThat(count.added()).isEqualTo(1);
        read(target, "a 4\n");
        read(target, "a 5\n");
        assertThat(stored()).containsExactly("a{instance=\"i\",job=\"j\"} 1@0 2@1 3@2 4@3 5@4",
                "b{instance=\"i\",job=\"j\"} 1@0 end@1 3@2 end@3", "c{instance=\"i\",job=\"j\"} 1@0 2@1 3@2 end@3");
    }

    @Test
    void aBodyThatIsWrongAnywhereLeavesNothingAndEndsWhatWasThere() throws IOException {
        TargetSamples target = target("");
        read(target, "a 1\nb 1\n");
        assertThatThrownBy(() -> read(target, "a 2\nnew 2\nb x\n")).hasMessageContaining("line 3, column 3");
        assertThat(count.scraped()).isEqualTo(2);
        read(target, "a 3\nnew 3\n");
        assertThat(stored()).containsExactly("a{instance=\"i\",job=\"j\"} 1@0 end@1 3@2",
                "b{instance=\"i\",job=\"j\"} 1@0 end@1", "new{instance=\"i\",job=\"j\"} 3@2");
    }

    @Test
    void rulesDropRenameAndMayLeaveNoName() throws IOException {
        TargetSamples target = target("""
            metric_relabel_configs:
            - {action: drop, source_labels: [__name__], regex: "go_.*"}
            - {source_labels: [__name__], regex: "(.*)_old", target_label: __name__, replacement: "${1}_new"}
            """);
        for (int i = 0; i < 2; i++) {
            read(target, "go_x 1\na_old 2\nb 3\n");
        }
        assertThat(stored()).containsExactly("a_new{instance=\"i\",job=\"j\"} 2@0 2@1",
                "b{instance=\"i\",job=\"j\"} 3@0 3@1");
        assertThat(List.of(count.scraped(), count.kept(), count.added())).containsExactly(3L, 2L, 0L);
        TargetSamples nameless = target("metric_relabel_configs: [{target_label: __name__, replacement: ''}]");
        assertThatThrownBy(() -> read(nameless, "a 1\n")).hasMessage("missing metric name (__name__ label)");
    }

    @Test
    void limitsRefuseTheWholeBodyInPrometheusWords() throws IOException {
        assertThatThrownBy(() -> read(target("sample_limit: 2"), "a 1\nb 1\nc 1\n"))
                .hasMessage("sample limit exceeded");
        assertThatThrownBy(() -> read(target("label_limit: 3"), "a{b=\"c\"} 1\n"))
                .hasMessage("label_limit exceeded (metric: a, number of labels: 4, limit: 3)");
        assertThatThrownBy(() -> read(target("label_name_length_limit: 8"), "a{nine_long=\"c\"} 1\n"))
                .hasMessage("label_name_length_limit exceeded (metric: a, label name: nine_long, length: 9, limit: 8)");
        assertThatThrownBy(() -> read(target("label_value_length_limit: 3"), "a{b=\"cccc\"} 1\n")).hasMessage(
                "label_value_length_limit exceeded (metric: a, label name: b, value: \"cccc\", length: 4, limit: 3)");
        assertThatThrownBy(() -> read(target("metric_name_validation_scheme: legacy"), "{\"a.b\"} 1\n"))
                .hasMessageStartingWith("invalid metric name or label names");
        assertThat(stored()).isEmpty();
        read(target("sample_limit: 3"), "a 1\nb 1\nc 1\n");
    }

    @Test
    void timestampsAreHonouredAndDoNotEndUnlessTracked() throws IOException {
        TargetSamples target = target("");
        read(target, "a 1 " + (T - STEP) + "\nb 1\n");
        read(target, "b 2\n");
        assertThat(stored()).containsExactly("a{instance=\"i\",job=\"j\"} 1@-1", "b{instance=\"i\",job=\"j\"} 1@0 2@1");
        TargetSamples other = target("honor_timestamps: false");
        read(other, "c 1 5\n");
        TargetSamples tracked = target("track_timestamps_staleness: true");
        read(tracked, "d 1 " + (T + STEP) + "\n");
        read(tracked, "");
        assertThat(stored()).contains("c{instance=\"i\",job=\"j\"} 1@2", "d{instance=\"i\",job=\"j\"} 1@1 end@4");
    }

    @Test
    void whatIsSaidOfFamiliesIsToldOnceAndCanBeAsked() throws IOException {
        TargetSamples target = target("");
        String text = "# HELP a What \\\\ it\\n is.\n# TYPE a counter\n# a comment\na 1\n# TYPE b summary\nb{quantile=\"1\"} 2\n";
        read(target, text);
        read(target, text);
        Map<String, MetricMetadata> expected = Map.of("a",
                new MetricMetadata(MetricMetadata.Type.COUNTER, "", "What \\ it\n is."), "b",
                new MetricMetadata(MetricMetadata.Type.SUMMARY, "", ""));
        assertThat(target.families()).isEqualTo(expected);
        assertThat(store.metadata()).isEqualTo(expected);
        assertThat(stored()).contains("b{instance=\"i\",job=\"j\",quantile=\"1\"} 2@0 2@1");
        read(target, "# TYPE a gauge\na 1\n");
        assertThat(target.families())
                .isEqualTo(Map.of("a", new MetricMetadata(MetricMetadata.Type.GAUGE, "", "")));
    }

    @Test
    void boundsAreWrittenInOneWay() throws IOException {
        read(target(""), "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\nother{le=\"1\"} 3\n");
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.select(List.of()).stream().map(series -> series.labels().get("le")))
                    .containsExactlyInAnyOrder("1.0", "+Inf", "1");
        }
    }

    @Test
    void openMetricsEndsWithItsMarkAndHasExemplars() throws IOException {
        TargetSamples target = target("");
        read(target, ScrapeProtocol.OPENMETRICS_1_0_0,
                "# TYPE a counter\na_total 1 1000.5 # {trace_id=\"x\"} 0.5 1000.25\n{\"u.v\",w=\"é\"} NaN\n# EOF\n");
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertThat(querier.exemplars(List.of(), 10)).singleElement().satisfies(found -> assertThat(
                    found.exemplars()).singleElement().satisfies(exemplar -> {
                        assertThat(exemplar.labels()).isEqualTo(Labels.of("trace_id", "x"));
                        assertThat(exemplar.epochMillis()).isEqualTo(1_000_250);
                    }));
        }
        assertThat(stored()).anyMatch(series -> series.contains("u.v"));
        assertThatThrownBy(() -> read(target, ScrapeProtocol.OPENMETRICS_1_0_0, "a_total 1\n"))
                .hasMessageContaining("does not end with # EOF");
    }
}

package io.binnacle.telemetry.intake.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.telemetry.intake.exposition.ExpositionFormat;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextImportTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long SECOND = NOW.getEpochSecond();

    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(
            new InMemorySettings(Duration.ofDays(30), Duration.ofDays(30), Duration.ofMinutes(10), 100, 100_000),
            () -> NOW);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void textOfPrometheusHasMilliseconds() throws IOException {
        ImportResult result = imported(ExpositionFormat.PROMETHEUS, """
            # HELP up Whether it is up.
            # TYPE up gauge
            up{job="a"} 1 %1$d000
            up{job="a"} 0 %1$d250
            """.formatted(SECOND));
        assertThat(result.isWhole()).isTrue();
        assertThat(result.appended()).isEqualTo(2);
        SampleColumns samples = samples(Labels.of("__name__", "up", "job", "a"));
        assertThat(samples.times()[0]).isEqualTo(SECOND * 1000);
        assertThat(samples.times()[1]).isEqualTo(SECOND * 1000 + 250);
        assertThat(samples.values()[1]).isZero();
    }

    @Test
    void notANumberIsThatOfPrometheusToTheLastBit() throws IOException {
        imported(ExpositionFormat.PROMETHEUS, "up NaN %d000\n".formatted(SECOND));
        assertThat(Double.doubleToRawLongBits(samples(Labels.of("__name__", "up")).values()[0]))
                .isEqualTo(Samples.NAN_BITS);
    }

    @Test
    void openMetricsHasSecondsExemplarsAndAnEnd() throws IOException {
        String text = """
            # TYPE hits counter
            hits_total 5 %1$d.5 # {trace="t"} 1 %1$d.25
            """.formatted(SECOND);
        ImportResult whole = imported(ExpositionFormat.OPENMETRICS, text + "# EOF\n");
        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.appended()).isEqualTo(1);
        assertThat(samples(Labels.of("__name__", "hits_total")).times()[0]).isEqualTo(SECOND * 1000 + 500);
        try (Querier querier = store.querier(0, Long.MAX_VALUE)) {
            assertThat(querier.exemplars(List.of(), 10).getFirst().exemplars().getFirst().epochMillis())
                    .isEqualTo(SECOND * 1000 + 250);
        }
        ImportResult cutOff = imported(ExpositionFormat.OPENMETRICS, text);
        assertThat(cutOff.examples()).containsExactly(
                "text:3: the text does not end with # EOF; it may have been cut off");
        assertThat(cutOff.duplicates()).as("what was there before").isEqualTo(1);
    }

    @Test
    void whatIsWrongIsToldWithItsLineAndAllElseIsKept() throws IOException {
        ImportResult result = imported(ExpositionFormat.PROMETHEUS, """
            up{job="a"} 1 %1$d000
            up{job=a} 1 %1$d000
            up{job="b"} 1
            up{job="c"} x %1$d000
            up{job="d"} 1 %1$d000
            """.formatted(SECOND));
        assertThat(result.appended()).isEqualTo(2);
        assertThat(result.faults()).isEqualTo(3);
        assertThat(result.examples()).hasSize(3);
        assertThat(result.examples().get(0)).startsWith("text:2: ");
        assertThat(result.examples().get(1)).isEqualTo("text:3: a sample of the past needs a timestamp");
        assertThat(result.examples().get(2)).startsWith("text:4: ");
        assertThat(samples(Labels.of("__name__", "up", "job", "d")).count()).isEqualTo(1);
    }

    @Test
    void aLongTextIsReadPieceByPiece() throws IOException {
        StringBuilder text = new StringBuilder();
        int lines = 60_000;
        for (int i = 0; i < lines; i++) {
            text.append("up{job=\"a\"} ").append(i).append(' ').append((SECOND - lines + i) * 1000).append('\n');
        }
        text.append("wrong\n");
        ImportResult result = imported(ExpositionFormat.PROMETHEUS, text.toString());
        assertThat(result.appended()).isEqualTo(lines);
        assertThat(result.examples().getLast()).startsWith("text:" + (lines + 1) + ": ");
        ImportResult again = imported(ExpositionFormat.PROMETHEUS, text.toString());
        assertThat(again.appended()).isZero();
        assertThat(again.duplicates()).isEqualTo(lines);
    }

    private ImportResult imported(ExpositionFormat format, String text) throws IOException {
        HistoryWriter writer = new HistoryWriter(store);
        new TextImport(format, "text", writer)
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return writer.finish();
    }

    private SampleColumns samples(Labels labels) {
        List<Matcher> matchers = new ArrayList<>();
        labels.forEach(label -> matchers.add(Matcher.equal(label.name(), label.value())));
        try (Querier querier = store.querier(0, Long.MAX_VALUE)) {
            List<Series> found = querier.select(matchers);
            assertThat(found).hasSize(1);
            SampleColumns samples = new SampleColumns();
            samples.append(found.getFirst().samples(0, Long.MAX_VALUE));
            return samples;
        }
    }
}

package io.binnacle.timeseries.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.timeseries.promql.QueryResult.MatrixSeries;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregations whose columns are streamed, of so many series that they are parted, beside those whose columns are held. */
class StreamedAggregationTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int SERIES = 700;
    private static final int SAMPLES = 40;

    private final TimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), () -> NOON);
    private final PromqlEngine engine = bounded(PromqlLimits.defaults().samplesMax());

    /** Counters that are reset now and then, begin at zero or far from it, have gaps and ends. */
    @BeforeEach
    void load() {
        Random random = new Random(4);
        Appender appender = store.appender();
        for (int i = 0; i < SERIES; i++) {
            Labels labels = Labels.of("__name__", "requests_total", "group", "g" + i % 7, "series", "s" + i);
            double value = i % 3 == 0 ? 0 : random.nextInt(1000);
            long offset = random.nextInt(9000);
            for (int sample = 0; sample < SAMPLES; sample++) {
                long millis = NOON.toEpochMilli() - 600_000 + sample * 15_000L + offset;
                value = random.nextInt(20) == 0 ? random.nextInt(5) : value + random.nextInt(50) * 0.37;
                if (random.nextInt(12) == 0) {
                    appender.append(labels, millis, Samples.STALE);
                } else if (random.nextInt(10) > 0) {
                    appender.append(labels, millis, i == 20 && sample == 7 ? Double.NaN : value);
                }
            }
        }
        appender.commit();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Map<Labels, Map<Long, Double>> range(PromqlEngine asked, String query) {
        Map<Labels, Map<Long, Double>> found = new HashMap<>();
        QueryResult.Matrix matrix = (QueryResult.Matrix) asked.range(query, NOON.minusSeconds(700), NOON,
                Duration.ofSeconds(7));
        for (MatrixSeries series : matrix.series()) {
            Map<Long, Double> points = new HashMap<>();
            for (int i = 0; i < series.epochMillis().length; i++) {
                points.put(series.epochMillis()[i], series.values()[i]);
            }
            found.put(series.labels(), points);
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum by (group) (%s)", "avg by (group) (%s)", "count by (group) (%s)",
            "group without (series) (%s)", "min(%s)", "max by (group, nothing) (%s)", "sum(%s)", "avg without () (%s)",
            "stddev by (group) (%s)", "stddev(%s)", "topk(3, %s)", "topk by (group) (2, %s)",
            "bottomk by (group) (4, %s)", "bottomk without (series) (1000, %s)", "limitk(5, %s)",
            "limitk by (group) (1, %s)", "topk(scalar(count(requests_total) or vector(2)) %% 9, %s)"})
    void whatIsStreamedIsWhatIsHeld(String aggregation) {
        for (String inner : List.of("requests_total", "rate(requests_total[1m])", "delta(requests_total[2m])",
                "avg_over_time(requests_total[45s]) * 8", "100 - requests_total", "requests_total > 500",
                "500 >= bool requests_total", "increase(requests_total{group!=\"g3\"}[1m] offset 1m)")) {
            Map<Labels, Map<Long, Double>> streamed = range(engine, aggregation.formatted(inner));
            // A set operator needs all columns at once.
            Map<Labels, Map<Long, Double>> held = range(engine, aggregation.formatted(inner + " or " + inner));
            assertThat(streamed.keySet()).as(inner).isNotEmpty().isEqualTo(held.keySet());
            streamed.forEach((labels, points) -> {
                Map<Long, Double> same = held.getOrDefault(labels, Map.of());
                assertThat(points.keySet()).isEqualTo(same.keySet());
                points.forEach((millis, value) -> assertThat(value).as("%s at %d", labels, millis)
                        .isCloseTo(same.getOrDefault(millis, 0.0), within(1e-9)));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"topk(5, %s)", "bottomk(700, %s)", "topk by (group) (3, %s)", "limitk(5, %s)",
            "limitk by (group) (2, %s)", "topk(0, %s)"})
    void ofOneInstantTheOrderIsThatOfRank(String aggregation) {
        for (String inner : List.of("requests_total", "rate(requests_total[1m]) > bool 2",
                "requests_total % 3")) {
            List<VectorSample> streamed = instant(aggregation.formatted(inner));
            assertThat(streamed).as(inner).isEqualTo(instant(aggregation.formatted(inner + " or " + inner)));
            assertThat(streamed.isEmpty()).isEqualTo(aggregation.startsWith("topk(0"));
        }
    }

    private List<VectorSample> instant(String query) {
        return ((QueryResult.Vector) engine.instant(query, NOON.minusSeconds(60))).samples();
    }

    /** 700 series at 101 steps are 70,700 samples. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        limitk(3, requests_total)                           | 20000
        topk(1, requests_total)                             | 20000
        bottomk by (group) (1, rate(requests_total[1m]))    | 60000
        sum(topk(2, requests_total * 2))                    | 40000
        """)
    void rankingsHoldWhatTheyKeep(String query, long samplesMax) {
        assertThat(range(bounded(samplesMax), query)).isEqualTo(range(engine, query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantile(0.5, requests_total)", "quantile by (group) (0.9, rate(requests_total[1m]))",
            "topk(700, requests_total)", "bottomk by (series) (3, requests_total)", "topk(3, abs(requests_total))",
            "limitk(700, requests_total)", "limit_ratio(0.1, requests_total)", "count_values('v', requests_total)"})
    void whatMustHoldItsSeriesHasABound(String query) {
        assertThatThrownBy(() -> range(bounded(60_000), query)).hasMessage(
                "query processing would load too many samples into memory in query execution: more than 60000,"
                        + " the limit promql.samplesMax; fewer series, a shorter range or longer steps need less");
    }

    /** One step of many series may take as long as one series of many steps. */
    @ParameterizedTest
    @ValueSource(strings = {"quantile(0.5, %s)", "topk(5, %s or %s)", "limitk(5, %s or %s)"})
    void ofEachStepItIsAskedWhetherAnybodyWaits(String query) {
        AtomicInteger asked = new AtomicInteger();
        QueryOptions options = new QueryOptions(Duration.ofMinutes(1), () -> asked.incrementAndGet() < 0,
                ResolutionChoice.RAW);
        String few = "requests_total{series=\"s1\"}";
        engine.range(query.replace("%s", few), NOON.minusSeconds(700), NOON, Duration.ofSeconds(1), options);
        assertThat(asked.get()).isGreaterThan(700);
    }

    private PromqlEngine bounded(long samplesMax) {
        PromqlLimits usual = PromqlLimits.defaults();
        return new PromqlEngine(store,
                new PromqlLimits(usual.stepsMax(), usual.seriesMax(), samplesMax, usual.timeout(), usual.lookback(),
                        usual.subqueryStep()),
                PromqlFeatures.parse("promql-experimental-functions"), report -> {});
    }

    @Test
    void aResultIsTheSameToTheLastBitWhoeverWorkedOnIt() {
        String query = "sum by (group) (rate(requests_total[1m])) / avg by (group) (requests_total)";
        Map<Labels, Map<Long, Double>> first = range(engine, query);
        for (int i = 0; i < 20; i++) {
            assertThat(range(engine, query)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate", "increase", "delta"})
    void ratesOfColumnsAreThoseOfRanges(String function) {
        // With start times, which no sample here has, each range is looked at on its own.
        PromqlFeatures features = PromqlFeatures.ofTestScripts();
        assertThat(features.startTimestamps()).isTrue();
        PromqlEngine byRange = new PromqlEngine(store, PromqlLimits.defaults(), features, report -> {});
        for (String window : List.of("20s", "1m", "5m")) {
            String query = function + "(requests_total[" + window + "])";
            assertThat(range(engine, query)).isNotEmpty().isEqualTo(range(byRange, query));
        }
    }

    @Test
    void histogramsAmongTheSeriesAreAggregatedToo() {
        Appender appender = store.appender();
        NativeHistogram histogram = NativeHistogram.ofIntegers().count(3).sum(4).zero(1e-9, 3).build();
        appender.append(appender.series(Labels.of("__name__", "mixed")), NOON.toEpochMilli(), histogram);
        appender.append(Labels.of("__name__", "mixed", "a", "b"), NOON.toEpochMilli(), 5);
        appender.commit();
        QueryResult.Vector sums = (QueryResult.Vector) engine.instant("sum by (a) (mixed)", NOON);
        assertThat(sums.samples()).hasSize(2);
        assertThat(sums.samples()).filteredOn(sample -> sample.histogram() != null).singleElement()
                .returns(Labels.empty(), QueryResult.VectorSample::labels);
        assertThat(((QueryResult.Vector) engine.instant("count(mixed)", NOON)).samples().getFirst().value())
                .isEqualTo(2);
    }

    @Test
    void seriesThatBecomeOneWithoutTheirNamesAreAnError() {
        Appender appender = store.appender();
        for (String name : List.of("a_total", "b_total")) {
            for (int i = 0; i < 3; i++) {
                appender.append(Labels.of("__name__", name, "x", "y"), NOON.toEpochMilli() - i * 10_000L, 30 - i);
            }
        }
        appender.append(Labels.of("__name__", "typed", "__type__", "gauge"), NOON.toEpochMilli(), 1);
        appender.append(Labels.of("__name__", "typed", "__type__", "counter"), NOON.toEpochMilli(), 1);
        appender.commit();
        for (String query : List.of("sum(rate({__name__=~\"._total\"}[1m]))", "sum(typed * 2)")) {
            assertThatThrownBy(() -> engine.instant(query, NOON))
                    .hasMessage("vector cannot contain metrics with the same labelset");
        }
        assertThat(((QueryResult.Vector) engine.instant("sum({__name__=~\"._total\"})", NOON)).samples()
                .getFirst().value()).isEqualTo(60);
    }

    @Test
    void aMetricThatMayBeNoCounterIsRemarkedOnOnce() {
        assertThat(engine.instant("sum(rate(requests_total[1m]))", NOON).infos()).isEmpty();
        Appender appender = store.appender();
        for (int i = 0; i < 300; i++) {
            appender.append(Labels.of("__name__", "level", "series", "s" + i), NOON.toEpochMilli(), i);
            appender.append(Labels.of("__name__", "level", "series", "s" + i), NOON.toEpochMilli() - 5000, i);
        }
        appender.commit();
        assertThat(engine.instant("sum(rate(level[1m]))", NOON).infos()).containsExactly(
                "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \"level\""
                        + " (1:10)");
    }
}

package io.binnacle.timeseries.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.timeseries.TimeSeriesStore;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bounds of queries; what queries answer is in the scripts. */
class PromqlEngineTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final PromqlLimits LIMITS = PromqlLimits.defaults();

    private final TimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), () -> NOON);

    @BeforeEach
    void load() {
        Appender appender = store.appender();
        for (int host = 0; host < 20; host++) {
            for (int i = 0; i < 100; i++) {
                appender.append(Labels.of("__name__", "up", "host", "h" + host), NOON.toEpochMilli() - i * 1000L, i);
            }
        }
        appender.commit();
    }

    @AfterEach
    void close() {
        assertThat(store.statistics().queriersOpen()).as("queriers left open").isZero();
        store.close();
    }

    private PromqlEngine engine(int steps, int series, long samples, Duration timeout) {
        return new PromqlEngine(store,
                new PromqlLimits(steps, series, samples, timeout, LIMITS.lookback(), LIMITS.subqueryStep()));
    }

    @Test
    void aRangeHasABoundOfSteps() {
        PromqlEngine engine = engine(10, 100, 1000, LIMITS.timeout());
        assertThat(engine.range("1", NOON, NOON.plusSeconds(10), Duration.ofSeconds(1))).isNotNull();
        assertThatThrownBy(() -> engine.range("1", NOON, NOON.plusSeconds(11), Duration.ofSeconds(1)))
                .hasMessage(
                        "exceeded maximum resolution of 10 points per timeseries. Try decreasing the query resolution"
                                + " (?step=XX)")
                .asInstanceOf(InstanceOfAssertFactories.type(QueryError.class))
                .returns(QueryError.Kind.INVALID, QueryError::kind);
        assertThatThrownBy(() -> engine.range("1", NOON, NOON.plusSeconds(1), Duration.ZERO))
                .isInstanceOf(QueryError.class);
        assertThatThrownBy(() -> engine.range("1", NOON, NOON.minusSeconds(1), Duration.ofSeconds(1)))
                .isInstanceOf(QueryError.class);
        assertThatThrownBy(() -> engine.range("up[5m]", NOON, NOON, Duration.ofSeconds(1))).hasMessage(
                "invalid expression type \"range vector\" for range query, must be Scalar or instant Vector");
    }

    @Test
    void seriesOfARangeHoldTheirNumbersAndShareTheirTimes() {
        QueryResult result = engine(100, 100, 10_000, LIMITS.timeout()).range("up", NOON.minusSeconds(50), NOON,
                Duration.ofSeconds(1));
        List<QueryResult.MatrixSeries> series = ((QueryResult.Matrix) result).series();
        assertThat(series).hasSize(20).allSatisfy(one -> {
            assertThat(one.epochMillis()).isSameAs(series.getFirst().epochMillis()).hasSize(51);
            assertThat(one.values()).startsWith(50, 49).endsWith(0);
        });
    }

    @Test
    void aSelectorHasABoundOfSeries() {
        assertThatThrownBy(() -> engine(10, 19, 1_000_000, LIMITS.timeout()).instant("sum(up)", NOON))
                .hasMessageContaining("matches 20 series, more than the limit of 19 (promql.seriesMax)");
    }

    @Test
    void whatLooksAtFixedTimesOnlyIsEvaluatedOnce() {
        // 20 series at 101 steps would be 2,020 samples.
        PromqlEngine engine = engine(1000, 100, 400, LIMITS.timeout());
        String fixed = "scalar(count(sort(up @ " + NOON.getEpochSecond() + ")))";
        QueryResult.Matrix once = (QueryResult.Matrix) engine.range(fixed + " + time() * 0", NOON,
                NOON.plusSeconds(100), Duration.ofSeconds(1));
        assertThat(once.series().getFirst().values()).hasSize(101).containsOnly(20);
        assertThatThrownBy(() -> engine.range("scalar(count(sort(up)))", NOON, NOON.plusSeconds(100),
                Duration.ofSeconds(1))).hasMessageContaining("too many samples");
        // What tells the time of evaluation is asked at each step.
        QueryResult.Matrix hours = (QueryResult.Matrix) engine.range(
                "max(hour(up @ " + NOON.getEpochSecond() + ") + time())", NOON, NOON.plusSeconds(2),
                Duration.ofSeconds(1));
        double noon = NOON.getEpochSecond();
        assertThat(hours.series().getFirst().values()).containsExactly(noon, noon + 1, noon + 2);
    }

    @Test
    void aQueryHasABoundOfSamples() {
        assertThatThrownBy(() -> engine(1000, 100, 99, LIMITS.timeout()).instant("rate(up[5m])", NOON))
                .hasMessageStartingWith("query processing would load too many samples into memory in query execution: "
                        + "more than 99, the limit promql.samplesMax");
        assertThatThrownBy(() -> engine(1000, 100, 1_000_000, LIMITS.timeout())
                .instant("max_over_time(vector(1)[1y:1ms])", NOON)).isInstanceOf(QueryError.class);
    }

    @Test
    void aQueryEndsWhenItsTimeIsUp() {
        assertThatThrownBy(() -> engine(10, 100, 1_000_000, Duration.ZERO).instant("sum(up)", NOON))
                .isInstanceOf(Overloaded.class).hasMessage("query timed out in expression evaluation");
        assertThatThrownBy(() -> engine(10, 100, 1_000_000, LIMITS.timeout()).instant("sum(up)", NOON,
                new QueryOptions(Duration.ZERO, () -> false, ResolutionChoice.RAW))).isInstanceOf(Overloaded.class);
    }

    @Test
    void aQueryEndsWhenNobodyWaits() {
        assertThatThrownBy(() -> new PromqlEngine(store, LIMITS).instant("sum(up)", NOON,
                new QueryOptions(Duration.ofMinutes(1), () -> true, ResolutionChoice.RAW)))
                .asInstanceOf(InstanceOfAssertFactories.type(QueryError.class))
                .returns(QueryError.Kind.CANCELED, QueryError::kind);
    }

    @Test
    void aCalculatedDurationMustBeOne() {
        PromqlEngine engine = new PromqlEngine(store, LIMITS, PromqlFeatures.ofTestScripts(), report -> {});
        assertThat(engine.instant("count_over_time(up{host=\"h1\"}[5s * 2])", NOON)).isNotNull();
        assertThatThrownBy(() -> engine.instant("count_over_time(up[step()])", NOON))
                .hasMessage("1:20: parse error: duration must be greater than 0");
        assertThatThrownBy(() -> engine.instant("up[1m / step()]", NOON))
                .hasMessage("1:4: parse error: division by zero");
    }

    @Test
    void everyQueryIsReportedWhenItIsOver() {
        List<QueryReport> reports = new ArrayList<>();
        PromqlEngine engine = new PromqlEngine(store, LIMITS, PromqlFeatures.none(), reports::add);
        engine.range("sum(rate(up[10s]))", NOON.minusSeconds(20), NOON, Duration.ofSeconds(10));
        assertThatThrownBy(() -> engine.instant("nope(up)", NOON)).isInstanceOf(QueryError.class);
        assertThat(reports).hasSize(2);
        assertThat(reports.getFirst()).satisfies(report -> {
            assertThat(report.query()).isEqualTo("sum(rate(up[10s]))");
            assertThat(report.isRange()).isTrue();
            assertThat(report.start()).isEqualTo(NOON.minusSeconds(20));
            assertThat(report.end()).isEqualTo(NOON);
            assertThat(report.series()).isEqualTo(20);
            assertThat(report.samples()).isEqualTo(20 * 30);
            assertThat(report.failure()).isEmpty();
            assertThat(report.took()).isPositive();
        });
        assertThat(reports.getLast().isRange()).isFalse();
        assertThat(reports.getLast().failure()).contains("unknown function");
    }

    @Test
    void anExplanationTellsWhatEachPartTouched() {
        Explanation explanation = new PromqlEngine(store, LIMITS).explain("sum(rate(up[10s])) / count(up)", NOON,
                QueryOptions.defaults());
        assertThat(explanation.result()).isInstanceOf(QueryResult.Vector.class);
        assertThat(explanation.report().series()).isEqualTo(40);
        assertThat(explanation.samplesPeak()).isBetween(10L, 2200L);
        assertThat(explanation.steps()).extracting(Explanation.Step::expression).containsExactly(
                "sum(rate(up[10s])) / count(up)", "sum(rate(up[10s]))", "rate(up[10s])", "up[10s]", "count(up)", "up");
        assertThat(explanation.steps()).extracting(Explanation.Step::kind).containsExactly(
                Explanation.Kind.OPERATOR, Explanation.Kind.AGGREGATION, Explanation.Kind.FUNCTION,
                Explanation.Kind.RANGE_SELECTOR, Explanation.Kind.AGGREGATION, Explanation.Kind.SELECTOR);
        assertThat(explanation.steps()).extracting(Explanation.Step::depth).containsExactly(0, 1, 2, 3, 1, 2);
        assertThat(explanation.steps()).extracting(Explanation.Step::fused).containsExactly(false, false, false, true,
                false, false);
        assertThat(explanation.steps()).extracting(Explanation.Step::series).containsExactly(40L, 20L, 20L, 20L, 20L,
                20L);
        assertThat(explanation.steps()).extracting(Explanation.Step::results).containsExactly(1L, 1L, 20L, 20L, 1L,
                20L);
        assertThat(explanation.steps()).extracting(step -> step.samples()).containsExactly(2200L, 200L, 200L, 200L,
                2000L, 2000L);
        assertThat(explanation.steps()).allSatisfy(step -> {
            assertThat(step.timings().finding()).isPositive();
            assertThat(step.timings().reading()).isPositive();
        });
    }

    @Test
    void anExplanationHasThePartsThatAreEvaluatedWithTheOneAroundThem() {
        assertThat(parts("max(rate(up[10s]) * 2)")).containsExactly("0 max(rate(up[10s]) * 2)", "1 2",
                "1 rate(up[10s]) * 2", "2 rate(up[10s]) fused", "3 up[10s] fused", "2 2 fused");
        assertThat(parts("max_over_time(up[10s:5s])")).containsExactly("0 max_over_time(up[10s:5s])",
                "1 up[10s:5s]", "2 up");
        assertThat(parts("quantile_over_time(0.5, (up[10s]))")).containsExactly(
                "0 quantile_over_time(0.5, (up[10s]))", "1 0.5", "1 (up[10s]) fused", "2 up[10s] fused");
    }

    private List<String> parts(String query) {
        return new PromqlEngine(store, LIMITS).explain(query, NOON, QueryOptions.defaults()).steps().stream()
                .map(step -> step.depth() + " " + step.expression() + (step.fused() ? " fused" : "")).toList();
    }

    @Test
    void featuresHavePrometheusNames() {
        assertThat(PromqlFeatures.parse("")).isEqualTo(PromqlFeatures.none());
        assertThat(PromqlFeatures.parse("promql-duration-expr, type-and-unit-labels")).isEqualTo(
                new PromqlFeatures(false, true, false, false, false, true, false));
        assertThatThrownBy(() -> PromqlFeatures.parse("promql-nonsense")).isInstanceOf(InvalidInput.class);
    }
}

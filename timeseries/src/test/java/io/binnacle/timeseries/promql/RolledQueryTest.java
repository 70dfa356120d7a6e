package io.binnacle.timeseries.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries that are answered from points: what they say, and how near they are to those from samples. */
class RolledQueryTest {

    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    private static final Instant END = Instant.parse("2026-11-23T20:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(
            new InMemorySettings(Duration.ofDays(3), Duration.ofHours(1), Duration.ofMinutes(10), 100, 100_000),
            () -> END);
    /** Whether the store says that it keeps points, which this one makes each time. */
    private boolean keepsPoints = true;
    private final PromqlEngine engine = new PromqlEngine(
            answering(TimeSeriesStore.class, store, "querier", querier -> answering(Querier.class, (Querier) querier,
                    "keepsPoints", none -> keepsPoints)),
            PromqlLimits.defaults());
    private double total;

    /** A counter that grows by up to 100 in 15 s and begins again now and then, and a gauge. */
    @BeforeEach
    void fill() {
        Random random = new Random(42);
        Appender appender = store.appender();
        double counter = 0;
        for (long time = START.toEpochMilli() + 7_000; time <= END.toEpochMilli(); time += 15_000) {
            double step = 50 + random.nextInt(50);
            if (random.nextInt(1000) == 0) {
                counter = 0;
            }
            counter += step;
            total += step;
            appender.append(Labels.of("__name__", "requests_total"), time, counter);
            appender.append(Labels.of("__name__", "load"), time, 100 * Math.sin(time / 3e6) + random.nextInt(10));
        }
        assertThat(appender.commit().rejected()).isZero();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** The same but for one method, whose result goes through that change. */
    private static <T> T answering(Class<T> type, T same, String name, UnaryOperator<Object> change) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(same, arguments);
                        return method.getName().equals(name) ? change.apply(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private QueryResult.Matrix range(String query, Instant from, Duration step, ResolutionChoice resolution) {
        return (QueryResult.Matrix) engine.range(query, from, END, step, QueryOptions.defaults().with(resolution));
    }

    private static Map<Long, Double> only(QueryResult.Matrix matrix) {
        assertThat(matrix.series()).hasSize(1);
        Map<Long, Double> values = new TreeMap<>();
        for (int i = 0; i < matrix.series().getFirst().epochMillis().length; i++) {
            values.put(matrix.series().getFirst().epochMillis()[i], matrix.series().getFirst().values()[i]);
        }
        return values;
    }

    @Test
    void alignedWindowsAreExact() {
        Instant from = START.plus(HOUR.multipliedBy(2));
        for (String query : List.of("min_over_time(load[2h])", "max_over_time(load[2h])", "count_over_time(load[2h])",
                "last_over_time(load[2h])", "present_over_time(load[2h])", "absent_over_time(nothing[2h])", "load")) {
            for (ResolutionChoice choice : List.of(ResolutionChoice.FIVE_MINUTES, ResolutionChoice.HOUR,
                    ResolutionChoice.AUTO)) {
                assertThat(only(range(query, from, HOUR, choice))).as("%s, %s", query, choice)
                        .isEqualTo(only(range(query, from, HOUR, ResolutionChoice.RAW)));
            }
        }
        for (String query : List.of("sum_over_time(load[2h])", "avg_over_time(load[2h])",
                "sum(avg_over_time(load[2h]))")) {
            Map<Long, Double> samples = only(range(query, from, HOUR, ResolutionChoice.RAW));
            only(range(query, from, HOUR, ResolutionChoice.HOUR))
                    .forEach((time, value) -> assertThat(value).as(query).isCloseTo(samples.get(time), within(1e-6)));
        }
    }

    @Test
    void increasesWithResetsAreExact() {
        Map<Long, Double> increases = only(
                range("increase(requests_total[1h])", START.plus(HOUR), HOUR, ResolutionChoice.HOUR));
        assertThat(increases).hasSize(24);
        // The first sample is where the counter was found, no step.
        double first = total - increases.values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(first).isBetween(50.0, 100.0);
    }

    @Test
    void ratesAreWithinOneSampleOfThoseFromSamples() {
        for (String window : List.of("10m", "1h")) {
            Instant from = START.plus(HOUR.multipliedBy(2));
            Map<Long, Double> samples = only(
                    range("rate(requests_total[" + window + "])", from, Duration.ofMinutes(5), ResolutionChoice.RAW));
            Map<Long, Double> points = only(
                    range("rate(requests_total[" + window + "])", from, Duration.ofMinutes(5),
                            ResolutionChoice.FIVE_MINUTES));
            assertThat(points).hasSameSizeAs(samples);
            // At most 100 more or less than was seen, at each end; resets fall between samples.
            double bound = 200.0 / (window.equals("1h") ? 3600 : 600);
            points.forEach((time, value) -> assertThat(value).isCloseTo(samples.get(time), within(bound)));
        }
    }

    @Test
    void timesBetweenWindowsAreShiftedByLessThanOne() {
        Instant from = START.plus(HOUR.multipliedBy(2)).plusSeconds(77);
        Map<Long, Double> samples = only(
                range("increase(requests_total[1h])", from, Duration.ofMinutes(7), ResolutionChoice.RAW));
        only(range("increase(requests_total[1h])", from, Duration.ofMinutes(7), ResolutionChoice.FIVE_MINUTES))
                .forEach((time, value) -> assertThat(value).isCloseTo(samples.get(time), within(20 * 100.0)));
    }

    @Test
    void theStepDecidesAndTheAnswerSaysSo() {
        Instant from = START.plus(HOUR.multipliedBy(3));
        String counter = "increase(requests_total[2h])";
        assertThat(range(counter, from, Duration.ofMinutes(1), ResolutionChoice.AUTO).infos()).isEmpty();
        assertThat(range(counter, from, Duration.ofMinutes(5), ResolutionChoice.AUTO).infos())
                .containsExactly("PromQL info: answered from points of 5m (1:10)");
        assertThat(range(counter, from, HOUR, ResolutionChoice.AUTO).infos())
                .containsExactly("PromQL info: answered from points of 1h (1:10)");
        assertThat(range("increase(requests_total[1h])", from, HOUR, ResolutionChoice.AUTO).infos())
                .containsExactly("PromQL info: answered from points of 5m (1:10)");
        assertThat(range("load", from, HOUR, ResolutionChoice.AUTO).infos())
                .containsExactly("PromQL info: answered from points of 1h (1:1)");
        assertThat(range(counter, from, HOUR, ResolutionChoice.RAW).infos()).isEmpty();
        assertThat(range("quantile_over_time(0.5, load[2h])", from, HOUR, ResolutionChoice.AUTO).infos()).isEmpty();
        assertThat(range("quantile_over_time(0.5, load[2h])", from, HOUR, ResolutionChoice.HOUR).infos())
                .containsExactly("PromQL info: answered from samples, for points of 1h cannot tell"
                        + " quantile_over_time (1:25)");
        assertThat(range("min_over_time(load[10m])", from, HOUR, ResolutionChoice.HOUR).infos())
                .containsExactly("PromQL info: answered from samples, for points of 1h cannot tell a range that short"
                        + " (1:15)");
    }

    @Test
    void whatIsNotKeptIsNotChosenUnlessItIsAskedFor() {
        keepsPoints = false;
        Instant from = START.plus(HOUR.multipliedBy(3));
        assertThat(range("load", from, HOUR, ResolutionChoice.AUTO).infos()).isEmpty();
        assertThat(only(range("load", from, HOUR, ResolutionChoice.AUTO)))
                .isEqualTo(only(range("load", from, HOUR, ResolutionChoice.RAW)));
        assertThat(range("load", from, HOUR, ResolutionChoice.FIVE_MINUTES).infos())
                .containsExactly("PromQL info: answered from points of 5m (1:1)");
    }

    @Test
    void anInstantQueryTakesPointsByItsRangesOnly() {
        QueryOptions auto = QueryOptions.defaults().with(ResolutionChoice.AUTO);
        assertThat(engine.instant("load", END, auto).infos()).isEmpty();
        assertThat(engine.instant("min_over_time(load[4h])", END, auto).infos())
                .containsExactly("PromQL info: answered from points of 1h (1:15)");
        assertThat(engine.instant("min_over_time(load[20m])", END, auto).infos())
                .containsExactly("PromQL info: answered from points of 5m (1:15)");
        assertThat(engine.instant("max_over_time(rate(requests_total[10m])[4h:5m])", END, auto).infos())
                .containsExactly("PromQL info: answered from points of 5m (1:20)");
    }
}

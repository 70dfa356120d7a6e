package io.binnacle.timeseries.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.timeseries.promql.QueryResult.MatrixSeries;
import org.junit.jupiter.api.Test;

/** Functions of ranges that overlap, beside what each range gives on its own. */
class SlidingColumnTest {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 400);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final long START = NOON.minusSeconds(3600).toEpochMilli();
    private static final List<Double> RARE = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE, -Double.MAX_VALUE, 1e308, -1e308, 1e300, 1e100, -1e100, 1e50, -1e50, 1e16, 1.0, -1.0, 0.1,
            1e-9, -1e-9, 1e-100, Double.MIN_NORMAL, Double.MIN_VALUE, 0.0, -0.0, Samples.STALE);

    private interface OfNumbers {
        double apply(double[] numbers);
    }

    private static final Map<String, OfNumbers> FUNCTIONS = Map.of(
            "sum_over_time", numbers -> CompensatedSum.of(numbers, 0, numbers.length),
            "avg_over_time", numbers -> CompensatedMean.of(numbers, 0, numbers.length),
            "min_over_time", numbers -> real(numbers).length == 0 ? Double.NaN : real(numbers)[0],
            "max_over_time",
            numbers -> real(numbers).length == 0 ? Double.NaN : real(numbers)[real(numbers).length - 1]);

    private static double[] real(double[] numbers) {
        return Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).sorted().toArray();
    }

    @Test
    void eachRangeHoldsWhatCameSinceItsBeginning() {
        NavigableMap<Long, Double> samples = new TreeMap<>();
        for (int i = 1; i <= 9; i++) {
            samples.put(START + i * 60_000L, 1.0 * i);
        }
        assertThat(answers(samples, "sum_over_time", 180_000, 60_000, 10).values())
                .containsExactly(1.0, 3.0, 6.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0, 17.0);
        assertThat(answers(samples, "max_over_time", 120_000, 180_000, 10).values()).containsExactly(3.0, 6.0, 9.0);
    }

    @Test
    void whatIsSmallOutlastsWhatIsGreat() {
        NavigableMap<Long, Double> samples = new TreeMap<>();
        double[] numbers = {1, 1e100, 1, -1e100, 1, 1};
        for (int i = 0; i < numbers.length; i++) {
            samples.put(START + (i + 1) * 60_000L, numbers[i]);
        }
        assertThat(answers(samples, "sum_over_time", 240_000, 60_000, 8).values())
                .containsExactly(1.0, 1e100, 1e100, 2.0, 2.0, -1e100, -1e100, 2.0);
        assertThat(answers(samples, "avg_over_time", 240_000, 60_000, 5).values())
                .containsExactly(1.0, 5e99, 1e100 / 3, 0.5, 0.5);
    }

    @Test
    void whateverTheNumbersEachRangeIsAsOnItsOwn() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("fuzz seed of SlidingColumnTest: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            NavigableMap<Long, Double> samples = samples(random);
            long range = 1L + random.nextInt(random.nextBoolean() ? 60_000 : 600_000);
            long step = 1L + random.nextInt(random.nextBoolean() ? 10_000 : 60_000);
            int steps = 1 + random.nextInt(200);
            for (Map.Entry<String, OfNumbers> function : FUNCTIONS.entrySet()) {
                String what = "round " + round + ": " + function.getKey() + " of " + range + " at steps of " + step
                        + " over " + samples;
                Map<Long, Double> found = answers(samples, function.getKey(), range, step, steps);
                Map<Long, Double> wanted = oneByOne(samples, function.getValue(), range, step, steps);
                assertThat(found.keySet()).as(what).isEqualTo(wanted.keySet());
                wanted.forEach((millis, value) -> assertThat(isClose(found.getOrDefault(millis, -1.0), value))
                        .as("%s, at %d: %s, wanted %s", what, millis, found.get(millis), value).isTrue());
            }
        }
    }

    private static boolean isClose(double found, double wanted) {
        return Double.compare(found, wanted) == 0 || Math.abs(found - wanted) <= 1e-9 * Math.abs(wanted);
    }

    /** At irregular times; of usual numbers, of rare ones, or both. */
    private static NavigableMap<Long, Double> samples(Random random) {
        NavigableMap<Long, Double> samples = new TreeMap<>();
        int rarity = 1 + random.nextInt(12);
        double level = random.nextBoolean() ? 0 : Math.scalb(random.nextGaussian(), random.nextInt(80) - 40);
        long millis = START;
        int count = 1 + random.nextInt(100);
        for (int i = 0; i < count; i++) {
            millis += 1 + random.nextInt(random.nextInt(10) == 0 ? 60_000 : 8_000);
            double usual = level + (random.nextInt(4) == 0 ? 0 : random.nextGaussian());
            samples.put(millis,
                    rarity < 10 && random.nextInt(rarity) == 0 ? RARE.get(random.nextInt(RARE.size())) : usual);
        }
        return samples;
    }

    private static Map<Long, Double> oneByOne(NavigableMap<Long, Double> samples, OfNumbers function, long range,
            long step,
            int steps) {
        Map<Long, Double> values = new TreeMap<>();
        for (int i = 0; i < steps; i++) {
            long millis = START + step * (i + 1);
            double[] numbers = samples.subMap(millis - range, false, millis, true).values().stream()
                    .filter(number -> !Samples.isStale(number)).mapToDouble(Double::doubleValue).toArray();
            if (numbers.length > 0) {
                values.put(millis, function.apply(numbers));
            }
        }
        return values;
    }

    private static Map<Long, Double> answers(NavigableMap<Long, Double> samples, String function, long range, long step,
            int steps) {
        Map<Long, Double> values = new TreeMap<>();
        try (TimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), () -> NOON)) {
            Appender appender = store.appender();
            samples.forEach((millis, value) -> appender.append(Labels.of("__name__", "level"), millis, value));
            appender.commit();
            PromqlEngine engine = new PromqlEngine(store, PromqlLimits.defaults());
            QueryResult.Matrix matrix = (QueryResult.Matrix) engine.range(function + "(level[" + range + "ms])",
                    Instant.ofEpochMilli(START + step), Instant.ofEpochMilli(START + step * steps),
                    Duration.ofMillis(step));
            for (MatrixSeries series : matrix.series()) {
                for (int i = 0; i < series.epochMillis().length; i++) {
                    values.put(series.epochMillis()[i], series.values()[i]);
                }
            }
        }
        return values;
    }
}

package io.binnacle.timeseries.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import org.junit.jupiter.api.Test;

/** What points tell of samples: by example, and against {@link RollupModel}. */
class DayRollupTest {

    private static final long NOON = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();
    private static final long MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z").toEpochMilli();

    private final NavigableMap<Long, Double> samples = new TreeMap<>();

    private void at(long millis, double value) {
        samples.put(millis, value);
    }

    private Map<Long, Double> points(Resolution resolution, Aggregate aggregate, long min, long max) {
        SampleColumns columns = new SampleColumns();
        samples.forEach(columns::append);
        SampleColumns points = new SampleColumns();
        WindowSpan span = WindowSpan.of(new Rollup(resolution, aggregate), min, max);
        new RollupJoin(span, points).add(columns);
        Map<Long, Double> found = new TreeMap<>();
        for (int i = 0; i < points.count(); i++) {
            found.put(points.times()[i], points.values()[i]);
        }
        assertThat(found).as("each window once").hasSize(points.count());
        return found;
    }

    private Map<Long, Double> fiveMinutes(Aggregate aggregate) {
        return points(Resolution.FIVE_MINUTES, aggregate, 0, Long.MAX_VALUE / 2);
    }

    @Test
    void aWindowHoldsItsEndAndNotItsStart() {
        at(NOON, 1);
        at(NOON + 1, 2);
        at(NOON + 300_000, 4);
        assertThat(fiveMinutes(Aggregate.SUM)).isEqualTo(Map.of(NOON, 1.0, NOON + 300_000, 6.0));
        assertThat(fiveMinutes(Aggregate.COUNT)).isEqualTo(Map.of(NOON, 1.0, NOON + 300_000, 2.0));
        assertThat(fiveMinutes(Aggregate.LAST)).isEqualTo(Map.of(NOON, 1.0, NOON + 300_000, 4.0));
    }

    @Test
    void staleMarkersAreNoSamples() {
        at(NOON - 1000, 5);
        at(NOON, Samples.STALE);
        at(NOON + 600_000, Samples.STALE);
        assertThat(fiveMinutes(Aggregate.COUNT)).isEqualTo(Map.of(NOON, 1.0));
        assertThat(fiveMinutes(Aggregate.LAST)).isEqualTo(Map.of(NOON, 5.0));
    }

    @Test
    void extremesPassOverNotANumberAndSumsDoNot() {
        at(NOON - 3, Double.NaN);
        at(NOON - 2, 3);
        at(NOON - 1, 1);
        at(NOON, Double.NaN);
        assertThat(fiveMinutes(Aggregate.MIN)).isEqualTo(Map.of(NOON, 1.0));
        assertThat(fiveMinutes(Aggregate.MAX)).isEqualTo(Map.of(NOON, 3.0));
        assertThat(fiveMinutes(Aggregate.SUM)).isEqualTo(Map.of(NOON, Double.NaN));
        assertThat(fiveMinutes(Aggregate.INCREASE)).as("3, then a reset to 1").isEqualTo(Map.of(NOON, 1.0));
    }

    @Test
    void increasesOfWindowsAddUpToThatOfTheCounter() {
        double reached = 0;
        double counter = 100;
        double last = counter;
        Random random = new Random(7);
        for (long time = MIDNIGHT - 7_200_000; time < MIDNIGHT + 7_200_000; time += 7_000) {
            if (random.nextInt(50) == 0) {
                counter = random.nextInt(3);
                reached += counter < last ? counter : counter - last;
            } else {
                int step = random.nextInt(1000);
                counter += step;
                reached += time == MIDNIGHT - 7_200_000 ? 0 : step;
            }
            at(time, counter);
            last = counter;
        }
        for (Resolution resolution : Resolution.values()) {
            assertThat(points(resolution, Aggregate.INCREASE, 0, Long.MAX_VALUE / 2).values().stream()
                    .mapToDouble(Double::doubleValue).sum()).isEqualTo(reached);
        }
    }

    @Test
    void aStepBelongsToTheLaterWindowAndCountsOverNoMoreThanAnHour() {
        at(NOON, 10);
        at(NOON + 3_600_000, 25);
        at(NOON + 7_200_001, 40);
        assertThat(fiveMinutes(Aggregate.INCREASE))
                .isEqualTo(Map.of(NOON, 0.0, NOON + 3_600_000, 15.0, NOON + 7_500_000, 0.0));
        assertThat(points(Resolution.FIVE_MINUTES, Aggregate.INCREASE, NOON + 1, NOON + 3_600_000))
                .as("its sample before lies before the span").isEqualTo(Map.of(NOON + 3_600_000, 15.0));
    }

    @Test
    void theWindowThatEndsAtMidnightIsOne() {
        at(MIDNIGHT - 1000, 1);
        at(MIDNIGHT, 4);
        at(MIDNIGHT + 1000, 9);
        assertThat(fiveMinutes(Aggregate.INCREASE)).isEqualTo(Map.of(MIDNIGHT, 3.0, MIDNIGHT + 300_000, 5.0));
        assertThat(points(Resolution.HOUR, Aggregate.SUM, 0, Long.MAX_VALUE / 2))
                .isEqualTo(Map.of(MIDNIGHT, 5.0, MIDNIGHT + 3_600_000, 9.0));
    }

    @Test
    void theCodeMeansWhatTheModelMeans() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            samples.clear();
            samples.putAll(RandomSamples.of(random, MIDNIGHT - 10_000_000, MIDNIGHT + 10_000_000));
            for (Resolution resolution : Resolution.values()) {
                for (Aggregate aggregate : Aggregate.values()) {
                    long min = MIDNIGHT + random.nextLong(-10_000_000, 10_000_000);
                    long max = MIDNIGHT + random.nextLong(-10_000_000, 10_000_000);
                    NavigableMap<Long, Long> bits = new TreeMap<>();
                    points(resolution, aggregate, min, max)
                            .forEach((end, value) -> bits.put(end, Double.doubleToRawLongBits(value)));
                    assertThat(bits).as("%s %s, seed %s", resolution, aggregate, seed)
                            .isEqualTo(RollupModel.points(samples, new Rollup(resolution, aggregate), min, max));
                }
            }
        }
    }
}

package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

class NumberedSamplesTest {

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());

    private record Sample(int series, long millis, double value) {}

    private static List<Sample> list(NumberedSamples samples) {
        List<Sample> list = new ArrayList<>();
        for (int i = 0; i < samples.size; i++) {
            list.add(new Sample(samples.series[i], samples.times[i], samples.values[i]));
        }
        return list;
    }

    @Test
    void sortingKeepsTheOrderOfEachSeries() {
        RandomGenerator random = new Random(seed);
        System.out.println("fuzz.seed=" + seed);
        NumberedSamples samples = new NumberedSamples(2);
        NumberedSamples sorted = new NumberedSamples(0);
        for (int round = 0; round < 20; round++) {
            samples.clear();
            for (int i = random.nextInt(300); i >= 0; i--) {
                samples.add(random.nextInt(40), random.nextInt(3), i);
            }
            List<Sample> expected = new ArrayList<>(list(samples));
            expected.sort(Comparator.comparingInt(Sample::series));
            sorted.sort(samples);
            assertThat(list(sorted)).isEqualTo(expected);
        }
    }

    @Test
    void fewSamplesAmongManyNumbersAreNotWorthIt() {
        NumberedSamples samples = new NumberedSamples(2);
        samples.add(1_000_000, 1, 1);
        assertThat(samples.isSortable()).isFalse();
        samples.clear();
        samples.add(3, 1, 1);
        assertThat(samples.isSortable()).isTrue();
    }

    @Test
    void nothingIsNothing() {
        NumberedSamples sorted = new NumberedSamples(2);
        sorted.sort(new NumberedSamples(2));
        assertThat(list(sorted)).isEmpty();
    }
}

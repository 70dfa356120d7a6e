package io.binnacle.timeseries.rollup;

import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Samples;

/** A series as rollups fear it: a counter with resets, fractions, gaps, stale markers and what is no number. */
public final class RandomSamples {

    private RandomSamples() {
    }

    public static Rollup rollup(Random random) {
        return new Rollup(random.nextBoolean() ? Resolution.FIVE_MINUTES : Resolution.HOUR,
                List.of(Aggregate.values()).get(random.nextInt(Aggregate.values().length)));
    }

    public static NavigableMap<Long, Double> of(Random random, long from, long to) {
        NavigableMap<Long, Double> samples = new TreeMap<>();
        double counter = random.nextInt(1000);
        boolean fractions = random.nextBoolean();
        int step = 10_000 + random.nextInt(100_000);
        long time = from + random.nextInt(step);
        while (time < to) {
            switch (random.nextInt(30)) {
                case 0 -> counter = random.nextInt(10);
                case 1 -> {
                    samples.put(time, Samples.STALE);
                    time += random.nextInt(6_000_000);
                }
                case 2 -> samples.put(time, random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : Double.NaN);
                default -> {
                    counter += fractions ? random.nextDouble() : random.nextInt(100);
                    // Some at the very edges of windows.
                    samples.put(random.nextInt(5) == 0 ? time / 300_000 * 300_000 : time, counter);
                }
            }
            time += random.nextInt(4) == 0 ? random.nextInt(step) + 1 : step;
        }
        return samples;
    }
}

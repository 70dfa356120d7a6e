package io.binnacle.timeseries.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import org.junit.jupiter.api.Test;

/**
 * Random batches against a model of sorted maps: in order and out of it, duplicates, stale markers, time going on, and
 * readers that stay open while all of it goes on.
 */
class InMemoryTimeSeriesStoreFuzzTest {

    private static final Duration RETENTION = Duration.ofMinutes(30);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int SERIES = 12;
    private static final int ROUNDS = 1000;

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Labels, TreeMap<Long, Double>> model = new HashMap<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private record OpenReader(Querier querier, long minMillis, Map<Labels, Map<Long, Double>> expected) {}

    @Test
    void theStoreHoldsWhatTheModelHolds() {
        System.out.println("fuzz.seed=" + seed);
        Deque<OpenReader> readers = new ArrayDeque<>();
        try (TimeSeriesStore store = new InMemoryTimeSeriesStore(
                new InMemorySettings(RETENTION, WINDOW, Duration.ofMinutes(1), 100, 100_000), () -> now)) {
            for (int round = 0; round < ROUNDS; round++) {
                commitBatch(store, round);
                if (random.nextInt(4) == 0) {
                    long min = now.toEpochMilli() - random.nextInt((int) RETENTION.toMillis());
                    readers.add(new OpenReader(store.querier(min, Long.MAX_VALUE), min, expected(min)));
                }
                if (readers.size() > 8 || (!readers.isEmpty() && random.nextInt(3) == 0)) {
                    check(readers.remove(), round);
                }
            }
            readers.forEach(reader -> check(reader, ROUNDS));
            assertThat(store.statistics().queriersOpen()).isZero();
        }
    }

    private void commitBatch(TimeSeriesStore store, int round) {
        Map<Labels, Long> newestBefore = new HashMap<>();
        model.forEach((labels, samples) -> {
            if (!samples.isEmpty()) {
                newestBefore.put(labels, samples.lastKey());
            }
        });
        long retainedFrom = now.toEpochMilli() - RETENTION.toMillis();
        Appender appender = store.appender();
        int appended = 0;
        int duplicates = 0;
        int rejected = 0;
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            Labels labels = Labels.of("__name__", "m" + random.nextInt(3), "s", "v" + random.nextInt(SERIES / 3));
            long back = random.nextInt(5) == 0 ? random.nextInt(400_000) : random.nextInt(3000);
            long time = (now.toEpochMilli() - back) / 500 * 500;
            double value = switch (random.nextInt(10)) {
                case 0 -> Samples.STALE;
                case 1 -> Double.NaN;
                default -> random.nextInt(5);
            };
            appender.append(labels, time, value);
            Long newest = newestBefore.get(labels);
            if (time < retainedFrom || (newest != null && time < newest - WINDOW.toMillis())) {
                rejected++;
                continue;
            }
            TreeMap<Long, Double> samples = model.computeIfAbsent(labels, key -> new TreeMap<>());
            Double present = samples.get(time);
            if (present == null || Samples.prevails(value, present)) {
                samples.put(time, value);
                appended++;
            } else {
                duplicates++;
            }
        }
        assertThat(appender.commit()).as("round " + round + ", seed " + seed)
                .extracting(CommitResult::appended, CommitResult::duplicates, CommitResult::rejected)
                .containsExactly(appended, duplicates, rejected);
        model.values().forEach(samples -> samples.headMap(retainedFrom).clear());
        now = now.plusMillis(random.nextInt(2000));
    }

    private Map<Labels, Map<Long, Double>> expected(long min) {
        Map<Labels, Map<Long, Double>> expected = new TreeMap<>(Labels.ORDER);
        model.forEach((labels, samples) -> {
            if (!samples.tailMap(min).isEmpty()) {
                expected.put(labels, new TreeMap<>(samples.tailMap(min)));
            }
        });
        return expected;
    }

    /** A series that went quiet may be held a little longer than its retention, never shorter. */
    private void check(OpenReader reader, int round) {
        try (Querier querier = reader.querier()) {
            Map<Labels, Map<Long, Double>> read = TimeSeriesStoreContract.read(querier);
            assertThat(bits(read)).as("round " + round + ", seed " + seed).isEqualTo(bits(reader.expected()));
        }
    }

    private static Map<Labels, Map<Long, Long>> bits(Map<Labels, Map<Long, Double>> samples) {
        Map<Labels, Map<Long, Long>> bits = new TreeMap<>(Labels.ORDER);
        samples.forEach((labels, values) -> values.forEach((time, value) -> bits
                .computeIfAbsent(labels, key -> new TreeMap<>()).put(time, Double.doubleToRawLongBits(value))));
        return bits;
    }
}

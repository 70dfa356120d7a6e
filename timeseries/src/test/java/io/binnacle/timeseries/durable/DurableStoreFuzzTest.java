package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.WorldFault;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.log.Durability;
import org.junit.jupiter.api.Test;

/**
 * A store on a disk that fails, against a model of sorted maps: batches in order and out of it, duplicates, stale markers,
 * flushes, merges, restarts, kills and power cuts at any write, a full disk, and readers that stay open while all of it goes on.
 *
 * <p>{@code -Dfuzz.seed=…} repeats a run, {@code -Dfuzz.minutes=…} goes on with new seeds for that long.
 */
class DurableStoreFuzzTest {

    private static final Duration RETENTION = Duration.ofMinutes(90);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int SERIES = 24;
    private static final int ROUNDS = 1200;

    /** One life of a model and its store, from one seed. */
    private static final class Run {

        private record OpenReader(Querier querier, Map<Labels, Map<Long, Long>> expected) {}

        private final long seed;
        private final Random random;
        private final Durability durability;
        private final Deque<OpenReader> readers = new ArrayDeque<>();
        private Map<Labels, NavigableMap<Long, Double>> model = new HashMap<>();
        /** What the model is when the commit that was under way at a kill came through. */
        private Map<Labels, NavigableMap<Long, Double>> modelOfPending = new HashMap<>();
        private Instant now = Instant.parse("2026-11-23T22:30:00Z");
        private FaultyDisk disk = new FaultyDisk();
        private DurableTimeSeriesStore store;
        private int kills;
        private boolean roomIsShort;
        private boolean hadPowerCut;

        Run(long seed) throws IOException {
            this.seed = seed;
            this.random = new Random(seed);
            this.durability = random.nextBoolean() ? Durability.FSYNC : Durability.INTERVAL;
            this.store = openStore();
        }

        private DurableTimeSeriesStore openStore() throws IOException {
            return DurableTimeSeriesStore.openQuiet(disk,
                    new DurableSettings(durability, RETENTION, Long.MAX_VALUE, WINDOW,
                            Duration.ofMinutes(1), 1000, 300, Duration.ofHours(2), 4096),
                    () -> now);
        }

        void go() throws IOException {
            for (int round = 0; round < ROUNDS; round++) {
                String at = "round " + round + ", seed " + seed;
                try {
                    act(at);
                } catch (WorldFault | IOException e) {
                    if (!disk.killed()) {
                        throw new AssertionError(at, e);
                    }
                }
                if (disk.killed()) {
                    startAgain(at);
                }
                now = now.plusMillis(random.nextInt(6000));
            }
            disk.killAfter(Long.MAX_VALUE, random);
            while (!readers.isEmpty()) {
                check(readers.remove(), "end, seed " + seed);
            }
            checkAll(model, "end, seed " + seed);
            // A power cut tears what nobody was promised; that it is torn may be said.
            assertThat(hadPowerCut || store.problems().isEmpty()).as("seed " + seed + ": " + store.problems()).isTrue();
            store.close();
            assertThat(disk.filesOpen()).as("seed " + seed).isZero();
        }

        private void act(String at) throws IOException {
            switch (random.nextInt(40)) {
                case 0, 1 -> store.housekeeping().flushNow();
                case 2 -> store.housekeeping().compactNow();
                case 3 -> store.housekeeping().step();
                case 4 -> {
                    closeReaders(at);
                    store.close();
                    store = openStore();
                    checkAll(model, at + ", after a restart");
                }
                case 5 -> disk.killAfter(random.nextInt(60), random);
                case 6 -> withoutRoom(at);
                case 7, 8, 9 ->
                    readers.add(new OpenReader(store.querier(Long.MIN_VALUE, Long.MAX_VALUE), expected(model)));
                case 10, 11, 12 -> {
                    if (!readers.isEmpty()) {
                        check(readers.remove(), at);
                    }
                }
                default -> commitBatch(at);
            }
        }

        private void closeReaders(String at) {
            while (!readers.isEmpty()) {
                check(readers.remove(), at);
            }
        }

        /** The process died; another begins with what the disk holds. */
        private void startAgain(String at) throws IOException {
            kills++;
            readers.forEach(reader -> reader.querier().close());
            readers.clear();
            boolean powerCut = durability == Durability.FSYNC && random.nextBoolean();
            disk = powerCut ? disk.afterPowerCut(random) : disk.afterKill();
            hadPowerCut |= powerCut;
            store = openStore();
            Map<Labels, Map<Long, Long>> read = everything();
            if (!read.equals(expected(model))) {
                assertThat(read).as(at + ", after kill " + kills + ": with or without the commit under way")
                        .isEqualTo(expected(modelOfPending));
                model = modelOfPending;
            }
            modelOfPending = copy(model);
        }

        private void withoutRoom(String at) throws IOException {
            roomIsShort = true;
            disk.limitRoom(random.nextInt(2000));
            // A second commit after a kill would hide whether the first came through.
            for (int i = 0; i < 3 && !disk.killed(); i++) {
                try {
                    if (random.nextBoolean()) {
                        commitBatch(at);
                    } else {
                        store.housekeeping().flushNow();
                    }
                } catch (WorldFault | IOException e) {
                    modelOfPending = disk.killed() ? modelOfPending : copy(model);
                }
            }
            disk.limitRoom(Long.MAX_VALUE);
            roomIsShort = false;
            if (!disk.killed()) {
                checkAll(model, at + ", after a full disk");
            }
        }

        private void commitBatch(String at) throws IOException {
            long retainedFrom = now.toEpochMilli() - RETENTION.toMillis();
            modelOfPending = copy(model);
            Map<Labels, Long> newestBefore = new HashMap<>();
            modelOfPending.forEach((labels, samples) -> {
                samples.headMap(retainedFrom).clear();
                if (!samples.isEmpty()) {
                    newestBefore.put(labels, samples.lastKey());
                }
            });
            Appender appender = store.appender();
            int appended = 0;
            int duplicates = 0;
            int rejected = 0;
            for (int i = random.nextInt(40); i > 0; i--) {
                Labels labels = Labels.of("__name__", "m" + random.nextInt(3), "s", "v" + random.nextInt(SERIES / 3));
                long back = random.nextInt(5) == 0 ? random.nextInt(400_000) : random.nextInt(3000);
                long time = (now.toEpochMilli() - back) / 500 * 500;
                double value = value();
                appender.append(labels, time, value);
                Long newest = newestBefore.get(labels);
                if (time < retainedFrom || (newest != null && time < newest - WINDOW.toMillis())) {
                    rejected++;
                    continue;
                }
                NavigableMap<Long, Double> samples = modelOfPending.computeIfAbsent(labels, key -> new TreeMap<>());
                Double present = samples.get(time);
                if (present == null || Samples.prevails(value, present)) {
                    samples.put(time, value);
                    appended++;
                } else {
                    duplicates++;
                }
            }
            CommitResult result;
            try {
                result = appender.commit();
            } catch (Overloaded e) {
                if (roomIsShort) {
                    throw e;
                }
                // The first may write only what a full disk left sealed.
                store.housekeeping().flushNow();
                store.housekeeping().flushNow();
                result = appender.commit();
            }
            model = modelOfPending;
            assertThat(result).as(at)
                    .extracting(CommitResult::appended, CommitResult::duplicates, CommitResult::rejected)
                    .containsExactly(appended, duplicates, rejected);
        }

        private double value() {
            return switch (random.nextInt(10)) {
                case 0 -> Samples.STALE;
                case 1 -> Double.NaN;
                case 2 -> random.nextDouble();
                default -> random.nextInt(5);
            };
        }

        private static Map<Labels, NavigableMap<Long, Double>> copy(Map<Labels, NavigableMap<Long, Double>> of) {
            Map<Labels, NavigableMap<Long, Double>> copy = new HashMap<>();
            of.forEach((labels, samples) -> copy.put(labels, new TreeMap<>(samples)));
            return copy;
        }

        private Map<Labels, Map<Long, Long>> expected(Map<Labels, NavigableMap<Long, Double>> of) {
            long from = now.toEpochMilli() - RETENTION.toMillis();
            Map<Labels, Map<Long, Double>> expected = new HashMap<>();
            of.forEach((labels, samples) -> {
                if (!samples.tailMap(from).isEmpty()) {
                    expected.put(labels, samples.tailMap(from));
                }
            });
            return bits(expected);
        }

        private Map<Labels, Map<Long, Long>> everything() {
            try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
                return bits(TimeSeriesStoreContract.read(querier));
            }
        }

        private void checkAll(Map<Labels, NavigableMap<Long, Double>> expected, String at) {
            assertThat(everything()).as(at).isEqualTo(expected(expected));
        }

        private void check(OpenReader reader, String at) {
            try (Querier querier = reader.querier()) {
                assertThat(bits(TimeSeriesStoreContract.read(querier))).as(at).isEqualTo(reader.expected());
            }
        }

        private static Map<Labels, Map<Long, Long>> bits(Map<Labels, Map<Long, Double>> samples) {
            Map<Labels, Map<Long, Long>> bits = new TreeMap<>(Labels.ORDER);
            samples.forEach((labels, values) -> values.forEach((time, value) -> bits
                    .computeIfAbsent(labels, key -> new TreeMap<>()).put(time, Double.doubleToRawLongBits(value))));
            return bits;
        }
    }

    @Test
    void theStoreHoldsWhatTheModelHolds() throws IOException {
        Long given = Long.getLong("fuzz.seed");
        long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("fuzz.minutes", 0)).toNanos();
        int runs = 0;
        int kills = 0;
        do {
            long seed = given == null ? System.nanoTime() : given;
            System.out.println("fuzz seed of DurableStoreFuzzTest: -Dfuzz.seed=" + seed);
            Run run = new Run(seed);
            run.go();
            runs++;
            kills += run.kills;
        } while (given == null && (runs < 5 || System.nanoTime() < end));
        System.out.println("DurableStoreFuzzTest: " + runs + " runs, " + kills + " kills");
        assertThat(kills).isPositive();
    }
}

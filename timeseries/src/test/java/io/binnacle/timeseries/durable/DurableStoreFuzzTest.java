package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.error.WorldFault;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.StoreModel;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.arena.Arenas;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.log.Durability;
import io.binnacle.timeseries.rollup.RandomSamples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A store on a disk that fails, against a {@link StoreModel}: flushes, merges, points, deletions, restarts, kills and power cuts at any write, a full disk, and readers that stay open while all of it goes on.
 *
 * <p>{@code -Dfuzz.seed=…} repeats a run, {@code -Dfuzz.minutes=…} goes on with new seeds for that long.
 */
class DurableStoreFuzzTest {

    private static final Duration RETENTION = Duration.ofMinutes(90);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int ROUNDS = 1200;

    /** One life of a model and its store, from one seed. */
    private static final class Run {

        private record OpenReader(Querier querier, StoreModel.Contents expected) {}

        private final long seed;
        private final Random random;
        private final Durability durability;
        private final int arenasBefore = Arenas.open();
        private final Deque<OpenReader> readers = new ArrayDeque<>();
        private StoreModel model = new StoreModel(RETENTION, WINDOW);
        /** What the model is when the commit that was under way at a kill came through. */
        private StoreModel modelOfPending = model;
        private Instant now = Instant.parse("2026-11-23T23:30:00Z");
        private FaultyDisk disk = new FaultyDisk();
        private DurableTimeSeriesStore store;
        private int kills;
        private boolean roomIsShort;
        private boolean hadPowerCut;
        /** A deletion that a kill cut off: it is to be finished by doing it again. */
        private StoreModel.@Nullable Range cutOff;

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
            assertThat(Arenas.open()).as("seed " + seed).isEqualTo(arenasBefore);
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
                    checkPoints(model, at + ", after a restart");
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
                case 13 -> {
                    if (random.nextBoolean()) {
                        store.housekeeping().flushNow();
                        store.housekeeping().compactNow();
                    }
                    store.housekeeping().rollUpNow();
                }
                case 14, 15 -> checkPoints(model, at);
                case 16, 17 -> delete(StoreModel.Range.random(random, now.toEpochMilli(), RETENTION), at);
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
            abandon();
            boolean powerCut = durability == Durability.FSYNC && random.nextBoolean();
            disk = powerCut ? disk.afterPowerCut(random) : disk.afterKill();
            hadPowerCut |= powerCut;
            store = openStore();
            StoreModel.Range again = cutOff;
            if (again != null) {
                finish(again, at);
                return;
            }
            StoreModel.Contents read = everything(at);
            if (!read.equals(expected(model)) || !store.metadata().equals(model.metadata())) {
                assertThat(read).as(at + ", after kill " + kills + ": with or without the commit under way")
                        .isEqualTo(expected(modelOfPending));
                assertThat(store.metadata()).as(at).isEqualTo(modelOfPending.metadata());
                model = modelOfPending;
            }
            modelOfPending = model.copy();
            checkPoints(model, at + ", after kill " + kills);
        }

        /** What the process held goes with it; here it must be let go. */
        private void abandon() {
            readers.forEach(reader -> reader.querier().close());
            readers.clear();
            try {
                store.close();
            } catch (Unavailable e) {
                assertThat(disk.killed()).isTrue();
            }
        }

        private void delete(StoreModel.Range range, String at) {
            cutOff = range;
            long deleted = store.delete(range.matchers(), range.minMillis(), range.maxMillis());
            cutOff = null;
            // One that lies in two blocks counts twice.
            assertThat(deleted).as(at).isGreaterThanOrEqualTo(model.delete(range));
            modelOfPending = model.copy();
            checkAll(model, at + ", after a deletion");
            checkPoints(model, at + ", after a deletion");
        }

        /** Nothing but what was to be deleted may be gone; doing it again takes the rest. */
        private void finish(StoreModel.Range range, String at) {
            StoreModel.Contents before = expected(model);
            model.delete(range);
            StoreModel.Contents read = everything(at);
            assertThat(before.holdsOrPrevailsOver(read)).as(at + ", nothing came").isTrue();
            assertThat(read.holds(expected(model))).as(at + ", nothing else went").isTrue();
            cutOff = range;
            store.delete(range.matchers(), range.minMillis(), range.maxMillis());
            cutOff = null;
            modelOfPending = model.copy();
            checkAll(model, at + ", again after kill " + kills);
            checkPoints(model, at + ", again after kill " + kills);
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
                    modelOfPending = disk.killed() ? modelOfPending : model.copy();
                }
            }
            disk.limitRoom(Long.MAX_VALUE);
            roomIsShort = false;
            if (!disk.killed()) {
                checkAll(model, at + ", after a full disk");
            }
        }

        private void commitBatch(String at) throws IOException {
            modelOfPending = model.copy();
            Appender appender = store.appender();
            StoreModel.Expected expected = modelOfPending.fill(appender, random, now.toEpochMilli());
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
            expected.check(result, at);
        }

        private StoreModel.Contents expected(StoreModel of) {
            return of.expected(now.toEpochMilli() - RETENTION.toMillis());
        }

        private StoreModel.Contents everything(String at) {
            try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
                return StoreModel.read(querier, at);
            }
        }

        private void checkAll(StoreModel expected, String at) {
            assertThat(everything(at)).as(at).isEqualTo(expected(expected));
            assertThat(store.metadata()).as(at).isEqualTo(expected.metadata());
        }

        private void checkPoints(StoreModel expected, String at) {
            Rollup rollup = RandomSamples.rollup(random);
            long max = now.toEpochMilli() - random.nextInt(1_000_000);
            long min = max - random.nextInt(3_000_000);
            Map<Labels, Map<Long, Long>> read = new TreeMap<>(Labels.ORDER);
            try (Querier querier = store.querier(min, max)) {
                for (Series series : querier.select(List.of(), rollup)) {
                    Map<Long, Long> bits = new TreeMap<>();
                    TimeSeriesStoreContract.read(series.samples(), 7)
                            .forEach((end, value) -> bits.put(end, Double.doubleToRawLongBits(value)));
                    if (!bits.isEmpty()) {
                        read.put(series.labels(), bits);
                    }
                }
            }
            assertThat(read).as("%s, %s from %s to %s", at, rollup, min, max)
                    .isEqualTo(expected.points(rollup, min, max));
        }

        private void check(OpenReader reader, String at) {
            try (Querier querier = reader.querier()) {
                assertThat(StoreModel.read(querier, at)).as(at).isEqualTo(reader.expected());
            }
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

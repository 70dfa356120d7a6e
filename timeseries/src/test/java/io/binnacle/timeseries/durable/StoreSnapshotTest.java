package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.log.Durability;
import io.binnacle.timeseries.snapshot.Restoration;
import io.binnacle.timeseries.snapshot.Snapshot;
import org.junit.jupiter.api.Test;

/** Snapshots of a store that serves, and stores made of them again. */
class StoreSnapshotTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int SERIES = 20;

    private final FaultyDisk disk = new FaultyDisk();

    private static DurableTimeSeriesStore open(Disk on) throws IOException {
        return DurableTimeSeriesStore.openQuiet(on, DurableTimeSeriesStoreTest.settings(Durability.INTERVAL, 100_000),
                () -> NOON);
    }

    /** One sample a series, all of one time. */
    private static void commit(TimeSeriesStore store, int number) {
        Appender appender = store.appender();
        for (int series = 0; series < SERIES; series++) {
            appender.append(Labels.of("series", "s" + series), NOON.toEpochMilli() - 100_000 + number, number);
        }
        assertThat(appender.commit().appended()).isEqualTo(SERIES);
    }

    /** How many commits there are, from the first on, each whole. */
    private static int commits(TimeSeriesStore store) {
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            Map<Labels, Map<Long, Double>> read = TimeSeriesStoreContract.read(querier);
            List<Integer> lengths = read.values().stream().map(Map::size).distinct().toList();
            if (lengths.isEmpty()) {
                return 0;
            }
            assertThat(read).hasSize(SERIES);
            assertThat(lengths).as("each commit whole").hasSize(1);
            assertThat(read.values().iterator().next().values())
                    .containsExactly(IntStream.range(0, lengths.getFirst()).asDoubleStream().boxed()
                            .toArray(Double[]::new));
            return lengths.getFirst();
        }
    }

    private static int commitsOf(Disk from, String snapshot) throws IOException {
        FaultyDisk restored = new FaultyDisk();
        new Restoration(from, "snapshots/" + snapshot, restored).run(false);
        try (DurableTimeSeriesStore store = open(restored)) {
            assertThat(store.problems()).isEmpty();
            return commits(store);
        }
    }

    @Test
    void aSnapshotDuringIngestHoldsWhatWasAcknowledgedBeforeItAndOnlyWholeCommitsAfterIt() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        List<int[]> bounds = new ArrayList<>();
        try (DurableTimeSeriesStore store = open(disk)) {
            commit(store, 0);
            acknowledged.incrementAndGet();
            Thread sender = Thread.ofPlatform().start(() -> {
                while (!stop.get() && acknowledged.get() < 90_000) {
                    commit(store, acknowledged.get());
                    acknowledged.incrementAndGet();
                    if (acknowledged.get() % 500 == 0) {
                        flush(store);
                    }
                }
            });
            for (int i = 0; i < 10; i++) {
                int before = acknowledged.get();
                store.snapshot("s" + i);
                bounds.add(new int[]{before, acknowledged.get() + 1});
            }
            stop.set(true);
            sender.join();
            assertThat(store.snapshots(problem -> {
                throw new AssertionError(problem);
            })).extracting(Snapshot::name).hasSize(10).contains("s0", "s9");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(commitsOf(disk, "s" + i)).isBetween(bounds.get(i)[0], bounds.get(i)[1]);
        }
    }

    private static void flush(DurableTimeSeriesStore store) {
        try {
            store.housekeeping().flushNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSnapshotOutlivesADeletionAndIsDeletedByName() throws IOException {
        try (DurableTimeSeriesStore store = open(disk)) {
            commit(store, 0);
            store.snapshot("a");
            assertThatThrownBy(() -> store.snapshot("a")).isInstanceOf(Conflict.class);
            assertThat(store.delete(List.of(Matcher.equal("series", "s1")), Long.MIN_VALUE,
                    Long.MAX_VALUE)).isEqualTo(1);
            assertThat(commitsOf(disk, "a")).isEqualTo(1);
            store.deleteSnapshot("a");
            assertThat(store.snapshots(problem -> {})).isEmpty();
            assertThatThrownBy(() -> store.deleteSnapshot("a")).isInstanceOf(NotFound.class);
        }
    }

    @Test
    void pointsAndMetadataComeBack() throws IOException {
        Random random = new Random(1);
        try (RolledStore rolled = new RolledStore()) {
            Appender appender = rolled.store.appender();
            appender.metadata("requests", new MetricMetadata(MetricMetadata.Type.COUNTER, "", "What was asked."));
            appender.commit();
            rolled.grow(random, 3, Duration.ofHours(30));
            rolled.step();
            List<String> points = rolled.files();
            assertThat(points).hasSize(2);
            rolled.store.snapshot("p");
            FaultyDisk restored = new FaultyDisk();
            new Restoration(rolled.disk, "snapshots/p", restored).run(false);
            rolled.store.close();
            rolled.disk = restored;
            rolled.restart();
            checkRestored(rolled, points, random);

            rolled.store.snapshot("q");
            Instant before = rolled.now;
            rolled.now = before.plus(RolledStore.RETENTION).plus(Duration.ofDays(2));
            rolled.step();
            rolled.step();
            assertThat(rolled.files()).allMatch(file -> file.endsWith("-final.rollup"));
            rolled.store.close();
            new Restoration(restored, "snapshots/q", restored).run(true);
            rolled.now = before;
            rolled.restart();
            checkRestored(rolled, points, random);
        }
    }

    private static void checkRestored(RolledStore rolled, List<String> points, Random random) throws IOException {
        assertThat(rolled.store.problems()).isEmpty();
        assertThat(rolled.files()).isEqualTo(points);
        assertThat(rolled.store.metadata()).containsOnlyKeys("requests");
        rolled.check(random, "restored");
    }

    private static FaultyDisk diskWithSnapshot() throws IOException {
        FaultyDisk made = new FaultyDisk();
        try (DurableTimeSeriesStore store = open(made)) {
            commit(store, 0);
            commit(store, 1);
            store.snapshot("two");
            commit(store, 2);
            store.housekeeping().flushNow();
        }
        return made;
    }

    @Test
    void aStoreIsReplacedOnlyWhenThatIsSaid() throws IOException {
        FaultyDisk made = diskWithSnapshot();
        assertThatThrownBy(() -> new Restoration(made, "snapshots/two", made).run(false)).isInstanceOf(Conflict.class);
        Snapshot restored = new Restoration(made, "snapshots/two", made).run(true);
        assertThat(restored.name()).isEqualTo("two");
        try (DurableTimeSeriesStore store = open(made)) {
            assertThat(commits(store)).isEqualTo(2);
            assertThat(store.snapshots(problem -> {})).hasSize(1);
        }
        assertThat(made.filesOpen()).isZero();
    }

    @Test
    void aDamagedSnapshotReplacesNothing() throws IOException {
        FaultyDisk made = diskWithSnapshot();
        made.flipBit("snapshots/two/series/00000001.series", 20, 3);
        assertThatThrownBy(() -> new Restoration(made, "snapshots/two", made).run(true)).isInstanceOf(Corrupt.class);
        try (DurableTimeSeriesStore store = open(made)) {
            assertThat(commits(store)).isEqualTo(3);
        }
    }

    @Test
    void aRestorationThatIsCutOffIsToldAndDoneAgain() throws IOException {
        int cutOff = 0;
        int before = 0;
        for (int seed = 0; seed < 80; seed++) {
            FaultyDisk made = diskWithSnapshot();
            Random random = new Random(seed);
            made.killAfter(seed, random);
            try {
                new Restoration(made, "snapshots/two", made).run(true);
            } catch (IOException e) {
                assertThat(made.killed()).isTrue();
            }
            FaultyDisk after = random.nextBoolean() ? made.afterKill() : made.afterPowerCut(random);
            if (after.exists("restoring")) {
                cutOff++;
                assertThatThrownBy(() -> open(after)).isInstanceOf(Conflict.class).hasMessageContaining("cut off");
                new Restoration(after, "snapshots/two", after).run(false);
            }
            try (DurableTimeSeriesStore store = open(after)) {
                int found = commits(store);
                assertThat(found).as("seed " + seed).isIn(2, 3);
                before += found == 3 ? 1 : 0;
            }
        }
        assertThat(cutOff).isPositive();
        assertThat(before).isLessThan(80);
    }
}

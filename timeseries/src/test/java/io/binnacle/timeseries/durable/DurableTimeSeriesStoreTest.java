package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.HeadStatistics;
import io.binnacle.timeseries.EventsContract;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.log.Durability;
import org.junit.jupiter.api.Test;

/** The contract, and what only a store on a disk does. */
class DurableTimeSeriesStoreTest extends EventsContract {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    static DurableSettings settings(Durability durability, int headSamplesMax) {
        return new DurableSettings(durability, RETENTION, Long.MAX_VALUE, WINDOW, TOLERANCE, SERIES_MAX, headSamplesMax,
                Duration.ofHours(2), 1 << 20);
    }

    @Override
    protected TimeSeriesStore open(InstantSource clock, SeriesLimits.Limit tenantLimit) {
        try {
            return DurableTimeSeriesStore.open(new FaultyDisk(),
                    settings(Durability.INTERVAL, 5000).withTenantLimit(tenantLimit), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(TimeSeriesStore store, String host, long seconds, double value) {
        Appender appender = store.appender();
        appender.append(up(host), NOON.toEpochMilli() + seconds * 1000, value);
        assertThat(appender.commit().rejected()).isZero();
    }

    private static Map<Labels, Map<Long, Double>> everything(TimeSeriesStore store) {
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            return TimeSeriesStoreContract.read(querier);
        }
    }

    @Test
    void everythingIsThereAfterARestartFromLogAndBlocks() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableSettings settings = settings(Durability.INTERVAL, 1000);
        Map<Labels, Map<Long, Double>> before;
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "a", 0, 1);
            store.housekeeping().flushNow();
            append(store, "a", 1, 2);
            append(store, "b", -20_000, 3);
            store.housekeeping().flushNow();
            append(store, "a", 2, 4);
            before = everything(store);
            assertThat(before)
                    .isEqualTo(Map.of(up("a"), Map.of(NOON.toEpochMilli(), 1.0, NOON.toEpochMilli() + 1000, 2.0,
                            NOON.toEpochMilli() + 2000, 4.0), up("b"), Map.of(NOON.toEpochMilli() - 20_000_000, 3.0)));
        }
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            assertThat(everything(store)).isEqualTo(before);
            store.housekeeping().compactNow();
            assertThat(everything(store)).isEqualTo(before);
            assertThat(disk.list("blocks")).as("one folder a day").containsExactly("20261123");
            assertThat(disk.list("blocks/20261123")).hasSize(1);
            assertThat(store.problems()).isEmpty();
        }
        assertThat(disk.filesOpen()).isZero();
    }

    /** As after a kill between the first block and the first state file. */
    @Test
    void theHeadIsWhatNoBlockHasYet() throws IOException {
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(new FaultyDisk(),
                settings(Durability.INTERVAL, 1000), () -> NOON)) {
            HeadStatistics nothing = new HeadStatistics(0, Long.MAX_VALUE, Long.MIN_VALUE, 0);
            assertThat(store.head()).contains(nothing);
            append(store, "a", 0, 1);
            append(store, "a", 1, 2);
            append(store, "b", -20, 3);
            assertThat(store.head()).contains(
                    new HeadStatistics(2, NOON.toEpochMilli() - 20_000, NOON.toEpochMilli() + 1000, 0));
            store.housekeeping().flushNow();
            assertThat(store.head()).contains(nothing);
        }
    }

    @Test
    void damageCounts() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk,
                settings(Durability.INTERVAL, 1000), () -> NOON)) {
            append(store, "a", 0, 1);
            store.housekeeping().flushNow();
        }
        disk.flipBit(StateFile.PATH, 14, 2);
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk,
                settings(Durability.INTERVAL, 1000), () -> NOON)) {
            assertThat(store.problems()).hasSize(1);
            assertThat(store.head().orElseThrow().corruptions()).isEqualTo(1);
        }
    }

    @Test
    void howLateASampleMayBeCountsFromItsOwnSeriesAlsoWithoutAStateFile() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableSettings settings = settings(Durability.INTERVAL, 1000);
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "late", -7000, 1);
            append(store, "newest", 0, 2);
            store.housekeeping().flushNow();
        }
        disk.delete(StateFile.PATH);
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "late", -7001, 3);
            Appender appender = store.appender();
            appender.append(up("newest"), NOON.toEpochMilli() - 7_001_000, 4);
            assertThat(appender.commit().rejectedBy()).containsKey(CommitResult.Reason.OUT_OF_ORDER);
        }
    }

    @Test
    void whatIsDeletedStaysGoneAlsoWhenTheLogHeldItOnceMore() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableSettings settings = settings(Durability.INTERVAL, 1000);
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "a", 0, 2);
            store.housekeeping().flushNow();
            append(store, "a", 0, 2);
            append(store, "a", 0, 1);
            assertThat(store.delete(List.of(Matcher.equal("__name__", "up")), Long.MIN_VALUE, Long.MAX_VALUE))
                    .isEqualTo(1);
            assertThat(everything(store)).isEmpty();
        }
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            assertThat(everything(store)).isEmpty();
        }
    }

    @Test
    void aFullDiskRefusesAndGoesOnWhenThereIsRoomAgain() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings(Durability.FSYNC, 1000),
                () -> NOON)) {
            append(store, "a", 0, 1);
            disk.limitRoom(0);
            Appender appender = store.appender();
            appender.append(up("b"), NOON.toEpochMilli(), 2);
            assertThatThrownBy(appender::commit).isInstanceOf(Unavailable.class).hasMessageContaining("full");
            assertThat(everything(store)).containsOnlyKeys(up("a"));
            disk.limitRoom(Long.MAX_VALUE);
            assertThat(appender.commit().appended()).isEqualTo(1);
            assertThat(everything(store)).containsOnlyKeys(up("a"), up("b"));
        }
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings(Durability.FSYNC, 1000),
                () -> NOON)) {
            assertThat(everything(store)).containsOnlyKeys(up("a"), up("b"));
        }
    }

    @Test
    void whatIsTakenAfterAFlushOnAFullDiskAndARestartIsKept() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableSettings settings = settings(Durability.INTERVAL, 1000);
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "a", 0, 1);
            disk.limitRoom(0);
            assertThatThrownBy(() -> store.housekeeping().flushNow()).isInstanceOf(IOException.class);
            disk.limitRoom(Long.MAX_VALUE);
            store.housekeeping().flushNow();
        }
        assertThat(disk.list("log")).isEmpty();
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "b", 0, 2);
        }
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            assertThat(everything(store)).containsOnlyKeys(up("a"), up("b"));
        }
    }

    /** The disk does nothing of what it was about to do, and a power cut takes all that it may. */
    private static final class Unkind extends Random {

        private static final long serialVersionUID = 1;

        @Override
        public boolean nextBoolean() {
            return false;
        }

        @Override
        public int nextInt(int bound) {
            return 0;
        }
    }

    /** What the process held goes with it; here it must be let go. */
    private static void abandon(TimeSeriesStore store) {
        try {
            store.close();
        } catch (Unavailable e) {
            assertThat(e).hasMessageContaining("did not close well");
        }
    }

    /** What a process leaves that was killed between the writing of the sample "b" and its sync. */
    private static FaultyDisk killedBeforeASync() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings(Durability.FSYNC, 1000),
                () -> NOON);
        append(store, "a", 0, 1);
        disk.killAfter(1, new Unkind());
        assertThatThrownBy(() -> append(store, "b", 0, 2)).isInstanceOf(Unavailable.class);
        abandon(store);
        return disk.afterKill();
    }

    @Test
    void whatIsShownAfterAKillSurvivesAPowerCutWithFsync() throws IOException {
        FaultyDisk disk = killedBeforeASync();
        DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings(Durability.FSYNC, 1000),
                () -> NOON);
        assertThat(everything(store)).containsOnlyKeys(up("a"), up("b"));
        FaultyDisk later = disk.afterPowerCut(new Unkind());
        abandon(store);
        try (DurableTimeSeriesStore last = DurableTimeSeriesStore.openQuiet(later, settings(Durability.FSYNC, 1000),
                () -> NOON)) {
            assertThat(everything(last)).containsOnlyKeys(up("a"), up("b"));
        }
    }

    @Test
    void whatIsAcknowledgedAsADuplicateSurvivesAPowerCutWithFsync() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings(Durability.FSYNC, 1000),
                () -> NOON);
        append(store, "a", 0, 1);
        disk.failSyncs(true);
        assertThatThrownBy(() -> append(store, "b", 0, 2)).isInstanceOf(Unavailable.class);
        assertThat(everything(store)).containsKey(up("b"));
        assertThatThrownBy(() -> append(store, "b", 0, 2)).as("the same again").isInstanceOf(Unavailable.class);
        disk.failSyncs(false);
        store.close();
    }

    @Test
    void aCommitThatTheDiskRefusesTakesNoRoomOfItsTenant() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableSettings settings = settings(Durability.INTERVAL, 1000).withTenantLimit(new SeriesLimits.Limit(2, 2));
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            disk.limitRoom(0);
            Appender appender = store.appender();
            appender.append(up("a"), NOON.toEpochMilli(), 1);
            appender.append(up("a"), NOON.toEpochMilli() + 1, 1);
            appender.append(up("b"), NOON.toEpochMilli(), 1);
            assertThatThrownBy(appender::commit).isInstanceOf(Unavailable.class);
            disk.limitRoom(Long.MAX_VALUE);
            assertThat(appender.commit().appended()).isEqualTo(3);
            assertThat(store.limits.tenants()).extracting(SeriesLimits.TenantSeries::active).containsExactly(2);
        }
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "a", 1, 1);
            append(store, "b", 1, 1);
            Appender appender = store.appender();
            appender.append(up("c"), NOON.toEpochMilli(), 1);
            assertThat(appender.commit().rejectedBy()).as("series of before the restart count once they are sent")
                    .containsOnlyKeys(CommitResult.Reason.TENANT_SERIES_LIMIT);
        }
    }

    private static FaultyDisk diskWithThreeSeries(DurableSettings settings) throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "a", 0, 1);
            store.housekeeping().flushNow();
            append(store, "b", 0, 1);
            store.housekeeping().flushNow();
            append(store, "c", 0, 1);
        }
        return disk;
    }

    @Test
    void aDamagedBlockTakesNothingElseWithIt() throws IOException {
        DurableSettings settings = settings(Durability.INTERVAL, 1000);
        FaultyDisk disk = diskWithThreeSeries(settings);
        String first = "blocks/20261123/" + disk.list("blocks/20261123").getFirst();
        int length = disk.bytes(first).length;
        int lost = 0;
        for (int offset = 0; offset < length; offset++) {
            disk = diskWithThreeSeries(settings);
            disk.flipBit(first, offset, offset % 8);
            try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
                assertThat(samplesOf(store, "b")).isEqualTo(Map.of(NOON.toEpochMilli(), 1.0));
                assertThat(samplesOf(store, "c")).isEqualTo(Map.of(NOON.toEpochMilli(), 1.0));
                Map<Long, Double> damaged = samplesOf(store, "a");
                assertThat(damaged).isIn(Map.of(), Map.of(NOON.toEpochMilli(), 1.0));
                lost += damaged.isEmpty() ? 1 : 0;
                store.housekeeping().compactNow();
                assertThat(damaged.isEmpty() && store.problems().isEmpty()).as("lost without a word, byte " + offset)
                        .isFalse();
                assertThat(samplesOf(store, "b")).isNotEmpty();
            }
        }
        assertThat(lost).isPositive();
    }

    private static Map<Long, Double> samplesOf(TimeSeriesStore store, String host) {
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            return TimeSeriesStoreContract.read(querier, Matcher.equal("host", host)).getOrDefault(up(host), Map.of());
        } catch (Corrupt e) {
            return Map.of();
        }
    }

    @Test
    void whatIsBeyondTheRetentionLeavesTheDisk() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings(Durability.INTERVAL, 1000),
                now::get)) {
            append(store, "a", 0, 1);
            store.housekeeping().flushNow();
            assertThat(disk.list("blocks")).hasSize(1);
            now.set(NOON.plus(RETENTION).plusSeconds(1));
            store.housekeeping().step();
            assertThat(disk.list("blocks")).isEmpty();
            assertThat(everything(store)).isEmpty();
        }
    }

    @Test
    void aBatchThatWasLookedUpBeforeASweepStillFindsItsSeries() throws IOException {
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(new FaultyDisk(),
                settings(Durability.INTERVAL, 1000), now::get)) {
            append(store, "a", 0, 1);
            Appender early = store.appender();
            long later = NOON.plus(RETENTION).plusSeconds(1).toEpochMilli();
            early.append(up("a"), later, 2);
            now.set(Instant.ofEpochMilli(later));
            append(store, "b", RETENTION.toSeconds(), 1);
            assertThat(early.commit().appended()).isEqualTo(1);
            assertThat(everything(store).get(up("a"))).isEqualTo(Map.of(later, 2.0));
            assertThat(store.statistics().series()).isEqualTo(2);
        }
    }

    @Test
    void aReferenceStaysGoodWhenOthersAreForgottenAndIsNoneOfAnotherSeries() throws IOException {
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(new FaultyDisk(),
                settings(Durability.INTERVAL, 1000), now::get)) {
            append(store, "dead", 0, 1);
            append(store, "alive", 1, 1);
            Appender appender = store.appender();
            long dead = appender.reference(appender.series(up("dead")));
            long alive = appender.reference(appender.series(up("alive")));
            assertThat(dead).isNotEqualTo(Appender.NO_REFERENCE);
            appender.rollback();
            now.set(NOON.plus(RETENTION.dividedBy(2)));
            append(store, "alive", RETENTION.toSeconds() / 2, 2);
            store.housekeeping().flushNow();
            now.set(NOON.plus(RETENTION).plusSeconds(2));
            store.housekeeping().step();
            append(store, "new", RETENTION.toSeconds(), 1);
            assertThat(store.catalogue.forgotten()).isPositive();
            assertThat(appender.seriesOf(dead)).isNegative();
            appender.append(appender.seriesOf(alive), now.get().toEpochMilli(), 3);
            assertThat(appender.commit().appended()).isEqualTo(1);
            assertThat(everything(store).get(up("alive"))).containsEntry(now.get().toEpochMilli(), 3.0);
            assertThat(everything(store).keySet()).doesNotContain(up("dead"));
        }
    }

    @Test
    void whatADeletionEmptiedDoesNotCountAgainAfterARestart() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableSettings settings = settings(Durability.INTERVAL, 1000);
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            for (int i = 0; i < SERIES_MAX; i++) {
                append(store, "h" + i, 0, i);
            }
            store.delete(List.of(Matcher.equal("host", "h0")), Long.MIN_VALUE, Long.MAX_VALUE);
        }
        for (int start = 0; start < 2; start++) {
            try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
                assertThat(store.statistics().series()).isEqualTo(SERIES_MAX - 1);
            }
        }
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            append(store, "another", 0, 1);
            Appender oneMore = store.appender();
            oneMore.append(up("more"), NOON.toEpochMilli(), 1);
            assertThat(oneMore.commit().rejectedBy()).containsOnlyKeys(CommitResult.Reason.SERIES_LIMIT);
            assertThat(store.statistics().series()).isEqualTo(SERIES_MAX);
        }
    }

    @Test
    void thatSeriesCouldNotBeForgottenIsToldUntilTheyAre() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings(Durability.INTERVAL, 1000),
                now::get)) {
            append(store, "a", 0, 1);
            store.housekeeping().flushNow();
            now.set(NOON.plus(RETENTION).plusSeconds(1));
            store.housekeeping().step();
            disk.limitRoom(0);
            Appender appender = store.appender();
            appender.append(up("b"), now.get().toEpochMilli(), 2);
            assertThatThrownBy(appender::commit).isInstanceOf(Unavailable.class);
            assertThat(store.problems()).singleElement().asString()
                    .startsWith("series that are gone could not be forgotten, to be tried again: ");
            disk.limitRoom(Long.MAX_VALUE);
            now.set(now.get().plusSeconds(60));
            assertThat(appender.commit().appended()).isEqualTo(1);
            assertThat(store.problems()).isEmpty();
            assertThat(store.catalogue.size()).isEqualTo(1);
        }
    }

    @Test
    void blocksOfManyDaysAreWrittenFromOneGeneration() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        DurableSettings settings = new DurableSettings(Durability.INTERVAL, Duration.ofDays(400), Long.MAX_VALUE,
                WINDOW,
                TOLERANCE, SERIES_MAX, 1000, Duration.ofHours(2), 1 << 20);
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, settings, () -> NOON)) {
            for (int day = 100; day >= 0; day--) {
                append(store, "a", -day * 86_400L, day);
                append(store, "b", -day * 86_400L, day);
            }
            Map<Labels, Map<Long, Double>> before = everything(store);
            store.housekeeping().flushNow();
            assertThat(disk.list("blocks")).hasSize(101);
            assertThat(everything(store)).isEqualTo(before).containsOnlyKeys(up("a"), up("b"));
            assertThat(List.copyOf(before.values())).allMatch(samples -> samples.size() == 101);
        }
    }
}

package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.rollup.RandomSamples;
import org.junit.jupiter.api.Test;

/** Points are what the samples make, stored or not, whatever became of the samples and the process meanwhile. */
class RollupStoreTest {

    private static final Rollup INCREASE = new Rollup(Resolution.HOUR, Aggregate.INCREASE);

    @Test
    void pointsAreTheSameMadeReadyOrNot() throws IOException {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            try (RolledStore rolled = new RolledStore()) {
                rolled.grow(random, 4, Duration.ofHours(30));
                rolled.check(random, "in memory");
                rolled.store.housekeeping().flushNow();
                rolled.check(random, "in blocks");
                rolled.step();
                assertThat(rolled.files()).as("one day is over").hasSize(2);
                rolled.check(random, "one day is stored");
                rolled.grow(random, 5, Duration.ofHours(20));
                rolled.step();
                assertThat(rolled.files()).hasSize(4);
                rolled.check(random, "two days are stored");
                rolled.restart();
                rolled.check(random, "after a restart");
                assertThat(rolled.store.problems()).isEmpty();
            }
        }
    }

    @Test
    void aQuerierTellsWhetherPointsOfItsTimeAreKept() throws IOException {
        long start = RolledStore.START.toEpochMilli();
        long over = start + Duration.ofHours(30).toMillis();
        try (RolledStore rolled = new RolledStore()) {
            rolled.grow(new Random(1), 2, Duration.ofHours(30));
            rolled.store.housekeeping().flushNow();
            assertThat(keeps(rolled, start, over)).as("they are made each time").isFalse();
            rolled.step();
            assertThat(rolled.files()).as("one day is over").hasSize(2);
            assertThat(keeps(rolled, start, over)).isTrue();
            assertThat(keeps(rolled, start - Duration.ofDays(3).toMillis(), start)).isTrue();
            assertThat(keeps(rolled, over, over + Duration.ofDays(1).toMillis())).as("of the next day").isFalse();
            assertThat(keeps(rolled, start - Duration.ofDays(3).toMillis(), start - Duration.ofDays(1).toMillis()))
                    .as("of the days before").isFalse();
        }
    }

    private static boolean keeps(RolledStore rolled, long minMillis, long maxMillis) {
        try (Querier querier = rolled.store.querier(minMillis, maxMillis)) {
            boolean fiveMinutes = querier.keepsPoints(Resolution.FIVE_MINUTES);
            assertThat(querier.keepsPoints(Resolution.HOUR)).isEqualTo(fiveMinutes);
            return fiveMinutes;
        }
    }

    @Test
    void lateSamplesAreInThePointsAtOnceAndForGood() throws IOException {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            try (RolledStore rolled = new RolledStore()) {
                rolled.grow(random, 3, Duration.ofHours(54));
                rolled.step();
                List<String> before = rolled.files();
                assertThat(before).hasSize(4);
                // A series that is new may begin anywhere.
                rolled.append("late", RandomSamples.of(random, RolledStore.START.toEpochMilli() + 300_000,
                        rolled.now.toEpochMilli()));
                rolled.check(random, "late in memory");
                rolled.store.housekeeping().flushNow();
                rolled.check(random, "late in blocks");
                rolled.restart();
                rolled.check(random, "late in blocks, after a restart");
                rolled.store.housekeeping().compactNow();
                rolled.check(random, "late in the day's block");
                rolled.step();
                assertThat(rolled.files()).as("made again").hasSize(4).doesNotContainAnyElementsOf(before);
                rolled.check(random, "made again");
            }
        }
    }

    @Test
    void aKillAtAnyWriteLeavesTheOldOrTheNew() throws IOException {
        for (int at = 0;; at++) {
            Random random = new Random(11);
            boolean killed;
            RolledStore rolled = new RolledStore();
            rolled.grow(random, 2, Duration.ofHours(30));
            rolled.step();
            rolled.append("late", RandomSamples.of(random, RolledStore.START.toEpochMilli() + 300_000,
                    rolled.now.toEpochMilli()));
            rolled.store.housekeeping().flushNow();
            rolled.store.housekeeping().compactNow();
            rolled.disk.killAfter(at, random);
            try {
                rolled.step();
            } catch (IOException e) {
                assertThat(rolled.disk.killed()).as("%s", e).isTrue();
            }
            killed = rolled.disk.killed();
            rolled.disk.killAfter(Long.MAX_VALUE, random);
            if (killed) {
                rolled.startAgain();
            }
            rolled.check(random, "killed after " + at);
            rolled.step();
            assertThat(rolled.files()).hasSize(2);
            rolled.check(random, "made again after a kill after " + at);
            assertThat(rolled.store.problems()).isEmpty();
            rolled.close();
            if (!killed) {
                assertThat(at).as("there were writes to be killed at").isGreaterThan(5);
                return;
            }
        }
    }

    @Test
    void pointsOutliveTheirSamples() throws IOException {
        Random random = new Random(3);
        try (RolledStore rolled = new RolledStore()) {
            rolled.grow(random, 3, Duration.ofHours(50));
            rolled.step();
            long over = RolledStore.START.toEpochMilli() + 27 * 3_600_000;
            rolled.letTheSamplesGo();
            assertThat(rolled.files()).hasSize(6).allMatch(file -> file.endsWith("-final.rollup"));
            rolled.check(random, "without samples");
            rolled.restart();
            rolled.check(random, "without samples, after a restart");
            Map<String, NavigableMap<Long, Long>> hours = rolled.points(INCREASE, 0, over);
            assertThat(hours).isEqualTo(rolled.wanted(INCREASE, 0, over)).isNotEmpty();

            rolled.now = RolledStore.START.plus(RolledStore.FIVE_MINUTES_RETENTION).plus(Duration.ofDays(4));
            rolled.step();
            // A sweep of dead series comes with a commit.
            rolled.append("other", RandomSamples.of(random, rolled.now.toEpochMilli() - 100_000,
                    rolled.now.toEpochMilli()));
            assertThat(rolled.store.statistics().series()).as("those without samples do not count").isEqualTo(1);
            assertThat(rolled.files()).hasSize(3).allMatch(file -> file.startsWith("1h/"));
            assertThat(rolled.points(INCREASE, 0, over)).isEqualTo(hours);

            rolled.now = RolledStore.START.plus(RolledStore.HOUR_RETENTION).plus(Duration.ofDays(4));
            rolled.step();
            rolled.append("other", RandomSamples.of(random, rolled.now.toEpochMilli() - 100_000,
                    rolled.now.toEpochMilli()));
            assertThat(rolled.points(INCREASE, 0, over)).isEmpty();
            assertThat(rolled.store.catalogue.size()).isEqualTo(1);
        }
    }

    @Test
    void damagedPointsAreMadeOfTheSamplesAndToldAndMadeAgain() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            RolledStore rolled = new RolledStore();
            rolled.grow(random, 3, Duration.ofHours(30));
            rolled.step();
            rolled.disk.flipRandomBit("rollup", random);
            rolled.restart();
            rolled.check(random, "with a flipped bit");
            rolled.step();
            rolled.check(random, "with a flipped bit, after a step");
            rolled.close();
        }
    }

    @Test
    void pointsThatAreWholeAnswerBesideDamagedSamples() throws IOException {
        Random random = new Random(5);
        try (RolledStore rolled = new RolledStore()) {
            rolled.grow(random, 3, Duration.ofHours(30));
            rolled.step();
            rolled.disk.flipBit("blocks/20261120/" + rolled.disk.list("blocks/20261120").getFirst(), 100, 2);
            rolled.restart();
            long max = RolledStore.START.toEpochMilli() + 3_600_000;
            assertThat(rolled.points(INCREASE, 0, max)).isEqualTo(rolled.wanted(INCREASE, 0, max)).isNotEmpty();
        }
    }

    @Test
    void damagedPointsThatNothingCanTakeThePlaceOfAreNamed() throws IOException {
        for (boolean blockIsLost : new boolean[]{true, false}) {
            RolledStore rolled = new RolledStore();
            rolled.grow(new Random(5), 3, Duration.ofHours(30));
            rolled.step();
            rolled.disk.flipBit("rollup/1h/" + rolled.disk.list("rollup/1h").getFirst(), 100, 2);
            if (blockIsLost) {
                rolled.disk.flipBit("blocks/20261120/" + rolled.disk.list("blocks/20261120").getFirst(), 8, 1);
            }
            rolled.restart();
            if (!blockIsLost) {
                rolled.letTheSamplesGo();
            }
            String damaged = "rollup/1h/" + rolled.disk.list("rollup/1h").getFirst();
            assertThat(damaged.endsWith("final.rollup")).isNotEqualTo(blockIsLost);
            assertThatThrownBy(() -> rolled.points(INCREASE, 0, RolledStore.START.toEpochMilli() + 3_600_000))
                    .isInstanceOf(Corrupt.class).hasMessageStartingWith(damaged + ": the page at ");
            assertThat(rolled.store.problems()).anyMatch(line -> line.startsWith(damaged));
            rolled.close();
        }
    }

    @Test
    void damagedSamplesAreNotHiddenByPoints() throws IOException {
        Random random = new Random(5);
        RolledStore rolled = new RolledStore();
        rolled.grow(random, 3, Duration.ofHours(30));
        rolled.store.housekeeping().flushNow();
        rolled.disk.flipBit("blocks/20261120/" + rolled.disk.list("blocks/20261120").getFirst(), 100, 2);
        rolled.restart();
        rolled.step();
        assertThat(rolled.files()).isEmpty();
        assertThat(rolled.store.problems()).anyMatch(line -> line.startsWith("points of a day are not made: "));
        int told = rolled.store.problems().size();
        rolled.step();
        assertThat(rolled.store.problems()).as("once").hasSize(told);
        rolled.close();
    }

    @Test
    void whenFilesTakeTooMuchTheOldestSamplesGoAndTheirPointsStay() throws IOException {
        Random random = new Random(8);
        try (RolledStore rolled = new RolledStore()) {
            rolled.grow(random, 20, Duration.ofHours(74));
            rolled.step();
            assertThat(rolled.files()).hasSize(6);
            long points = 0;
            for (String file : rolled.files()) {
                points += rolled.disk.bytes("rollup/" + file).length;
            }
            String newest = "blocks/20261123/" + rolled.disk.list("blocks/20261123").getFirst();
            String yesterday = "blocks/20261122/" + rolled.disk.list("blocks/20261122").getFirst();
            rolled.retentionBytes = points + rolled.disk.bytes(newest).length + rolled.disk.bytes(yesterday).length;
            rolled.restart();
            rolled.step();
            assertThat(rolled.disk.list("blocks")).containsExactly("20261122", "20261123");
            rolled.check(random, "two days without samples");
            rolled.retentionBytes = points / 2 + rolled.disk.bytes(newest).length;
            rolled.restart();
            rolled.step();
            assertThat(rolled.disk.list("blocks")).containsExactly("20261123");
            assertThat(rolled.files()).contains("1h/20261120-final.rollup").doesNotContain(
                    "5m/20261120-final.rollup");
        }
    }

    @Test
    void whatAKilledProcessLeftIsCleanedUp() throws IOException {
        RolledStore rolled = new RolledStore();
        rolled.grow(new Random(1), 1, Duration.ofHours(30));
        rolled.step();
        try (DiskFile file = rolled.disk.create("rollup/5m/20261120-0000000009.rollup.tmp")) {
            file.append(ByteBuffer.wrap(new byte[9]));
        }
        rolled.restart();
        assertThat(rolled.files()).noneMatch(name -> name.endsWith(".tmp"));
        rolled.close();
    }

    @Test
    void aStoreWithoutItsStateForgetsNoSeriesThatHasPoints() throws IOException {
        RolledStore rolled = new RolledStore();
        rolled.grow(new Random(1), 2, Duration.ofHours(30));
        rolled.step();
        rolled.letTheSamplesGo();
        Map<String, NavigableMap<Long, Long>> before = rolled.points(INCREASE, 0, Long.MAX_VALUE);
        rolled.disk.flipBit("state", 30, 0);
        rolled.restart();
        rolled.now = rolled.now.plus(Duration.ofDays(1));
        rolled.append("other", RandomSamples.of(new Random(2), rolled.now.toEpochMilli() - 100_000,
                rolled.now.toEpochMilli()));
        assertThat(rolled.points(INCREASE, 0, RolledStore.START.toEpochMilli() + 30 * 3_600_000)).isEqualTo(before);
        rolled.close();
    }

    static List<String> verify(FaultyDisk disk) throws IOException {
        List<String> problems = new ArrayList<>();
        new StoreInspector(disk).verify(problems::add);
        return problems;
    }
}

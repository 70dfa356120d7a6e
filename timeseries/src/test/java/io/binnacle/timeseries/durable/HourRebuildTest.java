package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import org.junit.jupiter.api.Test;

/** Points of an hour that were lost when the samples had gone already. */
class HourRebuildTest {

    private static final String HOURS = "rollup/1h/20261121-final.rollup";
    private static final String FIVE_MINUTES = "rollup/5m/20261121-final.rollup";
    private static final Rollup INCREASE = new Rollup(Resolution.HOUR, Aggregate.INCREASE);

    private final Random random = new Random(12);

    /** Three days of which only points are left. */
    private RolledStore withoutSamples() throws IOException {
        RolledStore rolled = new RolledStore();
        rolled.grow(random, 3, Duration.ofHours(50));
        rolled.step();
        rolled.letTheSamplesGo();
        assertThat(rolled.files()).hasSize(6);
        return rolled;
    }

    @Test
    void whatIsNotThereIsMadeAgainOfPointsOfFiveMinutes() throws IOException {
        try (RolledStore rolled = withoutSamples()) {
            rolled.store.close();
            rolled.disk.delete(HOURS);
            rolled.startAgain();
            assertThat(rolled.points(INCREASE, 0, Long.MAX_VALUE)).isNotEqualTo(
                    rolled.wanted(INCREASE, 0, Long.MAX_VALUE));
            rolled.step();
            rolled.check(random, "made again");
            rolled.restart();
            rolled.check(random, "made again, after a restart");
            assertThat(rolled.files()).hasSize(6);
            assertThat(rolled.store.problems()).isEmpty();
        }
    }

    @Test
    void whatIsNoFileOfPointsAnyMoreIsReplaced() throws IOException {
        try (RolledStore rolled = withoutSamples()) {
            // The version, which no later one of a damaged file is.
            rolled.disk.flipBit(HOURS, 8, 1);
            rolled.restart();
            assertThat(rolled.store.problems()).singleElement().asString().startsWith(HOURS + ": left out");
            rolled.step();
            rolled.check(random, "made again");
            rolled.restart();
            assertThat(rolled.store.problems()).isEmpty();
        }
    }

    @Test
    void aDayThatLostABlockLosesNoHours() throws IOException {
        try (RolledStore rolled = new RolledStore()) {
            rolled.grow(random, 2, Duration.ofHours(30));
            rolled.step();
            rolled.disk.flipBit("blocks/20261120/" + rolled.disk.list("blocks/20261120").getFirst(), 8, 1);
            rolled.disk.delete("rollup/1h/" + rolled.disk.list("rollup/1h").getFirst());
            rolled.restart();
            rolled.step();
            long max = RolledStore.START.toEpochMilli() + 3_600_000;
            assertThat(rolled.points(INCREASE, 0, max)).isEqualTo(rolled.wanted(INCREASE, 0, max)).isNotEmpty();
        }
    }

    @Test
    void aRepairLeavesItToTheStore() throws IOException {
        for (long offset : new long[]{100, 0}) {
            try (RolledStore rolled = withoutSamples()) {
                rolled.store.close();
                rolled.disk.flipBit(HOURS, offset, 2);
                List<String> told = new ArrayList<>();
                new StoreRepair(rolled.disk, () -> rolled.now, told::add).repair();
                assertThat(told).anyMatch(line -> line.startsWith(HOURS)
                        && line.contains("the store makes it again of the day's points of five minutes"));
                assertThat(rolled.disk.exists(HOURS)).isFalse();
                rolled.startAgain();
                rolled.step();
                rolled.check(random, "made again after a repair");
                assertThat(RollupStoreTest.verify(rolled.disk)).isEmpty();
            }
        }
    }

    @Test
    void ofDamagedPointsNothingIsMadeAndThatIsToldOnce() throws IOException {
        try (RolledStore rolled = withoutSamples()) {
            rolled.store.close();
            rolled.disk.delete(HOURS);
            rolled.disk.flipBit(FIVE_MINUTES, 100, 2);
            rolled.startAgain();
            rolled.step();
            rolled.step();
            assertThat(rolled.store.problems()).singleElement().asString()
                    .startsWith("points of an hour are not made again: " + FIVE_MINUTES);
            assertThat(rolled.files()).hasSize(5);
        }
    }

    @Test
    void hoursBeyondTheirRetentionStayAway() throws IOException {
        try (RolledStore rolled = withoutSamples()) {
            rolled.rollups = new RollupRetention(RolledStore.FIVE_MINUTES_RETENTION, RolledStore.RETENTION);
            rolled.restart();
            rolled.step();
            rolled.step();
            assertThat(rolled.files()).hasSize(3).allMatch(file -> file.startsWith("5m/"));
        }
    }
}

package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import org.junit.jupiter.api.Test;

/** What a deletion takes from points: what it took from their samples, and from those that are all that is left. */
class RollupDeletionTest {

    private static final long DAY_START = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
    private static final long DAY_END = DAY_START + 86_400_000 - 1;
    private static final Rollup INCREASE = new Rollup(Resolution.FIVE_MINUTES, Aggregate.INCREASE);

    @Test
    void aDayIsRolledUpAgain() throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            try (RolledStore rolled = new RolledStore()) {
                rolled.grow(random, 3, Duration.ofHours(54));
                rolled.step();
                List<String> before = rolled.files();
                assertThat(before).hasSize(4);
                rolled.delete("h0", DAY_START + 6 * 3_600_000, DAY_START + 9 * 3_600_000 + 7);
                rolled.check(random, "deleted");
                assertThat(rolled.files()).as("the other day's").hasSize(2).isSubsetOf(before);
                rolled.restart();
                rolled.check(random, "deleted, after a restart");
                rolled.step();
                assertThat(rolled.files()).hasSize(4).isNotEqualTo(before);
                rolled.check(random, "made again");
                rolled.delete("h1", Long.MIN_VALUE, Long.MAX_VALUE);
                assertThat(rolled.files()).isEmpty();
                assertThat(rolled.points(INCREASE, 0, Long.MAX_VALUE)).containsOnlyKeys("h0", "h2");
                rolled.step();
                assertThat(rolled.files()).hasSize(4);
                rolled.check(random, "a series less");
            }
        }
    }

    @Test
    void aDayThatGoesWholeTakesItsPointsWithIt() throws IOException {
        Random random = new Random(7);
        try (RolledStore rolled = new RolledStore()) {
            rolled.grow(random, 2, Duration.ofHours(54));
            rolled.step();
            rolled.delete("h0", DAY_START, DAY_END);
            rolled.step();
            rolled.delete("h1", DAY_START, DAY_END);
            assertThat(rolled.disk.list("blocks")).doesNotContain("20261121").isNotEmpty();
            assertThat(rolled.files()).hasSize(2).noneMatch(file -> file.contains("20261121"));
            rolled.check(random, "a day less");
            rolled.restart();
            rolled.check(random, "a day less, after a restart");
            rolled.step();
            assertThat(rolled.files()).hasSize(2);
        }
    }

    @Test
    void aKillAtAnyWriteIsMendedByDoingItAgain() throws IOException {
        for (boolean samplesAreGone : new boolean[]{false, true}) {
            for (int at = 0;; at++) {
                Random random = new Random(11);
                RolledStore rolled = grown(random, samplesAreGone);
                Map<Rollup, Map<String, NavigableMap<Long, Long>>> before = allPoints(rolled);
                rolled.disk.killAfter(at, random);
                boolean killed = false;
                try {
                    delete(rolled, "h0");
                } catch (RuntimeException e) {
                    killed = true;
                    assertThat(rolled.disk.killed()).as("%s", e).isTrue();
                }
                rolled.disk.killAfter(Long.MAX_VALUE, random);
                if (killed) {
                    rolled.startAgain();
                    delete(rolled, "h0");
                }
                before.values().forEach(points -> points.remove("h0"));
                assertThat(allPoints(rolled)).as("killed after " + at).isEqualTo(before);
                rolled.restart();
                assertThat(allPoints(rolled)).as("killed after " + at + ", after a restart").isEqualTo(before);
                assertThat(rolled.store.problems()).isEmpty();
                rolled.close();
                if (!killed) {
                    assertThat(at).as("there were writes to be killed at").isGreaterThan(5);
                    break;
                }
            }
        }
    }

    private static RolledStore grown(Random random, boolean samplesAreGone) throws IOException {
        RolledStore rolled = new RolledStore();
        rolled.grow(random, 2, Duration.ofHours(50));
        rolled.step();
        if (samplesAreGone) {
            rolled.letTheSamplesGo();
            assertThat(rolled.files()).hasSize(6);
        }
        return rolled;
    }

    private static void delete(RolledStore rolled, String host) {
        rolled.store.delete(List.of(Matcher.equal("host", host)), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static Map<Rollup, Map<String, NavigableMap<Long, Long>>> allPoints(RolledStore rolled) {
        Map<Rollup, Map<String, NavigableMap<Long, Long>>> all = new HashMap<>();
        for (Resolution resolution : Resolution.values()) {
            for (Aggregate aggregate : Aggregate.values()) {
                Rollup rollup = new Rollup(resolution, aggregate);
                all.put(rollup, rolled.points(rollup, 0, Long.MAX_VALUE));
            }
        }
        return all;
    }

    @Test
    void ofPointsWithoutSamplesThoseGoWhoseWindowOverlaps() throws IOException {
        Random random = new Random(3);
        try (RolledStore rolled = grown(random, true)) {
            Map<Rollup, Map<String, NavigableMap<Long, Long>>> wanted = allPoints(rolled);
            long min = DAY_START + 6 * 3_600_000 + 420_000;
            long max = DAY_START + 8 * 3_600_000 + 120_000;
            wanted.forEach((rollup, points) -> points.getOrDefault("h0", new TreeMap<>())
                    .subMap(rollup.resolution().windowEnd(min), true,
                            rollup.resolution().windowEnd(max), true)
                    .clear());
            rolled.store.delete(List.of(Matcher.equal("host", "h0")), min, max);
            assertThat(allPoints(rolled)).isEqualTo(wanted);
            rolled.restart();
            assertThat(allPoints(rolled)).as("after a restart").isEqualTo(wanted);
            assertThat(rolled.files()).hasSize(6);
            rolled.store.delete(List.of(Matcher.equal("host", "h0")), min, max);
            assertThat(allPoints(rolled)).as("a second time").isEqualTo(wanted);
            rolled.store.delete(List.of(Matcher.equal("__name__", "requests_total")), Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(rolled.files()).isEmpty();
            assertThat(RollupStoreTest.verify(rolled.disk)).isEmpty();
        }
    }

    @Test
    void aDeletedReadingMakesNoStepOverMidnight() throws IOException {
        long midnight = DAY_END + 1;
        for (long deleted : new long[]{midnight - 120_000, midnight + 180_000}) {
            try (RolledStore rolled = new RolledStore()) {
                rolled.now = Instant.ofEpochMilli(midnight - 900_000);
                NavigableMap<Long, Double> counter = new TreeMap<>();
                counter.put(midnight - 600_000, 10.0);
                counter.put(midnight - 120_000, 20.0);
                counter.put(midnight + 180_000, 30.0);
                counter.put(midnight + 480_000, 45.0);
                rolled.now = Instant.ofEpochMilli(midnight + 480_000);
                rolled.append("h", counter);
                rolled.now = rolled.now.plus(RolledStore.RETENTION).plus(Duration.ofDays(4));
                rolled.step();
                rolled.step();
                Map<Long, Double> increases = increases(rolled);
                assertThat(increases).isEqualTo(Map.of(midnight - 600_000, 0.0, midnight, 10.0, midnight + 300_000,
                        10.0, midnight + 600_000, 15.0));
                rolled.delete("h", deleted, deleted);
                increases.remove(Resolution.FIVE_MINUTES.windowEnd(deleted));
                increases.computeIfPresent(midnight + 300_000, (end, step) -> 0.0);
                assertThat(increases(rolled)).isEqualTo(increases);
                rolled.store.delete(List.of(Matcher.equal("host", "h")), midnight - 600_000, midnight - 600_000);
                increases.remove(midnight - 600_000);
                assertThat(increases(rolled)).isEqualTo(increases);
            }
        }
    }

    private static Map<Long, Double> increases(RolledStore rolled) {
        Map<Long, Double> increases = new TreeMap<>();
        rolled.points(INCREASE, 0, Long.MAX_VALUE).getOrDefault("h", new TreeMap<>())
                .forEach((end, bits) -> increases.put(end, Double.longBitsToDouble(bits)));
        return increases;
    }
}

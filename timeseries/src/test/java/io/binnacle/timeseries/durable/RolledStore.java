package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.log.Durability;
import io.binnacle.timeseries.rollup.RandomSamples;
import io.binnacle.timeseries.rollup.RollupModel;

/** A store whose clock goes on for days, and what its points must be. */
final class RolledStore implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-20T20:00:00Z");
    static final Duration RETENTION = Duration.ofDays(10);
    static final Duration FIVE_MINUTES_RETENTION = Duration.ofDays(20);
    static final Duration HOUR_RETENTION = Duration.ofDays(40);

    final Map<String, NavigableMap<Long, Double>> samples = new TreeMap<>();
    FaultyDisk disk = new FaultyDisk();
    Instant now = START;
    long retentionBytes = Long.MAX_VALUE;
    RollupRetention rollups = new RollupRetention(FIVE_MINUTES_RETENTION, HOUR_RETENTION);
    DurableTimeSeriesStore store;

    RolledStore() throws IOException {
        store = open();
    }

    private DurableTimeSeriesStore open() throws IOException {
        return DurableTimeSeriesStore.openQuiet(disk, new DurableSettings(Durability.FSYNC, RETENTION, retentionBytes,
                Duration.ofHours(2), Duration.ofMinutes(10), 1000, 1_000_000, Duration.ofHours(2), 1 << 20,
                rollups), () -> now);
    }

    void restart() throws IOException {
        store.close();
        store = open();
    }

    /** The process died; another one begins on what the disk holds. */
    void startAgain() throws IOException {
        disk = disk.afterKill();
        store = open();
    }

    static Labels labels(String host) {
        return Labels.of("__name__", "requests_total", "host", host);
    }

    /** Some hosts from the clock's time on; the clock ends there, too. */
    void grow(Random random, int hosts, Duration by) {
        long from = now.toEpochMilli();
        now = now.plus(by);
        for (int host = 0; host < hosts; host++) {
            append("h" + host, RandomSamples.of(random, from + 300_000, now.toEpochMilli()));
        }
    }

    void append(String host, NavigableMap<Long, Double> added) {
        Appender appender = store.appender();
        added.forEach((time, value) -> appender.append(labels(host), time, value));
        assertThat(appender.commit().rejected()).isZero();
        samples.computeIfAbsent(host, key -> new TreeMap<>()).putAll(added);
    }

    /** Deletes from the store and from what its points must be. */
    void delete(String host, long min, long max) {
        store.delete(List.of(Matcher.equal("host", host)), min, max);
        samples.getOrDefault(host, new TreeMap<>()).subMap(min, true, max, true).clear();
        samples.values().removeIf(NavigableMap::isEmpty);
    }

    /** Until only points are left. */
    void letTheSamplesGo() throws IOException {
        now = START.plus(RETENTION).plus(Duration.ofDays(4));
        // What is over but not rolled up when its time comes is so first.
        step();
        step();
        assertThat(disk.list("blocks")).isEmpty();
    }

    void step() throws IOException {
        store.housekeeping().step();
    }

    Map<String, NavigableMap<Long, Long>> points(Rollup rollup, long min, long max) {
        Map<String, NavigableMap<Long, Long>> found = new TreeMap<>();
        try (Querier querier = store.querier(min, max)) {
            for (Series series : querier.select(List.of(Matcher.equal("__name__", "requests_total")), rollup)) {
                NavigableMap<Long, Long> points = new TreeMap<>();
                TimeSeriesStoreContract.read(series.samples(), 100)
                        .forEach((end, value) -> points.put(end, Double.doubleToRawLongBits(value)));
                if (!points.isEmpty()) {
                    found.put(series.labels().find("host").orElseThrow(), points);
                }
            }
        }
        return found;
    }

    Map<String, NavigableMap<Long, Long>> wanted(Rollup rollup, long min, long max) {
        Map<String, NavigableMap<Long, Long>> wanted = new TreeMap<>();
        samples.forEach((host, all) -> {
            NavigableMap<Long, Long> points = RollupModel.points(all, rollup, min, max);
            if (!points.isEmpty()) {
                wanted.put(host, points);
            }
        });
        return wanted;
    }

    /** Compares everything, and some ranges. */
    void check(Random random, String when) {
        for (Resolution resolution : Resolution.values()) {
            for (Aggregate aggregate : Aggregate.values()) {
                Rollup rollup = new Rollup(resolution, aggregate);
                assertThat(points(rollup, Long.MIN_VALUE, Long.MAX_VALUE)).as("%s, %s", rollup, when)
                        .isEqualTo(wanted(rollup, Long.MIN_VALUE, Long.MAX_VALUE));
                long min = random.nextLong(START.toEpochMilli() - 100_000, now.toEpochMilli());
                long max = random.nextLong(min, now.toEpochMilli() + 100_000);
                assertThat(points(rollup, min, max)).as("%s, %s to %s, %s", rollup, min, max, when)
                        .isEqualTo(wanted(rollup, min, max));
            }
        }
    }

    List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            disk.list("rollup/" + resolution.text()).forEach(name -> files.add(resolution.text() + "/" + name));
        }
        return files;
    }

    @Override
    public void close() {
        store.close();
        assertThat(disk.filesOpen()).isZero();
    }
}

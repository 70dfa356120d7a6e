package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.log.Durability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers, a reader, flushes and merges at the same time, on a real disk. */
class DurableStoreConcurrencyTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int WRITERS = 2;
    private static final int SERIES = 20;
    private static final int ROUNDS = 1500;

    private final AtomicReference<String> fault = new AtomicReference<>("");

    @TempDir
    Path folder;

    private static DurableSettings settings() {
        return new DurableSettings(Durability.INTERVAL, Duration.ofDays(2), Long.MAX_VALUE, Duration.ofHours(10),
                Duration.ofHours(10), 1000, 3000, Duration.ofHours(2), 1 << 20);
    }

    private static long millis(int round) {
        return NOON.toEpochMilli() + round * 1000L;
    }

    @Test
    void nothingIsLostAndEveryCommitIsSeenWhole() throws IOException, InterruptedException {
        try (LocalDisk disk = LocalDisk.open(folder);
                DurableTimeSeriesStore store = DurableTimeSeriesStore.open(disk, settings(), () -> NOON)) {
            AtomicBoolean written = new AtomicBoolean();
            Thread reader = Thread.ofPlatform().start(() -> guarded(() -> {
                while (!written.get() && fault.get().isEmpty()) {
                    checkWhole(store);
                }
            }));
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(Thread.ofPlatform().start(() -> guarded(() -> write(store, writer))));
            }
            for (Thread one : writers) {
                one.join();
            }
            written.set(true);
            reader.join();
            assertThat(fault.get()).isEmpty();
            checkAll(store);
            assertThat(store.problems()).isEmpty();
            assertThat(disk.list(DayBlock.FOLDER)).as("it was flushed meanwhile").isNotEmpty();
        }
        try (LocalDisk disk = LocalDisk.open(folder);
                DurableTimeSeriesStore store = DurableTimeSeriesStore.open(disk, settings(), () -> NOON)) {
            checkAll(store);
            assertThat(store.problems()).isEmpty();
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError e) {
            fault.compareAndSet("", e.toString());
        }
    }

    /** Every third round comes late, so that blocks are looked into while they are merged. */
    private void write(DurableTimeSeriesStore store, int writer) {
        Appender appender = store.appender();
        for (int round = 0; round < ROUNDS && fault.get().isEmpty(); round++) {
            int late = round % 3 == 2 ? round - 2 : round + (round % 3 == 0 ? 2 : 0);
            for (int series = 0; series < SERIES; series++) {
                appender.append(labels(writer, series), millis(late), round);
            }
            boolean committed = false;
            while (!committed) {
                try {
                    appender.commit();
                    committed = true;
                } catch (Overloaded e) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static Labels labels(int writer, int series) {
        return Labels.of("__name__", "m" + series % 3, "series", "s" + series, "writer", "w" + writer);
    }

    private void checkWhole(DurableTimeSeriesStore store) {
        for (int writer = 0; writer < WRITERS; writer++) {
            try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
                Map<Labels, Map<Long, Double>> read = TimeSeriesStoreContract.read(querier,
                        Matcher.equal("writer", "w" + writer));
                List<Integer> lengths = read.values().stream().map(Map::size).distinct().toList();
                if (lengths.size() > 1 || (!lengths.isEmpty() && read.size() != SERIES)) {
                    fault.compareAndSet("", "torn: " + read.size() + " series with " + lengths + " samples");
                }
            }
        }
    }

    private static void checkAll(DurableTimeSeriesStore store) {
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            Map<Labels, Map<Long, Double>> read = TimeSeriesStoreContract.read(querier);
            assertThat(read).hasSize(WRITERS * SERIES);
            read.forEach((labels, samples) -> assertThat(samples).as(labels.toString()).hasSize(ROUNDS));
        }
    }
}

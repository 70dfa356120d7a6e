package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.log.Durability;

/** A small store on a disk, closed: two days in blocks, and some samples that only the log holds. */
record StoredSamples(Map<Labels, Map<Long, Double>> samples) {

    static final Instant NOW = Instant.parse("2026-11-23T00:40:00Z");
    static final int HOSTS = 60;
    static final int RECORDS_IN_LOG = 5;
    private static final int RECORDS = 40;
    private static final long STEP_MILLIS = 60_000;

    static DurableTimeSeriesStore open(Disk disk) throws IOException {
        return open(disk, () -> NOW);
    }

    static DurableTimeSeriesStore open(Disk disk, InstantSource clock) throws IOException {
        DurableSettings standard = DurableSettings.defaults();
        return DurableTimeSeriesStore.openQuiet(disk, new DurableSettings(Durability.FSYNC, Duration.ofDays(10),
                Long.MAX_VALUE, Duration.ofHours(1), Duration.ofMinutes(10), 1000, 100_000, standard.headAgeMax(),
                1 << 20), clock);
    }

    static StoredSamples write(Disk disk) throws IOException {
        return write(disk, HOSTS);
    }

    static StoredSamples write(Disk disk, int hosts) throws IOException {
        try (DurableTimeSeriesStore store = open(disk)) {
            // From ten to midnight to a quarter past; then five that stay in the log.
            long start = NOW.toEpochMilli() - (RECORDS + RECORDS_IN_LOG + 5) * STEP_MILLIS;
            for (int record = 0; record < RECORDS + RECORDS_IN_LOG; record++) {
                if (record == RECORDS) {
                    store.housekeeping().flushNow();
                }
                Appender appender = store.appender();
                for (int host = 0; host < hosts; host++) {
                    appender.append(labels(host), start + record * STEP_MILLIS, Math.sin(host * 100 + record));
                }
                appender.commit();
            }
            return new StoredSamples(read(store));
        }
    }

    static Labels labels(int host) {
        return Labels.of("__name__", "load", "host", "h" + host);
    }

    static Map<Labels, Map<Long, Double>> read(DurableTimeSeriesStore store) {
        try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
            return TimeSeriesStoreContract.read(querier);
        }
    }

    static Map<Labels, Map<Long, Double>> readAgain(Disk disk) throws IOException {
        try (DurableTimeSeriesStore store = open(disk)) {
            return read(store);
        }
    }

    static long count(Map<Labels, Map<Long, Double>> samples) {
        return samples.values().stream().mapToLong(Map::size).sum();
    }

    long all() {
        return count(samples);
    }

    long inBlocks() {
        return (long) HOSTS * RECORDS;
    }
}

package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.StartTime;
import io.binnacle.timeseries.block.BlockInspection.Events;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.histogram.NativeHistogram;
import io.binnacle.timeseries.metadata.MetadataFile;
import io.binnacle.timeseries.snapshot.SnapshotPart;
import org.junit.jupiter.api.Test;

/** What comes beside float samples, in the files of a store. */
class EventsOnDiskTest {

    private static final MetricMetadata TOLD = new MetricMetadata(MetricMetadata.Type.COUNTER, "s", "Told.");
    private static final Labels SERIES = Labels.of("__name__", "requests_total", "host", "a");
    /** Ten before midnight. */
    private static final long START = Instant.parse("2026-11-22T23:50:00Z").toEpochMilli();
    private static final long STEP_MILLIS = 60_000;
    private static final int STEPS = 30;
    private static final long BEGUN = START - 1000;

    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> problems = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(StoredSamples.NOW);

    private DurableTimeSeriesStore open() throws IOException {
        return StoredSamples.open(disk, now::get);
    }

    private static void append(DurableTimeSeriesStore store, int from, int to) {
        Appender appender = store.appender();
        int series = appender.series(SERIES);
        for (int i = from; i < to; i++) {
            long millis = START + i * STEP_MILLIS;
            appender.append(series, millis, NativeHistogram.ofIntegers().sum(i).build());
            appender.startTime(series, millis, BEGUN);
            appender.exemplar(series, Labels.of("trace_id", "t" + i), millis, i);
        }
        appender.metadata("requests", TOLD);
        assertThat(appender.commit().rejected()).isZero();
    }

    private static void check(DurableTimeSeriesStore store, int steps) {
        try (Querier querier = store.querier(START, Long.MAX_VALUE)) {
            Series series = querier.select(List.of()).getFirst();
            assertThat(series.histograms()).hasSize(steps);
            assertThat(querier.exemplars(List.of()).getFirst().exemplars()).hasSize(steps);
        }
        try (Querier querier = store.querier(START + (steps - 1) * STEP_MILLIS, Long.MAX_VALUE)) {
            Series last = querier.select(List.of()).getFirst();
            assertThat(last.startTimes(0, Long.MAX_VALUE)).extracting(StartTime::startMillis).containsExactly(BEGUN);
        }
        assertThat(store.metadata()).isEqualTo(Map.of("requests", TOLD));
    }

    @Test
    void logBlocksAndMergesKeepEverything() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            append(store, 0, 10);
            store.housekeeping().flushNow();
            append(store, 10, 25);
            store.housekeeping().flushNow();
            append(store, 25, STEPS);
            check(store, STEPS);
        }
        try (DurableTimeSeriesStore store = open()) {
            check(store, STEPS);
            store.housekeeping().flushNow();
            store.housekeeping().compactNow();
            check(store, STEPS);
            assertThat(store.problems()).isEmpty();
        }
        StoreInspection found = new StoreInspector(disk).inspect(problems::add);
        assertThat(problems).isEmpty();
        assertThat(found.samples()).isZero();
        assertThat(found.events().get(EventKind.NATIVE_HISTOGRAM)).extracting(Events::series, Events::count)
                .containsExactly(2L, (long) STEPS);
        assertThat(found.events().get(EventKind.EXEMPLAR)).extracting(Events::count).isEqualTo((long) STEPS);
        assertThat(found.events().get(EventKind.START_TIME)).as("one a day").extracting(Events::count).isEqualTo(2L);
        assertThat(found.metadataBytes()).isEqualTo(disk.bytes(MetadataFile.PATH).length);
        assertThat(StoreParts.of(disk)).contains(new SnapshotPart(MetadataFile.PATH, false));
    }

    @Test
    void aDayThatIsOverTakesItsEventsWithIt() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            append(store, 0, STEPS);
            store.housekeeping().flushNow();
            now.set(Instant.parse("2026-11-23T00:05:00Z").plus(Duration.ofDays(10)));
            store.housekeeping().dropBeyondRetention();
            assertThat(disk.list(DayBlock.FOLDER)).containsExactly("20261123");
            try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
                Series series = querier.select(List.of()).getFirst();
                assertThat(series.histograms()).hasSize(STEPS - 15);
                assertThat(series.startTimes(0, Long.MAX_VALUE)).extracting(StartTime::startMillis)
                        .containsExactly(BEGUN);
                assertThat(querier.exemplars(List.of()).getFirst().exemplars()).hasSize(STEPS - 15);
            }
        }
    }

    @Test
    void aConstantStartTimeIsWrittenOnce() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            for (int i = 0; i < STEPS; i++) {
                append(store, i, i + 1);
            }
            long before = disk.bytes("log/" + disk.list("log").getLast()).length;
            Appender appender = store.appender();
            int series = appender.series(SERIES);
            appender.startTime(series, START + STEPS * STEP_MILLIS, BEGUN);
            appender.metadata("requests", TOLD);
            appender.commit();
            assertThat(disk.bytes("log/" + disk.list("log").getLast())).hasSize((int) before);
        }
    }

    @Test
    void damagedMetadataIsNamedAndMended() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            append(store, 0, 5);
            store.housekeeping().flushNow();
        }
        disk.flipBit(MetadataFile.PATH, 12, 3);
        new StoreInspector(disk).verify(problems::add);
        assertThat(problems).singleElement().asString().startsWith("metadata: damaged");
        new StoreRepair(disk, now::get, problems::add).repair();
        assertThat(problems.getLast()).contains("kept as damaged/metadata");
        problems.clear();
        new StoreInspector(disk).verify(problems::add);
        assertThat(problems).isEmpty();
        try (DurableTimeSeriesStore store = open()) {
            assertThat(store.problems()).isEmpty();
            assertThat(store.metadata()).isEmpty();
            append(store, 5, 6);
            check(store, 6);
        }
    }

    @Test
    void aDamagedMetadataFileIsWrittenAnewByTheNextFlush() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            append(store, 0, 5);
            store.housekeeping().flushNow();
        }
        disk.flipBit(MetadataFile.PATH, 12, 3);
        try (DurableTimeSeriesStore store = open()) {
            assertThat(store.problems()).singleElement().asString().startsWith("metadata: damaged");
            append(store, 5, 6);
            store.housekeeping().flushNow();
        }
        try (DurableTimeSeriesStore store = open()) {
            assertThat(store.problems()).isEmpty();
            check(store, 6);
        }
    }

    @Test
    void theStateThatIsMadeAnewKnowsHistograms() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            append(store, 0, STEPS);
            store.housekeeping().flushNow();
        }
        disk.flipBit(StateFile.PATH, 20, 3);
        new StoreRepair(disk, now::get, problems::add).repair();
        assertThat(StateFile.read(disk, problems::add).newestMillis())
                .containsExactly(START + (STEPS - 1) * STEP_MILLIS);
    }
}

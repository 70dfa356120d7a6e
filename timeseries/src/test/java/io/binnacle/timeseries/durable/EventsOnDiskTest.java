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
    private static final long MIDNIGHT = START + 600_000;
    /** So many starts one after the other that their bytes are in another order than that of time. */
    private static final int RESTARTED = 300;
    private static final long BEGUN_AGAIN = MIDNIGHT - 15_000;

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
            assertThat(querier.exemplars(List.of(), 1000).getFirst().exemplars()).hasSize(steps);
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
        assertThat(StoreParts.of(disk)).contains(new SnapshotPart(MetadataFile.PATH, true));
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
                assertThat(querier.exemplars(List.of(), 1000).getFirst().exemplars()).hasSize(STEPS - 15);
            }
        }
    }

    @Test
    void whatIsToldAtMidnightPrevailsOverWhatIsCarriedThere() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            flushed(store, 0);
            flushed(store, -20, 10);
            checkRestarted(store, 0);
        }
    }

    @Test
    void ofWhatIsCarriedToMidnightTheLastPrevails() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            flushed(store, -10, 10);
            flushed(store, -20, 20);
            flushed(store, -30, 30);
            checkRestarted(store, 10);
        }
    }

    /** A sample of each of many series at each of those seconds from midnight on, in one block a day; they restart at -15 s. */
    private static void flushed(DurableTimeSeriesStore store, int... seconds) throws IOException {
        Appender appender = store.appender();
        for (int host = 0; host < RESTARTED; host++) {
            int series = appender.series(StoredSamples.labels(host));
            for (int second : seconds) {
                long millis = MIDNIGHT + second * 1000L;
                appender.append(series, millis, second);
                appender.startTime(series, millis, second < -15 ? BEGUN : BEGUN_AGAIN + host);
            }
        }
        appender.commit();
        store.housekeeping().flushNow();
    }

    private static void checkRestarted(DurableTimeSeriesStore store, int second) throws IOException {
        for (int merged = 0; merged < 2; merged++) {
            long millis = MIDNIGHT + second * 1000L;
            try (Querier querier = store.querier(millis, millis)) {
                List<Series> found = querier.select(List.of());
                assertThat(found).hasSize(RESTARTED);
                for (Series series : found) {
                    int host = Integer.parseInt(series.labels().find("host").orElseThrow().substring(1));
                    assertThat(StartTime.find(series.startTimes(millis, millis), millis)).as("host " + host)
                            .hasValue(BEGUN_AGAIN + host);
                }
            }
            store.housekeeping().compactNow();
        }
    }

    @Test
    void blocksOfHistogramsAreMergedWithThoseOfTheirSize() throws IOException {
        try (DurableTimeSeriesStore store = open()) {
            for (int[] range : new int[][]{{10, 25}, {25, 26}, {26, 27}, {27, 28}}) {
                append(store, range[0], range[1]);
                store.housekeeping().flushNow();
            }
            store.housekeeping().step();
            assertThat(disk.list("blocks/20261123")).as("a great one and three small ones").hasSize(4);
            append(store, 28, 29);
            store.housekeeping().flushNow();
            store.housekeeping().step();
            assertThat(disk.list("blocks/20261123")).as("the small ones are merged").hasSize(2);
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

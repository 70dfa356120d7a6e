package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.block.BlockPages;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.snapshot.Snapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRepairTest {

    private static final String BLOCK = "blocks/20261122/0000000001.block";
    private static final String SECOND_BLOCK = "blocks/20261123/0000000002.block";

    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> report = new ArrayList<>();

    private void repair() throws IOException {
        new StoreRepair(disk, () -> StoredSamples.NOW, report::add).repair();
    }

    private static List<String> problems(FaultyDisk of) throws IOException {
        List<String> problems = new ArrayList<>();
        new StoreInspector(of).verify(problems::add);
        return problems;
    }

    /** What is there must be what was written. */
    private static void assertPartOf(Map<Labels, Map<Long, Double>> whole, Map<Labels, Map<Long, Double>> part) {
        part.forEach((labels, samples) -> assertThat(whole.get(labels)).as("%s", labels).containsAllEntriesOf(samples));
    }

    @Test
    void aGoodStoreIsLeftAlone() throws IOException {
        StoredSamples.write(disk);
        long changes = disk.changes();
        repair();
        assertThat(report).isEmpty();
        assertThat(disk.changes()).isEqualTo(changes);
        assertThat(disk.filesOpen()).isZero();
    }

    @Test
    void aDamagedBlockIsWrittenAnewAndItsLossIsExact() throws IOException {
        // Several pages, of which one is damaged.
        StoredSamples stored = StoredSamples.write(disk, 900);
        byte[] before = disk.bytes(SECOND_BLOCK);
        disk.flipBit(SECOND_BLOCK, 100, 4);
        repair();
        assertThat(problems(disk)).isEmpty();
        Map<Labels, Map<Long, Double>> left = StoredSamples.readAgain(disk);
        assertPartOf(stored.samples(), left);
        Matcher told = Pattern
                .compile("written anew with (\\d+) of (\\d+) samples, (\\d+) of 900 series; kept as damaged/\\S+")
                .matcher(String.join("\n", report));
        assertThat(told.find()).as("%s", report).isTrue();
        assertThat(Long.parseLong(told.group(1))).isPositive();
        long lost = Long.parseLong(told.group(2)) - Long.parseLong(told.group(1));
        assertThat(lost).isPositive().isEqualTo(stored.all() - StoredSamples.count(left));
        byte[] kept = disk.bytes("damaged/" + SECOND_BLOCK.replace('/', '-'));
        kept[100] ^= 1 << 4;
        assertThat(kept).isEqualTo(before);
        assertThat(report).anyMatch(line -> line.startsWith("  lost: all samples in it of load{host=\"h0\"}, between"));
        int more = 900 - Integer.parseInt(told.group(3)) - 20;
        assertThat(report.getLast()).isEqualTo("  and all samples of " + more + " more series in it");
    }

    @Test
    void aDamagedPageOfTimesIsNamedOnceAndEverythingBesideItIsThere() throws IOException {
        StoredSamples stored = StoredSamples.write(disk);
        disk.flipBit(SECOND_BLOCK, BlockPages.offsetsOfTimes(disk, SECOND_BLOCK)[0] + 30, 4);
        assertThat(problems(disk)).singleElement().asString().startsWith(SECOND_BLOCK + ": the page at ");
        List<String> inspected = new ArrayList<>();
        new StoreInspector(disk).inspect(inspected::add);
        assertThat(inspected).isEqualTo(problems(disk));
        long midnight = Instant.parse("2026-11-23T00:00:00Z").toEpochMilli();
        try (DurableTimeSeriesStore store = StoredSamples.open(disk)) {
            try (Querier querier = store.querier(midnight + 1, Long.MAX_VALUE)) {
                assertThat(querier.labelValues("host", List.of())).as("labels need no times")
                        .hasSize(StoredSamples.HOSTS);
                assertThatThrownBy(() -> TimeSeriesStoreContract.read(querier))
                        .isInstanceOf(Corrupt.class).hasMessageStartingWith(SECOND_BLOCK);
            }
            try (Querier querier = store.querier(Long.MIN_VALUE, midnight - 1)) {
                assertThat(TimeSeriesStoreContract.read(querier)).as("the other day").hasSize(StoredSamples.HOSTS);
            }
            assertThat(store.problems()).singleElement().asString().startsWith(SECOND_BLOCK + ": the page at ");
        }
        repair();
        assertThat(report).filteredOn(line -> line.startsWith(SECOND_BLOCK + ": the page at ")).hasSize(1);
        assertThat(problems(disk)).isEmpty();
        assertPartOf(stored.samples(), StoredSamples.readAgain(disk));
    }

    @Test
    void whatIsNoBlockAnyMoreIsSetAsideAndALaterVersionIsNot() throws IOException {
        StoredSamples stored = StoredSamples.write(disk);
        disk.flipBit(SECOND_BLOCK, 8, 1);
        disk.delete(BLOCK);
        try (DiskFile file = disk.create(BLOCK)) {
            file.append(ByteBuffer.wrap(new byte[1000]));
        }
        repair();
        assertThat(disk.exists(BLOCK)).isFalse();
        assertThat(disk.exists("damaged/" + BLOCK.replace('/', '-'))).isTrue();
        assertThat(disk.exists(SECOND_BLOCK)).isTrue();
        assertThat(problems(disk)).singleElement().asString().contains("version 3");
        assertThat(report).anyMatch(line -> line.startsWith(SECOND_BLOCK) && line.contains("left as it is"));
        disk.flipBit(SECOND_BLOCK, 8, 1);
        assertPartOf(stored.samples(), StoredSamples.readAgain(disk));
    }

    @Test
    void withADamagedStateSeriesAreAsOldAsTheirSamples() throws IOException {
        StoredSamples stored = StoredSamples.write(disk);
        disk.flipBit("state", 30, 0);
        repair();
        assertThat(problems(disk)).isEmpty();
        assertThat(report).hasSize(1);
        assertThat(StoredSamples.readAgain(disk)).isEqualTo(stored.samples());
        try (DurableTimeSeriesStore store = StoredSamples.open(disk)) {
            Appender appender = store.appender();
            appender.append(StoredSamples.labels(1), StoredSamples.NOW.toEpochMilli() - 7_200_000, 1);
            assertThat(appender.commit().rejectedBy()).containsOnlyKeys(CommitResult.Reason.OUT_OF_ORDER);
        }
    }

    @Test
    void withADamagedStateAStoreForgetsNoSeriesThatHasSamples() throws IOException {
        StoredSamples stored = StoredSamples.write(disk);
        disk.delete("log/" + disk.list("log").getLast());
        disk.flipBit("state", 30, 0);
        Instant[] now = {StoredSamples.NOW};
        try (DurableTimeSeriesStore store = StoredSamples.open(disk, () -> now[0])) {
            // Late enough for a look at which series are dead.
            now[0] = now[0].plus(Duration.ofHours(13));
            Appender appender = store.appender();
            appender.append(Labels.of("__name__", "new"), now[0].toEpochMilli(), 1);
            assertThat(appender.commit().appended()).isEqualTo(1);
            assertThat(StoredSamples.count(StoredSamples.read(store))).isEqualTo(stored.inBlocks() + 1);
        }
    }

    @Test
    void ofADamagedLogTheGoodRecordsGoIntoBlocks() throws IOException {
        StoredSamples stored = StoredSamples.write(disk);
        String segment = "log/" + disk.list("log").getLast();
        disk.flipBit(segment, disk.bytes(segment).length / 2, 0);
        repair();
        assertThat(problems(disk)).isEmpty();
        Map<Labels, Map<Long, Double>> left = StoredSamples.readAgain(disk);
        assertPartOf(stored.samples(), left);
        assertThat(stored.all() - StoredSamples.count(left)).isEqualTo(StoredSamples.HOSTS);
        assertThat(new StoreInspector(disk).inspect(problem -> {}).log().records()).isZero();
        assertThat(disk.exists("damaged/" + segment.replace('/', '-'))).isTrue();
    }

    @Test
    void seriesThatTheCatalogueLostKeepTheirNumbers() throws IOException {
        StoredSamples stored = StoredSamples.write(disk);
        disk.flipBit("series/00000001.series", 100, 0);
        repair();
        assertThat(problems(disk)).isEmpty();
        assertThat(disk.list("damaged")).containsExactly("series-00000001.series");
        try (DurableTimeSeriesStore store = StoredSamples.open(disk)) {
            Appender appender = store.appender();
            appender.append(Labels.of("__name__", "new"), StoredSamples.NOW.toEpochMilli(), 1);
            assertThat(appender.commit().appended()).isEqualTo(1);
            assertThat(StoredSamples.read(store)).containsEntry(Labels.of("__name__", "new"),
                    Map.of(StoredSamples.NOW.toEpochMilli(), 1.0));
        }
        assertThat(stored.all()).isPositive();
    }

    @Test
    void afterAnyFlippedBitTheRestIsThereAndAllIsGood() throws IOException {
        for (int seed = 0; seed < 150; seed++) {
            FaultyDisk one = new FaultyDisk();
            StoredSamples stored = StoredSamples.write(one);
            String where = one.flipRandomBit("", new Random(seed));
            List<String> told = new ArrayList<>();
            new StoreRepair(one, () -> StoredSamples.NOW, told::add).repair();
            if (told.stream().anyMatch(line -> line.contains("for a later version"))) {
                continue;
            }
            assertThat(problems(one)).as("%s, %s", where, told).isEmpty();
            Map<Labels, Map<Long, Double>> left = StoredSamples.readAgain(one);
            assertPartOf(stored.samples(), left);
            if (told.isEmpty()) {
                assertThat(left).as(where).isEqualTo(stored.samples());
            }
            assertThat(one.filesOpen()).as(where).isZero();
        }
    }

    private static FaultyDisk damagedEverywhere() throws IOException {
        FaultyDisk damaged = new FaultyDisk();
        StoredSamples.write(damaged);
        damaged.flipBit(BLOCK, 100, 4);
        damaged.flipBit("state", 30, 0);
        damaged.flipBit("log/" + damaged.list("log").getLast(), 400, 0);
        // The header only: a page would take all series.
        damaged.flipBit("series/00000001.series", 0, 0);
        return damaged;
    }

    @Test
    void aRepairThatIsKilledAtAnyWriteMayBeBegunAgain() throws IOException {
        FaultyDisk whole = damagedEverywhere();
        long before = whole.changes();
        new StoreRepair(whole, () -> StoredSamples.NOW, report::add).repair();
        long changes = whole.changes() - before;
        Map<Labels, Map<Long, Double>> wanted = StoredSamples.readAgain(whole);
        assertThat(wanted).isNotEmpty();
        for (long at = 0; at < changes; at++) {
            FaultyDisk dying = damagedEverywhere();
            dying.killAfter(at, new Random(at));
            try {
                new StoreRepair(dying, () -> StoredSamples.NOW, line -> {}).repair();
            } catch (IOException | RuntimeException killed) {
                assertThat(dying.killed()).as("%s", killed).isTrue();
            }
            FaultyDisk again = dying.afterKill();
            new StoreRepair(again, () -> StoredSamples.NOW, line -> {}).repair();
            assertThat(problems(again)).as("killed after %s", at).isEmpty();
            assertThat(StoredSamples.readAgain(again)).as("killed after %s", at).isEqualTo(wanted);
        }
    }

    @Test
    void aSnapshotOfAClosedStoreIsAStore(@TempDir Path folder) throws IOException {
        StoredSamples stored;
        try (LocalDisk local = LocalDisk.open(folder)) {
            stored = StoredSamples.write(local);
            new Snapshots(local, StoreParts.of(local), () -> StoredSamples.NOW).create("one");
        }
        try (LocalDisk snapshot = LocalDisk.open(folder.resolve("snapshots/one"))) {
            Snapshots.verify(snapshot, "", report::add);
            assertThat(report).isEmpty();
            assertThat(snapshot.list("")).contains("state", "blocks", "log", "series");
            assertThat(StoredSamples.readAgain(snapshot)).isEqualTo(stored.samples());
        }
    }
}

package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.binnacle.timeseries.block.BlockInspection.Share;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.disk.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreInspectorTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void everythingIsCountedAndNothingIsChanged() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        StoredSamples stored = StoredSamples.write(disk);
        long changes = disk.changes();
        StoreInspection found = new StoreInspector(disk).inspect(problems::add);
        new StoreInspector(disk).verify(problems::add);
        assertThat(problems).isEmpty();
        assertThat(disk.changes()).isEqualTo(changes);
        assertThat(disk.filesOpen()).isZero();
        assertThat(found.partitions()).extracting(StoreInspection.Partition::day)
                .containsExactly(LocalDate.of(2026, 11, 22), LocalDate.of(2026, 11, 23));
        assertThat(found.samples()).isEqualTo(stored.inBlocks());
        assertThat(found.byEncoding().values().stream().mapToLong(Share::samples).sum()).isEqualTo(stored.inBlocks());
        assertThat(found.catalogue().series()).isEqualTo(StoredSamples.HOSTS);
        assertThat(found.log().records()).isEqualTo(StoredSamples.RECORDS_IN_LOG);
        assertThat(found.bytes()).isEqualTo(found.blockBytes() + disk.bytes("series/00000001.series").length
                + found.log().bytes() + disk.bytes("state").length);
    }

    @Test
    void aStoreThatIsOpenMayBeLookedAtFromOutside(@TempDir Path folder) throws IOException {
        try (LocalDisk disk = LocalDisk.open(folder)) {
            StoredSamples stored = StoredSamples.write(disk);
            try (DurableTimeSeriesStore store = StoredSamples.open(disk);
                    LocalDisk outside = LocalDisk.openReadOnly(folder)) {
                assertThat(new StoreInspector(outside).inspect(problems::add).samples()).isEqualTo(stored.inBlocks());
                store.housekeeping().flushNow();
                store.housekeeping().compactNow();
                assertThat(new StoreInspector(outside).inspect(problems::add).samples()).isEqualTo(stored.all());
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void whatAKillLeftHalfWrittenIsNoDamage() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        StoredSamples.write(disk);
        for (String path : List.of("series/00000001.series", "log/" + disk.list("log").getLast())) {
            try (DiskFile file = disk.open(path)) {
                file.append(ByteBuffer.wrap(new byte[]{1, 2, 3}));
            }
        }
        new StoreInspector(disk).verify(problems::add);
        assertThat(problems).isEmpty();
    }

    @Test
    void aFlippedBitOfAnyPartIsTold() throws IOException {
        for (String part : List.of("blocks", "series", "log")) {
            FaultyDisk disk = new FaultyDisk();
            StoredSamples.write(disk);
            long size = disk.bytes(firstFile(disk, part)).length;
            disk.flipBit(firstFile(disk, part), size / 2, 3);
            problems.clear();
            new StoreInspector(disk).verify(problems::add);
            assertThat(problems).as(part).isNotEmpty();
        }
        FaultyDisk disk = new FaultyDisk();
        StoredSamples.write(disk);
        disk.flipBit("state", 20, 3);
        problems.clear();
        new StoreInspector(disk).verify(problems::add);
        assertThat(problems).singleElement().asString().contains("state");
    }

    static String firstFile(FaultyDisk disk, String folder) throws IOException {
        String path = folder;
        while (disk.isFolder(path)) {
            path += "/" + disk.list(path).getFirst();
        }
        return path;
    }

    @Test
    void whatNoFlippedBitCanBreakIsReadAllTheSame() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            FaultyDisk disk = new FaultyDisk();
            StoredSamples stored = StoredSamples.write(disk);
            String where = disk.flipRandomBit("blocks", new Random(seed));
            problems.clear();
            long samples = new StoreInspector(disk).inspect(problems::add).samples();
            assertThat(problems.isEmpty() && samples != stored.inBlocks()).as("%s, %s", where, problems).isFalse();
        }
    }
}

package io.binnacle.timeseries.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import io.binnacle.kernel.error.WorldFault;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.arena.Arenas;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.metadata.MetadataFile;
import org.junit.jupiter.api.Test;

/** A store that is closed has given back all memory off the heap and all files, mapped or open, whatever befell it. */
class StoreMemoryTest {

    private static final int FLUSHES = 5;
    private static final long DAY_MILLIS = 86_400_000;

    private final int before = Arenas.open();

    private static void fill(DurableTimeSeriesStore store) throws IOException {
        for (int i = 0; i < FLUSHES; i++) {
            Appender appender = store.appender();
            long millis = StoredSamples.NOW.toEpochMilli() - 1000L * (FLUSHES - i);
            appender.append(StoredSamples.labels(0), millis, i);
            appender.append(StoredSamples.labels(2), millis - DAY_MILLIS, i);
            appender.commit();
            store.housekeeping().flushNow();
        }
    }

    @Test
    void queriersHoldWhatTheStoreNeedsNoMore() throws IOException {
        DurableTimeSeriesStore store = StoredSamples.open(new FaultyDisk());
        assertThat(Arenas.open()).as("a generation").isEqualTo(before + 1);
        fill(store);
        assertThat(Arenas.open()).as("and blocks").isEqualTo(before + 1 + 2 * FLUSHES);
        Querier early = store.querier(Long.MIN_VALUE, Long.MAX_VALUE);
        store.housekeeping().compactNow();
        assertThat(Arenas.open()).as("and the merged ones").isEqualTo(before + 1 + 2 * FLUSHES + 2);
        Querier late = store.querier(Long.MIN_VALUE, Long.MAX_VALUE);
        early.close();
        assertThat(Arenas.open()).isEqualTo(before + 3);
        store.close();
        assertThat(Arenas.open()).as("a querier outlives its store").isEqualTo(before + 3);
        late.close();
        assertThat(Arenas.open()).isEqualTo(before);
    }

    @Test
    void aKillAtAnyWriteLeavesNothing() throws IOException {
        boolean killed = true;
        for (long at = 0; killed; at++) {
            FaultyDisk disk = new FaultyDisk();
            disk.killAfter(at, new Random(at));
            live(disk);
            killed = disk.killed();
            assertThat(Arenas.open()).as("killed at " + at).isEqualTo(before);
            assertThat(disk.filesOpen()).as("killed at " + at).isZero();
        }
    }

    @Test
    void aStartThatFailsAtAnyWriteLeavesNothing() throws IOException {
        boolean killed = true;
        for (long at = 0; killed; at++) {
            FaultyDisk disk = new FaultyDisk();
            StoredSamples.write(disk, 2);
            disk.killAfter(at, new Random(at));
            live(disk);
            killed = disk.killed();
            assertThat(Arenas.open()).as("killed at " + at).isEqualTo(before);
            assertThat(disk.filesOpen()).as("killed at " + at).isZero();
        }
    }

    @Test
    void aStartThatCannotReadItsMetadataLeavesNothing() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        StoredSamples.write(disk, 2);
        disk.delete(MetadataFile.PATH);
        disk.createFolder(MetadataFile.PATH);
        assertThatThrownBy(() -> StoredSamples.open(disk)).isInstanceOf(IOException.class);
        assertThat(disk.filesOpen()).isZero();
        assertThat(Arenas.open()).isEqualTo(before);
    }

    /** Until the disk refuses. */
    private static void live(FaultyDisk disk) {
        try (DurableTimeSeriesStore store = StoredSamples.open(disk)) {
            fill(store);
            try (Querier open = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
                store.housekeeping().compactNow();
                store.housekeeping().rollUpNow();
                assertThat(open.select(List.of())).isNotEmpty();
            }
        } catch (WorldFault | IOException e) {
            assertThat(disk.killed()).isTrue();
        }
    }
}

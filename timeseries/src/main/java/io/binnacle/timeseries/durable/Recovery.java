package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.Optional;
import java.util.stream.Stream;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.catalogue.SeriesCatalogue;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.log.Durability;
import io.binnacle.timeseries.log.LogSettings;
import io.binnacle.timeseries.log.WriteAheadLog;
import io.binnacle.timeseries.metadata.MetadataFile;
import io.binnacle.timeseries.metadata.MetadataTable;
import io.binnacle.timeseries.snapshot.Restoration;
import io.binnacle.timeseries.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;

/**
 * Puts a store together from what lies on its disk: the state file says from where on the log counts, the catalogue which
 * series exist, each block is opened by itself, and the log brings back what memory held. What is damaged is named as a
 * problem and left out; nothing good is left out with it, and a start does not fail for it.
 */
final class Recovery {

    static final String LOG_FOLDER = "log";
    static final String SERIES_FOLDER = "series";

    final Disk disk;
    final DurableSettings settings;
    final InstantSource clock;
    final boolean background;
    final DayPolicy days;
    final Problems problems = new Problems();
    final List<DayBlock> blocks = new ArrayList<>();
    final List<RollupDay> rollups = new ArrayList<>();
    StateFile state = StateFile.EMPTY;
    final MetadataTable metadata = new MetadataTable();
    /** What the file says; null when it is damaged. */
    final @Nullable SortedMap<String, MetricMetadata> metadataOnDisk;
    final FeedPlaces feedPlaces;
    SeriesCatalogue catalogue;
    long nextBlock;
    private boolean released;

    Recovery(Disk disk, DurableSettings settings, InstantSource clock, boolean background, DayPolicy days)
            throws IOException {
        this.disk = disk;
        this.settings = settings;
        this.clock = clock;
        this.background = background;
        this.days = days;
        Restoration.requireNone(disk);
        new Snapshots(disk, List.of(), clock).deleteUnfinished();
        for (String folder : List.of(LOG_FOLDER, SERIES_FOLDER, DayBlock.FOLDER)) {
            disk.createFolder(folder);
        }
        this.state = StateFile.read(disk, problems);
        this.nextBlock = state.nextBlock();
        this.metadataOnDisk = MetadataFile.read(disk, problems).orElse(null);
        if (metadataOnDisk != null) {
            metadataOnDisk.forEach(metadata::put);
        }
        this.feedPlaces = new FeedPlaces(disk, state.logFrom(), problems);
        // Last: from here on it is for open() to close.
        this.catalogue = SeriesCatalogue.open(disk, SERIES_FOLDER, problems);
    }

    DurableTimeSeriesStore open() throws IOException {
        boolean opened = false;
        try {
            openBlocks();
            openRollups();
            if (state == StateFile.EMPTY) {
                state = new StateFile(0, 1, newestInBlocks());
            }
            DurableTimeSeriesStore store = new DurableTimeSeriesStore(this);
            opened = true;
            return store;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!opened) {
                releaseBlocks();
                catalogue.close();
            }
        }
    }

    private void openBlocks() throws IOException {
        for (String folder : disk.list(DayBlock.FOLDER)) {
            if (!folder.matches("\\d{8}")) {
                continue;
            }
            long day = DayBlock.dayNamed(folder);
            for (String file : disk.list(DayBlock.FOLDER + "/" + folder)) {
                long number = DayBlock.numberNamed(file);
                if (number < 0) {
                    // What a writer that was killed left behind.
                    disk.delete(DayBlock.FOLDER + "/" + folder + "/" + file);
                    continue;
                }
                nextBlock = Math.max(nextBlock, number + 1);
                try {
                    blocks.add(new DayBlock(day, number, Block.open(disk, DayBlock.path(day, number), problems)));
                } catch (IOException | Corrupt e) {
                    problems.accept(DayBlock.path(day, number) + ": left out, " + e.getMessage());
                }
            }
        }
    }

    private void openRollups() throws IOException {
        for (Resolution resolution : Resolution.values()) {
            for (String file : disk.list(RollupDay.folder(resolution))) {
                Optional<RollupDay.Place> place = RollupDay.Place.named(resolution, file);
                if (place.isEmpty()) {
                    // What a writer that was killed left behind.
                    disk.delete(RollupDay.folder(resolution) + "/" + file);
                    continue;
                }
                String path = place.get().path();
                try {
                    rollups.add(new RollupDay(resolution, place.get().day(), place.get().source(),
                            Block.open(disk, path, problems)));
                } catch (IOException | Corrupt e) {
                    problems.accept(path + ": left out, " + e.getMessage());
                }
            }
        }
    }

    /** To be called when the store's view holds them, or when there will be none. */
    void releaseBlocks() {
        if (released) {
            return;
        }
        released = true;
        blocks.forEach(one -> one.block().release());
        rollups.forEach(one -> one.block().release());
    }

    /** One more than the greatest number of a series in files. */
    private int seriesEnd() {
        int end = 0;
        for (Block one : Stream.concat(blocks.stream().map(DayBlock::block), rollups.stream().map(RollupDay::block))
                .toList()) {
            end = Math.max(end, one.seriesNumbers().isEmpty() ? 0 : one.seriesNumbers().last() + 1);
        }
        return end;
    }

    /**
     * What the state file would say, had it been written or were it whole. Without it, series with samples in blocks would
     * look dead and be forgotten; and were it not exact, a sample that is late would be taken for too late.
     */
    private long[] newestInBlocks() {
        NewestTimes newest = new NewestTimes();
        blocks.forEach(one -> newest.addThoseIn(one.block()));
        rollups.forEach(one -> newest.addAll(one.block().seriesNumbers(), one.endMillis() - 1));
        return newest.copy();
    }

    /** Reads the log into a store that is being made; returns the log, ready to be written. */
    WriteAheadLog replay(DurableTimeSeriesStore store) {
        try {
            LogReplay replay = new LogReplay(store, problems);
            WriteAheadLog log = WriteAheadLog.open(disk, LOG_FOLDER, state.logFrom(),
                    LogSettings.of(settings.durability()), replay::record, problems);
            replay.end();
            // Numbers of series that a damaged page lost are in use all the same.
            store.catalogue.reserve(Math.max(state.newestMillis().length, seriesEnd()));
            store.catalogue.publish();
            feedPlaces.deleteOld(log);
            makeDurable(log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With {@link Durability#FSYNC} nothing is shown that a power cut could take back: not even what nobody was promised. */
    private void makeDurable(WriteAheadLog log) {
        if (settings.durability() == Durability.FSYNC) {
            try {
                log.sync();
            } catch (IOException e) {
                // From now on the log refuses records, and says why, until the disk syncs again.
            }
        }
    }
}

package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.catalogue.CatalogueStatistics;
import io.binnacle.timeseries.catalogue.SeriesCatalogue;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.log.LogContents;
import io.binnacle.timeseries.log.WriteAheadLog;
import io.binnacle.timeseries.metadata.MetadataFile;

/**
 * Looks at a store's folder from outside and changes nothing, so that a store may be open on it meanwhile: then it sees each
 * part as it was at some moment of the call. Any thread.
 *
 * <p>Problems are what is damaged, one sentence each. What a killed process left half written is none, for nobody was told
 * that it is there.
 */
public final class StoreInspector {

    /** What is read may be deleted meanwhile, by a flush or a merge; more often in a row than this is no chance. */
    private static final int ATTEMPTS_MAX = 20;

    private final Disk disk;

    public StoreInspector(Disk disk) {
        this.disk = disk;
    }

    /** Reads everything; what is damaged is told and not counted. */
    public StoreInspection inspect(Consumer<String> problems) throws IOException {
        CatalogueStatistics catalogue = catalogue(problems);
        Map<LocalDate, List<StoreInspection.BlockContents>> days = new TreeMap<>();
        List<StoreInspection.Points> rollups = new ArrayList<>();
        try (OpenBlocks blocks = OpenBlocks.of(disk)) {
            tellUnreadable(blocks, problems);
            for (OpenBlocks.Opened one : blocks.blocks()) {
                one.problems().forEach(problems);
                days.computeIfAbsent(LocalDate.ofEpochDay(one.place().day()), day -> new ArrayList<>())
                        .add(contents(one.place().block(), problems));
            }
            for (OpenBlocks.OpenedPoints one : blocks.rollups()) {
                one.problems().forEach(problems);
                one.place().block().verify(problems);
                rollups.add(new StoreInspection.Points(one.place().path(), one.place().resolution(),
                        LocalDate.ofEpochDay(one.place().day()), one.place().isFinal(), one.place().block().series(),
                        one.place().block().bytes()));
            }
        }
        List<StoreInspection.Partition> partitions = new ArrayList<>();
        days.forEach((day, blocks) -> partitions.add(new StoreInspection.Partition(day, blocks)));
        StateFile.read(disk, problems);
        MetadataFile.read(disk, problems);
        return new StoreInspection(partitions, rollups, catalogue, log(problems), StateFile.bytes(disk),
                MetadataFile.bytes(disk));
    }

    private static StoreInspection.BlockContents contents(Block block, Consumer<String> problems) {
        return new StoreInspection.BlockContents(block.path(), Instant.ofEpochMilli(block.minMillis()),
                Instant.ofEpochMilli(block.maxMillis()), block.series(), block.samples(), block.bytes(),
                block.inspect(problems));
    }

    /** Checks every checksum there is. */
    public void verify(Consumer<String> problems) throws IOException {
        catalogue(problems);
        try (OpenBlocks blocks = OpenBlocks.of(disk)) {
            tellUnreadable(blocks, problems);
            for (OpenBlocks.Opened one : blocks.blocks()) {
                one.problems().forEach(problems);
                one.place().block().verify(problems);
            }
            for (OpenBlocks.OpenedPoints one : blocks.rollups()) {
                one.problems().forEach(problems);
                one.place().block().verify(problems);
            }
        }
        StateFile.read(disk, problems);
        MetadataFile.read(disk, problems);
        log(problems);
    }

    private static void tellUnreadable(OpenBlocks blocks, Consumer<String> problems) {
        for (OpenBlocks.Unreadable one : blocks.unreadable()) {
            problems.accept(one.path() + ": " + one.reason());
        }
    }

    private CatalogueStatistics catalogue(Consumer<String> problems) throws IOException {
        for (int attempt = 1;; attempt++) {
            List<String> found = new ArrayList<>();
            try {
                CatalogueStatistics statistics = SeriesCatalogue.verify(disk, Recovery.SERIES_FOLDER, found::add);
                found.forEach(problems);
                return statistics;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            } catch (IOException e) {
                problems.accept("series: " + e.getMessage());
                return new CatalogueStatistics(0, 0, 0, 0);
            }
        }
    }

    private LogContents log(Consumer<String> problems) throws IOException {
        for (int attempt = 1;; attempt++) {
            List<String> names = disk.list(Recovery.LOG_FOLDER);
            List<String> found = new ArrayList<>();
            LogContents contents = readLog(found::add);
            // A segment that a flush deleted meanwhile looks like a damaged one.
            if (found.isEmpty() || attempt == ATTEMPTS_MAX || disk.list(Recovery.LOG_FOLDER).containsAll(names)) {
                found.forEach(problems);
                return contents;
            }
        }
    }

    private LogContents readLog(Consumer<String> problems) {
        try {
            return WriteAheadLog.verify(disk, Recovery.LOG_FOLDER, problems);
        } catch (IOException e) {
            problems.accept("log: " + e.getMessage());
            return new LogContents(0, 0, 0, 0, 0);
        }
    }
}

package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockMerger;
import io.binnacle.timeseries.block.BlockSettings;
import io.binnacle.timeseries.block.Deletions;
import io.binnacle.timeseries.catalogue.SeriesCatalogue;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.log.WriteAheadLog;
import io.binnacle.timeseries.metadata.MetadataFile;
import org.roaringbitmap.RoaringBitmap;

/**
 * Writes what is damaged in a store's folder anew, with all that can still be read. No store may be open on it. A damaged
 * file is kept in {@value #FOLDER} before anything takes its place; a repair that is killed may be begun again.
 *
 * <p>Belongs to one thread.
 */
public final class StoreRepair {

    /** Where damaged files are kept, below the store's folder; nothing reads them again. */
    public static final String FOLDER = "damaged";

    /** More names of lost series than this tell nobody anything. */
    private static final int NAMED_MAX = 20;
    private static final int COPY_BYTES = 1 << 16;

    private final Disk disk;
    private final InstantSource clock;
    private final Consumer<String> report;

    /** @param report hears what was damaged, what was done, and what is lost, a line each; nothing when all is good */
    public StoreRepair(Disk disk, InstantSource clock, Consumer<String> report) {
        this.disk = disk;
        this.clock = clock;
        this.report = report;
    }

    /** @throws IOException the disk fails; what is done by then is done, the rest as before */
    public void repair() throws IOException {
        try (OpenBlocks blocks = OpenBlocks.of(disk); SeriesCatalogue catalogue = mendCatalogue(blocks)) {
            for (OpenBlocks.Opened one : blocks.blocks()) {
                List<String> found = new ArrayList<>(one.problems());
                one.place().block().verify(found::add);
                if (!found.isEmpty()) {
                    found.forEach(report);
                    mend(one.place(), catalogue);
                }
            }
            Set<RollupDay.Place> good = new HashSet<>();
            // Those of five minutes come first.
            for (OpenBlocks.OpenedPoints one : blocks.rollups()) {
                List<String> found = new ArrayList<>(one.problems());
                one.place().block().verify(found::add);
                if (found.isEmpty()) {
                    good.add(one.place().place());
                } else {
                    found.forEach(report);
                    mend(one.place(), good);
                }
            }
            for (OpenBlocks.Unreadable one : blocks.unreadable()) {
                setAside(one, good);
            }
        }
        mendState();
        mendMetadata();
        mendLog();
    }

    // ---- catalogue --------------------------------------------------------------------------------------------------

    private SeriesCatalogue mendCatalogue(OpenBlocks blocks) throws IOException {
        List<String> found = new ArrayList<>();
        SeriesCatalogue.verify(disk, Recovery.SERIES_FOLDER, found::add);
        List<String> kept = new ArrayList<>();
        if (!found.isEmpty()) {
            found.forEach(report);
            for (String name : disk.list(Recovery.SERIES_FOLDER)) {
                kept.add(keepCopy(Recovery.SERIES_FOLDER + "/" + name));
            }
        }
        SeriesCatalogue catalogue = SeriesCatalogue.open(disk, Recovery.SERIES_FOLDER, known -> {});
        if (found.isEmpty()) {
            return catalogue;
        }
        try {
            int before = catalogue.size();
            // Numbers that lost series have in blocks must not go to others.
            catalogue.reserve(Math.max(blocks.seriesEnd(), StateFile.read(disk, known -> {}).newestMillis().length));
            catalogue.forget(new RoaringBitmap());
            catalogue.persist();
            report.accept("series: written anew with the " + before + " series that can be read; kept as "
                    + String.join(", ", kept) + ". Lost series that the log names come back with it; samples of the"
                    + " others stay in their blocks, where no query finds them");
            return catalogue;
        } catch (IOException | RuntimeException e) {
            catalogue.close();
            throw e;
        }
    }

    // ---- blocks -----------------------------------------------------------------------------------------------------

    private void mend(DayBlock one, SeriesCatalogue catalogue) throws IOException {
        Block before = one.block();
        String kept = keep(one.path());
        BlockMerger.Outcome outcome = new BlockMerger(disk, BlockSettings.defaults(), Deletions.NONE, () -> false,
                bytes -> {}).merge(List.of(before), one.path(), told -> {});
        if (outcome != BlockMerger.Outcome.MERGED) {
            disk.delete(one.path());
            disk.syncFolder(DayBlock.folder(one.day()));
            tellLost(one, 0, new RoaringBitmap(), kept, catalogue);
            return;
        }
        Block after = Block.open(disk, one.path(), report);
        try {
            tellLost(one, after.samples(), after.seriesNumbers(), kept, catalogue);
        } finally {
            after.release();
        }
    }

    private void tellLost(DayBlock one, long samples, RoaringBitmap series, String kept, SeriesCatalogue catalogue) {
        Optional<Block.Written> written = one.block().written();
        int seriesLeft = series.getCardinality();
        report.accept(one.path() + ": " + (samples == 0 && seriesLeft == 0 ? "removed" : "written anew") + " with "
                + written.map(held -> samples + " of " + held.samples() + " samples, " + seriesLeft + " of "
                        + held.series() + " series")
                        .orElse(samples + " samples of " + seriesLeft + " series; how many it held is lost, too")
                + "; kept as " + kept);
        RoaringBitmap lost = RoaringBitmap.andNot(one.block().seriesNumbers(), series);
        int named = 0;
        for (int number : lost) {
            if (named++ == NAMED_MAX) {
                report.accept("  and all samples of " + (lost.getCardinality() - NAMED_MAX) + " more series in it");
                break;
            }
            report.accept("  lost: all samples in it of "
                    + (catalogue.has(number) ? catalogue.labels(number).toString() : "series number " + number)
                    + ", between " + Instant.ofEpochMilli(one.block().minMillis()) + " and "
                    + Instant.ofEpochMilli(one.block().maxMillis()));
        }
    }

    /** Of what the store makes these points again, once they are gone; empty when it cannot. */
    private static Optional<String> origin(RollupDay.Place lost, Set<RollupDay.Place> good) {
        if (!lost.isFinal()) {
            return Optional.of("samples");
        }
        return lost.resolution() == Resolution.HOUR
                && good.contains(new RollupDay.Place(Resolution.FIVE_MINUTES, lost.day(), lost.source()))
                        ? Optional.of("points of five minutes")
                        : Optional.empty();
    }

    /** What cannot be made again is kept as far as it can be read. */
    private void mend(RollupDay one, Set<RollupDay.Place> good) throws IOException {
        Optional<String> origin = origin(one.place(), good);
        if (origin.isPresent()) {
            disk.delete(one.path());
            disk.syncFolder(RollupDay.folder(one.resolution()));
            report.accept(one.path() + ": removed; the store makes it again of the day's " + origin.get());
            return;
        }
        String kept = keep(one.path());
        BlockMerger.Outcome outcome = new BlockMerger(disk, BlockSettings.defaults(), Deletions.NONE, () -> false,
                bytes -> {}).merge(List.of(one.block()), one.path(), told -> {});
        int left = 0;
        if (outcome == BlockMerger.Outcome.MERGED) {
            Block after = Block.open(disk, one.path(), report);
            left = after.series();
            after.release();
        } else {
            disk.delete(one.path());
            disk.syncFolder(RollupDay.folder(one.resolution()));
        }
        report.accept(one.path() + ": written anew with what can be read, of " + left + " series"
                + one.block().written().map(held -> " of " + held.series()).orElse("") + "; kept as " + kept);
    }

    private void setAside(OpenBlocks.Unreadable one, Set<RollupDay.Place> good) throws IOException {
        report.accept(one.path() + ": " + one.reason());
        if (Block.isOfLaterVersion(disk, one.path())) {
            report.accept(one.path() + ": left as it is, for a later version to read");
            return;
        }
        String kept = keep(one.path());
        disk.delete(one.path());
        disk.syncFolder(one.folder());
        report.accept(one.path() + ": nothing in it can be read; " + Optional.ofNullable(one.points())
                .flatMap(points -> origin(points, good)).map(from -> "the store makes it again of the day's " + from)
                .orElse("all that it held is lost") + "; kept as " + kept);
    }

    // ---- state ------------------------------------------------------------------------------------------------------

    private void mendState() throws IOException {
        List<String> found = new ArrayList<>();
        StateFile.read(disk, found::add);
        if (found.isEmpty()) {
            return;
        }
        String kept = keep(StateFile.PATH);
        NewestTimes newest = new NewestTimes();
        long nextBlock = 1;
        try (OpenBlocks blocks = OpenBlocks.of(disk)) {
            for (OpenBlocks.Opened one : blocks.blocks()) {
                nextBlock = Math.max(nextBlock, one.place().number() + 1);
                newest.addThoseIn(one.place().block());
            }
            for (OpenBlocks.OpenedPoints one : blocks.rollups()) {
                newest.addAll(one.place().block().seriesNumbers(), one.place().endMillis() - 1);
            }
        }
        new StateFile(0, nextBlock, newest.copy()).write(disk);
        report.accept("state: was damaged; made anew from the times in the blocks, nothing is lost; kept as " + kept);
    }

    private void mendMetadata() throws IOException {
        List<String> found = new ArrayList<>();
        if (MetadataFile.read(disk, found::add).isPresent()) {
            return;
        }
        String kept = keep(MetadataFile.PATH);
        disk.delete(MetadataFile.PATH);
        disk.syncFolder("");
        found.forEach(report);
        report.accept("metadata: removed; kept as " + kept);
    }

    // ---- log --------------------------------------------------------------------------------------------------------

    /** The records that can be read go into blocks, as they do at any start of the store; then the log begins anew. */
    private void mendLog() throws IOException {
        List<String> found = new ArrayList<>();
        WriteAheadLog.verify(disk, Recovery.LOG_FOLDER, found::add);
        if (found.isEmpty()) {
            return;
        }
        List<String> kept = new ArrayList<>();
        for (String name : disk.list(Recovery.LOG_FOLDER)) {
            kept.add(keep(Recovery.LOG_FOLDER + "/" + name));
        }
        try (DurableTimeSeriesStore store = DurableTimeSeriesStore.openQuiet(disk, DurableSettings.defaults(), clock)) {
            store.problems().forEach(report);
            long samples = store.presentView().active.samples();
            store.housekeeping().flushNow();
            // Series without samples, too: a flush of nothing writes nothing.
            store.catalogue.persist();
            store.log.deleteBefore(store.log.cut());
            report.accept("log: the " + samples + " samples that can be read are in blocks now, what the damaged bytes"
                    + " held is lost; kept as " + String.join(", ", kept));
        }
    }

    // ---- what was damaged is kept -----------------------------------------------------------------------------------

    /** For files that never change again. */
    private String keep(String path) throws IOException {
        String kept = freeName(path);
        disk.link(path, kept);
        disk.syncFolder(FOLDER);
        return kept;
    }

    /** For files that are appended to or cut. */
    private String keepCopy(String path) throws IOException {
        String kept = freeName(path);
        try (DiskFile from = disk.open(path); DiskFile to = disk.create(kept)) {
            ByteBuffer bytes = ByteBuffer.allocate(COPY_BYTES);
            long position = 0;
            while (from.read(bytes.clear(), position) > 0) {
                position += bytes.position();
                to.append(bytes.flip());
            }
            to.sync();
        }
        disk.syncFolder(FOLDER);
        return kept;
    }

    private String freeName(String path) throws IOException {
        disk.createFolder(FOLDER);
        String name = FOLDER + "/" + path.replace('/', '-');
        String free = name;
        for (int i = 2; disk.exists(free); i++) {
            free = name + "." + i;
        }
        return free;
    }
}

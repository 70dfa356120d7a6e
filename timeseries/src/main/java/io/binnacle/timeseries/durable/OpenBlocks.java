package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.disk.Disk;
import org.jspecify.annotations.Nullable;

/**
 * All blocks and files of points of a store as they were at one moment, for one who looks from outside: open, they stay readable when the store
 * merges or drops them.
 */
final class OpenBlocks implements AutoCloseable {

    /** A store that serves may delete blocks while they are opened one by one; more often in a row than this is no chance. */
    private static final int ATTEMPTS_MAX = 20;

    /**
     * @param problems what was wrong when it was opened
     */
    record Opened(DayBlock place, List<String> problems) {}

    /**
     * @param problems what was wrong when it was opened
     */
    record OpenedPoints(RollupDay place, List<String> problems) {}

    /**
     * A file that is no block, or none that this program reads.
     *
     * @param folder where it is
     * @param points of which points it is the file; null of a block
     */
    record Unreadable(String path, String folder, RollupDay.@Nullable Place points, String reason) {}

    private final List<Opened> blocks = new ArrayList<>();
    private final List<OpenedPoints> rollups = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    private OpenBlocks() {
    }

    static OpenBlocks of(Disk disk) throws IOException {
        for (int attempt = 1;; attempt++) {
            OpenBlocks opened = new OpenBlocks();
            boolean complete = false;
            try {
                opened.openAll(disk);
                complete = true;
                return opened;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            } finally {
                if (!complete) {
                    opened.close();
                }
            }
        }
    }

    private void openAll(Disk disk) throws IOException {
        for (String folder : disk.list(DayBlock.FOLDER)) {
            long day;
            try {
                day = DayBlock.dayNamed(folder);
            } catch (DateTimeException e) {
                continue;
            }
            for (String file : disk.list(DayBlock.FOLDER + "/" + folder)) {
                long number = DayBlock.numberNamed(file);
                if (number >= 0) {
                    open(disk, day, number);
                }
            }
        }
        for (Resolution resolution : Resolution.values()) {
            for (String file : disk.list(RollupDay.folder(resolution))) {
                Optional<RollupDay.Place> place = RollupDay.Place.named(resolution, file);
                if (place.isPresent()) {
                    open(disk, place.get());
                }
            }
        }
    }

    private void open(Disk disk, RollupDay.Place place) throws IOException {
        List<String> problems = new ArrayList<>();
        try {
            rollups.add(new OpenedPoints(new RollupDay(place.resolution(), place.day(), place.source(),
                    Block.open(disk, place.path(), problems::add)), problems));
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (IOException | Corrupt e) {
            unreadable.add(new Unreadable(place.path(), RollupDay.folder(place.resolution()), place,
                    String.valueOf(e.getMessage())));
        }
    }

    private void open(Disk disk, long day, long number) throws IOException {
        List<String> problems = new ArrayList<>();
        String path = DayBlock.path(day, number);
        try {
            blocks.add(new Opened(new DayBlock(day, number, Block.open(disk, path, problems::add)), problems));
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (IOException | Corrupt e) {
            unreadable.add(new Unreadable(path, DayBlock.folder(day), null, String.valueOf(e.getMessage())));
        }
    }

    List<Opened> blocks() {
        return blocks;
    }

    List<OpenedPoints> rollups() {
        return rollups;
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }

    /** One more than the highest number of a series in them. */
    int seriesEnd() {
        int end = 0;
        for (Opened one : blocks) {
            end = Math.max(end, seriesEnd(one.place().block()));
        }
        for (OpenedPoints one : rollups) {
            end = Math.max(end, seriesEnd(one.place().block()));
        }
        return end;
    }

    private static int seriesEnd(Block block) {
        return block.seriesNumbers().isEmpty() ? 0 : block.seriesNumbers().last() + 1;
    }

    @Override
    public void close() {
        blocks.forEach(one -> one.place().block().release());
        blocks.clear();
        rollups.forEach(one -> one.place().block().release());
        rollups.clear();
    }
}

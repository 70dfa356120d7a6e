package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.disk.Disk;

/**
 * All blocks of a store as they were at one moment, for one who looks from outside: open, they stay readable when the store
 * merges or drops them.
 */
final class OpenBlocks implements AutoCloseable {

    /** A store that serves may delete blocks while they are opened one by one; more often in a row than this is no chance. */
    private static final int ATTEMPTS_MAX = 20;

    /**
     * @param problems what was wrong when it was opened
     */
    record Opened(DayBlock place, List<String> problems) {}

    /** A file that is no block, or none that this program reads. */
    record Unreadable(long day, long number, String reason) {

        String path() {
            return DayBlock.path(day, number);
        }
    }

    private final List<Opened> blocks = new ArrayList<>();
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
    }

    private void open(Disk disk, long day, long number) throws IOException {
        List<String> problems = new ArrayList<>();
        String path = DayBlock.path(day, number);
        try {
            blocks.add(new Opened(new DayBlock(day, number, Block.open(disk, path, problems::add)), problems));
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (IOException | Corrupt e) {
            unreadable.add(new Unreadable(day, number, String.valueOf(e.getMessage())));
        }
    }

    List<Opened> blocks() {
        return blocks;
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }

    /** One more than the highest number of a series in them. */
    int seriesEnd() {
        int end = 0;
        for (Opened one : blocks) {
            var series = one.place().block().seriesNumbers();
            end = Math.max(end, series.isEmpty() ? 0 : series.last() + 1);
        }
        return end;
    }

    @Override
    public void close() {
        blocks.forEach(one -> one.place().block().release());
        blocks.clear();
    }
}

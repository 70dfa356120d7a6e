package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockMerger;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.block.BlockSettings;
import io.binnacle.timeseries.block.Deletions;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Deletes samples from the blocks, one block after the other: one that holds nothing else is dropped, any other is written
 * anew without them; then from the points. When it is cut off, a file is as before or done, or on disk a block is both; all
 * of that is found by doing it again.
 */
final class Deletion {

    private final DurableTimeSeriesStore store;
    private final BlockNumbers numbers;
    private final BooleanSupplier stop;
    private final LongConsumer pace;
    private final Pause pause;
    private final RollupDeletion points;

    /** What else the housekeeping has to do while a deletion goes on. */
    @FunctionalInterface
    interface Pause {
        void run() throws IOException;
    }

    /** What is to go: these series, in that time. */
    record Target(RoaringBitmap series, long minMillis, long maxMillis) implements Deletions {

        @Override
        public boolean concern(int number) {
            return series.contains(number);
        }

        @Override
        public boolean deleted(int number, long millis) {
            return millis >= minMillis && millis <= maxMillis && series.contains(number);
        }

        private boolean covers(DayBlock one) {
            Block block = one.block();
            return minMillis <= block.minMillis() && maxMillis >= block.maxMillis()
                    && series.contains(block.seriesNumbers());
        }

        private boolean touches(DayBlock one) {
            return minMillis < one.endMillis() && maxMillis >= DayBlock.startMillis(one.day())
                    && RoaringBitmap.intersects(series, one.block().seriesNumbers());
        }
    }

    /** @param pause between two blocks */
    Deletion(DurableTimeSeriesStore store, BlockNumbers numbers, Rollups rollups, BooleanSupplier stop,
            LongConsumer pace, Pause pause) {
        this.store = store;
        this.numbers = numbers;
        this.stop = stop;
        this.pace = pace;
        this.pause = pause;
        this.points = new RollupDeletion(store, rollups, stop, pace);
    }

    /**
     * What went, durably.
     *
     * @throws Corrupt some of it lies in damaged blocks, which are as before; all others are done
     */
    long run(Target target) throws IOException {
        long deleted = 0;
        List<Corrupt> damage = new ArrayList<>();
        View view = store.holdView();
        try {
            for (DayBlock one : view.blocks) {
                if (stop.getAsBoolean()) {
                    throw new Unavailable("the time series store closes; not everything is deleted");
                }
                try {
                    if (isConcerned(one, target)) {
                        deleted += deleteFrom(one, target);
                        pause.run();
                    }
                } catch (Corrupt e) {
                    damage.add(e);
                }
            }
        } finally {
            view.release();
        }
        points.run(target, damage::add);
        if (!damage.isEmpty()) {
            throw new Corrupt("damaged blocks keep what is to be deleted: " + damage.getFirst().getMessage(),
                    damage.getFirst());
        }
        return deleted;
    }

    /** A block without anything to delete is not written anew. */
    private boolean isConcerned(DayBlock one, Target target) {
        if (!target.touches(one)) {
            return false;
        }
        if (one.block().hasEvents() || target.covers(one)) {
            return true;
        }
        BlockReader reader = one.block().reader();
        IntIterator concerned = RoaringBitmap.and(target.series, one.block().seriesNumbers()).getIntIterator();
        while (concerned.hasNext()) {
            int number = concerned.next();
            if (reader.hasSamples(store.catalogue.metric(number), number, target.minMillis, target.maxMillis)) {
                return true;
            }
        }
        return false;
    }

    private long deleteFrom(DayBlock one, Target target) throws IOException {
        List<DayBlock> left = target.covers(one) ? List.of() : writtenWithout(one, target);
        long before = one.block().samples() + histograms(one, target);
        long after = left.isEmpty() ? 0 : left.getFirst().block().samples();
        boolean good = false;
        try {
            points.sourceGoes(one);
            good = true;
        } finally {
            if (!good) {
                discard(left);
            }
        }
        Housekeeping.replace(store, List.of(one), left);
        // The name that went must not come back with a power cut.
        String folder = DayBlock.folder(one.day());
        store.disk.syncFolder(store.disk.exists(folder) ? folder : DayBlock.FOLDER);
        return before - after;
    }

    /** The native histograms that are to go; those that cannot be read are nobody's loss. */
    private long histograms(DayBlock one, Target target) {
        if (!one.block().hasEvents()) {
            return 0;
        }
        BlockReader reader = one.block().reader();
        EventColumns found = new EventColumns();
        IntIterator concerned = RoaringBitmap.and(target.series, one.block().seriesNumbers()).getIntIterator();
        long count = 0;
        while (concerned.hasNext()) {
            int number = concerned.next();
            found.clear();
            try {
                count += reader.readEvents(store.catalogue.metric(number), number, EventKind.NATIVE_HISTOGRAM,
                        target.minMillis, target.maxMillis, found);
            } catch (Corrupt e) {
                // Where a block must be read to be written anew, its damage is told then.
            }
        }
        return count;
    }

    /** A block that nobody sees must not come back with a restart. */
    private void discard(List<DayBlock> blocks) {
        for (DayBlock one : blocks) {
            one.block().release();
            try {
                store.disk.delete(one.path());
            } catch (IOException e) {
                store.problems.accept(one.path() + ": cannot be deleted: " + e.getMessage());
            }
        }
    }

    private List<DayBlock> writtenWithout(DayBlock one, Target target) throws IOException {
        long number = numbers.take();
        String path = DayBlock.path(one.day(), number);
        return switch (new BlockMerger(store.disk, BlockSettings.defaults(), target, stop, pace)
                .merge(List.of(one.block()), path)) {
            case MERGED -> List.of(new DayBlock(one.day(), number, Block.open(store.disk, path, store.problems)));
            case EMPTY -> List.of();
            case STOPPED -> throw new Unavailable("the time series store closes; not everything is deleted");
        };
    }
}

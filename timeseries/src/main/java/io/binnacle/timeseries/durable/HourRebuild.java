package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.block.BlockSettings;
import io.binnacle.timeseries.block.BlockWriter;
import io.binnacle.timeseries.block.SeriesVisit;
import io.binnacle.timeseries.rollup.DayRollup;
import io.binnacle.timeseries.rollup.RollupFormat;

/**
 * Makes a day's points of an hour again of those of five minutes, where they are lost and no samples are left to make them of.
 * They are the same to the last bit, for the samples' own come by that way, too.
 *
 * <p>For the housekeeping's thread.
 */
final class HourRebuild {

    private final DurableTimeSeriesStore store;
    private final BooleanSupplier stop;
    private final LongConsumer pace;
    /** Points of five minutes that cannot be read whole: hours of a part would hide that. */
    private final Set<String> damaged = new HashSet<>();

    HourRebuild(DurableTimeSeriesStore store, BooleanSupplier stop, LongConsumer pace) {
        this.store = store;
        this.stop = stop;
        this.pace = pace;
    }

    void run() throws IOException {
        View view = store.holdView();
        try {
            for (RollupDay one : due(view)) {
                if (stop.getAsBoolean()) {
                    return;
                }
                make(one);
            }
        } finally {
            view.release();
        }
    }

    private List<RollupDay> due(View view) {
        Set<Long> withBlocks = new HashSet<>();
        view.blocks.forEach(one -> withBlocks.add(one.day()));
        Set<Long> withHours = new HashSet<>();
        view.rollups.stream().filter(one -> one.resolution() == Resolution.HOUR)
                .forEach(one -> withHours.add(one.day()));
        long oldest = store.clock.millis() - store.settings.rollups().hour().toMillis();
        List<RollupDay> due = new ArrayList<>();
        for (RollupDay one : view.rollups) {
            if (one.resolution() == Resolution.FIVE_MINUTES && (one.isFinal() || !withBlocks.contains(one.day()))
                    && !withHours.contains(one.day()) && one.endMillis() >= oldest && !damaged.contains(one.path())) {
                due.add(one);
            }
        }
        return due;
    }

    private void make(RollupDay fine) throws IOException {
        String path = RollupDay.path(Resolution.HOUR, fine.day(), fine.source());
        store.disk.createFolder(RollupDay.folder(Resolution.HOUR));
        try (BlockWriter writer = new BlockWriter(store.disk, path, BlockSettings.defaults())) {
            if (!write(fine, writer)) {
                return;
            }
            writer.finish();
        } catch (Corrupt e) {
            damaged.add(fine.path());
            store.problems.accept("points of an hour are not made again: " + e.getMessage());
            return;
        }
        RollupDay made = new RollupDay(Resolution.HOUR, fine.day(), fine.source(),
                Block.open(store.disk, path, store.problems));
        store.replaceView(view -> view.withRollups(List.of(), List.of(made)));
        made.block().release();
    }

    /** False when it was told to stop. */
    private boolean write(RollupDay fine, BlockWriter writer) throws IOException {
        BlockReader reader = fine.block().reader();
        SeriesVisit visit = new SeriesVisit();
        RollupFormat format = new RollupFormat();
        DayRollup points = new DayRollup();
        DayRollup hours = new DayRollup();
        long told = 0;
        while (reader.next(visit)) {
            if (stop.getAsBoolean()) {
                return false;
            }
            RollupFormat.read(visit.samples(), fine.day(), points);
            hours.fold(points, Resolution.HOUR);
            format.write(writer, visit.metric(), visit.series(), hours);
            pace.accept(writer.bytes() - told);
            told = writer.bytes();
        }
        return true;
    }
}

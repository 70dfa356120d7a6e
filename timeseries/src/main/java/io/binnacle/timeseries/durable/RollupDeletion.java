package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.block.BlockSettings;
import io.binnacle.timeseries.block.BlockWriter;
import io.binnacle.timeseries.block.SeriesVisit;
import io.binnacle.timeseries.rollup.PointDeletion;

/**
 * Deletes points. Those of samples that are there go with their block, and are made again of what is left of it; those whose samples
 * nobody has are written anew without what is to go.
 */
final class RollupDeletion {

    private final DurableTimeSeriesStore store;
    private final Rollups rollups;
    private final BooleanSupplier stop;
    private final LongConsumer pace;

    RollupDeletion(DurableTimeSeriesStore store, Rollups rollups, BooleanSupplier stop, LongConsumer pace) {
        this.store = store;
        this.rollups = rollups;
        this.stop = stop;
        this.pace = pace;
    }

    /**
     * Before that block goes, and durably: points of a day that has no blocks any more would stand for its samples. So go those
     * that were made of blocks before it.
     */
    void sourceGoes(DayBlock source) throws IOException {
        List<RollupDay> gone = new ArrayList<>();
        View view = store.holdView();
        try {
            Set<Long> others = new HashSet<>();
            view.blocks.stream().filter(one -> one.day() == source.day()).forEach(one -> others.add(one.number()));
            others.remove(source.number());
            for (RollupDay one : view.rollups) {
                if (one.day() == source.day() && !one.isFinal() && !others.contains(one.source())) {
                    gone.add(one);
                }
            }
        } finally {
            view.release();
        }
        drop(gone);
    }

    private void drop(List<RollupDay> gone) throws IOException {
        Set<Resolution> changed = EnumSet.noneOf(Resolution.class);
        gone.forEach(one -> changed.add(one.resolution()));
        rollups.drop(gone);
        for (Resolution one : changed) {
            store.disk.syncFolder(RollupDay.folder(one));
        }
    }

    /** Deletes what stands for samples that nobody has. */
    void run(Deletion.Target target, Consumer<Corrupt> damage) throws IOException {
        View view = store.holdView();
        try {
            Set<Long> days = new HashSet<>();
            view.blocks.forEach(one -> days.add(one.day()));
            for (RollupDay one : view.rollups) {
                if (one.isFinal() || !days.contains(one.day())) {
                    try {
                        deleteFrom(one, target);
                    } catch (Corrupt e) {
                        damage.accept(e);
                    }
                }
            }
        } finally {
            view.release();
        }
    }

    private void deleteFrom(RollupDay one, Deletion.Target target) throws IOException {
        PointDeletion deletion = new PointDeletion(one.resolution(), one.day(), target.series(), target.minMillis(),
                target.maxMillis());
        if (!deletion.concerns(one.block(), store.catalogue::metric)) {
            return;
        }
        boolean empty = true;
        try (BlockWriter writer = new BlockWriter(store.disk, one.path(), BlockSettings.defaults())) {
            BlockReader reader = one.block().reader();
            SeriesVisit visit = new SeriesVisit();
            long told = 0;
            while (reader.next(visit)) {
                if (stop.getAsBoolean()) {
                    throw new Unavailable("the time series store closes; not everything is deleted");
                }
                deletion.write(visit, writer);
                pace.accept(writer.bytes() - told);
                told = writer.bytes();
            }
            empty = writer.isEmpty();
            if (!empty) {
                writer.finish();
            }
        }
        if (empty) {
            drop(List.of(one));
        } else {
            RollupDay left = new RollupDay(one.resolution(), one.day(), one.source(),
                    Block.open(store.disk, one.path(), store.problems));
            store.replaceView(view -> view.withRollups(List.of(one), List.of(left)));
            left.block().release();
        }
    }
}

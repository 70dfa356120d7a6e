package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.binnacle.timeseries.Resolution;

/**
 * Lets go of what is beyond the retention.
 *
 * <p>By age: a day's samples after {@link DurableSettings#retention()}, once the points are made that outlive them; its points after
 * the time of their own.
 *
 * <p>By size: when all files take more than {@link DurableSettings#retentionBytes()}, the samples of whole days go, oldest first, made
 * points or not: the bound holds whatever the cost. What is left of the past are its points, which therefore
 * go last: when no samples are left but those of days that are not over, first the finer ones, oldest first, then the
 * coarser ones, then those samples.
 */
final class Retention {

    private final DurableTimeSeriesStore store;
    private final Rollups rollups;

    Retention(DurableTimeSeriesStore store, Rollups rollups) {
        this.store = store;
        this.rollups = rollups;
    }

    void run() throws IOException {
        Set<Long> waiting = rollups.waiting();
        long now = store.clock.millis();
        List<DayBlock> blocks = new ArrayList<>();
        List<RollupDay> points = new ArrayList<>();
        View view = store.holdView();
        try {
            long oldest = now - store.settings.retention().toMillis();
            if (store.settings.rollups().longest().compareTo(store.settings.retention()) > 0) {
                // A part of a day must not be all that its points are made of.
                view.blocks.stream().filter(one -> one.block().maxMillis() >= oldest)
                        .forEach(one -> waiting.add(one.day()));
            }
            for (DayBlock one : view.blocks) {
                if (one.block().maxMillis() < oldest && !waiting.contains(one.day())) {
                    blocks.add(one);
                }
            }
            for (RollupDay one : view.rollups) {
                if (one.endMillis() < now - store.settings.rollups().of(one.resolution()).toMillis()) {
                    points.add(one);
                }
            }
            dropBySize(view, blocks, points);
        } finally {
            view.release();
        }
        finishGone(blocks);
        rollups.drop(points);
    }

    private void dropBySize(View view, List<DayBlock> blocks, List<RollupDay> points) {
        Set<DayBlock> blocksLeft = new HashSet<>(view.blocks);
        blocks.forEach(blocksLeft::remove);
        Set<RollupDay> pointsLeft = new HashSet<>(view.rollups);
        points.forEach(pointsLeft::remove);
        long bytes = 0;
        for (DayBlock one : blocksLeft) {
            bytes += one.block().bytes();
        }
        for (RollupDay one : pointsLeft) {
            bytes += one.block().bytes();
        }
        bytes = dropDays(true, blocksLeft, blocks, bytes);
        for (Resolution resolution : Resolution.values()) {
            for (RollupDay one : view.rollups) {
                if (one.resolution() == resolution && bytes > store.settings.retentionBytes()
                        && pointsLeft.remove(one)) {
                    points.add(one);
                    bytes -= one.block().bytes();
                }
            }
        }
        dropDays(false, blocksLeft, blocks, bytes);
    }

    /** Whole days, so that the points of a day never stand for a part of its samples; the bytes that are left. */
    private long dropDays(boolean over, Set<DayBlock> left, List<DayBlock> gone, long bytes) {
        Set<Long> days = new TreeSet<>();
        left.forEach(one -> days.add(one.day()));
        long rest = bytes;
        for (long day : days) {
            if (rest > store.settings.retentionBytes() && store.isOver(day) == over) {
                for (DayBlock one : List.copyOf(left)) {
                    if (one.day() == day) {
                        left.remove(one);
                        gone.add(one);
                        rest -= one.block().bytes();
                    }
                }
            }
        }
        return rest;
    }

    /** The points of a day whose last samples go are all that is left of it. */
    private void finishGone(List<DayBlock> gone) throws IOException {
        if (gone.isEmpty()) {
            return;
        }
        Set<Long> days = new HashSet<>();
        gone.forEach(one -> days.add(one.day()));
        View view = store.holdView();
        try {
            Set<DayBlock> all = new HashSet<>(gone);
            view.blocks.stream().filter(one -> !all.contains(one)).forEach(one -> days.remove(one.day()));
        } finally {
            view.release();
        }
        rollups.finish(days);
        Housekeeping.replace(store, gone, List.of());
    }
}

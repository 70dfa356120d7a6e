package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

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
 * Makes the points of days that are over, once a day's samples are one block and nothing came for a while. Late samples make that day's block another
 * one, and so its points are made again; meanwhile readers make those that concern them from the samples.
 *
 * <p>For the housekeeping's thread.
 */
final class Rollups {

    /** So much is read and written between two looks at the pace. */
    private static final long PACED_BYTES = 1 << 16;

    private final DurableTimeSeriesStore store;
    private final Timing timing;
    private final LongPredicate mergeless;
    private final BooleanSupplier stop;
    private final LongConsumer pace;
    private final HourRebuild rebuild;
    /** Blocks that cannot be read whole: points of a part would hide the rest. */
    private final Set<Long> damaged = new HashSet<>();

    /** @param mergeless the numbers of blocks that never become one with the others of their day */
    Rollups(DurableTimeSeriesStore store, Timing timing, LongPredicate mergeless, BooleanSupplier stop,
            LongConsumer pace) {
        this.store = store;
        this.timing = timing;
        this.mergeless = mergeless;
        this.stop = stop;
        this.pace = pace;
        this.rebuild = new HourRebuild(store, stop, pace);
    }

    /** What tells when a day's turn is. */
    record Timing(DayChanges changes, DayPolicy policy) {}

    /** A day whose points are to be made, and in which resolutions. */
    private record Due(DayBlock source, Set<Resolution> resolutions) {}

    /** Makes what is due, or the points of each day whose samples are one block. */
    void run(boolean all) throws IOException {
        // First: where blocks lie beside final points, it is those that count.
        rebuild.run();
        for (Due due : due(all)) {
            if (stop.getAsBoolean()) {
                return;
            }
            make(due);
        }
        drop(superseded());
    }

    /** Those of a day beside newer ones: a process died before it deleted them. */
    private List<RollupDay> superseded() {
        View view = store.holdView();
        try {
            List<RollupDay> superseded = new ArrayList<>();
            RollupDay before = null;
            // In their order the newest of a day comes last.
            for (RollupDay one : view.rollups) {
                if (before != null && before.day() == one.day() && before.resolution() == one.resolution()) {
                    superseded.add(before);
                }
                before = one;
            }
            return superseded;
        } finally {
            view.release();
        }
    }

    private List<Due> due(boolean all) {
        View view = store.holdView();
        try {
            List<Due> found = new ArrayList<>();
            for (List<DayBlock> day : byDay(view).values()) {
                Set<Resolution> missing = missing(view, day);
                if (!all && isSparse(day.getFirst()) && !isAboutToGo(day.getFirst().day())) {
                    missing.remove(Resolution.FIVE_MINUTES);
                }
                if (!missing.isEmpty() && (all || isDone(day.getFirst().day()))) {
                    found.add(new Due(day.getFirst(), missing));
                }
            }
            return found;
        } finally {
            view.release();
        }
    }

    private boolean isDone(long day) {
        return store.isOver(day) && timing.changes().settled(day, store.clock.millis());
    }

    /**
     * Whether a series has so few samples in five minutes that its points would take about as much room, and reading them as
     * long, as the samples do. Then they are made when the samples go.
     */
    private boolean isSparse(DayBlock source) {
        Block block = source.block();
        long windows = (block.maxMillis() - block.minMillis()) / Resolution.FIVE_MINUTES.millis() + 1;
        return block.samples() < windows * block.series() * timing.policy().windowSamplesMin();
    }

    private boolean isAboutToGo(long day) {
        return DayBlock.startMillis(day) < store.clock.millis() - store.settings.retention().toMillis();
    }

    private static Map<Long, List<DayBlock>> byDay(View view) {
        Map<Long, List<DayBlock>> days = new TreeMap<>();
        view.blocks.forEach(one -> days.computeIfAbsent(one.day(), key -> new ArrayList<>()).add(one));
        return days;
    }

    /** The resolutions whose points can be made and are not there. */
    private Set<Resolution> missing(View view, List<DayBlock> day) {
        Set<Resolution> missing = EnumSet.noneOf(Resolution.class);
        DayBlock source = day.getFirst();
        if (day.size() == 1 && !damaged.contains(source.number())) {
            missing.addAll(EnumSet.allOf(Resolution.class));
            for (RollupDay one : view.rollups) {
                if (one.day() == source.day() && (one.isFinal() || one.source() == source.number())) {
                    missing.remove(one.resolution());
                }
            }
        }
        return missing;
    }

    /** The days whose samples must not go yet, for points of them are to outlive them and are still to be made. */
    Set<Long> waiting() {
        Set<Long> waiting = new HashSet<>();
        if (store.settings.rollups().longest().compareTo(store.settings.retention()) <= 0) {
            return waiting;
        }
        View view = store.holdView();
        try {
            for (List<DayBlock> day : byDay(view).values()) {
                boolean canBeMade = day.stream()
                        .noneMatch(one -> damaged.contains(one.number()) || mergeless.test(one.number()));
                if (!store.isOver(day.getFirst().day())
                        || (canBeMade && (day.size() > 1 || !missing(view, day).isEmpty()))) {
                    waiting.add(day.getFirst().day());
                }
            }
        } finally {
            view.release();
        }
        return waiting;
    }

    private void make(Due due) throws IOException {
        View view = store.holdView();
        try (Closer open = new Closer()) {
            Map<Resolution, BlockWriter> writers = new EnumMap<>(Resolution.class);
            for (Resolution resolution : due.resolutions()) {
                store.disk.createFolder(RollupDay.folder(resolution));
                writers.put(resolution, open.add(new BlockWriter(store.disk,
                        RollupDay.path(resolution, due.source().day(), due.source().number()),
                        BlockSettings.defaults())));
            }
            if (write(due.source().block().reader(), writers)) {
                for (Map.Entry<Resolution, BlockWriter> one : writers.entrySet()) {
                    one.getValue().finish();
                    show(one.getKey(), due.source());
                }
            }
        } catch (Corrupt e) {
            damaged.add(due.source().number());
            store.problems.accept("points of a day are not made: " + e.getMessage());
        } finally {
            view.release();
        }
    }

    /** False when it was told to stop. */
    private boolean write(BlockReader samples, Map<Resolution, BlockWriter> writers) throws IOException {
        SeriesVisit visit = new SeriesVisit();
        DayRollup fine = new DayRollup();
        DayRollup coarse = new DayRollup();
        RollupFormat format = new RollupFormat();
        long told = 0;
        long read = 0;
        while (samples.next(visit)) {
            if (stop.getAsBoolean()) {
                return false;
            }
            fine.roll(visit.samples().times(), visit.samples().values(), 0, visit.samples().count());
            // A sample takes about a byte in its block.
            read += visit.samples().count();
            long bytes = read;
            for (Map.Entry<Resolution, BlockWriter> one : writers.entrySet()) {
                DayRollup points = fine;
                if (one.getKey() != Resolution.FIVE_MINUTES) {
                    coarse.fold(fine, one.getKey());
                    points = coarse;
                }
                format.write(one.getValue(), visit.metric(), visit.series(), points);
                bytes += one.getValue().bytes();
            }
            if (bytes - told >= PACED_BYTES) {
                pace.accept(bytes - told);
                told = bytes;
            }
        }
        return true;
    }

    private void show(Resolution resolution, DayBlock source) throws IOException {
        RollupDay made = new RollupDay(resolution, source.day(), source.number(), Block.open(store.disk,
                RollupDay.path(resolution, source.day(), source.number()), store.problems));
        List<RollupDay> before = new ArrayList<>();
        store.replaceView(view -> {
            view.rollups.stream().filter(one -> one.resolution() == resolution && one.day() == source.day())
                    .forEach(before::add);
            return view.withRollups(before, List.of(made));
        });
        made.block().release();
        for (RollupDay one : before) {
            if (one.source() != made.source()) {
                store.disk.delete(one.path());
            }
        }
    }

    /** The samples of those days are about to go: from now on their points stand for them. */
    void finish(Set<Long> days) throws IOException {
        List<RollupDay> before = new ArrayList<>();
        View view = store.holdView();
        try {
            view.rollups.stream().filter(one -> days.contains(one.day()) && !one.isFinal()).forEach(before::add);
            Set<Resolution> changed = EnumSet.noneOf(Resolution.class);
            for (RollupDay one : before) {
                store.disk.rename(one.path(), one.finished().path());
                one.block().renamed(one.finished().path());
                changed.add(one.resolution());
            }
            for (Resolution resolution : changed) {
                store.disk.syncFolder(RollupDay.folder(resolution));
            }
        } finally {
            view.release();
        }
        if (!before.isEmpty()) {
            store.replaceView(now -> now.withRollups(before, before.stream().map(RollupDay::finished).toList()));
        }
    }

    /** Takes points out of the view and off the disk. */
    void drop(List<RollupDay> gone) throws IOException {
        if (gone.isEmpty()) {
            return;
        }
        store.replaceView(view -> view.withRollups(gone, List.of()));
        for (RollupDay one : gone) {
            store.disk.delete(one.path());
        }
    }
}

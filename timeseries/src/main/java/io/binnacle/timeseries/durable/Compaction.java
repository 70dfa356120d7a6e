package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockMerger;
import io.binnacle.timeseries.block.BlockSettings;
import io.binnacle.timeseries.block.Deletions;

/**
 * Merges the blocks of a day, so that a query opens few of them and each series' samples lie together. Blocks of about the
 * same size are merged when there are {@value #TOGETHER} of them, so a sample is written again about log4(samples of the
 * day / samples of a flush) times; a day that is over becomes one block.
 */
final class Compaction {

    /** Fewer would write samples more often, more would leave queries more blocks. */
    private static final int TOGETHER = 4;

    private final DurableTimeSeriesStore store;
    private final BlockNumbers numbers;
    private final DayChanges changes;
    private final BooleanSupplier stop;
    private final LongConsumer pace;
    private final Set<Long> damaged = new HashSet<>();

    Compaction(DurableTimeSeriesStore store, BlockNumbers numbers, DayChanges changes, BooleanSupplier stop,
            LongConsumer pace) {
        this.store = store;
        this.numbers = numbers;
        this.changes = changes;
        this.stop = stop;
        this.pace = pace;
    }

    /** Merges what is due, or all blocks of each day. */
    void run(boolean all) throws IOException {
        List<DayBlock> group = next(all);
        while (!group.isEmpty() && !stop.getAsBoolean()) {
            merge(group);
            group = next(all);
        }
    }

    /** Whether a block is left alone because it is damaged. */
    boolean isDamaged(long number) {
        return damaged.contains(number);
    }

    private List<DayBlock> next(boolean all) {
        View view = store.holdView();
        try {
            Map<Long, List<DayBlock>> days = new TreeMap<>();
            for (DayBlock one : view.blocks) {
                if (damaged.contains(one.number())) {
                    continue;
                }
                days.computeIfAbsent(one.day(), key -> new ArrayList<>()).add(one);
            }
            for (List<DayBlock> day : days.values()) {
                List<DayBlock> group = all || isDone(day.getFirst().day()) ? day : alike(day);
                if (group.size() > 1) {
                    return group;
                }
            }
            return List.of();
        } finally {
            view.release();
        }
    }

    private boolean isDone(long day) {
        return store.isOver(day) && changes.settled(day, store.clock.millis());
    }

    /** The first blocks of one size class of which there are enough. */
    private static List<DayBlock> alike(List<DayBlock> day) {
        Map<Integer, List<DayBlock>> classes = new TreeMap<>();
        for (DayBlock one : day) {
            classes.computeIfAbsent(sizeClass(one.block().samples() + one.block().events()), key -> new ArrayList<>())
                    .add(one);
        }
        return classes.values().stream().filter(blocks -> blocks.size() >= TOGETHER).findFirst().orElse(List.of());
    }

    /** Powers of 4 by the bits of the count. */
    private static int sizeClass(long samplesAndEvents) {
        return (64 - Long.numberOfLeadingZeros(samplesAndEvents)) / 2;
    }

    private void merge(List<DayBlock> group) throws IOException {
        long day = group.getFirst().day();
        long number = numbers.take();
        String path = DayBlock.path(day, number);
        long begun = System.nanoTime();
        View view = store.holdView();
        List<DayBlock> merged = new ArrayList<>();
        try {
            BlockMerger.Outcome outcome = new BlockMerger(store.disk, BlockSettings.defaults(), Deletions.NONE, stop,
                    pace)
                    .merge(group.stream().map(DayBlock::block).toList(), path);
            if (outcome == BlockMerger.Outcome.STOPPED) {
                return;
            }
            if (outcome == BlockMerger.Outcome.MERGED) {
                merged.add(new DayBlock(day, number, Block.open(store.disk, path, store.problems)));
            }
        } catch (Corrupt e) {
            leaveAlone(group, e);
            return;
        } finally {
            view.release();
        }
        store.counts.merges.done(begun, merged.stream().mapToLong(one -> one.block().bytes()).sum());
        Housekeeping.replace(store, group, merged);
    }

    /** Blocks with damage are merged no more: a merge would leave out what somebody may yet repair. */
    private void leaveAlone(List<DayBlock> group, Corrupt cause) {
        store.problems.accept("blocks are not merged: " + cause.getMessage());
        for (DayBlock one : group) {
            List<String> found = new ArrayList<>();
            one.block().verify(found::add);
            if (!found.isEmpty()) {
                damaged.add(one.number());
            }
        }
    }
}

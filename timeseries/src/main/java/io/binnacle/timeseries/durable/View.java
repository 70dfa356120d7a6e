package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.head.Generation;
import org.jspecify.annotations.Nullable;

/**
 * All places where samples lie at one instant: the generation that takes commits, the one that is being written to blocks,
 * if any, and the blocks, by their day; and the points that were made of them. Immutable; holds what it names until its last
 * release.
 */
final class View {

    final Generation active;
    final @Nullable Generation sealed;
    final List<DayBlock> blocks;
    final List<RollupDay> rollups;
    private final AtomicInteger holders = new AtomicInteger(1);

    View(Generation active, @Nullable Generation sealed, List<DayBlock> blocks, List<RollupDay> rollups) {
        this.active = active;
        this.sealed = sealed;
        this.blocks = List.copyOf(blocks);
        this.rollups = List.copyOf(rollups);
        active.retain();
        if (sealed != null) {
            sealed.retain();
        }
        this.blocks.forEach(one -> one.block().retain());
        this.rollups.forEach(one -> one.block().retain());
    }

    /** The same with other blocks. */
    View withBlocks(Collection<DayBlock> gone, Collection<DayBlock> come) {
        return new View(active, sealed, changed(gone, come), rollups);
    }

    private List<DayBlock> changed(Collection<DayBlock> gone, Collection<DayBlock> come) {
        List<DayBlock> after = new ArrayList<>(blocks);
        after.removeAll(gone);
        after.addAll(come);
        after.sort(DayBlock.ORDER);
        return after;
    }

    /** The same with other points. */
    View withRollups(Collection<RollupDay> gone, Collection<RollupDay> come) {
        List<RollupDay> after = new ArrayList<>(rollups);
        after.removeAll(gone);
        after.addAll(come);
        after.sort(RollupDay.ORDER);
        return new View(active, sealed, blocks, after);
    }

    /** The same when a new generation takes commits, and the present one is being written. */
    View withSealed(Generation newActive, Generation full) {
        return new View(newActive, full, blocks, rollups);
    }

    /** The same when the sealed generation is in blocks. */
    View withFlushed(Collection<DayBlock> written) {
        return new View(active, null, changed(List.of(), written), rollups);
    }

    /** Appends, to columns that are empty, what memory holds of a series in the range, as of that version. */
    void readRecent(int number, long version, long min, long max, SampleColumns into, SampleColumns scratch) {
        if (sealed != null && sealed.minMillis() <= max && sealed.maxMillis() >= min) {
            sealed.read(number, version, min, max, into, scratch);
        }
        if (active.minMillis() <= max && active.maxMillis() >= min) {
            if (into.count() == 0) {
                active.read(number, version, min, max, into, scratch);
            } else {
                SampleColumns newer = new SampleColumns();
                active.read(number, version, min, max, newer, scratch);
                into.merge(0, newer);
            }
        }
    }

    void retain() {
        if (holders.getAndIncrement() <= 0) {
            throw new BugException("a view was retained after its last release");
        }
    }

    void release() {
        int left = holders.decrementAndGet();
        if (left < 0) {
            throw new BugException("a view was released too often");
        }
        if (left == 0) {
            active.release();
            if (sealed != null) {
                sealed.release();
            }
            blocks.forEach(one -> one.block().release());
            rollups.forEach(one -> one.block().release());
        }
    }
}

package io.binnacle.timeseries.durable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.head.Generation;
import org.jspecify.annotations.Nullable;

/**
 * All places where samples lie at one instant: the generation that takes commits, the one that is being written to blocks,
 * if any, and the blocks, by their day. Immutable; holds what it names until its last release.
 */
final class View {

    final Generation active;
    final @Nullable Generation sealed;
    final List<DayBlock> blocks;
    private final AtomicInteger holders = new AtomicInteger(1);

    View(Generation active, @Nullable Generation sealed, List<DayBlock> blocks) {
        this.active = active;
        this.sealed = sealed;
        this.blocks = List.copyOf(blocks);
        active.retain();
        if (sealed != null) {
            sealed.retain();
        }
        this.blocks.forEach(one -> one.block().retain());
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
        }
    }
}

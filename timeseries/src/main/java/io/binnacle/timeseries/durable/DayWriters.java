package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;

import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockSettings;
import io.binnacle.timeseries.block.BlockWriter;
import org.jspecify.annotations.Nullable;

/** The blocks of some days that a flush writes side by side; each begins with the first that goes into it. */
final class DayWriters implements AutoCloseable {

    private final DurableTimeSeriesStore store;
    private final BlockNumbers numbers;
    private final NavigableSet<Long> days;
    private final Map<Long, DayWriter> writers = new TreeMap<>();
    private final Closer open = new Closer();
    /** What was asked for last, mostly the same again; at first no day. */
    private long presentDay = Long.MIN_VALUE;
    private @Nullable BlockWriter present;

    /** A block on its way. */
    private record DayWriter(long day, long number, BlockWriter writer) {}

    /** @param days at least one */
    DayWriters(DurableTimeSeriesStore store, BlockNumbers numbers, NavigableSet<Long> days) {
        this.store = store;
        this.numbers = numbers;
        this.days = days;
    }

    long minMillis() {
        return DayBlock.startMillis(days.first());
    }

    long maxMillis() {
        return DayBlock.startMillis(days.last() + 1) - 1;
    }

    /** The block of that day; null when it is none of these days. */
    @Nullable
    BlockWriter find(long day) throws IOException {
        if (day != presentDay) {
            present = days.contains(day) ? writer(day) : null;
            presentDay = day;
        }
        return present;
    }

    private BlockWriter writer(long day) throws IOException {
        DayWriter known = writers.get(day);
        if (known == null) {
            store.disk.createFolder(DayBlock.folder(day));
            long number = numbers.take();
            known = new DayWriter(day, number, open.add(
                    new BlockWriter(store.disk, DayBlock.path(day, number), BlockSettings.defaults())));
            writers.put(day, known);
        }
        return known.writer();
    }

    /** Completes the blocks and opens them; those that are complete are the caller's, even when another one fails. */
    void finish(List<DayBlock> written) throws IOException {
        for (DayWriter one : writers.values()) {
            one.writer.finish();
            written.add(new DayBlock(one.day, one.number,
                    Block.open(store.disk, DayBlock.path(one.day, one.number), store.problems)));
        }
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}

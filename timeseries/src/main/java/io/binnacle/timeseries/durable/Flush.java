package io.binnacle.timeseries.durable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeSet;

import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.block.BlockWriter;
import io.binnacle.timeseries.catalogue.SeriesSet;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.head.Generation;
import io.binnacle.timeseries.metadata.MetadataFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes a generation to blocks: seals it, so that commits go on in a new one and in a new segment of the log; writes a
 * block a UTC day; replaces the state file, which is the instant from which on the blocks count and the log's older segments
 * do not; shows the blocks to readers in the place of the generation. Whatever fails on the way is done again from the sealing on.
 */
final class Flush {

    /** Days that are written in one pass; each has a page in memory. */
    private static final int DAYS_AT_ONCE = 32;

    private final DurableTimeSeriesStore store;
    private final BlockNumbers numbers;
    private @Nullable Sealed sealed;
    /** What the file holds; null when that is not known. */
    private @Nullable SortedMap<String, MetricMetadata> metadataWritten;

    /** A generation that takes no more commits, and what the state is once it is in blocks. */
    private record Sealed(Generation generation, long version, StateFile state) {}

    Flush(DurableTimeSeriesStore store, BlockNumbers numbers,
            @Nullable SortedMap<String, MetricMetadata> metadataWritten) {
        this.store = store;
        this.metadataWritten = metadataWritten;
        this.numbers = numbers;
    }

    void run() throws IOException {
        if (sealed == null) {
            sealed = seal();
        }
        Sealed present = sealed;
        if (present == null) {
            return;
        }
        long begun = System.nanoTime();
        store.catalogue.persist();
        List<DayBlock> written = new ArrayList<>();
        boolean good = false;
        try {
            write(present, written);
            writeMetadata();
            present.state().withNextBlock(numbers.next()).write(store.disk);
            good = true;
        } finally {
            if (!good) {
                discard(written);
            }
        }
        store.replaceView(view -> view.withFlushed(written));
        store.counts.flushes.done(begun, written.stream().mapToLong(one -> one.block().bytes()).sum());
        written.forEach(one -> one.block().release());
        sealed = null;
        present.generation().release();
        store.feedPlaces.flushed(store.log, present.state().logFrom());
    }

    /** Before the state file: what the log will not say any more. That it may say more than the log by then is no harm. */
    private void writeMetadata() throws IOException {
        SortedMap<String, MetricMetadata> all = store.metadata.all();
        if (!all.equals(metadataWritten)) {
            MetadataFile.write(store.disk, all);
            metadataWritten = all;
        }
    }

    private @Nullable Sealed seal() throws IOException {
        store.commitLock.lock();
        try {
            Generation full = store.presentView().active;
            if (full.isEmpty() && !store.logHoldsMore) {
                return null;
            }
            long logFrom = store.log.cut();
            store.logHoldsMore = false;
            full.retain();
            Generation next = new Generation();
            store.replaceView(view -> view.withSealed(next, full));
            next.release();
            return new Sealed(full, store.version(), new StateFile(logFrom, numbers.next(), store.newest.copy()));
        } finally {
            store.commitLock.unlock();
        }
    }

    private void discard(List<DayBlock> written) {
        for (DayBlock one : written) {
            one.block().release();
            try {
                store.disk.delete(one.path());
            } catch (IOException e) {
                // It holds nothing that memory does not hold, too; a merge will find them equal.
                store.problems.accept(one.path() + ": cannot be deleted: " + e.getMessage());
            }
        }
        written.clear();
    }

    private void write(Sealed present, List<DayBlock> written) throws IOException {
        long[] keys = keys(present.generation());
        Iterator<Long> days = days(present, keys).iterator();
        while (days.hasNext()) {
            NavigableSet<Long> some = new TreeSet<>();
            while (days.hasNext() && some.size() < DAYS_AT_ONCE) {
                some.add(days.next());
            }
            write(present, keys, some, written);
        }
    }

    /** In the order of blocks. */
    private long[] keys(Generation generation) {
        long[][] keys = {new long[1024]};
        int[] count = {0};
        generation.forEachSeries(series -> {
            if (count[0] == keys[0].length) {
                keys[0] = Arrays.copyOf(keys[0], count[0] * 2);
            }
            keys[0][count[0]++] = SeriesSet.orderKey(store.catalogue.metric(series), series);
        });
        long[] sorted = Arrays.copyOf(keys[0], count[0]);
        Arrays.sort(sorted);
        return sorted;
    }

    private NavigableSet<Long> days(Sealed present, long[] keys) {
        NavigableSet<Long> days = new TreeSet<>();
        Generation generation = present.generation();
        long first = DayBlock.dayOf(generation.minMillis());
        long last = DayBlock.dayOf(generation.maxMillis());
        if (last - first < DAYS_AT_ONCE) {
            for (long day = first; day <= last; day++) {
                days.add(day);
            }
            return days;
        }
        SampleColumns samples = new SampleColumns();
        SampleColumns scratch = new SampleColumns();
        EventColumns events = new EventColumns();
        for (long key : keys) {
            int series = SeriesSet.series(key);
            samples.clear();
            generation.read(series, present.version(), Long.MIN_VALUE, Long.MAX_VALUE, samples, scratch);
            for (int i = 0; i < samples.count(); i++) {
                days.add(DayBlock.dayOf(samples.times()[i]));
            }
            events.clear();
            for (EventKind kind : EventKind.values()) {
                generation.events().read(kind, series, present.version(), Long.MIN_VALUE, Long.MAX_VALUE, events);
            }
            for (int i = 0; i < events.count(); i++) {
                days.add(DayBlock.dayOf(events.times()[i]));
            }
        }
        return days;
    }

    private void write(Sealed present, long[] keys, NavigableSet<Long> days, List<DayBlock> written)
            throws IOException {
        try (DayWriters writers = new DayWriters(store, numbers, days)) {
            EventFlush events = new EventFlush(present.generation(), present.version(), writers);
            SampleColumns samples = new SampleColumns();
            SampleColumns scratch = new SampleColumns();
            for (long key : keys) {
                samples.clear();
                events.begin();
                present.generation().read(SeriesSet.series(key), present.version(), writers.minMillis(),
                        writers.maxMillis(), samples, scratch);
                split(key, samples, writers, events);
                events.write(key);
            }
            writers.finish(written);
        }
    }

    private static void split(long key, SampleColumns samples, DayWriters writers, EventFlush events)
            throws IOException {
        int from = 0;
        while (from < samples.count()) {
            long day = DayBlock.dayOf(samples.times()[from]);
            long end = DayBlock.startMillis(day + 1);
            int to = from + 1;
            while (to < samples.count() && samples.times()[to] < end) {
                to++;
            }
            BlockWriter writer = writers.find(day);
            if (writer != null) {
                events.hasSamplesOn(day);
                boolean whole = from == 0;
                writer.add(SeriesSet.metric(key), SeriesSet.series(key),
                        whole ? samples.times() : Arrays.copyOfRange(samples.times(), from, to),
                        whole ? samples.values() : Arrays.copyOfRange(samples.values(), from, to), to - from);
            }
            from = to;
        }
    }

    /** Lets go of a generation that could not be written; the log still has it. */
    void forget() {
        if (sealed != null) {
            sealed.generation().release();
            sealed = null;
        }
    }
}

package io.binnacle.timeseries.block;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.disk.Disk;

/**
 * Makes one block of several: what was deleted goes, and of samples of one time the one that
 * {@linkplain io.binnacle.timeseries.Samples#prevails prevails} stays, whatever the order of the blocks; of events of one
 * time, the one whose bytes are greater, unless there may be several. Start times go with the last sample of their series. The sources stay as they are. Any thread, several at once.
 */
public final class BlockMerger {

    /** What became of a merge. */
    public enum Outcome {
        /** The new block is there. */
        MERGED,
        /** Nothing is left, so there is no new block. */
        EMPTY,
        /** It was told to stop; there is no new block. */
        STOPPED
    }

    private final Disk disk;
    private final BlockSettings settings;
    private final Deletions deletions;
    private final BooleanSupplier stop;
    private final LongConsumer pace;

    /**
     * @param stop asked again and again: true ends a merge soon, and leaves nothing
     * @param pace hears how many bytes were written since it was last called, about every page, and may take its time
     *             to hold a byte rate
     */
    public BlockMerger(Disk disk, BlockSettings settings, Deletions deletions, BooleanSupplier stop,
            LongConsumer pace) {
        this.disk = disk;
        this.settings = settings;
        this.deletions = deletions;
        this.stop = stop;
        this.pace = pace;
    }

    /**
     * Writes the block at that path, in a folder that exists; one that is there is replaced.
     *
     * @param sources retained by the caller
     * @param damage hears of pages that cannot be read; what they held is not in the new block, unless it throws, which
     *               ends the merge and leaves nothing
     */
    public Outcome merge(List<Block> sources, String path, Consumer<Corrupt> damage) throws IOException {
        try (BlockWriter writer = new BlockWriter(disk, path, settings)) {
            List<BlockReader> readers = new ArrayList<>();
            sources.forEach(source -> readers.add(source.reader()));
            Pace paced = new Pace(writer);
            if (!mergeSamples(readers, writer, paced, damage) || !mergeEvents(readers, writer, paced, damage)) {
                return Outcome.STOPPED;
            }
            if (writer.isEmpty()) {
                return Outcome.EMPTY;
            }
            writer.finish();
            return Outcome.MERGED;
        }
    }

    /** As {@link #merge(List, String, Consumer)}, where damage of a source ends the merge with {@link Corrupt}. */
    public Outcome merge(List<Block> sources, String path) throws IOException {
        return merge(sources, path, corrupt -> {
            throw corrupt;
        });
    }

    private boolean mergeSamples(List<BlockReader> readers, BlockWriter writer, Pace paced, Consumer<Corrupt> damage)
            throws IOException {
        List<SampleSource> open = new ArrayList<>();
        for (BlockReader reader : readers) {
            SampleSource source = new SampleSource(reader, damage);
            if (source.advance()) {
                open.add(source);
            }
        }
        SampleMerge merge = new SampleMerge(deletions);
        while (!open.isEmpty()) {
            if (paced.stopped()) {
                return false;
            }
            long key = Long.MAX_VALUE;
            for (SampleSource source : open) {
                key = Math.min(key, source.visit.key());
            }
            for (SampleSource source : open) {
                if (source.visit.key() == key) {
                    merge.add(source.visit.samples());
                }
            }
            merge.writeTo(writer, key);
            long written = key;
            open.removeIf(source -> source.visit.key() == written && !source.advance());
        }
        return true;
    }

    private boolean mergeEvents(List<BlockReader> readers, BlockWriter writer, Pace paced, Consumer<Corrupt> damage)
            throws IOException {
        List<EventSource> open = new ArrayList<>();
        for (BlockReader reader : readers) {
            EventSource source = new EventSource(reader, damage);
            if (source.advance()) {
                open.add(source);
            }
        }
        EventMerge merge = new EventMerge(deletions);
        while (!open.isEmpty()) {
            if (paced.stopped()) {
                return false;
            }
            EventVisit first = open.getFirst().visit;
            for (EventSource source : open) {
                EventVisit visit = source.visit;
                if (visit.key() < first.key() || (visit.key() == first.key() && visit.kindCode() < first.kindCode())) {
                    first = visit;
                }
            }
            long key = first.key();
            int kind = first.kindCode();
            for (EventSource source : open) {
                if (source.visit.isAt(key, kind)) {
                    merge.add(source.visit.events(), kind);
                }
            }
            merge.writeTo(writer, key, kind);
            open.removeIf(source -> source.visit.isAt(key, kind) && !source.advance());
        }
        return true;
    }

    private final class Pace {

        private final BlockWriter writer;
        private long told;

        Pace(BlockWriter writer) {
            this.writer = writer;
        }

        boolean stopped() {
            if (stop.getAsBoolean()) {
                return true;
            }
            long bytes = writer.bytes();
            if (bytes > told) {
                pace.accept(bytes - told);
                told = bytes;
            }
            return false;
        }
    }

    private static final class SampleSource {

        private final BlockReader reader;
        private final Consumer<Corrupt> damage;
        private final SeriesVisit visit = new SeriesVisit();

        SampleSource(BlockReader reader, Consumer<Corrupt> damage) {
            this.reader = reader;
            this.damage = damage;
        }

        boolean advance() {
            return reader.next(visit, damage);
        }
    }

    private static final class EventSource {

        private final BlockReader reader;
        private final Consumer<Corrupt> damage;
        private final EventVisit visit = new EventVisit();

        EventSource(BlockReader reader, Consumer<Corrupt> damage) {
            this.reader = reader;
            this.damage = damage;
        }

        boolean advance() {
            return reader.nextEvents(visit, damage);
        }
    }
}

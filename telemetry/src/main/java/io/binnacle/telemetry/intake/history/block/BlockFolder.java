package io.binnacle.telemetry.intake.history.block;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.histogram.NativeHistogram;

/** A block of Prometheus, open for reading. Nothing in it is changed. Belongs to one thread. */
public final class BlockFolder implements AutoCloseable {

    private final Arena arena;
    private final IndexFile index;
    private final ChunkFiles chunks;
    private final Tombstones tombstones;

    private BlockFolder(Path folder, Arena arena) throws IOException {
        this.arena = arena;
        this.index = new IndexFile(FileBytes.map(folder.resolve("index"), arena));
        this.chunks = new ChunkFiles(folder.resolve("chunks"), arena);
        Path deleted = folder.resolve("tombstones");
        this.tombstones = Files.exists(deleted) ? new Tombstones(FileBytes.map(deleted, arena)) : Tombstones.NONE;
    }

    /** Whether that folder is such a block, whole or damaged. */
    public static boolean isBlock(Path folder) {
        return Files.isRegularFile(folder.resolve("meta.json")) && Files.isRegularFile(folder.resolve("index"));
    }

    /**
     * @throws Corrupt nothing of it can be read
     * @throws IOException its files cannot be read
     */
    public static BlockFolder open(Path folder) throws IOException {
        Arena arena = Arena.ofConfined();
        boolean opened = false;
        try {
            BlockFolder block = new BlockFolder(folder, arena);
            opened = true;
            return block;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    /**
     * Goes to the next series.
     *
     * @return false when there is none
     * @throws Corrupt it is damaged; the next call goes to the one behind it
     */
    public boolean next(BlockSeries into) {
        return index.next(into);
    }

    /**
     * Reads the samples of one of the series' chunks, without those that were deleted.
     *
     * @throws Corrupt the chunk is damaged; others may be good
     */
    public void read(BlockSeries series, int chunk, SampleSink into) {
        chunks.read(series.chunk(chunk), new SampleSink() {
            @Override
            public void sample(long millis, double value) {
                if (!tombstones.cover(series.reference(), millis)) {
                    into.sample(millis, value);
                }
            }

            @Override
            public void sample(long millis, NativeHistogram histogram) {
                if (!tombstones.cover(series.reference(), millis)) {
                    into.sample(millis, histogram);
                }
            }
        });
    }

    @Override
    public void close() {
        arena.close();
    }
}

package io.binnacle.telemetry.intake.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.telemetry.intake.history.block.BlockFolder;
import io.binnacle.telemetry.intake.history.block.BlockSeries;
import io.binnacle.telemetry.intake.history.block.SampleSink;
import io.binnacle.timeseries.histogram.NativeHistogram;

/** Imports Prometheus' blocks, block by block, series by series. A chunk or series that is damaged is told and left out. */
public final class BlockImport {

    private final HistoryWriter writer;
    private final SampleSink sink;

    public BlockImport(HistoryWriter writer) {
        this.writer = writer;
        this.sink = new SampleSink() {
            @Override
            public void sample(long millis, double value) {
                writer.append(millis, value);
            }

            @Override
            public void sample(long millis, NativeHistogram histogram) {
                writer.append(millis, histogram);
            }
        };
    }

    /**
     * The folder itself when it is a block, else the blocks directly in it, in the order of their names, which is that of their making.
     *
     * @throws NotFound there is none
     */
    public static List<Path> blocks(Path folder) throws IOException {
        if (BlockFolder.isBlock(folder)) {
            return List.of(folder);
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                // While Prometheus writes or deletes a block, its folder's name has an ending.
                List<Path> blocks = inside.filter(BlockFolder::isBlock)
                        .filter(path -> !path.getFileName().toString().contains(".")).sorted().toList();
                if (!blocks.isEmpty()) {
                    return blocks;
                }
            }
        }
        throw new NotFound("block of Prometheus in the folder", folder.toString());
    }

    /** Reads all of a block; the caller finishes the writer. */
    public void read(Path block) throws IOException {
        BlockSeries series = new BlockSeries();
        try (BlockFolder folder = BlockFolder.open(block)) {
            while (next(folder, series)) {
                writer.begin(series.labels());
                for (int chunk = 0; chunk < series.chunks(); chunk++) {
                    try {
                        folder.read(series, chunk, sink);
                    } catch (Corrupt damage) {
                        writer.fault(series.labels() + ": " + damage.getMessage());
                    }
                }
            }
        } catch (Corrupt damage) {
            writer.fault(block + " is left out: " + damage.getMessage());
        }
    }

    private boolean next(BlockFolder folder, BlockSeries series) {
        while (true) {
            try {
                return folder.next(series);
            } catch (Corrupt damage) {
                writer.fault(String.valueOf(damage.getMessage()));
            }
        }
    }
}

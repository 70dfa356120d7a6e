package io.binnacle.timeseries.block;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.block.EstateColumns.Family;
import io.binnacle.timeseries.disk.LocalDisk;

/**
 * Writes 100,000 series as four blocks of 60 samples, merges them into one of 240, and sums a family of 6.6 million
 * samples; times are those of the thread's CPU. Run {@code main} from an IDE or with the test class path; it works in a
 * temporary folder, which it deletes.
 */
final class BlockBenchmark {

    private static final int TICKS = 240;
    private static final int BLOCKS = 4;
    private static final int TARGETS = 990;
    private static final int RUNS = 3;

    private BlockBenchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("block-benchmark");
        try (LocalDisk disk = LocalDisk.open(folder)) {
            for (int run = 0; run < RUNS; run++) {
                measure(disk);
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static void measure(LocalDisk disk) throws IOException {
        long samples = (long) TARGETS * EstateColumns.seriesOfTarget() * TICKS;
        long writing = write(disk);
        List<Block> blocks = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(open(disk, "part" + i));
            bytes += blocks.getLast().bytes();
        }
        System.out.printf("write  %5.1f ns/sample, %.3f bytes/sample in blocks of %d%n", (double) writing / samples,
                (double) bytes / samples, TICKS / BLOCKS);
        long start = cpu();
        new BlockMerger(disk, BlockSettings.defaults(), Deletions.NONE, () -> false, paced -> {}).merge(blocks,
                "whole");
        long merging = cpu() - start;
        Block whole = open(disk, "whole");
        System.out.printf("merge  %5.1f ns/sample, %.3f bytes/sample in blocks of %d%n", (double) merging / samples,
                (double) whole.bytes() / samples, TICKS);
        sum(whole);
        sum(whole);
        blocks.forEach(Block::release);
        whole.release();
    }

    /** CPU time of the writers alone: what they write is made between the clock's readings. */
    private static long write(LocalDisk disk) throws IOException {
        List<BlockWriter> writers = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            writers.add(new BlockWriter(disk, "part" + i, BlockSettings.defaults()));
        }
        long spent = 0;
        int base = 0;
        int rows = TICKS / BLOCKS;
        for (Family family : Family.values()) {
            EstateColumns[] columns = new EstateColumns[family.series];
            Arrays.setAll(columns, i -> new EstateColumns(TICKS));
            for (int target = 0; target < TARGETS; target++) {
                for (int i = 0; i < columns.length; i++) {
                    columns[i].fill(family, target, i);
                }
                long[][] times = new long[columns.length * BLOCKS][];
                double[][] values = new double[columns.length * BLOCKS][];
                for (int i = 0; i < times.length; i++) {
                    int from = i % BLOCKS * rows;
                    times[i] = Arrays.copyOfRange(columns[i / BLOCKS].times(), from, from + rows);
                    values[i] = Arrays.copyOfRange(columns[i / BLOCKS].values(), from, from + rows);
                }
                long start = cpu();
                for (int i = 0; i < times.length; i++) {
                    writers.get(i % BLOCKS).add(family.metric, series(target, base, i / BLOCKS), times[i], values[i],
                            rows);
                }
                spent += cpu() - start;
            }
            base += family.series;
        }
        long start = cpu();
        for (BlockWriter writer : writers) {
            writer.finish();
            writer.close();
        }
        return spent + cpu() - start;
    }

    private static int series(int target, int base, int index) {
        return target * EstateColumns.seriesOfTarget() + base + index;
    }

    private static void sum(Block block) {
        int base = 0;
        for (Family family : Family.values()) {
            if (family == Family.DURATION_BUCKET) {
                break;
            }
            base += family.series;
        }
        long start = cpu();
        BlockReader reader = block.reader();
        SampleColumns columns = new SampleColumns();
        double sum = 0;
        long samples = 0;
        for (int target = 0; target < TARGETS; target++) {
            for (int i = 0; i < Family.DURATION_BUCKET.series; i++) {
                columns.clear();
                samples += reader.read(Family.DURATION_BUCKET.metric, series(target, base, i), Long.MIN_VALUE,
                        Long.MAX_VALUE, columns);
                double[] values = columns.values();
                for (int row = 0; row < columns.count(); row++) {
                    sum += values[row];
                }
            }
        }
        System.out.printf("sum    %5.1f ms for %,d samples of one family (%.0f)%n", (cpu() - start) / 1e6, samples,
                sum);
    }

    private static Block open(LocalDisk disk, String path) throws IOException {
        return Block.open(disk, path, System.err::println);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

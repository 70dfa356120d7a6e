package io.binnacle.timeseries.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random blocks against a model: written, read, merged, and damaged. */
class BlockFuzzTest {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 60);

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        System.out.println("fuzz.seed=" + seed);
        try (LocalDisk disk = LocalDisk.open(folder)) {
            for (int round = 0; round < ROUNDS; round++) {
                BlockModel model = BlockModel.random(random, 40);
                model.write(disk, "b", settings());
                Block block = open(disk, "b");
                block.verify(problem -> {
                    throw new AssertionError(problem);
                });
                model.assertIn(block, random);
                block.release();
                disk.delete("b");
            }
        }
    }

    @Test
    void mergesAreWhatTheModelMerges() throws IOException {
        System.out.println("fuzz.seed=" + seed);
        try (LocalDisk disk = LocalDisk.open(folder)) {
            for (int round = 0; round < ROUNDS; round++) {
                BlockModel all = new BlockModel();
                List<Block> sources = new ArrayList<>();
                for (int i = 0; i < 1 + random.nextInt(4); i++) {
                    BlockModel model = BlockModel.random(random, 15);
                    all.merge(model);
                    model.write(disk, "source" + i, settings());
                    sources.add(open(disk, "source" + i));
                }
                Deletions deletions = random.nextBoolean() ? Deletions.NONE : everyThirdSeries(random.nextInt(3));
                all.delete(deletions);
                Collections.shuffle(sources, random);
                BlockMerger.Outcome outcome = new BlockMerger(disk, settings(), deletions, () -> false, bytes -> {})
                        .merge(sources, "merged");
                if (all.samples.isEmpty() && all.events.isEmpty()) {
                    assertThat(outcome).isEqualTo(BlockMerger.Outcome.EMPTY);
                } else {
                    assertThat(outcome).isEqualTo(BlockMerger.Outcome.MERGED);
                    Block merged = open(disk, "merged");
                    all.assertIn(merged, random);
                    merged.release();
                }
                sources.forEach(Block::release);
                for (String name : disk.list("")) {
                    if (name.startsWith("source") || name.equals("merged")) {
                        disk.delete(name);
                    }
                }
            }
        }
    }

    @Test
    void damageCostsThePagesItHitsAndIsTold() throws IOException {
        System.out.println("fuzz.seed=" + seed);
        int told = 0;
        long whole = 0;
        long kept = 0;
        try (LocalDisk disk = LocalDisk.open(folder)) {
            for (int round = 0; round < ROUNDS; round++) {
                BlockModel model = BlockModel.random(random, 60);
                model.write(disk, "b", new BlockSettings(1, 256 << random.nextInt(4)));
                byte[] bytes = bytes(disk, "b");
                boolean cut = random.nextInt(3) == 0;
                byte[] damaged = cut ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
                for (int flips = cut ? 0 : 1 + random.nextInt(3); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                put(disk, "damaged", damaged);
                List<String> problems = new ArrayList<>();
                try {
                    Block block = Block.open(disk, "damaged", problems::add);
                    kept += readable(model, block, problems);
                    block.release();
                } catch (Corrupt corrupt) {
                    problems.add(corrupt.getMessage());
                    assertThat(damaged.length < BlockFormat.HEADER_BYTES + BlockFormat.PAGE_HEADER_BYTES
                            || !Arrays.equals(damaged, 0, 16, bytes(disk, "b"), 0, 16)).isTrue();
                }
                whole += model.samples.size();
                told += problems.isEmpty() ? 0 : 1;
                disk.delete("b");
                disk.delete("damaged");
            }
        }
        // A flipped bit may lie in bytes of no meaning; of all rounds, most series are kept.
        assertThat(told).isGreaterThan(ROUNDS * 9 / 10);
        assertThat(kept).isGreaterThan(whole / 3);
    }

    /** Every series is as it was written, or told of as damaged, or lost with the pages behind a cut. */
    private static long readable(BlockModel model, Block block, List<String> problems) {
        block.verify(problems::add);
        BlockReader reader = block.reader();
        long kept = 0;
        for (var entry : model.samples.entrySet()) {
            SampleColumns found = new SampleColumns();
            try {
                int count = reader.read(BlockFormat.metric(entry.getKey()), BlockFormat.series(entry.getKey()),
                        Long.MIN_VALUE, Long.MAX_VALUE, found);
                if (count == entry.getValue().size()) {
                    BlockModel.assertColumns(found, entry.getValue());
                    kept++;
                } else {
                    assertThat(problems).isNotEmpty();
                }
            } catch (Corrupt corrupt) {
                assertThat(problems).isNotEmpty();
            }
        }
        SeriesVisit visit = new SeriesVisit();
        BlockReader walk = block.reader();
        long before = -1;
        List<Corrupt> damage = new ArrayList<>();
        while (walk.next(visit, damage::add)) {
            assertThat(visit.key()).isGreaterThan(before);
            before = visit.key();
            assertThat(model.samples.get(before)).isNotNull();
        }
        return kept;
    }

    private static Deletions everyThirdSeries(int rest) {
        return new Deletions() {
            @Override
            public boolean concern(int series) {
                return series % 3 == rest;
            }

            @Override
            public boolean deleted(int series, long millis) {
                return concern(series) && millis % 5 != 0;
            }
        };
    }

    private BlockSettings settings() {
        return new BlockSettings(1 + random.nextInt(3), 256 << random.nextInt(9));
    }

    private static Block open(LocalDisk disk, String path) throws IOException {
        return Block.open(disk, path, problem -> {
            throw new AssertionError(problem);
        });
    }

    static byte[] bytes(LocalDisk disk, String path) throws IOException {
        try (DiskFile file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return bytes.array();
        }
    }

    private static void put(LocalDisk disk, String path, byte[] bytes) throws IOException {
        try (DiskFile file = disk.create(path)) {
            file.append(ByteBuffer.wrap(bytes));
        }
    }
}

package io.binnacle.timeseries.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.event.EventKind;
import org.junit.jupiter.api.Test;

class BlockTest {

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void aBlockOfEachVersionIsRead() throws IOException {
        try (InputStream stored = Objects.requireNonNull(getClass().getResourceAsStream("/block/version-1.block"));
                DiskFile file = disk.create("stored")) {
            file.append(ByteBuffer.wrap(stored.readAllBytes()));
        }
        Block block = open(disk, "stored");
        block.verify(problem -> {
            throw new AssertionError(problem);
        });
        stored().assertIn(block, new Random(1));
        block.release();
    }

    /** The same version with the optional set in its directory. */
    @Test
    void aBlockThatTellsItsSeriesWithoutSamplesIsRead() throws IOException {
        try (InputStream stored = Objects
                .requireNonNull(getClass().getResourceAsStream("/block/version-1-without-samples.block"));
                DiskFile file = disk.create("stored")) {
            file.append(ByteBuffer.wrap(stored.readAllBytes()));
        }
        Block block = open(disk, "stored");
        storedWithoutSamples().assertIn(block, new Random(1));
        assertThat(block.holdsSamples(1)).as("floats").isTrue();
        assertThat(block.holdsSamples(2)).as("histograms").isTrue();
        assertThat(block.holdsSamples(3)).as("start times and exemplars").isFalse();
        assertThat(block.seriesNumbers().toArray()).containsExactly(1, 2, 3, 4);
        assertThat(block.events()).isEqualTo(12);
        block.release();
    }

    @Test
    void aLostDirectoryIsMadeAnewAndNothingElseIsLost() throws IOException {
        stored().write(disk, "whole", new BlockSettings(1, 1024));
        byte[] bytes = disk.bytes("whole");
        Block whole = open(disk, "whole");
        for (int cut : List.of(1, BlockFormat.TRAILER_BYTES, BlockFormat.TRAILER_BYTES + 5)) {
            try (DiskFile file = disk.create("cut" + cut)) {
                file.append(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
            }
            List<String> problems = new ArrayList<>();
            Block block = Block.open(disk, "cut" + cut, problems::add);
            assertThat(problems).hasSize(1);
            stored().assertIn(block, new Random(cut));
            assertThat(block.minMillis()).isEqualTo(whole.minMillis());
            assertThat(block.maxMillis()).isEqualTo(whole.maxMillis());
            assertThat(block.seriesNumbers()).isEqualTo(whole.seriesNumbers());
            block.release();
        }
        whole.release();
    }

    @Test
    void anInspectionCountsEveryColumn() throws IOException {
        BlockModel model = stored();
        model.write(disk, "b", new BlockSettings(1, 1024));
        Block block = open(disk, "b");
        BlockInspection inspection = block.inspect(problem -> {
            throw new AssertionError(problem);
        });
        assertThat(inspection.byEncoding().values().stream().mapToLong(BlockInspection.Share::samples).sum())
                .isEqualTo(model.count());
        assertThat(inspection.byEncoding().keySet()).extracting(Object::toString).contains("decimal delta",
                "whole neighbour", "whole constant");
        assertThat(inspection.sampleBytes() + inspection.timeBytes() + inspection.eventBytes())
                .isBetween(block.bytes() / 2, block.bytes());
        assertThat(inspection.timeColumns()).isBetween(4L, 20L);
        block.release();
    }

    @Test
    void aLaterVersionIsRefused() throws IOException {
        stored().write(disk, "b", BlockSettings.defaults());
        disk.flipBit("b", Long.BYTES, 1);
        assertThatThrownBy(() -> open(disk, "b")).isInstanceOf(Corrupt.class).hasMessageContaining("version 3");
    }

    @Test
    void whatIsNoBlockIsCorrupt() throws IOException {
        try (DiskFile file = disk.create("b")) {
            file.append(ByteBuffer.wrap(new byte[500]));
        }
        assertThatThrownBy(() -> open(disk, "b")).isInstanceOf(Corrupt.class);
    }

    @Test
    void anEmptyBlockIsWrittenAndRead() throws IOException {
        try (BlockWriter writer = new BlockWriter(disk, "b", BlockSettings.defaults())) {
            writer.add(0, 0, new long[0], new double[0], 0);
            writer.finish();
        }
        Block block = open(disk, "b");
        assertThat(block.samples()).isZero();
        assertThat(block.minMillis()).isGreaterThan(block.maxMillis());
        assertThat(block.reader().next(new SeriesVisit())).isFalse();
        block.release();
    }

    @Test
    void aWriterThatDoesNotFinishLeavesNothing() throws IOException {
        try (BlockWriter writer = new BlockWriter(disk, "b", BlockSettings.defaults())) {
            writer.add(1, 1, new long[]{1}, new double[]{1}, 1);
        }
        assertThat(disk.list("")).isEmpty();
        assertThat(disk.filesOpen()).isZero();
    }

    @Test
    void aBlockIsThereWholeOrNotAfterAKillOrAPowerCutAtAnyWrite() throws IOException {
        BlockModel model = stored();
        model.write(disk, "counted", BlockSettings.defaults());
        long changes = disk.changes();
        for (long at = 0; at <= changes; at++) {
            FaultyDisk dying = new FaultyDisk();
            dying.killAfter(at, new Random(at));
            try {
                model.write(dying, "b", BlockSettings.defaults());
            } catch (IOException killed) {
                assertThat(dying.killed()).isTrue();
            }
            for (FaultyDisk restarted : List.of(dying.afterKill(), dying.afterPowerCut(new Random(at)))) {
                if (restarted.exists("b")) {
                    Block block = open(restarted, "b");
                    model.assertIn(block, new Random(at));
                    block.release();
                }
                model.write(restarted, "again", BlockSettings.defaults());
            }
        }
    }

    @Test
    void aFullDiskLeavesNothingAndTheSameBlockIsWrittenLater() throws IOException {
        disk.limitRoom(2000);
        assertThatThrownBy(() -> stored().write(disk, "b", BlockSettings.defaults())).isInstanceOf(IOException.class);
        assertThat(disk.list("")).isEmpty();
        disk.limitRoom(Long.MAX_VALUE);
        stored().write(disk, "b", BlockSettings.defaults());
        assertThat(disk.list("")).containsExactly("b");
        assertThat(disk.filesOpen()).isZero();
    }

    @Test
    void seriesOutOfOrderAreABug() throws IOException {
        try (BlockWriter writer = new BlockWriter(disk, "b", BlockSettings.defaults())) {
            writer.add(1, 5, new long[]{1}, new double[]{1}, 1);
            writer.add(1, 5, new long[]{2}, new double[]{1}, 1);
            assertThatThrownBy(() -> writer.add(1, 5, new long[]{2}, new double[]{1}, 1))
                    .isInstanceOf(BugException.class);
            assertThatThrownBy(() -> writer.add(0, 6, new long[]{2}, new double[]{1}, 1))
                    .isInstanceOf(BugException.class);
            assertThatThrownBy(() -> writer.add(1, 6, new long[]{2, 2}, new double[]{1, 1}, 2))
                    .isInstanceOf(BugException.class);
        }
    }

    @Test
    void theLastReleaseUnmapsAndSoDoesAFailedOpen() throws IOException {
        List<Arena> arenas = new ArrayList<>();
        Disk counting = counting(arenas);
        stored().write(disk, "b", BlockSettings.defaults());
        for (int i = 0; i < 20; i++) {
            Block block = open(counting, "b");
            block.retain();
            block.release();
            assertThat(live(arenas)).isEqualTo(1);
            block.reader().read(0, 0, Long.MIN_VALUE, Long.MAX_VALUE, new SampleColumns());
            block.release();
            assertThat(live(arenas)).isZero();
            assertThatThrownBy(block::retain).isInstanceOf(BugException.class);
        }
        disk.flipBit("b", Long.BYTES, 1);
        assertThatThrownBy(() -> open(counting, "b")).isInstanceOf(Corrupt.class);
        assertThat(live(arenas)).isZero();
    }

    @Test
    void aMergeThatIsStoppedOrFindsDamageLeavesNothing() throws IOException {
        stored().write(disk, "b", new BlockSettings(1, 512));
        Block block = open(disk, "b");
        int[] asked = {0};
        assertThat(new BlockMerger(disk, BlockSettings.defaults(), Deletions.NONE, () -> asked[0]++ == 3, bytes -> {})
                .merge(List.of(block), "merged")).isEqualTo(BlockMerger.Outcome.STOPPED);
        block.release();
        disk.flipBit("b", 200, 1);
        Block damaged = open(disk, "b");
        BlockMerger merger = new BlockMerger(disk, BlockSettings.defaults(), Deletions.NONE, () -> false, bytes -> {});
        assertThatThrownBy(() -> merger.merge(List.of(damaged), "merged")).isInstanceOf(Corrupt.class);
        assertThat(disk.list("")).containsExactly("b");
        List<Corrupt> damage = new ArrayList<>();
        assertThat(merger.merge(List.of(damaged), "merged", damage::add)).isEqualTo(BlockMerger.Outcome.MERGED);
        assertThat(damage).hasSize(1);
        damaged.release();
        Block merged = open(disk, "merged");
        assertThat(merged.samples()).isPositive().isLessThan(stored().count());
        merged.release();
    }

    @Test
    void aDamagedPageOfTimesTakesOnlyTheSeriesThatNeedIt() throws IOException {
        for (boolean withoutDirectory : new boolean[]{false, true}) {
            String path = "b" + withoutDirectory;
            BlockModel model = ofManyTimes();
            model.write(disk, path, new BlockSettings(1, 256));
            disk.flipBit(path, BlockPages.offsetsOfTimes(disk, path)[1] + BlockFormat.PAGE_HEADER_BYTES, 2);
            if (withoutDirectory) {
                disk.flipBit(path, disk.bytes(path).length - BlockFormat.TRAILER_BYTES + 1, 0);
            }
            Block block = Block.open(disk, path, problem -> assertThat(withoutDirectory).isTrue());
            NavigableMap<Long, NavigableMap<Long, Double>> good = new TreeMap<>(model.samples);
            good.keySet().removeIf(key -> isDamaged(block, key));
            assertThat(good.size()).isBetween(1, model.samples.size() - 1);
            assertThat(read(block, good.keySet())).isEqualTo(good);
            List<String> told = new ArrayList<>();
            BlockInspection inspection = block.inspect(told::add);
            assertThat(told).as("once").hasSize(1);
            long goodSamples = good.values().stream().mapToLong(Map::size).sum();
            assertThat(inspection.byEncoding().values().stream().mapToLong(BlockInspection.Share::samples).sum())
                    .isGreaterThanOrEqualTo(goodSamples);
            told.clear();
            block.verify(told::add);
            assertThat(told).hasSize(withoutDirectory ? 0 : 1);
            new BlockMerger(disk, BlockSettings.defaults(), Deletions.NONE, () -> false, bytes -> {})
                    .merge(List.of(block), path + "merged", damage -> {});
            block.release();
            Block merged = open(disk, path + "merged");
            assertThat(read(merged, good.keySet())).isEqualTo(good);
            merged.release();
        }
    }

    /** Each two series share their times. */
    private static BlockModel ofManyTimes() {
        BlockModel model = new BlockModel();
        for (int series = 0; series < 80; series++) {
            NavigableMap<Long, Double> samples = new TreeMap<>();
            for (int i = 0; i < 50; i++) {
                samples.put(BlockModel.DAY + i * 15_000L + series % 40 * 100L, (double) i * series);
            }
            model.samples.put(BlockFormat.key(series / 20, series), samples);
        }
        return model;
    }

    private static boolean isDamaged(Block block, long key) {
        try {
            block.reader().read(BlockFormat.metric(key), BlockFormat.series(key), Long.MIN_VALUE, Long.MAX_VALUE,
                    new SampleColumns());
            return false;
        } catch (Corrupt damage) {
            return true;
        }
    }

    private static NavigableMap<Long, NavigableMap<Long, Double>> read(Block block, Set<Long> keys) {
        NavigableMap<Long, NavigableMap<Long, Double>> found = new TreeMap<>();
        BlockReader reader = block.reader();
        for (long key : keys) {
            SampleColumns samples = new SampleColumns();
            reader.read(BlockFormat.metric(key), BlockFormat.series(key), Long.MIN_VALUE, Long.MAX_VALUE, samples);
            NavigableMap<Long, Double> own = new TreeMap<>();
            for (int i = 0; i < samples.count(); i++) {
                own.put(samples.times()[i], samples.values()[i]);
            }
            found.put(key, own);
        }
        return found;
    }

    @Test
    void theBytesOfAMergeArePaced() throws IOException {
        stored().write(disk, "b", new BlockSettings(1, 512));
        Block block = open(disk, "b");
        long[] told = {0};
        new BlockMerger(disk, new BlockSettings(1, 512), Deletions.NONE, () -> false, bytes -> told[0] += bytes)
                .merge(List.of(block), "merged");
        assertThat(told[0]).isBetween(block.bytes() / 2, block.bytes());
        block.release();
    }

    /** What {@code version-1.block} holds; never changes. */
    static BlockModel stored() {
        BlockModel model = new BlockModel();
        for (int metric = 0; metric < 4; metric++) {
            for (int series = metric; series < 40; series += 3) {
                TreeMap<Long, Double> samples = new TreeMap<>();
                int rows = series == 9 ? 700 : 50;
                for (int i = 0; i < rows; i++) {
                    long time = BlockModel.DAY + i * 15_000L + series % 4 * 1000L + (series == 12 ? i * i % 7 : 0);
                    double value = switch (metric) {
                        case 0 -> series;
                        case 1 -> i * (series + 3) + i * i % 5;
                        case 2 -> (i * 7919 % 1000) / 100.0;
                        default -> Math.sqrt(i + series);
                    };
                    samples.put(time, i % 41 == 40 ? Samples.STALE : value);
                }
                model.samples.put(BlockFormat.key(metric, series), samples);
            }
        }
        TreeMap<Long, byte[]> events = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            byte[] payload = new byte[i * 3];
            Arrays.fill(payload, (byte) i);
            events.put(BlockModel.DAY + i, payload);
        }
        TreeMap<EventKind, NavigableMap<Long, byte[]>> kinds = new TreeMap<>();
        kinds.put(EventKind.NATIVE_HISTOGRAM, events);
        kinds.put(EventKind.START_TIME, new TreeMap<>(events.headMap(BlockModel.DAY + 3)));
        model.events.put(BlockFormat.key(2, 8), kinds);
        return model;
    }

    /** What {@code version-1-without-samples.block} holds; never changes. */
    static BlockModel storedWithoutSamples() {
        BlockModel model = new BlockModel();
        model.samples.put(BlockFormat.key(5, 1), new TreeMap<>(Map.of(BlockModel.DAY, 1.0)));
        List<List<EventKind>> kindsBySeries = List.of(List.of(EventKind.NATIVE_HISTOGRAM, EventKind.EXEMPLAR),
                List.of(EventKind.START_TIME, EventKind.EXEMPLAR), List.of(EventKind.EXEMPLAR, EventKind.START_TIME));
        for (int i = 0; i < kindsBySeries.size(); i++) {
            TreeMap<EventKind, NavigableMap<Long, byte[]>> kinds = new TreeMap<>();
            for (EventKind kind : kindsBySeries.get(i)) {
                kinds.put(kind, new TreeMap<>(
                        Map.of(BlockModel.DAY + 1, new byte[]{1, 2}, BlockModel.DAY + 2, new byte[]{1, 4})));
            }
            model.events.put(BlockFormat.key(5, 2 + i), kinds);
        }
        return model;
    }

    private static Block open(Disk disk, String path) throws IOException {
        return Block.open(disk, path, problem -> {
            throw new AssertionError(problem);
        });
    }

    private static long live(List<Arena> arenas) {
        return arenas.stream().filter(arena -> arena.scope().isAlive()).count();
    }

    /** The disk, with the arenas that it mapped something in. */
    private Disk counting(List<Arena> arenas) {
        return (Disk) Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[]{Disk.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("map")) {
                        arenas.add((Arena) arguments[1]);
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

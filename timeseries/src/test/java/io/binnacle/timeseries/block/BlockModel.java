package io.binnacle.timeseries.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;

/** What a block holds, in sorted maps; makes random ones, writes them, and compares. */
final class BlockModel {

    private static final List<EventKind> KINDS = List.of(EventKind.values());
    static final long DAY = 1_763_683_200_000L;

    final NavigableMap<Long, NavigableMap<Long, Double>> samples = new TreeMap<>();
    final NavigableMap<Long, NavigableMap<EventKind, NavigableMap<Long, byte[]>>> events = new TreeMap<>();

    static BlockModel random(Random random, int seriesMax) {
        BlockModel model = new BlockModel();
        int metrics = 1 + random.nextInt(4);
        int targets = 1 + random.nextInt(5);
        int rows = 1 + random.nextInt(random.nextInt(8) == 0 ? 1200 : 80);
        long start = DAY + random.nextInt(86_400_000);
        for (int metric = 0; metric < metrics; metric++) {
            double load = 0;
            for (int number = 0; number < 1 + random.nextInt(seriesMax); number++) {
                int series = number * 7 + metric;
                NavigableMap<Long, Double> own = new TreeMap<>();
                int kind = random.nextInt(6);
                double value = random.nextInt(1000);
                long jitter = random.nextInt(4) == 0 ? 9 : 1;
                for (int i = random.nextInt(4) == 0 ? random.nextInt(rows) : 0; i < rows; i++) {
                    long time = start + i * 15_000L + number % targets * 100L + random.nextLong(jitter);
                    load = i * 20.0 + random.nextInt(5);
                    value = switch (kind) {
                        case 0 -> value;
                        case 1 -> value + random.nextInt(500);
                        case 2 -> Math.rint(random.nextDouble() * 1e4) / 100;
                        case 3 -> random.nextGaussian();
                        case 4 -> Math.rint(load * 0.7);
                        default -> random.nextInt(9) == 0 ? Double.longBitsToDouble(random.nextLong()) : i;
                    };
                    own.put(time, random.nextInt(300) == 0 ? Samples.STALE : value);
                }
                model.samples.put(BlockFormat.key(metric, series), own);
                if (random.nextInt(5) == 0) {
                    model.addEvents(random, metric, random.nextBoolean() ? series : series + 1_000_000, start);
                }
            }
        }
        model.samples.values().removeIf(Map::isEmpty);
        return model;
    }

    private void addEvents(Random random, int metric, int series, long start) {
        NavigableMap<EventKind, NavigableMap<Long, byte[]>> kinds = new TreeMap<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            EventKind kind = KINDS.get(random.nextInt(KINDS.size()));
            int number = random.nextInt(50);
            // Of exemplars several of one time may stay, of start times only what is news: each time has its own here.
            boolean plain = kind == EventKind.NATIVE_HISTOGRAM;
            byte[] payload = ("event " + number).repeat(plain ? random.nextInt(40) : number % 7 + 1).getBytes(
                    StandardCharsets.UTF_8);
            kinds.computeIfAbsent(kind, key -> new TreeMap<>())
                    .put(plain ? start + random.nextInt(1000) : DAY + number, payload);
        }
        events.put(BlockFormat.key(metric, series), kinds);
    }

    void write(Disk disk, String path, BlockSettings settings) throws IOException {
        try (BlockWriter writer = new BlockWriter(disk, path, settings)) {
            for (var entry : samples.entrySet()) {
                long[] times = entry.getValue().keySet().stream().mapToLong(Long::longValue).toArray();
                double[] values = entry.getValue().values().stream().mapToDouble(Double::doubleValue).toArray();
                writer.add(BlockFormat.metric(entry.getKey()), BlockFormat.series(entry.getKey()), times, values,
                        times.length);
            }
            for (var entry : events.entrySet()) {
                for (var kind : entry.getValue().entrySet()) {
                    long[] times = kind.getValue().keySet().stream().mapToLong(Long::longValue).toArray();
                    writer.addEvents(BlockFormat.metric(entry.getKey()), BlockFormat.series(entry.getKey()),
                            kind.getKey(), times, kind.getValue().values().toArray(byte[][]::new), times.length);
                }
            }
            writer.finish();
        }
    }

    /** Takes the other's samples and events too, as a merge of their blocks does. */
    void merge(BlockModel other) {
        other.samples.forEach((key, theirs) -> {
            NavigableMap<Long, Double> mine = samples.computeIfAbsent(key, absent -> new TreeMap<>());
            theirs.forEach((time, value) -> mine.merge(time, value,
                    (present, candidate) -> Samples.prevails(candidate, present) ? candidate : present));
        });
        other.events.forEach((key, kinds) -> kinds.forEach((kind, theirs) -> {
            NavigableMap<Long, byte[]> mine = events.computeIfAbsent(key, absent -> new TreeMap<>())
                    .computeIfAbsent(kind, absent -> new TreeMap<>());
            theirs.forEach((time, payload) -> mine.merge(time, payload,
                    (present, candidate) -> Arrays.compareUnsigned(candidate, present) > 0 ? candidate : present));
        }));
    }

    void delete(Deletions deletions) {
        samples.forEach((key, own) -> own.keySet().removeIf(time -> deletions.deleted(BlockFormat.series(key), time)));
        samples.values().removeIf(Map::isEmpty);
        events.forEach((key, kinds) -> {
            kinds.forEach((kind, own) -> own.keySet().removeIf(time -> kind != EventKind.START_TIME
                    && deletions.deleted(BlockFormat.series(key), time)));
            kinds.values().removeIf(Map::isEmpty);
            if (deletions.concern(BlockFormat.series(key)) && !samples.containsKey(key)
                    && !kinds.containsKey(EventKind.NATIVE_HISTOGRAM)) {
                kinds.remove(EventKind.START_TIME);
            }
        });
        events.values().removeIf(Map::isEmpty);
    }

    long count() {
        return samples.values().stream().mapToLong(Map::size).sum();
    }

    /** Whole, in order; and pieces of it, in any order. */
    void assertIn(Block block, Random random) {
        assertThat(block.samples()).isEqualTo(count());
        SeriesVisit visit = new SeriesVisit();
        BlockReader walk = block.reader();
        for (var entry : samples.entrySet()) {
            assertThat(walk.next(visit)).isTrue();
            assertThat(visit.key()).isEqualTo(entry.getKey());
            assertColumns(visit.samples(), entry.getValue());
        }
        assertThat(walk.next(visit)).isFalse();
        BlockReader reader = block.reader();
        Long[] keys = samples.keySet().toArray(Long[]::new);
        for (int i = 0; i < 30 && keys.length > 0; i++) {
            assertPiece(reader, keys[random.nextInt(keys.length)], random);
        }
        for (var entry : events.entrySet()) {
            assertThat(block.holds(BlockFormat.series(entry.getKey()))).isTrue();
            assertThat(block.holdsSamples(BlockFormat.series(entry.getKey())))
                    .isEqualTo(hasSamples(BlockFormat.series(entry.getKey())));
            for (EventKind kind : EventKind.values()) {
                EventColumns found = new EventColumns();
                reader.readEvents(BlockFormat.metric(entry.getKey()), BlockFormat.series(entry.getKey()), kind,
                        Long.MIN_VALUE, Long.MAX_VALUE, found);
                NavigableMap<Long, byte[]> expected = entry.getValue().getOrDefault(kind, new TreeMap<>());
                assertThat(Arrays.copyOf(found.times(), found.count()))
                        .isEqualTo(expected.keySet().stream().mapToLong(Long::longValue).toArray());
                assertThat(Arrays.copyOf(found.payloads(), found.count()))
                        .isDeepEqualTo(expected.values().toArray(byte[][]::new));
            }
        }
    }

    private boolean hasSamples(int series) {
        return samples.keySet().stream().anyMatch(key -> BlockFormat.series(key) == series)
                || events.entrySet().stream()
                        .anyMatch(entry -> BlockFormat.series(entry.getKey()) == series
                                && entry.getValue().containsKey(EventKind.NATIVE_HISTOGRAM));
    }

    private void assertPiece(BlockReader reader, long key, Random random) {
        NavigableMap<Long, Double> own = Objects.requireNonNull(samples.get(key));
        long min = own.firstKey() + random.nextLong(-20_000, own.lastKey() - own.firstKey() + 20_000);
        long max = random.nextInt(9) == 0
                ? Long.MAX_VALUE
                : min + random.nextLong(own.lastKey() - own.firstKey() + 2);
        SampleColumns found = new SampleColumns(1);
        found.append(7, 7);
        int metric = BlockFormat.metric(key);
        int series = BlockFormat.series(key);
        int count = reader.read(metric, series, min, max, found);
        NavigableMap<Long, Double> expected = own.subMap(min, true, max, true);
        assertThat(count).isEqualTo(expected.size());
        assertThat(found.count()).isEqualTo(count + 1);
        assertThat(found.values()[0]).isEqualTo(7);
        SampleColumns behind = new SampleColumns();
        for (int i = 1; i < found.count(); i++) {
            behind.append(found.times()[i], found.values()[i]);
        }
        assertColumns(behind, expected);
        assertThat(reader.hasSamples(metric, series, min, max)).isEqualTo(!expected.isEmpty());
        assertThat(reader.read(metric + 9, series, min, max, found)).isZero();
        assertThat(reader.hasSamples(metric + 9, series, min, max)).isFalse();
    }

    static void assertColumns(SampleColumns found, NavigableMap<Long, Double> expected) {
        assertThat(Arrays.copyOf(found.times(), found.count()))
                .isEqualTo(expected.keySet().stream().mapToLong(Long::longValue).toArray());
        assertThat(Arrays.stream(found.values(), 0, found.count()).mapToLong(Double::doubleToRawLongBits).toArray())
                .isEqualTo(expected.values().stream().mapToLong(Double::doubleToRawLongBits).toArray());
    }
}

package io.binnacle.timeseries.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import org.junit.jupiter.api.Test;

/** A generation against sorted maps, one a version that a reader is open on. */
class GenerationFuzzTest {

    private static final int SERIES = 20;
    private static final int COMMITS = 3000;

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private record Reader(long version, List<NavigableMap<Long, Long>> expected) {}

    @Test
    void everyReaderSeesItsVersionWhateverIsWrittenMeanwhile() {
        System.out.println("fuzz seed of GenerationFuzzTest: -Dfuzz.seed=" + seed);
        Generation generation = new Generation();
        List<NavigableMap<Long, Long>> model = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            model.add(new TreeMap<>());
        }
        List<Reader> readers = new ArrayList<>();
        for (long version = 1; version <= COMMITS; version++) {
            long[] open = readers.stream().mapToLong(Reader::version).sorted().distinct().toArray();
            commit(generation, model, version, open);
            if (random.nextInt(5) == 0) {
                readers.add(new Reader(version, copy(model)));
            }
            if (readers.size() > 6) {
                Reader one = readers.remove(random.nextInt(readers.size()));
                check(generation, one, version);
            }
        }
        readers.forEach(one -> check(generation, one, COMMITS));
        assertThat(generation.samples()).isEqualTo(model.stream().mapToLong(NavigableMap::size).sum());
        generation.release();
    }

    private void commit(Generation generation, List<NavigableMap<Long, Long>> model, long version, long[] open) {
        List<Integer> late = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int series = random.nextInt(SERIES);
            NavigableMap<Long, Long> samples = model.get(series);
            long newest = samples.isEmpty() ? 1_700_000_000_000L : samples.lastKey();
            long millis = newest + step();
            double value = value(series);
            generation.touch(series, version, open);
            if (samples.isEmpty() || millis > newest) {
                generation.append(series, new long[]{millis}, new double[]{value}, 0, 1);
                samples.put(millis, Double.doubleToRawLongBits(value));
            } else {
                Long present = samples.get(millis);
                if (present == null || Samples.prevails(value, Double.longBitsToDouble(present))) {
                    assertThat(generation.appendLate(series, version, millis, value, present != null))
                            .isEqualTo(
                                    present == null ? Generation.LateOutcome.ADDED : Generation.LateOutcome.REPLACED);
                    samples.put(millis, Double.doubleToRawLongBits(value));
                    late.add(series);
                }
            }
        }
        long oldest = open.length == 0 ? version - 1 : Math.min(open[0], version - 1);
        late.forEach(series -> generation.publishLate(series, version, oldest));
    }

    private long step() {
        return switch (random.nextInt(12)) {
            case 0 -> -random.nextInt(50_000);
            case 1 -> random.nextLong(1L << 40) + 1;
            case 2 -> random.nextInt(20_000) + 1;
            case 3 -> 0;
            default -> 10_000 + random.nextInt(3) - 1;
        };
    }

    private double value(int series) {
        return switch (series % 5) {
            case 0 -> 1;
            case 1 -> random.nextInt(5);
            case 2 -> random.nextDouble();
            case 3 -> Double.longBitsToDouble(random.nextLong());
            default -> random.nextBoolean() ? Samples.STALE : -0.0;
        };
    }

    private static List<NavigableMap<Long, Long>> copy(List<NavigableMap<Long, Long>> model) {
        List<NavigableMap<Long, Long>> copy = new ArrayList<>();
        model.forEach(samples -> copy.add(new TreeMap<>(samples)));
        return copy;
    }

    private void check(Generation generation, Reader reader, long at) {
        for (int series = 0; series < SERIES; series++) {
            NavigableMap<Long, Long> all = reader.expected().get(series);
            long min = all.isEmpty() || random.nextBoolean()
                    ? Long.MIN_VALUE
                    : all.firstKey() + random.nextInt(100_000);
            long max = all.isEmpty() || random.nextBoolean() ? Long.MAX_VALUE : all.lastKey() - random.nextInt(100_000);
            SampleColumns read = new SampleColumns(1);
            generation.read(series, reader.version(), min, max, read, new SampleColumns(1));
            NavigableMap<Long, Long> samples = new TreeMap<>();
            for (int i = 0; i < read.count(); i++) {
                samples.put(read.times()[i], Double.doubleToRawLongBits(read.values()[i]));
            }
            assertThat(samples)
                    .as("series " + series + " as of " + reader.version() + " read at " + at + ", seed " + seed)
                    .isEqualTo(min > max ? new TreeMap<>() : all.subMap(min, true, max, true)).hasSize(read.count());
            if (generation.firstIsWithin(series, reader.version(), min, max)) {
                assertThat(samples).as("series %d as of %d, seed %d", series, reader.version(), seed).isNotEmpty();
            }
        }
    }

    /** Who reads which version, as a store keeps it. */
    private static final class Versions {
        private final TreeSet<Long> open = new TreeSet<>();
        private long published;

        synchronized long open() {
            open.add(published);
            return published;
        }

        synchronized void close(long version) {
            open.remove(version);
        }

        synchronized long[] openVersions() {
            return open.stream().mapToLong(Long::longValue).toArray();
        }

        synchronized void publish(long version) {
            published = version;
        }
    }

    @Test
    void aReaderSeesItsVersionWhileTheWriterWrites() throws InterruptedException {
        Generation generation = new Generation();
        Versions versions = new Versions();
        AtomicReference<String> fault = new AtomicReference<>("");
        int commits = 4000;
        Thread reader = Thread.ofPlatform().start(() -> {
            long version = 0;
            while (version < commits && fault.get().isEmpty()) {
                version = versions.open();
                try {
                    for (int series = 0; series < 3; series++) {
                        fault.compareAndSet("", faultOf(generation, series, version));
                    }
                } catch (RuntimeException e) {
                    fault.set(e.toString());
                }
                versions.close(version);
            }
        });
        for (long version = 1; version <= commits; version++) {
            for (int series = 0; series < 3; series++) {
                generation.touch(series, version, versions.openVersions());
                generation.append(series, new long[]{(version - 1) * 1000L}, new double[]{(version - 1) / 7.0}, 0, 1);
            }
            versions.publish(version);
        }
        assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
        assertThat(fault.get()).isEmpty();
        generation.release();
    }

    private static String faultOf(Generation generation, int series, long version) {
        SampleColumns read = new SampleColumns();
        generation.read(series, version, Long.MIN_VALUE, Long.MAX_VALUE, read, new SampleColumns());
        if (read.count() != version) {
            return "version " + version + " shows " + read.count() + " samples";
        }
        for (int i = 0; i < read.count(); i++) {
            if (read.times()[i] != i * 1000L || read.values()[i] != i / 7.0) {
                return "sample " + i + " is " + read.times()[i] + " " + read.values()[i];
            }
        }
        return "";
    }
}

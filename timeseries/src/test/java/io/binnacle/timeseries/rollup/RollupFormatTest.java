package io.binnacle.timeseries.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.timeseries.Aggregate;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.block.Block;
import io.binnacle.timeseries.block.BlockReader;
import io.binnacle.timeseries.block.BlockSettings;
import io.binnacle.timeseries.block.BlockWriter;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.Test;

/** Files of points that were stored once are read for ever; {@code -Drollup.write=…} writes the present version's. */
class RollupFormatTest {

    private static final long DAY = Instant.parse("2026-11-23T00:00:00Z").toEpochMilli();
    private static final int SERIES = 8;

    private final FaultyDisk disk = new FaultyDisk();

    private static NavigableMap<Long, Double> samples(int series) {
        NavigableMap<Long, Double> samples = RandomSamples.of(new Random(series), DAY, DAY + 86_400_000);
        // Counters over midnight, and one that is no counter.
        samples.put(DAY, 7.0);
        if (series == 3) {
            samples.replaceAll((time, value) -> Double.NaN);
        }
        return samples;
    }

    private void write(String path) throws IOException {
        DayRollup fine = new DayRollup();
        RollupFormat format = new RollupFormat();
        try (BlockWriter writer = new BlockWriter(disk, path, BlockSettings.defaults())) {
            for (int series = 0; series < SERIES; series++) {
                NavigableMap<Long, Double> samples = samples(series);
                fine.roll(samples.keySet().stream().mapToLong(Long::longValue).toArray(),
                        samples.values().stream().mapToDouble(Double::doubleValue).toArray(), 0, samples.size());
                format.write(writer, series / 4, series, fine);
            }
            writer.finish();
        }
    }

    private void check(String path) throws IOException {
        List<String> problems = new ArrayList<>();
        Block block = Block.open(disk, path, problems::add);
        try {
            block.verify(problems::add);
            assertThat(problems).isEmpty();
            BlockReader reader = block.reader();
            RollupFormat format = new RollupFormat();
            DayPart part = new DayPart();
            Random random = new Random(1);
            for (int i = 0; i < 2000; i++) {
                int series = random.nextInt(SERIES);
                Rollup rollup = new Rollup(Resolution.FIVE_MINUTES,
                        RandomSamples.rollup(random).aggregate());
                long min = DAY + random.nextLong(-1000, 86_400_000);
                long max = min + random.nextLong(86_400_000);
                WindowSpan span = WindowSpan.of(rollup, min, max);
                format.read(reader, series / 4, series, span, part);
                NavigableMap<Long, Long> bits = new TreeMap<>();
                for (int at = 0; at < part.points().count(); at++) {
                    bits.put(part.points().times()[at], Double.doubleToRawLongBits(part.points().values()[at]));
                }
                NavigableMap<Long, Double> samples = samples(series);
                assertThat(bits).as("%s of %s, %s to %s", rollup, series, min, max)
                        .isEqualTo(RollupModel.points(samples, rollup, min, max));
                assertThat(RollupFormat.has(reader, series / 4, series, span)).isEqualTo(!bits.isEmpty());
                if (rollup.aggregate() == Aggregate.INCREASE && series != 3) {
                    assertThat(part.readings().firstMillis()).isEqualTo(DAY);
                    assertThat(part.readings().firstValue()).isEqualTo(7);
                    assertThat(part.readings().lastValue()).isEqualTo(samples.get(part.readings().lastMillis()));
                }
            }
        } finally {
            block.release();
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        write("now.rollup");
        check("now.rollup");
        String target = System.getProperty("rollup.write");
        if (target != null) {
            Files.write(Path.of(target), disk.bytes("now.rollup"));
        }
    }

    @Test
    void versionOneIsReadForEver() throws IOException {
        try (InputStream stored = RollupFormatTest.class.getResourceAsStream("/rollup/version-1.rollup")) {
            assertThat(stored).isNotNull();
            try (DiskFile file = disk.create("stored.rollup")) {
                file.append(ByteBuffer.wrap(stored.readAllBytes()));
            }
        }
        check("stored.rollup");
    }
}

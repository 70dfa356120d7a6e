package io.binnacle.timeseries.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class RunBitmapTest {

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void isWhatAddingEachNumberGives() {
        System.out.println("fuzz.seed=" + seed);
        for (int round = 0; round < 300; round++) {
            long[] runs = new long[1 + random.nextInt(200)];
            int lengthMax = 1 << random.nextInt(18);
            int gapMax = 1 << random.nextInt(16);
            RoaringBitmap expected = new RoaringBitmap();
            long end = random.nextInt(1 << 20);
            int count = 0;
            while (count < runs.length) {
                int first = (int) end + random.nextInt(gapMax);
                end = first + 1L + random.nextInt(lengthMax);
                expected.add((long) first, end);
                runs[count++] = RunBitmap.run(first, (int) end);
            }
            expected.runOptimize();
            RoaringBitmap built = RunBitmap.of(runs, 0, count);
            assertThat(built).as("round %d, -Dfuzz.seed=%d", round, seed).isEqualTo(expected);
            assertThat(built.getCardinality()).isEqualTo(expected.getCardinality());
            assertThat(built.serializedSizeInBytes()).as("no larger")
                    .isLessThanOrEqualTo(expected.serializedSizeInBytes());
        }
    }

    @Test
    void reachesTheLargestNumber() {
        long[] runs = {RunBitmap.run(0, 1), RunBitmap.run(Integer.MAX_VALUE - 3, Integer.MAX_VALUE)};
        RoaringBitmap built = RunBitmap.of(runs, 0, 2);
        assertThat(built.toArray()).containsExactly(0, Integer.MAX_VALUE - 3, Integer.MAX_VALUE - 2,
                Integer.MAX_VALUE - 1);
    }
}

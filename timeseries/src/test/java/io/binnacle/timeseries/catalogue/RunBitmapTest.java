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
            // Roaring takes another form where two are equally large, and its header depends on whether a run is among them:
            // a size, a bit a container and, in one case, an offset a container.
            assertThat(built.serializedSizeInBytes()).as("no larger, -Dfuzz.seed=%d", seed)
                    .isLessThanOrEqualTo(expected.serializedSizeInBytes() + 8 + 5 * expected.getContainerCount());
        }
    }

    @Test
    void isARunWhereBothFormsAreEquallyLarge() {
        RoaringBitmap built = RunBitmap.of(new long[]{RunBitmap.run(5, 8)}, 0, 1);
        assertThat(built).isEqualTo(RoaringBitmap.bitmapOf(5, 6, 7));
        assertThat(built.hasRunCompression()).isTrue();
    }

    @Test
    void reachesTheLargestNumber() {
        long[] runs = {RunBitmap.run(0, 1), RunBitmap.run(Integer.MAX_VALUE - 3, Integer.MAX_VALUE)};
        RoaringBitmap built = RunBitmap.of(runs, 0, 2);
        assertThat(built.toArray()).containsExactly(0, Integer.MAX_VALUE - 3, Integer.MAX_VALUE - 2,
                Integer.MAX_VALUE - 1);
    }
}

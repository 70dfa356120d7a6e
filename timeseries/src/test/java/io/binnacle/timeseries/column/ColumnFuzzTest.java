package io.binnacle.timeseries.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.Samples;
import org.junit.jupiter.api.Test;

/** Columns of every kind, several in a row, come back bit by bit. */
class ColumnFuzzTest {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 4000);
    private static final double[] RARE = {Double.NaN, Samples.STALE, Double.longBitsToDouble(Samples.NAN_BITS),
            Double.longBitsToDouble(0xfff8_0000_dead_beefL), Double.longBitsToDouble(0x7ff0_0000_0000_0001L), -0.0, 0.0,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_VALUE,
            Double.MIN_NORMAL / 3, Double.MAX_VALUE, -Double.MAX_VALUE, 0x1p53, 0x1p53 + 2, -0x1p53, 0x1p63, -0x1p63,
            9007199254740991.0, 1e22, 1e23, 0.1, 0.30000000000000004, 123456789012345.67, 1e-7, 4.9e-300};

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ValueEncoder encoder = new ValueEncoder();
    private final ValueDecoder decoder = new ValueDecoder();

    @Test
    void valuesComeBackBitByBit() {
        System.out.println("fuzz.seed=" + seed);
        for (int round = 0; round < ROUNDS; round++) {
            ByteSink sink = new ByteSink(16);
            encoder.forgetNeighbour();
            List<double[]> written = new ArrayList<>();
            double[] before = {0};
            for (int column = random.nextInt(6); column >= 0; column--) {
                double[] values = column(before);
                encoder.encode(values, 0, values.length, sink);
                written.add(values);
                before = values;
            }
            ByteSource source = source(sink);
            decoder.forgetNeighbour();
            for (double[] values : written) {
                double[] read = new double[values.length + 3];
                decoder.decode(source, values.length, read, 3);
                assertThat(bits(Arrays.copyOfRange(read, 3, read.length))).isEqualTo(bits(values));
            }
            assertThat(source.remaining()).isZero();
        }
    }

    @Test
    void rareValuesAloneAndTogether() {
        for (double rare : RARE) {
            roundTrip(rare);
            roundTrip(1, 2, rare, 4);
            roundTrip(rare, 0.25, 0.5, rare);
        }
        roundTrip(RARE);
    }

    @Test
    void timesComeBack() {
        TimeEncoder times = new TimeEncoder();
        TimeDecoder back = new TimeDecoder();
        for (int round = 0; round < ROUNDS; round++) {
            long[] column = new long[1 + random.nextInt(Column.ROWS_MAX)];
            long time = random.nextInt(10) == 0 ? Long.MIN_VALUE : random.nextLong(1L << 42);
            long step = 1 + random.nextLong(1L << random.nextInt(50));
            int jitter = 1 + random.nextInt(1 << random.nextInt(20));
            for (int i = 0; i < column.length; i++) {
                column[i] = time;
                time += step + (random.nextInt(3) == 0 ? random.nextInt(jitter) : 0);
            }
            if (column.length > 1 && random.nextInt(10) == 0) {
                column[column.length - 1] = Long.MAX_VALUE;
            }
            ByteSink sink = new ByteSink(16);
            times.encode(column, 0, column.length, sink);
            long[] read = new long[column.length];
            back.decode(source(sink), column.length, column[0], read, 0);
            assertThat(read).isEqualTo(column);
        }
    }

    @Test
    void aScrapeOfAMonthTakesAFewBytes() {
        long[] times = new long[Column.ROWS_MAX];
        Arrays.setAll(times, i -> 1_700_000_000_000L + i * 15_000L);
        ByteSink sink = new ByteSink(16);
        new TimeEncoder().encode(times, 0, times.length, sink);
        assertThat(sink.size()).isLessThanOrEqualTo(8);
    }

    @Test
    void bucketsOfOneHistogramStandOnEachOther() {
        double[] all = new double[Column.ROWS_MAX];
        double[] half = new double[Column.ROWS_MAX];
        for (int i = 1; i < all.length; i++) {
            all[i] = all[i - 1] + random.nextInt(1000);
            half[i] = Math.rint(all[i] * 0.47);
        }
        ByteSink sink = new ByteSink(16);
        encoder.encode(all, 0, all.length, sink);
        int first = sink.size();
        encoder.encode(half, 0, half.length, sink);
        assertThat(first).isGreaterThan(300);
        assertThat(sink.size() - first).isLessThan(110);
        assertThat(ValueDecoder.standsOnNeighbour(sink.bytes()[first])).isTrue();
    }

    @Test
    void damagedBytesGiveCorruptOrOtherValues() {
        int told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ByteSink sink = new ByteSink(16);
            encoder.forgetNeighbour();
            double[] values = column(new double[]{0});
            encoder.encode(values, 0, values.length, sink);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                sink.bytes()[random.nextInt(sink.size())] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                decoder.forgetNeighbour();
                decoder.decode(source(sink), 1 + random.nextInt(Column.ROWS_MAX), new double[Column.ROWS_MAX], 0);
            } catch (Corrupt corrupt) {
                told++;
            }
        }
        assertThat(told).isPositive();
    }

    private void roundTrip(double... values) {
        ByteSink sink = new ByteSink(16);
        encoder.forgetNeighbour();
        encoder.encode(values, 0, values.length, sink);
        double[] read = new double[values.length];
        decoder.decode(source(sink), values.length, read, 0);
        assertThat(bits(read)).isEqualTo(bits(values));
    }

    /** One of many kinds, at times with rare values in it, at times in proportion to the column before. */
    private double[] column(double[] before) {
        int count = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1 + random.nextInt(Column.ROWS_MAX);
        if (random.nextBoolean()) {
            count = before.length;
        }
        double[] values = new double[count];
        int kind = random.nextInt(10);
        int scale = random.nextInt(8);
        double spread = Math.pow(10, random.nextInt(12));
        double value = random.nextInt(3) == 0 ? 0 : Math.rint(random.nextGaussian() * spread);
        for (int i = 0; i < count; i++) {
            value = switch (kind) {
                case 0 -> value;
                case 1 -> value + random.nextInt(1000);
                case 2 -> Math.rint((value + random.nextDouble()) * Math.pow(10, scale)) / Math.pow(10, scale);
                case 3 -> value + 4096.0 * random.nextInt(-100, 100);
                case 4 -> value + random.nextGaussian();
                case 5 -> Double.longBitsToDouble(random.nextLong());
                case 6 -> Math.rint(before[i % before.length] * 0.3) + random.nextInt(2);
                case 7 -> random.nextInt(50) == 0 ? 0 : value + 15;
                case 8 -> (float) random.nextGaussian();
                default -> RARE[random.nextInt(RARE.length)];
            };
            values[i] = value;
        }
        if (random.nextInt(3) == 0) {
            for (int rare = random.nextInt(1 + count / 4); rare >= 0; rare--) {
                values[random.nextInt(count)] = RARE[random.nextInt(RARE.length)];
            }
        }
        return values;
    }

    private static ByteSource source(ByteSink sink) {
        ByteSource source = new ByteSource();
        source.reset(Arrays.copyOf(sink.bytes(), sink.size() + ByteSource.PADDING_BYTES), 0, sink.size());
        return source;
    }

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        Arrays.setAll(bits, i -> Double.doubleToRawLongBits(values[i]));
        return bits;
    }
}

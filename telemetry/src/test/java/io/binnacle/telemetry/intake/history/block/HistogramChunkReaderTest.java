package io.binnacle.telemetry.intake.history.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.histogram.Buckets;
import io.binnacle.timeseries.histogram.CounterReset;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.junit.jupiter.api.Test;

/** Chunks written bit by bit after Prometheus' description of them. */
class HistogramChunkReaderTest {

    private final BitSink bits = new BitSink();

    @Test
    void wholeNumbersAreToldByTheirSecondDifferences() {
        head(3, 0x80);
        bits.put(0b0, 1); // no spans below zero
        bits.prefixed(1000);
        counts(6, 1); // all, around zero
        bits.put(Double.doubleToRawLongBits(2.5), 64);
        deltas(2, 1); // 2 and 3
        bits.prefixed(15);
        counts(4, 1);
        bits.put(0, 1); // the same sum
        deltas(1, 1); // 3 and 5
        bits.prefixed(0); // as far again
        counts(-4, -1);
        bits.put(0b11, 2);
        bits.put(0, 5);
        bits.put(0, 6);
        bits.put(Double.doubleToRawLongBits(2.5) ^ Samples.STALE_BITS, 64);
        List<HistogramSample> read = read(false);
        assertThat(read.get(0).epochMillis()).isEqualTo(1000);
        assertThat(read.get(0).histogram()).isEqualTo(NativeHistogram.ofIntegers().schema(1).zero(0.5, 1).count(6)
                .sum(2.5).reset(CounterReset.RESET).positive(buckets(2, 3)).build());
        assertThat(read.get(1).epochMillis()).isEqualTo(1015);
        assertThat(read.get(1).histogram()).isEqualTo(NativeHistogram.ofIntegers().schema(1).zero(0.5, 2).count(10)
                .sum(2.5).reset(CounterReset.NOT_RESET).positive(buckets(3, 5)).build());
        assertThat(read.get(2).epochMillis()).isEqualTo(1030);
        assertThat(read.get(2).histogram().isStale()).isTrue();
    }

    @Test
    void floatsAreToldByTheBitsThatDiffer() {
        head(2, 0xC0);
        bits.put(0b0, 1);
        bits.prefixed(1000);
        for (double value : new double[]{4.5, 1, 9, 1.5, 2}) { // all, around zero, sum, two buckets
            bits.put(Double.doubleToRawLongBits(value), 64);
        }
        bits.prefixed(10);
        for (int i = 0; i < 5; i++) {
            bits.put(0, 1);
        }
        List<HistogramSample> read = read(true);
        NativeHistogram expected = NativeHistogram.ofFloats().schema(1).zero(0.5, 1).count(4.5).sum(9)
                .reset(CounterReset.GAUGE).positive(Buckets.ofFloats(new int[]{-1}, new int[]{2}, 1.5, 2)).build();
        assertThat(read).extracting(HistogramSample::histogram).containsExactly(expected, expected);
        assertThat(read).extracting(HistogramSample::epochMillis).containsExactly(1000L, 1010L);
    }

    /** One span of two buckets above zero, behind an offset of -1; schema 1; the bucket around zero reaches to 0.5. */
    private void head(int samples, int reset) {
        bits.put(samples, 16);
        bits.put(reset, 8);
        bits.put(243, 8); // 0.5 * 2^0
        bits.prefixed(1);
        bits.prefixed(1);
        bits.prefixed(2);
        bits.prefixed(-1);
    }

    private void counts(long all, long zero) {
        bits.prefixed(all);
        bits.prefixed(zero);
    }

    private void deltas(long first, long second) {
        bits.prefixed(first);
        bits.prefixed(second);
    }

    private static Buckets buckets(long... counts) {
        return Buckets.ofIntegers(new int[]{-1}, new int[]{2}, counts);
    }

    private List<HistogramSample> read(boolean floats) {
        List<HistogramSample> read = new ArrayList<>();
        new HistogramChunkReader(bits.bytes(), floats).read(new SampleSink() {
            @Override
            public void sample(long millis, double value) {
                throw new AssertionError("a number");
            }

            @Override
            public void sample(long millis, NativeHistogram histogram) {
                read.add(new HistogramSample(millis, histogram));
            }
        });
        return read;
    }

    /** Writes what {@link BitSource} reads. */
    private static final class BitSink {

        private final StringBuilder written = new StringBuilder();

        void put(long value, int width) {
            for (int bit = width - 1; bit >= 0; bit--) {
                written.append(value >>> bit & 1);
            }
        }

        /** Small numbers, three or twelve bits wide; twelve alone would not try both. */
        void prefixed(long value) {
            if (value == 0) {
                put(0b0, 1);
            } else if (value >= -3 && value <= 4) {
                put(0b10, 2);
                put(value, 3);
            } else {
                put(0b11110, 5);
                put(value, 12);
            }
        }

        byte[] bytes() {
            byte[] bytes = new byte[(written.length() + 7) / 8];
            for (int i = 0; i < written.length(); i++) {
                bytes[i / 8] |= (byte) ((written.charAt(i) - '0') << (7 - i % 8));
            }
            return bytes;
        }
    }
}

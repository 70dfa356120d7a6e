package io.binnacle.timeseries.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.Samples;
import org.junit.jupiter.api.Test;

class HistogramCodecTest {

    private static NativeHistogram integers() {
        return NativeHistogram.ofIntegers().schema(-4).reset(CounterReset.NOT_RESET).zero(1e-9, 1).count(7).sum(5.5)
                .positive(Buckets.ofIntegers(new int[]{-3, 2}, new int[]{1, 2}, 1, 3, 2)).build();
    }

    private static NativeHistogram floats() {
        return NativeHistogram.ofFloats().schema(8).reset(CounterReset.GAUGE).zero(0.5, 2.25).count(Double.NaN)
                .sum(-0.0)
                .negative(Buckets.ofFloats(new int[]{1}, new int[]{2}, 1, 0.1)).build();
    }

    private static NativeHistogram custom() {
        return NativeHistogram.ofIntegers().schema(NativeHistogram.CUSTOM_BOUNDS).customBounds(-1, 2.5).count(3).sum(1)
                .positive(Buckets.ofIntegers(new int[]{1}, new int[]{2}, 1, 2)).build();
    }

    @Test
    void whatIsEncodedIsDecoded() {
        for (NativeHistogram one : new NativeHistogram[]{integers(), floats(), custom(),
                NativeHistogram.ofFloats().build(), NativeHistogram.ofIntegers().build(),
                NativeHistogram.ofIntegers().sum(Double.NaN).countWord(-1).build()}) {
            NativeHistogram decoded = HistogramCodec.decode(HistogramCodec.encode(one));
            assertThat(decoded).isEqualTo(one).hasSameHashCodeAs(one).hasToString(one.toString());
        }
        assertThat(integers()).isNotEqualTo(floats());
    }

    @Test
    void aStaleMarkerIsTheSmallestAndNothingElse() {
        byte[] stale = HistogramCodec.encode(NativeHistogram.ofFloats().schema(3).count(5).sum(Samples.STALE).build());
        assertThat(HistogramCodec.decode(stale).isStale()).isTrue();
        assertThat(stale).hasSize(2);
        assertThat(Arrays.compareUnsigned(stale, HistogramCodec.encode(NativeHistogram.ofIntegers().build())))
                .isNegative();
    }

    @Test
    void bytesOfVersionOneAreRead() {
        String integers = "018c" + "07" + "07" + "0000000000001640" + "95d626e80b2e113e" + "01" + "02" + "0501" + "0402"
                + "02" + "04" + "01";
        assertThat(HistogramCodec.decode(HexFormat.of().parseHex(integers))).isEqualTo(integers());
        assertThat(HexFormat.of().formatHex(HistogramCodec.encode(integers()))).isEqualTo(integers);
        String custom = "01a0" + "69" + "03" + "000000000000f03f" + "01" + "0202" + "02" + "02"
                + "02" + "000000000000f0bf" + "0000000000000440";
        assertThat(HistogramCodec.decode(HexFormat.of().parseHex(custom))).isEqualTo(custom());
        String floats = "0187" + "00" + "bf20" + "000000000000e03f" + "00" + "00";
        assertThat(HistogramCodec.decode(HexFormat.of().parseHex(floats))).isEqualTo(NativeHistogram.ofFloats()
                .reset(CounterReset.GAUGE).count(Double.longBitsToDouble(Long.reverseBytes(0x103f))).sum(0.5).build());
        assertThat(HistogramCodec.decode(new byte[]{1, 0})).isEqualTo(NativeHistogram.stale());
        assertThatThrownBy(() -> HistogramCodec.decode(new byte[]{2, 0})).isInstanceOf(Corrupt.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void bytesThatAreNoHistogramAreCorruptAndNothingElse() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("fuzz seed of HistogramCodecTest: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        byte[][] good = {HistogramCodec.encode(integers()), HistogramCodec.encode(floats()),
                HistogramCodec.encode(custom())};
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good[random.nextInt(good.length)], 1 + random.nextInt(40));
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                NativeHistogram decoded = HistogramCodec.decode(bytes);
                assertThat(HistogramCodec.decode(HistogramCodec.encode(decoded))).as("seed " + seed).isEqualTo(decoded);
                read++;
            } catch (Corrupt expected) {
                assertThat(expected).as("seed " + seed).hasMessageNotContaining("null");
            }
        }
        assertThat(read).isPositive();
    }
}

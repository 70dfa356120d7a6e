package io.binnacle.timeseries.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.Samples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NativeHistogramTest {

    private static Buckets three(int... offsets) {
        return Buckets.ofIntegers(offsets, new int[]{1, 2}, 1, 3, 2);
    }

    /** Counts of 1, 3 and 2, a gap of two between the first and the second. */
    private static NativeHistogram.Builder integers() {
        return NativeHistogram.ofIntegers().schema(-4).zero(1e-9, 1).count(7).sum(5.5).positive(three(-3, 2));
    }

    private static @Nullable String custom(double... bounds) {
        return NativeHistogram.ofIntegers().schema(NativeHistogram.CUSTOM_BOUNDS).customBounds(bounds).count(2)
                .positive(Buckets.ofIntegers(new int[]{0}, new int[]{2}, 1, 1)).fault();
    }

    @Test
    void whatWasPutInComesOut() {
        NativeHistogram histogram = integers().reset(CounterReset.RESET).build();
        assertThat(histogram.floats()).isFalse();
        assertThat(histogram.count()).isEqualTo(7);
        assertThat(histogram.zeroCount()).isEqualTo(1);
        assertThat(histogram.zeroThreshold()).isEqualTo(1e-9);
        assertThat(histogram.sum()).isEqualTo(5.5);
        assertThat(histogram.schema()).isEqualTo(-4);
        assertThat(histogram.reset()).isEqualTo(CounterReset.RESET);
        assertThat(histogram.positive().spans()).isEqualTo(2);
        assertThat(histogram.positive().offset(1)).isEqualTo(2);
        assertThat(histogram.positive().length(1)).isEqualTo(2);
        assertThat(histogram.count(histogram.positive(), 2)).isEqualTo(2);
        assertThat(histogram.negative().size()).isZero();
        assertThat(NativeHistogram.ofIntegers().sum(Double.NaN).countWord(-1).build().count())
                .isEqualTo(0x1p64);
    }

    @Test
    void whatPrometheusRefusesIsRefused() {
        assertThat(integers().fault()).isNull();
        assertThat(integers().schema(9).fault()).isEqualTo("schema 9");
        assertThat(integers().schema(-5).fault()).isEqualTo("schema -5");
        assertThat(integers().count(8).fault()).isEqualTo("7 observations in buckets, a count of 8");
        assertThat(integers().sum(Double.NaN).count(8).fault()).isNull();
        assertThat(integers().sum(Double.NaN).count(6).fault()).isNotNull();
        assertThat(integers().positive(Buckets.ofIntegers(new int[]{0}, new int[]{3}, 1, 2)).fault())
                .isEqualTo("3 buckets in spans, 2 counts");
        assertThat(integers().positive(three(0, -1)).fault()).startsWith("a span that begins before");
        assertThat(integers().positive(Buckets.ofIntegers(new int[]{0}, new int[]{-1})).fault())
                .isEqualTo("a span of less than no bucket");
        assertThat(integers().positive(Buckets.ofIntegers(new int[]{0}, new int[]{1}, -1)).fault())
                .isEqualTo("a bucket with a negative count");
        assertThat(NativeHistogram.ofFloats().count(-1).fault()).isEqualTo("a negative count");
        assertThat(NativeHistogram.ofFloats().count(1).negative(Buckets.ofFloats(new int[]{0}, new int[]{1}, -0.5))
                .fault()).isEqualTo("a bucket with a negative count");
        assertThat(NativeHistogram.ofIntegers().positive(Buckets.ofIntegers(new int[]{0}, new int[]{10_001},
                new long[10_001])).fault()).isEqualTo("more than 10000 buckets");
        assertThat(NativeHistogram.ofIntegers().sum(Samples.STALE).fault()).isNull();
        assertThatThrownBy(() -> integers().schema(9).build()).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("schema 9");
    }

    @Test
    void customBoundsAscend() {
        assertThat(custom(1, 2.5)).isNull();
        assertThat(custom(1)).isNull();
        assertThat(custom()).isEqualTo("a bucket behind the last bound");
        assertThat(custom(2, 2)).startsWith("custom bounds that do not ascend");
        assertThat(custom(1, Double.POSITIVE_INFINITY)).startsWith("custom bounds that do not ascend");
        assertThat(custom(Double.NaN)).startsWith("custom bounds that do not ascend");
        assertThat(custom(Double.NEGATIVE_INFINITY)).startsWith("custom bounds that do not ascend");
        NativeHistogram.Builder zero = NativeHistogram.ofIntegers().schema(NativeHistogram.CUSTOM_BOUNDS);
        assertThat(zero.zero(0, 1).count(1).fault()).startsWith("a zero bucket");
        assertThat(NativeHistogram.ofIntegers().schema(NativeHistogram.CUSTOM_BOUNDS)
                .negative(Buckets.ofIntegers(new int[]{0}, new int[]{0})).fault()).startsWith("negative buckets");
        assertThat(integers().customBounds(1).fault()).startsWith("custom bounds in an exponential");
    }

    @Test
    void itsStaleMarkerIsThatOfSamples() {
        assertThat(NativeHistogram.STALE_SUM_BITS).isEqualTo(Samples.STALE_BITS);
    }
}

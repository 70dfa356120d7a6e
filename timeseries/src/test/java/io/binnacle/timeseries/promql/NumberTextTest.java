package io.binnacle.timeseries.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;

import org.junit.jupiter.api.Test;

class NumberTextTest {

    @Test
    void numbersAreWrittenWithoutAnExponent() {
        assertThat(NumberText.format(0)).isEqualTo("0");
        assertThat(NumberText.format(-0.0)).isEqualTo("-0");
        assertThat(NumberText.format(1.5)).isEqualTo("1.5");
        assertThat(NumberText.format(-1234567.25)).isEqualTo("-1234567.25");
        assertThat(NumberText.format(123456789.125)).isEqualTo("123456789.125");
        assertThat(NumberText.format(1e21)).isEqualTo("1000000000000000000000");
        assertThat(NumberText.format(-1.5e-7)).isEqualTo("-0.00000015");
        assertThat(NumberText.format(1e-5)).isEqualTo("0.00001");
        assertThat(NumberText.format(Double.NaN)).isEqualTo("NaN");
        assertThat(NumberText.format(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
        assertThat(NumberText.format(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    }

    @Test
    void everyNumberIsItsShortestDecimal() {
        Random bits = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            double value = i % 2 == 0
                    ? Double.longBitsToDouble(bits.nextLong())
                    : (bits.nextDouble() - 0.5) * Math.pow(10, bits.nextInt(40) - 20);
            if (Double.isFinite(value) && value != 0) {
                assertThat(NumberText.format(value))
                        .isEqualTo(new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString());
            }
        }
    }
}

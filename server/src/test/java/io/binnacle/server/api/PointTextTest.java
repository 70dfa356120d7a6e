package io.binnacle.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointTextTest {

    private static final double[] VALUES = {0, -0.0, 1, -7, 1000, 12345678901.0, 1L << 53, 0.1, -2.5e-9, 1e21,
            Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY};
    private static final long[] TIMES = {0, 7, 1000, 1_795_661_220_057L, -1500, -1};

    @Test
    void aPointIsWrittenAsItsPartsAre() {
        PointText text = new PointText();
        for (long millis : TIMES) {
            for (double value : VALUES) {
                text.clear();
                text.append(millis, value);
                assertThat(new String(text.text(), 0, text.length())).isEqualTo(
                        "[" + PrometheusJson.seconds(millis) + ",\"" + PrometheusJson.value(value) + "\"]");
            }
        }
    }

    @Test
    void manyPointsFindRoom() {
        PointText text = new PointText();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append(i * 1000L, i);
            text.append(',');
            expected.append('[').append(i).append(",\"").append(i).append("\"],");
        }
        assertThat(new String(text.text(), 0, text.length())).isEqualTo(expected.toString());
    }
}

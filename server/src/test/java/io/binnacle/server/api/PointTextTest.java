package io.binnacle.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class PointTextTest {

    private static final double[] VALUES = {0, -0.0, 1, -7, 1000, 12345678901.0, 1L << 53, 0.1, -2.5e-9, 1e21,
            Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY};
    private static final long[] TIMES = {0, 7, 1000, 1_795_661_220_057L, -1500, -1};

    @Test
    void aPointIsWrittenAsItsPartsAre() throws IOException {
        PointText text = new PointText();
        for (long millis : TIMES) {
            for (double value : VALUES) {
                text.append(millis, value);
                assertThat(written(text)).isEqualTo(
                        "[" + PrometheusJson.seconds(millis) + ",\"" + PrometheusJson.value(value) + "\"]");
            }
        }
    }

    @Test
    void manyPointsFindRoom() throws IOException {
        PointText text = new PointText();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append(i * 1000L, i);
            text.append(',');
            expected.append('[').append(i).append(",\"").append(i).append("\"],");
        }
        assertThat(written(text)).isEqualTo(expected.toString());
    }

    private static String written(PointText text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

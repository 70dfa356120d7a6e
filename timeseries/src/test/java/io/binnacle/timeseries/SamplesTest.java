package io.binnacle.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class SamplesTest {

    /** Each prevails over all before it. */
    private static final List<Double> ASCENDING = List.of(Samples.STALE,
            Double.longBitsToDouble(0xfff8_0000_0000_0001L),
            Double.NaN, Double.longBitsToDouble(Samples.NAN_BITS), Double.NEGATIVE_INFINITY, -1.0, -0.0, 0.0, 5.0,
            Double.POSITIVE_INFINITY);

    @Test
    void ofTwoDifferentValuesExactlyOnePrevails() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                assertThat(Samples.prevails(ASCENDING.get(i), ASCENDING.get(j))).as("%s over %s", i, j)
                        .isEqualTo(i > j);
            }
        }
    }
}

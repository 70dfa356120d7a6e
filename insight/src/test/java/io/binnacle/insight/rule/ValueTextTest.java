package io.binnacle.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {

    @ParameterizedTest
    @CsvSource({"0.97, RATIO, 97 %", "0.996, RATIO, 99.6 %", "0.9999, RATIO, 100 %", "1, RATIO, 100 %", "0, RATIO, 0 %",
            "1536, BYTES, 1.5 KiB", "0, BYTES, 0 B", "1e12, BYTES, 931 GiB", "0.25, SECONDS, 0.25 s",
            "0.123456, SECONDS, 0.123 s", "-3, SECONDS, -3 s", "125, SECONDS, 2m5s", "-3600, SECONDS, -1h",
            "12345678, NUMBER, 12345678", "3.14159, NUMBER, 3.14", "NaN, NUMBER, NaN"})
    void wordsAValueForPeople(double value, Unit unit, String expected) {
        assertThat(ValueText.format(value, unit)).isEqualTo(expected);
    }
}

package io.binnacle.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"5m,300000", "1h30m,5400000", "250ms,250", "2w,1209600000", "1y,31536000000", "0,0", "1d,86400000"})
    void readsPrometheusSpelling(String text, long millis) {
        assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5m5", "1.5h", "5s1h", "-5m", "99999999999999y", "5 m"})
    void refusesTheRest(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 1000, 61_001, 86_400_000, 90_061_001, 604_800_000, 1_209_600_000})
    void whatIsWrittenReadsBack(long millis) {
        assertThat(DurationText.parse(DurationText.format(Duration.ofMillis(millis))))
                .contains(Duration.ofMillis(millis));
    }

    @Test
    void thirtyDaysStayDays() {
        assertThat(DurationText.format(Duration.ofDays(30))).isEqualTo("30d");
    }
}

package io.binnacle.telemetry.intake.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import io.binnacle.kernel.label.Labels;
import io.binnacle.testkit.MutableClock;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import org.junit.jupiter.api.Test;

class StoredSumsTest {

    private static final long T = 1_700_000_000_000L;
    private static final Labels SERIES = Labels.of("__name__", "d", "a", "b");

    private final MutableClock clock = new MutableClock(Instant.ofEpochMilli(T));
    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(InMemorySettings.defaults(), clock);
    private final StoredSums sums = new StoredSums(store, Duration.ofHours(1));

    private void write(Labels series, long epochMillis, double value) {
        Appender appender = store.appender();
        appender.append(appender.series(series), epochMillis, value);
        assertThat(appender.commit().rejected()).isZero();
    }

    private static DataPoint at(long epochMillis) {
        DataPoint point = new DataPoint();
        point.timeNanos = epochMillis * 1_000_000;
        return point;
    }

    @Test
    void theLastSampleIsTheSumAndItsWholeMillisecondIsBehindUs() {
        write(SERIES, T, 1);
        write(SERIES, T + 1000, 5);
        write(SERIES.with("c", "d"), T + 2000, 100);
        DataPoint found = sums.find(OtlpMetric.Kind.SUM, SERIES, at(T + 5000));
        assertThat(found).isNotNull().satisfies(point -> {
            assertThat(point.value).isEqualTo(5);
            assertThat(point.timeNanos).isEqualTo((T + 1001) * 1_000_000 - 1);
        });
        assertThat(sums.find(OtlpMetric.Kind.SUM, SERIES.with("a", "c"), at(T))).isNull();
        assertThat(sums.find(OtlpMetric.Kind.HISTOGRAM, SERIES, at(T))).isNull();
    }

    @Test
    void whatWasSilentForLongBeginsAnew() {
        write(SERIES, T, 1);
        assertThat(sums.find(OtlpMetric.Kind.SUM, SERIES, at(T + 3_600_000))).isNotNull();
        assertThat(sums.find(OtlpMetric.Kind.SUM, SERIES, at(T + 3_600_001))).isNull();
    }
}

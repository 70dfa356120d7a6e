package io.binnacle.timeseries.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.EventsContract;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import org.junit.jupiter.api.Test;

class InMemoryTimeSeriesStoreTest extends EventsContract {

    @Override
    protected TimeSeriesStore open(InstantSource clock, SeriesLimits.Limit tenantLimit) {
        return new InMemoryTimeSeriesStore(
                new InMemorySettings(RETENTION, WINDOW, TOLERANCE, SERIES_MAX, 10_000, tenantLimit),
                clock);
    }

    @Test
    void ofASeriesThatIsFullTheOldestSamplesGo() {
        Instant start = Instant.parse("2026-11-23T12:00:00Z");
        Labels series = Labels.of("__name__", "x");
        try (TimeSeriesStore store = new InMemoryTimeSeriesStore(
                new InMemorySettings(RETENTION, WINDOW, TOLERANCE, 1, 100), () -> start)) {
            Appender appender = store.appender();
            for (int i = 0; i < 1000; i++) {
                appender.append(series, start.toEpochMilli() - 2000 + i, i);
                appender.commit();
            }
            appender.append(series, start.toEpochMilli() - 3000, 1);
            assertThat(appender.commit().rejectedBy()).containsOnlyKeys(CommitResult.Reason.TOO_OLD);
            try (Querier querier = store.querier(0, Long.MAX_VALUE)) {
                assertThat(read(querier.select(List.of()).getFirst().samples(), 7)).hasSize(100)
                        .containsKeys(start.toEpochMilli() - 1001, start.toEpochMilli() - 1100);
            }
            assertThat(store.statistics().bytes()).isLessThan(10_000);
        }
    }

    @Test
    void aBatchHasABound() {
        try (TimeSeriesStore store = open(InstantSource.system(), SeriesLimits.Limit.NONE)) {
            Appender appender = store.appender();
            Labels series = Labels.of("__name__", "x");
            assertThatThrownBy(() -> {
                for (int i = 0; i <= 1_000_000; i++) {
                    appender.append(series, i, i);
                }
            }).isInstanceOf(Overloaded.class);
        }
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new InMemorySettings(Duration.ZERO, WINDOW, TOLERANCE, 1, 1))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("retention");
        assertThatThrownBy(() -> new InMemorySettings(RETENTION, WINDOW.negated(), TOLERANCE, 1, 1))
                .isInstanceOf(InvalidInput.class);
    }
}

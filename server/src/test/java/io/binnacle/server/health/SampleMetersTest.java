package io.binnacle.server.health;

import java.time.Instant;
import java.time.InstantSource;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleMetersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void theStoresBoundItsFillingAndWhatItRefusesAreMetrics() {
        InMemorySettings standard = InMemorySettings.defaults();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(new InMemorySettings(standard.retention(),
                standard.outOfOrderWindow(), standard.futureTolerance(), 2, standard.samplesPerSeriesMax()),
                InstantSource.fixed(NOW))) {
            SampleMeters.bind(store, meters);
            Appender appender = store.appender();
            for (String job : new String[]{"a", "b", "c"}) {
                appender.append(Labels.of("__name__", "up", "job", job), NOW.toEpochMilli(), 1);
            }
            appender.commit();

            assertThat(meters.get("binnacle.samples.series").gauge().value()).isEqualTo(2);
            assertThat(meters.get("binnacle.samples.series.max").gauge().value()).isEqualTo(2);
            assertThat(meters.get("binnacle.samples.held").gauge().value()).isEqualTo(2);
            assertThat(meters.get("binnacle.samples.appended").functionCounter().count()).isEqualTo(2);
            assertThat(meters.get("binnacle.samples.rejected").tag("reason", "series_limit").functionCounter().count())
                    .isEqualTo(1);
        }
    }
}

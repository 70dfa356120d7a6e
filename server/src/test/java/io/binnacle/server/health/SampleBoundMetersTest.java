package io.binnacle.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.log.Durability;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bound of the store of samples has a metric. */
class SampleBoundMetersTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String PREFIX = "binnacle.samples.";
    /** Where each bound of the settings ends, by the metric that says so. */
    private static final Map<String, String> METRICS = Map.of("retention", "retention.seconds", "retentionBytes",
            "blocks.bytes.max", "outOfOrderWindow", "out.of.order.window.seconds", "futureTolerance",
            "future.tolerance.seconds", "seriesMax", "series.max", "headSamplesMax", "head.samples.max", "headAgeMax",
            "head.age.seconds.max", "knownSeriesBytesMax", "known.series.bytes.max", "tenantLimit",
            "tenant.series.max", "rollups", "retention.1h.seconds");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private double value(String name, String... tags) {
        return meters.get(PREFIX + name).tags(tags).gauge().value();
    }

    @Test
    void everyBoundOfTheSettingsHasAMetricThatNamesIt(@TempDir Path folder) throws IOException {
        DurableSettings settings = new DurableSettings(Durability.INTERVAL, Duration.ofDays(3), 1 << 30,
                Duration.ofMinutes(7), Duration.ofMinutes(3), 77, 1234, Duration.ofMinutes(90), 1 << 21)
                .withTenantLimit(new SeriesLimits.Limit(5, 6));
        try (LocalDisk disk = LocalDisk.open(folder);
                DurableTimeSeriesStore store = DurableTimeSeriesStore.open(disk, settings, () -> NOW)) {
            SampleMeters.bind(store, meters);
            SampleBoundMeters bounds = SampleBoundMeters.bind(store, meters);
            Appender appender = store.appender(new Sender("a token", "a token"));
            appender.append(Labels.of("__name__", "up"), NOW.toEpochMilli(), 1);
            appender.append(Labels.of("__name__", "up"), NOW.toEpochMilli() - 1000, 1);
            appender.commit();
            bounds.refresh();

            assertThat(Arrays.stream(DurableSettings.class.getRecordComponents()).map(RecordComponent::getName))
                    .as("a bound that is new needs a metric").filteredOn(name -> !name.equals("durability"))
                    .containsExactlyInAnyOrderElementsOf(METRICS.keySet());
            assertThat(METRICS.values()).allSatisfy(name -> assertThat(value(name)).isPositive());
            assertThat(value("head.samples.max")).isEqualTo(1234);
            assertThat(value("head.samples")).isEqualTo(2);
            assertThat(value("head.late.samples")).isEqualTo(1);
            assertThat(value("head.bytes")).isPositive();
            assertThat(value("retention.seconds")).isEqualTo(3 * 86_400);
            assertThat(value("log.bytes")).isPositive();
            assertThat(value("known.series.bytes")).isPositive();
            assertThat(value("tenant.series", "tenant", "a token")).isEqualTo(1);
            assertThat(value("tenant.series.max", "tenant", "a token")).isEqualTo(5);
            assertThat(value("tenant.new.series", "tenant", "a token")).isEqualTo(1);
            assertThat(value("tenant.new.series.max", "tenant", "a token")).isEqualTo(6);
            assertThat(meters.get(PREFIX + "commits").functionCounter().count()).isEqualTo(1);
            assertThat(meters.get(PREFIX + "commit.seconds").functionCounter().count()).isPositive();
            assertThat(value("blocks")).isZero();
        }
    }
}

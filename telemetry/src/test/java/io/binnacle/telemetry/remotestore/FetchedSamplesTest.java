package io.binnacle.telemetry.remotestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.TimeSeriesStoreContract;
import io.binnacle.timeseries.histogram.HistogramSample;
import io.binnacle.timeseries.histogram.NativeHistogram;
import org.junit.jupiter.api.Test;

class FetchedSamplesTest {

    private static final Labels UP = Labels.of("__name__", "up");

    private static FetchedSamples samples(int seriesMax, int samplesMax) {
        URI url = URI.create("http://localhost/");
        return new FetchedSamples(new RemoteStoreSettings(url, url, ReadProtocol.QUERY, HttpSettings.USUAL,
                new Label("own", "x"), Duration.ZERO, Duration.ofDays(1),
                new RemoteStoreSettings.Bounds(seriesMax, samplesMax, Duration.ofSeconds(1))), new TimeRange(10, 20));
    }

    @Test
    void aSeriesLosesTheOwnLabelAndWhatLiesBeyondTheRange() {
        FetchedSamples samples = samples(10, 10);
        samples.series(Labels.of("__name__", "up", "own", "x"));
        samples.sample(9, 1);
        samples.sample(10, 2);
        samples.sample(20, 3);
        samples.sample(21, 4);
        assertThat(samples.series()).singleElement().satisfies(series -> {
            assertThat(series.labels()).isEqualTo(UP);
            assertThat(TimeSeriesStoreContract.read(series.samples(), 4)).isEqualTo(Map.of(10L, 2.0, 20L, 3.0));
            assertThat(TimeSeriesStoreContract.read(series.samples(11, 19), 4)).isEmpty();
        });
    }

    @Test
    void ofTwoSamplesOfOneTimeTheOneThatPrevailsStaysWhereverItIsFrom() {
        FetchedSamples samples = samples(10, 10);
        samples.series(UP);
        samples.sample(11, Samples.STALE);
        samples.sample(11, 1);
        samples.sample(13, 5);
        samples.sample(12, 7);
        SampleColumns near = new SampleColumns();
        near.append(12, 6);
        near.append(13, 8);
        near.append(14, 9);
        samples.series(UP);
        samples.add(near, List.of(new HistogramSample(15, NativeHistogram.stale())));
        assertThat(samples.series()).singleElement().satisfies(series -> {
            assertThat(TimeSeriesStoreContract.read(series.samples(), 2))
                    .isEqualTo(Map.of(11L, 1.0, 12L, 7.0, 13L, 8.0, 14L, 9.0));
            assertThat(series.histograms()).hasSize(1);
            assertThat(series.histograms(16, 20)).isEmpty();
        });
    }

    @Test
    void aSeriesWithoutSamplesIsNone() {
        FetchedSamples samples = samples(10, 10);
        samples.series(UP);
        samples.sample(9, 1);
        assertThat(samples.series()).isEmpty();
    }

    @Test
    void moreThanThereIsRoomForIsRefusedAndDamageIsNotLeftOut() {
        FetchedSamples samples = samples(1, 2);
        samples.series(UP);
        samples.sample(11, 1);
        samples.sample(12, 1);
        assertThatThrownBy(() -> samples.sample(13, 1)).isInstanceOf(Overloaded.class)
                .hasMessageContaining("more than 2 samples");
        assertThatThrownBy(() -> samples.series(Labels.of("a", "b"))).isInstanceOf(Overloaded.class)
                .hasMessageContaining("more than 1 series");
        assertThatThrownBy(() -> samples.fault("a chunk")).isInstanceOf(Unavailable.class);
    }
}

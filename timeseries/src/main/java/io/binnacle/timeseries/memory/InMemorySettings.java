package io.binnacle.timeseries.memory;

import java.time.Duration;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.catalogue.SeriesLimits;

/**
 * Bounds of an {@link InMemoryTimeSeriesStore}.
 *
 * @param retention how long a sample is found
 * @param outOfOrderWindow how much older than the newest sample of its series a sample may be
 * @param futureTolerance how far ahead of the store's clock a sample may be
 * @param seriesMax series held at once
 * @param samplesPerSeriesMax samples held a series; the oldest go first
 * @param tenantLimit series that one tenant may have active, and create within an hour
 */
public record InMemorySettings(Duration retention, Duration outOfOrderWindow, Duration futureTolerance, int seriesMax,
        int samplesPerSeriesMax, SeriesLimits.Limit tenantLimit) {

    public InMemorySettings {
        requirePositive("retention", retention.toMillis());
        requirePositive("seriesMax", seriesMax);
        requirePositive("samplesPerSeriesMax", samplesPerSeriesMax);
        if (outOfOrderWindow.isNegative() || futureTolerance.isNegative()) {
            throw new InvalidInput("outOfOrderWindow, futureTolerance", "no negative durations",
                    outOfOrderWindow + ", " + futureTolerance);
        }
    }

    /**
     * Six hours of 20,000 series: at one sample every 10 s that is 2,160 samples, 35 kB a series; what a host shows in
     * its charts, in a few tens of MB.
     */
    public static InMemorySettings defaults() {
        return new InMemorySettings(Duration.ofHours(6), Duration.ofHours(1), Duration.ofMinutes(10), 20_000, 25_000);
    }

    /** Without a limit for a tenant. */
    public InMemorySettings(Duration retention, Duration outOfOrderWindow, Duration futureTolerance, int seriesMax,
            int samplesPerSeriesMax) {
        this(retention, outOfOrderWindow, futureTolerance, seriesMax, samplesPerSeriesMax, SeriesLimits.Limit.NONE);
    }

    private static void requirePositive(String field, long value) {
        if (value <= 0) {
            throw new InvalidInput(field, "more than 0", value);
        }
    }
}

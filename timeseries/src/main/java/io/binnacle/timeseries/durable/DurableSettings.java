package io.binnacle.timeseries.durable;

import java.time.Duration;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.catalogue.SeriesLimits;
import io.binnacle.timeseries.log.Durability;

/**
 * Bounds and promises of a {@link DurableTimeSeriesStore}.
 *
 * @param durability what an acknowledged commit survives: a killed process, or a power cut as well
 * @param retention how long a sample is found
 * @param retentionBytes blocks and points beyond this go; see {@link Retention}
 * @param outOfOrderWindow how much older than the newest sample of its series a sample may be
 * @param futureTolerance how far ahead of the store's clock a sample may be
 * @param seriesMax series with samples in the retention at once
 * @param headSamplesMax samples in memory before they are written to a block, or eight of each series where those are more;
 *            also what a restart reads again
 * @param headAgeMax the same by age
 * @param knownSeriesBytesMax memory for recognising series by the bytes in which they come
 * @param rollups how long points are kept that were made of samples
 * @param tenantLimit series that one tenant may have active, and create within an hour
 */
public record DurableSettings(Durability durability, Duration retention, long retentionBytes, Duration outOfOrderWindow,
        Duration futureTolerance, int seriesMax, int headSamplesMax, Duration headAgeMax, long knownSeriesBytesMax,
        RollupRetention rollups, SeriesLimits.Limit tenantLimit) {

    /**
     * Half of all series a tenant, so that one alone does not take the room of the others; as many new ones an hour, so
     * that the first hour of a large tenant is not cut short.
     */
    public static final SeriesLimits.Limit TENANT_LIMIT = new SeriesLimits.Limit(1_000_000, 1_000_000);

    public DurableSettings {
        requirePositive("retention", retention.toMillis());
        requirePositive("retentionBytes", retentionBytes);
        requirePositive("seriesMax", seriesMax);
        requirePositive("headSamplesMax", headSamplesMax);
        requirePositive("headAgeMax", headAgeMax.toMillis());
        requirePositive("knownSeriesBytesMax", knownSeriesBytesMax);
        if (outOfOrderWindow.isNegative() || futureTolerance.isNegative()) {
            throw new InvalidInput("outOfOrderWindow, futureTolerance", "no negative durations",
                    outOfOrderWindow + ", " + futureTolerance);
        }
        rollups.requireAtLeast(retention);
    }

    /** With points that are kept as long as the samples. */
    public DurableSettings(Durability durability, Duration retention, long retentionBytes, Duration outOfOrderWindow,
            Duration futureTolerance, int seriesMax, int headSamplesMax, Duration headAgeMax,
            long knownSeriesBytesMax) {
        this(durability, retention, retentionBytes, outOfOrderWindow, futureTolerance, seriesMax, headSamplesMax,
                headAgeMax, knownSeriesBytesMax, RollupRetention.asLongAs(retention));
    }

    /**
     * 400 days, points of an hour for five years, 2 M series. A million samples in memory: a start reads as many again, and the
     * log takes as much room; more would have fewer merges, and write some percent less.
     */
    public static DurableSettings defaults() {
        return new DurableSettings(Durability.INTERVAL, Duration.ofDays(400), Long.MAX_VALUE, Duration.ofHours(1),
                Duration.ofMinutes(10), 2_000_000, 1 << 20, Duration.ofHours(2), 64 << 20,
                new RollupRetention(Duration.ofDays(400), Duration.ofDays(5 * 365)));
    }

    /** With the standard limit for a tenant. */
    public DurableSettings(Durability durability, Duration retention, long retentionBytes, Duration outOfOrderWindow,
            Duration futureTolerance, int seriesMax, int headSamplesMax, Duration headAgeMax, long knownSeriesBytesMax,
            RollupRetention rollups) {
        this(durability, retention, retentionBytes, outOfOrderWindow, futureTolerance, seriesMax, headSamplesMax,
                headAgeMax, knownSeriesBytesMax, rollups, TENANT_LIMIT);
    }

    public DurableSettings withTenantLimit(SeriesLimits.Limit limit) {
        return new DurableSettings(durability, retention, retentionBytes, outOfOrderWindow, futureTolerance, seriesMax,
                headSamplesMax, headAgeMax, knownSeriesBytesMax, rollups, limit);
    }

    private static void requirePositive(String field, long value) {
        if (value <= 0) {
            throw new InvalidInput(field, "more than 0", value);
        }
    }
}

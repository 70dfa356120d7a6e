package io.binnacle.timeseries.durable;

import java.time.Duration;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.Resolution;

/** How long the points of each {@link Resolution} are found; never shorter than the samples themselves. */
public record RollupRetention(Duration fiveMinutes, Duration hour) {

    /** As long as the samples: points make long queries fast, and keep nothing that would be gone without them. */
    public static RollupRetention asLongAs(Duration samples) {
        return new RollupRetention(samples, samples);
    }

    void requireAtLeast(Duration samples) {
        if (fiveMinutes.compareTo(samples) < 0 || hour.compareTo(samples) < 0) {
            throw new InvalidInput("rollups", "at least as long as samples are kept, " + samples,
                    fiveMinutes + ", " + hour);
        }
    }

    public Duration of(Resolution resolution) {
        return switch (resolution) {
            case FIVE_MINUTES -> fiveMinutes;
            case HOUR -> hour;
        };
    }

    /** The longest: after that nothing is left of a series. */
    Duration longest() {
        return fiveMinutes.compareTo(hour) > 0 ? fiveMinutes : hour;
    }
}

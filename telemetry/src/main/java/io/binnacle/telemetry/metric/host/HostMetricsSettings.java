package io.binnacle.telemetry.metric.host;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * How this host is measured.
 *
 * @param interval  time between rounds
 * @param ntpServer the server to compare the clock with, not yet resolved; null (the default): none is asked
 * @param patience  how long a round waits for network file systems
 */
public record HostMetricsSettings(Duration interval, @Nullable InetSocketAddress ntpServer, Duration patience) {

    /** Where time servers answer. */
    public static final int NTP_PORT = 123;

    private static final Duration INTERVAL_MIN = Duration.ofMillis(100);

    public HostMetricsSettings {
        if (interval.compareTo(INTERVAL_MIN) < 0) {
            throw new InvalidInput("interval", "at least 100ms", interval);
        }
    }

    public static HostMetricsSettings defaults() {
        return new HostMetricsSettings(Duration.ofSeconds(10), null, Duration.ofSeconds(1));
    }
}

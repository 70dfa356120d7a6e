package io.binnacle.cmdb.servicemap;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How well a promise was kept over a time. Only the hours count in which the service is needed; what is in maintenance, and
 * what nobody knows, counts neither for nor against it.
 *
 * @param ratio of the time in which it worked, degraded or not, to that in which it worked or was down; null when neither is
 *            known of any moment
 * @param neededSeconds within the hours of service
 * @param outages how often it went down within them
 * @param valueLost downtime times the value at stake an hour; null when no value is given
 */
public record Availability(Instant from, Instant to, @Nullable Double ratio, long neededSeconds, long upSeconds,
        long degradedSeconds, long downtimeSeconds, long maintenanceSeconds, long unknownSeconds, int outages,
        @Nullable Double valueLost, @Nullable String currency) {

    private static final double SECONDS_OF_HOUR = Duration.ofHours(1).toSeconds();

    /** What an hour of the service is worth. */
    public record Value(@Nullable Double perHour, @Nullable String currency) {

        public static final Value NONE = new Value(null, null);
    }

    /**
     * @param intervals of the service, in order; what they leave open is unknown
     * @param range ends now at the latest
     */
    public static Availability of(List<ServiceInterval> intervals, ServiceCalendar calendar, Span range, Value value) {
        List<Span> needed = calendar.within(range);
        Map<ServiceState, Duration> times = new EnumMap<>(ServiceState.class);
        int outages = 0;
        ServiceState before = ServiceState.UNKNOWN;
        for (ServiceInterval interval : intervals) {
            Duration time = met(interval.span(range.to()), needed);
            times.merge(interval.state(), time, Duration::plus);
            // Several reasons for one outage follow each other without an end between.
            outages += interval.state() == ServiceState.DOWN && before != ServiceState.DOWN && !time.isZero() ? 1 : 0;
            before = interval.state();
        }
        Duration all = needed.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
        Duration told = times.values().stream().reduce(Duration.ZERO, Duration::plus);
        times.merge(ServiceState.UNKNOWN, all.minus(told), Duration::plus);
        return of(times, all, range, outages, value);
    }

    private static Availability of(Map<ServiceState, Duration> times, Duration all, Span range, int outages,
            Value value) {
        Duration down = times.getOrDefault(ServiceState.DOWN, Duration.ZERO);
        Duration degraded = times.getOrDefault(ServiceState.DEGRADED, Duration.ZERO);
        Duration up = times.getOrDefault(ServiceState.UP, Duration.ZERO);
        Duration works = up.plus(degraded);
        Duration known = works.plus(down);
        return new Availability(range.from(), range.to(),
                known.isZero() ? null : (double) works.toMillis() / known.toMillis(), all.toSeconds(), up.toSeconds(),
                degraded.toSeconds(), down.toSeconds(),
                times.getOrDefault(ServiceState.MAINTENANCE, Duration.ZERO).toSeconds(),
                times.getOrDefault(ServiceState.UNKNOWN, Duration.ZERO).toSeconds(), outages,
                value.perHour() == null
                        ? null
                        : value.perHour() * down.toSeconds() / SECONDS_OF_HOUR,
                value.currency());
    }

    /** How much of the interval lies within the needed times; both are few. */
    private static Duration met(Span interval, List<Span> needed) {
        Duration met = Duration.ZERO;
        for (Span each : needed) {
            met = met.plus(each.within(interval));
        }
        return met;
    }
}

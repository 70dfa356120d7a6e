package io.binnacle.cmdb.servicemap;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AvailabilityTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Span DAY = new Span(MONDAY, MONDAY.plusSeconds(24 * 3600));

    private static ServiceInterval interval(ServiceState state, int fromHour, @Nullable Integer toHour) {
        return new ServiceInterval(state, MONDAY.plusSeconds(fromHour * 3600L),
                toHour == null ? null : MONDAY.plusSeconds(toHour * 3600L), null, null);
    }

    private static Availability of(List<ServiceInterval> intervals, String calendar) {
        return Availability.of(intervals, ServiceCalendar.find(calendar).orElseThrow(), DAY,
                new Availability.Value(1500.0, "EUR"));
    }

    @Test
    void itIsTheTimeThatItWorkedOfTheTimeThatIsKnown() {
        Availability day = of(List.of(interval(ServiceState.UP, 0, 10), interval(ServiceState.DOWN, 10, 12),
                interval(ServiceState.DEGRADED, 12, 16), interval(ServiceState.MAINTENANCE, 16, 20),
                interval(ServiceState.UNKNOWN, 20, null)), "always");
        assertThat(day.ratio()).isEqualTo(14.0 / 16);
        assertThat(day.neededSeconds()).isEqualTo(24 * 3600);
        assertThat(day.upSeconds()).isEqualTo(10 * 3600);
        assertThat(day.degradedSeconds()).isEqualTo(4 * 3600);
        assertThat(day.downtimeSeconds()).isEqualTo(2 * 3600);
        assertThat(day.maintenanceSeconds()).isEqualTo(4 * 3600);
        assertThat(day.unknownSeconds()).isEqualTo(4 * 3600);
        assertThat(day.valueLost()).isEqualTo(3000);
        assertThat(day.outages()).isEqualTo(1);
    }

    @Test
    void anOutageOutsideOfTheHoursOfServiceCostsNothing() {
        Availability day = of(List.of(interval(ServiceState.UP, 0, 2), interval(ServiceState.DOWN, 2, 9),
                interval(ServiceState.UP, 9, null)), "mon-fri 08:00-18:00; UTC");
        assertThat(day.neededSeconds()).isEqualTo(10 * 3600);
        assertThat(day.downtimeSeconds()).isEqualTo(3600);
        assertThat(day.ratio()).isEqualTo(0.9);
        assertThat(of(List.of(interval(ServiceState.DOWN, 2, 7)), "mon 08:00-18:00; UTC").outages()).isZero();
    }

    @Test
    void whatNobodyWatchedIsUnknownAndCountsNeitherWay() {
        Availability day = of(List.of(interval(ServiceState.UP, 23, null)), "always");
        assertThat(day.unknownSeconds()).isEqualTo(23 * 3600);
        assertThat(day.ratio()).isEqualTo(1.0);
        assertThat(of(List.of(), "always").ratio()).isNull();
    }

    @Test
    void oneOutageWithSeveralReasonsIsOne() {
        assertThat(of(List.of(interval(ServiceState.DOWN, 1, 2), interval(ServiceState.DOWN, 2, 3),
                interval(ServiceState.UP, 3, 4), interval(ServiceState.DOWN, 4, null)), "always").outages())
                .isEqualTo(2);
    }
}

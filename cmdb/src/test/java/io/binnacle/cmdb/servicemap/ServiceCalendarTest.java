package io.binnacle.cmdb.servicemap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceCalendarTest {

    private static final Span WEEK = span("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z");

    private static Span span(String from, String to) {
        return new Span(Instant.parse(from), Instant.parse(to));
    }

    private static ServiceCalendar read(String text) {
        return ServiceCalendar.find(text).orElseThrow();
    }

    private static Duration length(List<Span> spans) {
        return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void withoutHoursItIsNeededAlways() {
        assertThat(read("always").within(WEEK)).containsExactly(WEEK);
        assertThat(read(" ").within(WEEK)).containsExactly(WEEK);
    }

    @Test
    void windowsAreThoseOfTheTimeZone() {
        assertThat(read("mon 08:00-18:00; Europe/Berlin").within(WEEK))
                .containsExactly(span("2026-11-23T07:00:00Z", "2026-11-23T17:00:00Z"));
        assertThat(length(read("mon-fri 08:00-18:00, sat 9:00-13:00; Europe/Berlin").within(WEEK)))
                .isEqualTo(Duration.ofHours(54));
        assertThat(length(read("daily 00:00-24:00; UTC").within(WEEK))).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void aWindowMayReachIntoTheNextDay() {
        assertThat(read("fri 22:00-06:00; UTC").within(span("2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z")))
                .containsExactly(span("2026-11-28T00:00:00Z", "2026-11-28T06:00:00Z"));
    }

    @Test
    void daysMayGoRoundTheEndOfTheWeek() {
        assertThat(read("sat-mon 10:00-11:00; UTC").within(WEEK)).hasSize(3);
        assertThat(read("mon wed 10:00-11:00; UTC").within(WEEK)).hasSize(2);
    }

    @Test
    void windowsThatOverlapCountOnce() {
        assertThat(read("mon 08:00-12:00, mon 10:00-14:00; UTC").within(WEEK))
                .containsExactly(span("2026-11-23T08:00:00Z", "2026-11-23T14:00:00Z"));
    }

    @Test
    void onClosedDaysItIsNotNeeded() {
        assertThat(read("mon-wed 08:00-09:00; UTC; closed 2026-11-24 11-25").within(WEEK))
                .containsExactly(span("2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"));
    }

    /** The night in which clocks go back has an hour more, the one in which they go forward one less. */
    @Test
    void summerTimeIsFollowed() {
        ServiceCalendar nights = read("daily 00:00-06:00; Europe/Berlin");
        assertThat(length(nights.within(span("2026-10-24T22:00:00Z", "2026-10-25T12:00:00Z"))))
                .isEqualTo(Duration.ofHours(7));
        assertThat(length(nights.within(span("2026-03-28T23:00:00Z", "2026-03-29T12:00:00Z"))))
                .isEqualTo(Duration.ofHours(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"office hours", "mon-fri 08:00-18:00", "mon-fri 8-18; UTC", "moon 08:00-18:00; UTC",
            "mon 08:00-25:00; UTC", "mon 08:00-18:00; Mars/Olympus", "mon 08:00-18:00; UTC; holidays 12-25",
            "mon 08:00-18:00; UTC; closed 13-45", "mon 08:00-18:00; UTC; closed 12-25; more"})
    void whatIsNoCalendarIsNotRead(String text) {
        assertThat(ServiceCalendar.find(text)).isEmpty();
    }
}

package io.binnacle.cmdb.servicemap;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hours in which a service is needed. Written as text, so that the item can hold it like any other attribute, with a past
 * and with a reason: {@code mon-fri 08:00-18:00, sat 09:00-13:00; Europe/Berlin; closed 12-25 2026-04-03}. A window that ends
 * before it starts ends on the next day. Immutable.
 *
 * @param closed days on which no window starts
 * @param closedYearly the same, in every year
 */
public record ServiceCalendar(List<Window> windows, ZoneId zone, Set<LocalDate> closed, Set<MonthDay> closedYearly) {

    /** Around the clock: what a service has of which nobody said anything. */
    public static final ServiceCalendar ALWAYS = new ServiceCalendar(List.of(), ZoneId.of("UTC"), Set.of(), Set.of());

    /**
     * Every week from one time of day to another.
     *
     * @param to the time of its end; on the next day when it is not after the start
     */
    public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

        public Window {
            days = Set.copyOf(days);
        }
    }

    public ServiceCalendar {
        windows = List.copyOf(windows);
        closed = Set.copyOf(closed);
        closedYearly = Set.copyOf(closedYearly);
    }

    /** What the text says; empty when it is no calendar, such as {@code office hours}. */
    public static Optional<ServiceCalendar> find(String text) {
        try {
            return Optional.of(new CalendarText(text).read());
        } catch (CalendarText.NotOne e) {
            return Optional.empty();
        }
    }

    boolean isAlways() {
        return windows.isEmpty();
    }

    /** When the service is needed within that time, in order, without overlaps. */
    public List<Span> within(Span range) {
        if (isAlways()) {
            return range.to().isAfter(range.from()) ? List.of(range) : List.of();
        }
        List<Span> found = new ArrayList<>();
        // A window of the day before may reach into the range.
        LocalDate day = range.from().atZone(zone).toLocalDate().minusDays(1);
        LocalDate last = range.to().atZone(zone).toLocalDate();
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            if (!closed.contains(day) && !closedYearly.contains(MonthDay.from(day))) {
                addDay(day, range, found);
            }
        }
        found.sort(Comparator.comparing(Span::from));
        return merged(found);
    }

    private void addDay(LocalDate day, Span range, List<Span> found) {
        for (Window window : windows) {
            if (window.days().contains(day.getDayOfWeek())) {
                LocalDate end = window.to().isAfter(window.from()) ? day : day.plusDays(1);
                Instant from = later(day.atTime(window.from()).atZone(zone).toInstant(), range.from());
                Instant to = earlier(end.atTime(window.to()).atZone(zone).toInstant(), range.to());
                if (to.isAfter(from)) {
                    found.add(new Span(from, to));
                }
            }
        }
    }

    private static List<Span> merged(List<Span> sorted) {
        List<Span> merged = new ArrayList<>();
        for (Span each : sorted) {
            Span before = merged.isEmpty() ? null : merged.getLast();
            if (before != null && !each.from().isAfter(before.to())) {
                merged.set(merged.size() - 1, new Span(before.from(), later(before.to(), each.to())));
            } else {
                merged.add(each);
            }
        }
        return merged;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

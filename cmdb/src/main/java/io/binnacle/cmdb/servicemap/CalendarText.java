package io.binnacle.cmdb.servicemap;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a calendar as people write it. For one use. */
final class CalendarText {

    static final String FORM = "hours, a time zone and closed days, such as mon-fri 08:00-18:00; Europe/Berlin; closed 12-25";

    private static final String ALWAYS = "always";
    private static final String CLOSED = "closed";
    private static final int LENGTH_MAX = 2_000;
    private static final Pattern WINDOW = Pattern.compile("(.+?)\\s+(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})");
    private static final Pattern MONTH_DAY = Pattern.compile("\\d{2}-\\d{2}");

    private final String text;

    /** The text is no calendar; the message says what of it is not. */
    static final class NotOne extends Exception {

        private static final long serialVersionUID = 1;

        NotOne(String got) {
            super(got);
        }

        String got() {
            return String.valueOf(getMessage());
        }
    }

    CalendarText(String text) {
        this.text = text;
    }

    ServiceCalendar read() throws NotOne {
        String whole = text.strip().toLowerCase(Locale.ROOT);
        if (whole.isEmpty() || whole.equals(ALWAYS)) {
            return ServiceCalendar.ALWAYS;
        }
        String[] parts = text.split(";", -1);
        if (text.length() > LENGTH_MAX || parts.length < 2 || parts.length > 3) {
            throw new NotOne(text);
        }
        List<ServiceCalendar.Window> windows = new ArrayList<>();
        for (String each : parts[0].split(",", -1)) {
            windows.add(window(each.strip().toLowerCase(Locale.ROOT)));
        }
        Set<LocalDate> closed = new HashSet<>();
        Set<MonthDay> yearly = new HashSet<>();
        if (parts.length == 3) {
            readClosed(parts[2].strip().toLowerCase(Locale.ROOT), closed, yearly);
        }
        return new ServiceCalendar(windows, zone(parts[1].strip()), closed, yearly);
    }

    private static ServiceCalendar.Window window(String written) throws NotOne {
        Matcher form = WINDOW.matcher(written);
        if (!form.matches()) {
            throw new NotOne(written);
        }
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String each : form.group(1).split("\\s+", -1)) {
            addDays(each, days);
        }
        return new ServiceCalendar.Window(days, time(form.group(2)), time(form.group(3)));
    }

    private static void addDays(String written, Set<DayOfWeek> into) throws NotOne {
        if (written.equals("daily")) {
            into.addAll(EnumSet.allOf(DayOfWeek.class));
            return;
        }
        int dash = written.indexOf('-');
        DayOfWeek last = day(written.substring(dash + 1));
        DayOfWeek day = dash < 0 ? last : day(written.substring(0, dash));
        for (; day != last; day = day.plus(1)) {
            into.add(day);
        }
        into.add(last);
    }

    private static DayOfWeek day(String written) throws NotOne {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (written.length() >= 3 && day.name().toLowerCase(Locale.ROOT).startsWith(written)) {
                return day;
            }
        }
        throw new NotOne(written);
    }

    /** The end of a day is written 24:00. */
    private static LocalTime time(String written) throws NotOne {
        try {
            String padded = written.length() == 4 ? "0" + written : written;
            return padded.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(padded);
        } catch (DateTimeException e) {
            throw new NotOne(written);
        }
    }

    private static ZoneId zone(String written) throws NotOne {
        try {
            return ZoneId.of(written);
        } catch (DateTimeException e) {
            throw new NotOne(written);
        }
    }

    private static void readClosed(String written, Set<LocalDate> dates, Set<MonthDay> yearly) throws NotOne {
        if (!written.startsWith(CLOSED)) {
            throw new NotOne(written);
        }
        for (String each : written.substring(CLOSED.length()).strip().split("[\\s,]+", -1)) {
            try {
                if (MONTH_DAY.matcher(each).matches()) {
                    yearly.add(MonthDay.parse("--" + each));
                } else {
                    dates.add(LocalDate.parse(each));
                }
            } catch (DateTimeException e) {
                throw new NotOne(each);
            }
        }
    }
}

package io.binnacle.insight.rule.template;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The methods of Go's times and durations that need no arguments. */
final class TimeMembers {

    private static final double SECOND_NANOS = 1e9;
    private static final int MINUTE_SECONDS = 60;
    private static final int HOUR_SECONDS = 3600;

    private TimeMembers() {
    }

    /** Null when there is none of that name. */
    static @Nullable Object of(ZonedDateTime time, String method) {
        return switch (method) {
            case "Year" -> (long) time.getYear();
            case "Month" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Day" -> (long) time.getDayOfMonth();
            case "Hour" -> (long) time.getHour();
            case "Minute" -> (long) time.getMinute();
            case "Second" -> (long) time.getSecond();
            case "YearDay" -> (long) time.getDayOfYear();
            case "Weekday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Unix" -> time.toEpochSecond();
            case "UnixMilli" -> time.toInstant().toEpochMilli();
            case "UTC" -> time.toInstant();
            case "String" -> GoText.time(time.toInstant());
            default -> null;
        };
    }

    /** Null when there is none of that name. */
    static @Nullable Object of(Duration duration, String method) {
        double seconds = duration.toNanos() / SECOND_NANOS;
        return switch (method) {
            case "Seconds" -> seconds;
            case "Minutes" -> seconds / MINUTE_SECONDS;
            case "Hours" -> seconds / HOUR_SECONDS;
            case "Milliseconds" -> duration.toMillis();
            case "String" -> GoText.duration(duration);
            default -> null;
        };
    }
}

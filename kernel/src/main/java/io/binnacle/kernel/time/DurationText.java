package io.binnacle.kernel.time;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in Prometheus' spelling: {@code 5m}, {@code 1h30m}, {@code 250ms}, {@code 2w}. A day has 24 hours, a week
 * 7 days, a year 365 days.
 */
public final class DurationText {

    private static final Pattern FORM = Pattern
            .compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] UNIT_MILLIS = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L,
            1L};
    private static final Map<Long, String> UNIT_NAMES = Map.of(31_536_000_000L, "y", 604_800_000L, "w", 86_400_000L,
            "d",
            3_600_000L, "h", 60_000L, "m", 1000L, "s", 1L, "ms");

    private DurationText() {
    }

    /** Empty when the text is not a duration or does not fit. */
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            long millis = 0;
            for (int i = 0; i < UNIT_MILLIS.length; i++) {
                String number = matcher.group(i + 1);
                if (number != null) {
                    millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(number), UNIT_MILLIS[i]));
                }
            }
            return Optional.of(Duration.ofMillis(millis));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The shortest spelling that parses back to the same milliseconds; years and weeks only when they come out even. */
    public static String format(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < UNIT_MILLIS.length; i++) {
            long unit = UNIT_MILLIS[i];
            boolean onlyWhenEven = i < 2;
            if (onlyWhenEven ? rest % unit == 0 : rest >= unit) {
                text.append(rest / unit).append(UNIT_NAMES.get(unit));
                rest %= unit;
            }
            if (rest == 0) {
                break;
            }
        }
        return text.toString();
    }
}

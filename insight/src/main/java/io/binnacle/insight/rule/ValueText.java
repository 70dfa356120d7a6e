package io.binnacle.insight.rule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

import io.binnacle.kernel.time.DurationText;

/** Words a value for people: {@code 97 %}, {@code 1.5 GiB}, {@code 2m}, {@code 0.25 s}. */
public final class ValueText {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double KIB = 1024;
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final double MINUTE_SECONDS = 60;

    private ValueText() {
    }

    public static String format(double value, Unit unit) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        return switch (unit) {
            case NUMBER -> plain(value);
            case RATIO -> percent(value);
            case BYTES -> bytes(value);
            case SECONDS -> seconds(value);
        };
    }

    /** One digit after the point, so that 99.6 % does not read as 100 %. */
    private static String percent(double ratio) {
        return BigDecimal.valueOf(ratio * 100).setScale(1, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString()
                + " %";
    }

    private static String bytes(double bytes) {
        double rest = bytes;
        int unit = 0;
        while (Math.abs(rest) >= KIB && unit < BYTE_UNITS.length - 1) {
            rest /= KIB;
            unit++;
        }
        return plain(rest) + " " + BYTE_UNITS[unit];
    }

    private static String seconds(double seconds) {
        if (Math.abs(seconds) < MINUTE_SECONDS) {
            return plain(seconds) + " s";
        }
        String text = DurationText.format(Duration.ofSeconds(Math.round(Math.abs(seconds))));
        return seconds < 0 ? "-" + text : text;
    }

    /** Whole numbers exactly, others with three significant digits. */
    private static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return BigDecimal.valueOf(value).setScale(0, RoundingMode.UNNECESSARY).toPlainString();
        }
        return BigDecimal.valueOf(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
    }
}

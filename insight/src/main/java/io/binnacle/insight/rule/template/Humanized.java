package io.binnacle.insight.rule.template;

/** Numbers as Prometheus words them for people. */
final class Humanized {

    private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};
    private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
    private static final int THOUSAND = 1000;
    private static final int KIBI = 1024;
    private static final int DIGITS = 4;
    private static final int MINUTE_SECONDS = 60;
    private static final int DAY_HOURS = 24;

    private Humanized() {
    }

    static String plain(double value) {
        return GoFormat.number('g', DIGITS, value);
    }

    private static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }

    /** {@code 1.235M}, {@code 12m} */
    static String number(double value) {
        if (value == 0 || isSpecial(value)) {
            return plain(value);
        }
        return Math.abs(value) >= 1 ? scaled(value, THOUSAND, LARGE) : small(value);
    }

    /** {@code 1.5Gi} */
    static String binary(double value) {
        return Math.abs(value) <= 1 || isSpecial(value) ? plain(value) : scaled(value, KIBI, BINARY);
    }

    private static String scaled(double value, int base, String[] prefixes) {
        double rest = value;
        String prefix = "";
        for (String next : prefixes) {
            if (Math.abs(rest) < base) {
                break;
            }
            prefix = next;
            rest /= base;
        }
        return plain(rest) + prefix;
    }

    private static String small(double value) {
        double rest = value;
        String prefix = "";
        for (String next : SMALL) {
            if (Math.abs(rest) >= 1) {
                break;
            }
            prefix = next;
            rest *= THOUSAND;
        }
        return plain(rest) + prefix;
    }

    /** {@code 1d 2h 3m 4s}, {@code 1.5s}, {@code 10ms} */
    static String duration(double seconds) {
        if (isSpecial(seconds)) {
            return plain(seconds);
        }
        if (seconds == 0) {
            return plain(seconds) + "s";
        }
        if (Math.abs(seconds) < 1) {
            return small(seconds) + "s";
        }
        String sign = seconds < 0 ? "-" : "";
        double size = Math.abs(seconds);
        long whole = (long) size;
        long minutes = whole / MINUTE_SECONDS % MINUTE_SECONDS;
        long hours = whole / MINUTE_SECONDS / MINUTE_SECONDS % DAY_HOURS;
        long days = whole / MINUTE_SECONDS / MINUTE_SECONDS / DAY_HOURS;
        if (days == 0 && hours == 0 && minutes == 0) {
            return sign + plain(size) + "s";
        }
        return sign + (days == 0 ? "" : days + "d ") + (days == 0 && hours == 0 ? "" : hours + "h ") + minutes + "m "
                + whole % MINUTE_SECONDS + "s";
    }
}

package io.binnacle.timeseries.promql;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as Prometheus writes them. */
public final class NumberText {

    private NumberText() {
    }

    /** The shortest decimal without an exponent that reads back as the same double; {@code +Inf}, {@code -Inf}, {@code NaN}. */
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        long whole = (long) value;
        if (whole == value && Math.abs(whole) < 1L << 53) {
            return whole == 0 && Double.doubleToRawLongBits(value) != 0 ? "-0" : Long.toString(whole);
        }
        String text = Double.toString(value);
        int mark = text.indexOf('E');
        return mark < 0 ? text : plain(text.substring(0, mark), Integer.parseInt(text.substring(mark + 1)));
    }

    /** A number of one digit, a point and more digits, times ten to that power; it is not zero, nor near one. */
    private static String plain(String scientific, int exponent) {
        boolean negative = scientific.charAt(0) == '-';
        String digits = scientific.substring(negative ? 1 : 0).replace(".", "");
        if (digits.endsWith("0")) {
            digits = digits.substring(0, digits.length() - 1);
        }
        StringBuilder text = new StringBuilder(negative ? "-" : "");
        int whole = exponent + 1;
        if (whole <= 0) {
            return text.append("0.").repeat('0', -whole).append(digits).toString();
        }
        if (whole >= digits.length()) {
            return text.append(digits).repeat('0', whole - digits.length()).toString();
        }
        return text.append(digits, 0, whole).append('.').append(digits, whole, digits.length()).toString();
    }

    /**
     * As a literal of a query reads: decimal, hexadecimal, octal after a leading zero, Inf, NaN.
     *
     * @throws NumberFormatException it is none
     */
    public static double parse(String literal) {
        String text = literal.replace("_", "");
        if (text.equalsIgnoreCase("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return new BigDecimal(new BigInteger(text.substring(2), 16)).doubleValue();
        }
        if (text.length() > 1 && text.matches("0[0-7]+")) {
            return new BigDecimal(new BigInteger(text, 8)).doubleValue();
        }
        return Double.parseDouble(text);
    }
}

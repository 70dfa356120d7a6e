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
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return decimal.toPlainString();
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

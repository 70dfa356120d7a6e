package io.binnacle.timeseries.histogram;

import java.math.BigDecimal;

/** Floats as Go's {@code %g} prints them: the fewest digits that read back, with an exponent where that is the custom. */
public final class FloatText {

    /** From 1e+06 on, and below 1e-05, Go writes an exponent. */
    private static final int EXPONENT_FROM = 6;

    private FloatText() {
    }

    public static String shortest(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return Double.doubleToRawLongBits(value) == 0 ? "0" : "-0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        return exponent < -4 || exponent >= EXPONENT_FROM ? scientific(decimal, exponent) : decimal.toPlainString();
    }

    /** As OpenMetrics writes labels that are floats: with a point, or an exponent. */
    public static String openMetrics(double value) {
        String text = shortest(value);
        boolean whole = !Double.isNaN(value) && !Double.isInfinite(value) && text.indexOf('.') < 0
                && text.indexOf('e') < 0;
        return whole ? text + ".0" : text;
    }

    private static String scientific(BigDecimal decimal, int exponent) {
        String digits = decimal.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String magnitude = Integer.toString(Math.abs(exponent));
        return (decimal.signum() < 0 ? "-" : "") + mantissa + 'e' + (exponent < 0 ? '-' : '+')
                + (magnitude.length() < 2 ? "0" : "") + magnitude;
    }
}

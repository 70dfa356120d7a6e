package io.binnacle.insight.rule.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.binnacle.timeseries.histogram.FloatText;
import org.jspecify.annotations.Nullable;

/** Go's {@code fmt.Sprintf}, for the values that templates have. Belongs to one call. */
final class GoFormat {

    /** Go's own bound of widths and precisions. */
    private static final int SIZE_MAX = 1_000_000;
    private static final int STANDARD_PRECISION = 6;

    private final String format;
    private final List<@Nullable Object> arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean starred;

    private boolean plus;
    private boolean minus;
    private boolean sharp;
    private boolean space;
    private boolean zero;
    private int width;
    private int precision;

    private GoFormat(String format, List<@Nullable Object> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    static String format(String format, List<@Nullable Object> arguments) {
        GoFormat formatting = new GoFormat(format, arguments);
        formatting.run();
        return formatting.out.toString();
    }

    /** {@code %.4g} and the like. */
    static String number(char verb, int precision, double value) {
        GoFormat formatting = new GoFormat("", List.of());
        formatting.clear();
        formatting.precision = precision;
        return formatting.real(value, verb);
    }

    private void run() {
        while (at < format.length()) {
            char c = format.charAt(at);
            if (c != '%') {
                out.append(c);
                at++;
            } else {
                at++;
                directive();
            }
        }
        if (next < arguments.size() && !starred) {
            out.append("%!(EXTRA ");
            for (int i = next; i < arguments.size(); i++) {
                Object extra = arguments.get(i);
                out.append(i > next ? ", " : "")
                        .append(extra == null ? "<nil>" : GoText.type(extra) + "=" + GoText.print(extra));
            }
            out.append(')');
        }
    }

    private void clear() {
        plus = false;
        minus = false;
        sharp = false;
        space = false;
        zero = false;
        width = -1;
        precision = -1;
    }

    private void directive() {
        clear();
        flags();
        width = size("BADWIDTH");
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            int given = size("BADPREC");
            precision = Math.max(given, 0);
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (next >= arguments.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            out.append(padded(verb, arguments.get(next++)));
        }
    }

    private void flags() {
        while (at < format.length()) {
            switch (format.charAt(at)) {
                case '+' -> plus = true;
                case '-' -> minus = true;
                case '#' -> sharp = true;
                case ' ' -> space = true;
                case '0' -> zero = true;
                default -> {
                    return;
                }
            }
            at++;
        }
    }

    /** A width or a precision; -1 when there is none. */
    private int size(String fault) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Object given = next < arguments.size() ? arguments.get(next++) : null;
            if (given instanceof Long size && Math.abs(size) <= SIZE_MAX) {
                minus |= size < 0;
                return (int) Math.abs(size);
            }
            out.append("%!(").append(fault).append(')');
            return -1;
        }
        int size = -1;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            size = Math.min(SIZE_MAX, Math.max(size, 0) * 10 + format.charAt(at) - '0');
            at++;
        }
        return size;
    }

    private String padded(int verb, @Nullable Object argument) {
        String text = one(verb, argument);
        int length = text.codePointCount(0, text.length());
        if (width <= length) {
            return text;
        }
        String padding = (zero && !minus ? "0" : " ").repeat(width - length);
        if (minus) {
            return text + padding;
        }
        boolean signed = zero && !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+')
                && argument instanceof Number;
        return signed ? text.charAt(0) + padding + text.substring(1) : padding + text;
    }

    private String one(int verb, @Nullable Object argument) {
        if (verb == 'T') {
            return argument == null ? "<nil>" : GoText.type(argument);
        }
        if (argument == null) {
            return verb == 'v' ? "<nil>" : "%!" + Character.toString(verb) + "(<nil>)";
        }
        String text = switch (argument) {
            case Boolean bool -> verb == 't' || verb == 'v' ? bool.toString() : null;
            case Long integer -> integer(integer, verb);
            case Double real -> "eEfFgGv".indexOf(verb) >= 0 ? real(real, (char) verb) : null;
            case String string -> string(string, verb);
            default -> verb == 'v' ? GoText.print(argument) : string(GoText.print(argument), verb);
        };
        return text != null
                ? text
                : "%!" + Character.toString(verb) + "(" + GoText.type(argument) + "=" + GoText.print(argument) + ")";
    }

    private @Nullable String string(String text, int verb) {
        String shown = precision >= 0 && precision < text.codePointCount(0, text.length())
                ? text.substring(0, text.offsetByCodePoints(0, precision))
                : text;
        return switch (verb) {
            case 's' -> shown;
            case 'v' -> sharp ? GoText.quote(shown) : shown;
            case 'q' -> GoText.quote(shown);
            case 'x' -> HexFormat.of().formatHex(shown.getBytes(StandardCharsets.UTF_8));
            case 'X' -> HexFormat.of().withUpperCase().formatHex(shown.getBytes(StandardCharsets.UTF_8));
            default -> null;
        };
    }

    private @Nullable String integer(long value, int verb) {
        return switch (verb) {
            case 'd', 'v' -> signed(Long.toString(value));
            case 'b' -> signed(Long.toString(value, 2));
            case 'o' -> signed(prefixed(Long.toString(value, 8), "0"));
            case 'O' -> signed(prefixed(Long.toString(value, 8), "0o"));
            case 'x' -> signed(prefixed(Long.toString(value, 16), "0x"));
            case 'X' -> signed(prefixed(Long.toString(value, 16).toUpperCase(Locale.ROOT), "0X"));
            case 'c' -> character(value);
            case 'q' -> "'" + character(value) + "'";
            case 'U' -> String.format(Locale.ROOT, "U+%04X", value);
            default -> null;
        };
    }

    private static String character(long code) {
        return code >= 0 && code <= Character.MAX_CODE_POINT ? Character.toString((int) code) : "\uFFFD";
    }

    private String prefixed(String digits, String prefix) {
        if (!sharp && !prefix.equals("0o")) {
            return digits;
        }
        return digits.startsWith("-") ? "-" + prefix + digits.substring(1) : prefix + digits;
    }

    private String signed(String text) {
        if (text.startsWith("-") || text.startsWith("+")) {
            return text;
        }
        return plus ? "+" + text : space ? " " + text : text;
    }

    private String real(double value, char verb) {
        if (Double.isNaN(value)) {
            return signed("NaN");
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        BigDecimal size = new BigDecimal(Math.abs(value));
        String text = switch (verb) {
            case 'e', 'E' -> scientific(size, precision < 0 ? STANDARD_PRECISION : precision);
            case 'f', 'F' -> size.setScale(precision < 0 ? STANDARD_PRECISION : precision, RoundingMode.HALF_EVEN)
                    .toPlainString();
            default -> precision < 0 ? FloatText.shortest(Math.abs(value)) : general(size, Math.max(precision, 1));
        };
        String cased = verb == 'E' || verb == 'G' ? text.toUpperCase(Locale.ROOT) : text;
        return signed((negative ? "-" : "") + cased);
    }

    private static String scientific(BigDecimal size, int digitsAfterPoint) {
        BigDecimal rounded = size.round(new MathContext(digitsAfterPoint + 1, RoundingMode.HALF_EVEN));
        int exponent = size.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        BigDecimal mantissa = rounded.movePointLeft(exponent).setScale(digitsAfterPoint, RoundingMode.HALF_EVEN);
        return mantissa.toPlainString() + exponent(exponent);
    }

    private static String exponent(int exponent) {
        return (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** {@code %g} with so many significant digits; zeros at the end are not written. */
    private static String general(BigDecimal size, int digits) {
        if (size.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = size.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        // Go takes the digits that are there for the precision, when all of them are before the point.
        BigDecimal stripped = rounded.stripTrailingZeros();
        int from = digits > stripped.precision() && stripped.precision() >= exponent + 1
                ? stripped.precision()
                : digits;
        if (exponent < -4 || exponent >= from) {
            return stripped.movePointLeft(exponent).toPlainString() + exponent(exponent);
        }
        return stripped.toPlainString();
    }
}

package io.binnacle.timeseries.promql;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Go's string literals and their escapes. A byte that is no UTF-8 is kept as the lone surrogate {@code U+DC00 + byte}.
 */
public final class Quoting {

    private static final Pattern LEGACY_LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern LEGACY_METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final int BYTE_SURROGATE = 0xDC00;

    private Quoting() {
    }

    static boolean isLegacyLabel(String name) {
        return LEGACY_LABEL.matcher(name).matches();
    }

    static boolean isLegacyMetric(String name) {
        return LEGACY_METRIC.matcher(name).matches();
    }

    /** Whether the text is sound Unicode, which is all that a label's name must be. */
    public static boolean isLabelName(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < name.length() && Character.isLowSurrogate(name.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** In double quotes, as Go's {@code %q} prints it. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
                        quoted.append(c).append(text.charAt(++i));
                    } else if (c >= BYTE_SURROGATE && c < BYTE_SURROGATE + 256) {
                        quoted.append(String.format("\\x%02x", c - BYTE_SURROGATE));
                    } else if (c < ' ' || c == 0x7f) {
                        quoted.append(String.format("\\x%02x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** A character in single quotes. */
    static String quote(int codePoint) {
        String text = Character.toString(codePoint);
        return switch (text) {
            case "'" -> "'\\''";
            case "\\" -> "'\\\\'";
            case "\n" -> "'\\n'";
            case "\t" -> "'\\t'";
            default -> "'" + text + "'";
        };
    }

    /**
     * What the inside of a quoted literal stands for.
     *
     * @throws IllegalArgumentException it breaks the rules, as the message says
     */
    public static String unescape(String inside, char quote) {
        ByteBuffer bytes = ByteBuffer.allocate(inside.length() * 4 + 4);
        int i = 0;
        while (i < inside.length()) {
            int c = inside.codePointAt(i);
            i += Character.charCount(c);
            if (c != '\\') {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char kind = i < inside.length() ? inside.charAt(i++) : 0;
            int digits = switch (kind) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                default -> 0;
            };
            if (digits > 0) {
                int value = number(inside, i, digits, 16);
                i += digits;
                put(bytes, value, kind == 'x');
            } else if (kind >= '0' && kind <= '7') {
                put(bytes, number(inside, i - 1, 3, 8), true);
                i += 2;
            } else {
                bytes.put((byte) simple(kind, quote));
            }
        }
        return decode(bytes.flip());
    }

    private static void put(ByteBuffer bytes, int value, boolean isByte) {
        if (isByte) {
            if (value > 255) {
                throw new IllegalArgumentException("invalid syntax");
            }
            bytes.put((byte) value);
        } else if (!Character.isValidCodePoint(value) || (value >= 0xD800 && value < 0xE000)) {
            throw new IllegalArgumentException("escape sequence is an invalid Unicode code point");
        } else {
            bytes.put(Character.toString(value).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int simple(char kind, char quote) {
        return switch (kind) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '\\' -> '\\';
            default -> {
                if (kind != quote || kind == 0) {
                    throw new IllegalArgumentException("unknown escape sequence " + quote((int) kind));
                }
                yield kind;
            }
        };
    }

    private static int number(String text, int from, int digits, int radix) {
        if (from + digits > text.length()) {
            throw new IllegalArgumentException("escape sequence not terminated");
        }
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) {
                throw new IllegalArgumentException(
                        "illegal character " + quote(text.codePointAt(i)) + " in escape sequence");
            }
            value = value * radix + digit;
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static String decode(ByteBuffer bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        try {
            return decoder.decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return decodeMalformed(bytes);
        }
    }

    private static String decodeMalformed(ByteBuffer bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        StringBuilder text = new StringBuilder();
        CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
        while (bytes.hasRemaining()) {
            var result = decoder.decode(bytes, chars, true);
            text.append(chars.flip());
            chars.clear();
            if (result.isError()) {
                text.append((char) (BYTE_SURROGATE + (bytes.get() & 0xff)));
            }
            decoder.reset();
        }
        return text.toString();
    }
}

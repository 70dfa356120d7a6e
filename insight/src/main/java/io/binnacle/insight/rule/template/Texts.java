package io.binnacle.insight.rule.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/** What Prometheus' functions do to texts. */
final class Texts {

    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[([^\\[\\]]*)]|([^:\\[\\]]*)):([^:\\[\\]]*)");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
    private static final Pattern PLACE = Pattern.compile("\\$(?:\\$|(\\w+)|\\{(\\w+)})");

    private Texts() {
    }

    /** Each word's first letter as a capital. */
    static String title(String text) {
        StringBuilder title = new StringBuilder();
        int before = ' ';
        for (int c : text.codePoints().toArray()) {
            title.appendCodePoint(isSeparator(before) ? Character.toTitleCase(c) : c);
            before = c;
        }
        return title.toString();
    }

    private static boolean isSeparator(int c) {
        if (c < 0x80) {
            return !Character.isLetterOrDigit(c) && c != '_';
        }
        return !Character.isLetter(c) && !Character.isDigit(c) && Character.isWhitespace(c);
    }

    static String stripPort(String hostPort) {
        Matcher matcher = HOST_PORT.matcher(hostPort);
        return matcher.matches() ? host(matcher) : hostPort;
    }

    private static String host(Matcher matcher) {
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    static String stripDomain(String hostPort) {
        Matcher matcher = HOST_PORT.matcher(hostPort);
        boolean hasPort = matcher.matches();
        String host = hasPort ? host(matcher) : hostPort;
        if (ADDRESS.matcher(host).matches()) {
            return hostPort;
        }
        String first = host.split("\\.", 2)[0];
        String port = hasPort ? matcher.group(3) : "";
        return port.isEmpty() ? first : (first.contains(":") ? "[" + first + "]" : first) + ":" + port;
    }

    static boolean match(String pattern, String text) {
        return compile(pattern).matcher(text).find();
    }

    /** As Go's {@code ReplaceAllString}: {@code $1}, {@code ${name}}; what names no group is empty. */
    static String replaceAll(String pattern, String replacement, String text) {
        Matcher matcher = compile(pattern).matcher(text);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(PLACE.matcher(replacement)
                .replaceAll(place -> Matcher.quoteReplacement(group(matcher, place.group(1), place.group(2))))));
    }

    private static String group(Matcher matcher, @Nullable String bare, @Nullable String braced) {
        String name = bare != null ? bare : braced;
        if (name == null) {
            return "$";
        }
        try {
            String found = name.matches("\\d{1,6}") ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
            return found == null ? "" : found;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return "";
        }
    }

    private static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern.replace("(?P<", "(?<"));
        } catch (PatternSyntaxException e) {
            String what = switch (e.getDescription()) {
                case "Unclosed group" -> "missing closing )";
                case "Unmatched closing ')'" -> "unexpected )";
                case "Unclosed character class" -> "missing closing ]";
                default -> e.getDescription();
            };
            throw new TemplateFault("error parsing regexp: " + what + ": `" + pattern + "`");
        }
    }
}

package io.binnacle.insight.rule.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus' functions do to texts. */
final class Texts {

    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[([^\\[\\]]*)]|([^:\\[\\]]*)):([^:\\[\\]]*)");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

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
}

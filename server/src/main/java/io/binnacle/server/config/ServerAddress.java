package io.binnacle.server.config;

import io.binnacle.kernel.error.InvalidInput;

/**
 * A server that Binnacle asks: {@code time.example.org}, {@code time.example.org:1123}, {@code 192.0.2.1}, {@code 2001:db8::1},
 * {@code [2001:db8::1]:1123}.
 *
 * @param port {@value #USUAL_PORT} for the protocol's own
 */
public record ServerAddress(String host, int port) {

    public static final int USUAL_PORT = 0;

    /** @throws InvalidInput it is no such address; names that field */
    public static ServerAddress parse(String field, String text) {
        boolean bracketed = text.startsWith("[") && text.indexOf(']') > 0;
        String rest = bracketed ? text.substring(text.indexOf(']') + 1) : text;
        int colon = rest.indexOf(':');
        boolean bareIp6 = !bracketed && colon != rest.lastIndexOf(':');
        String host = bracketed
                ? text.substring(1, text.length() - rest.length() - 1)
                : bareIp6 || colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 || bareIp6 ? USUAL_PORT : port(rest.substring(colon + 1));
        boolean wrong = port < 0 || host.isBlank()
                || !host.matches(bracketed || bareIp6 ? "[0-9A-Fa-f:.%]+" : "[\\w.-]+")
                || (bracketed && colon > 0) || (bracketed && colon < 0 && !rest.isEmpty());
        if (wrong) {
            throw new InvalidInput(field, "a host name or address, with or without :port", text);
        }
        return new ServerAddress(host, port);
    }

    /** Negative when it is none. */
    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 0 && port <= 65_535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    public int portOr(int usual) {
        return port == USUAL_PORT ? usual : port;
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == USUAL_PORT ? shown : shown + ":" + port;
    }
}

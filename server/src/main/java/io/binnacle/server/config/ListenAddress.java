package io.binnacle.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import io.binnacle.kernel.error.InvalidInput;

/**
 * Where the server accepts connections: {@code 127.0.0.1:8686}, {@code [::]:8686}, {@code :8686} for all addresses; port 0
 * lets the system choose one.
 */
public record ListenAddress(String host, int port) {

    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String number = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw invalid(text);
        }
        try {
            int port = Integer.parseInt(number);
            if (port >= 0 && port <= 65_535) {
                return new ListenAddress(host.isEmpty() ? "0.0.0.0" : host, port);
            }
        } catch (NumberFormatException e) {
            // Answered below, as for a number out of range.
        }
        throw invalid(text);
    }

    private static InvalidInput invalid(String text) {
        return new InvalidInput("listen", "host:port such as 127.0.0.1:8686", text);
    }

    /** Resolves the host. */
    public InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new InvalidInput("server.listen", "an address of this machine", host);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

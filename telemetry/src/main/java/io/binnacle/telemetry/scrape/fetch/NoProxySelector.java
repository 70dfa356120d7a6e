package io.binnacle.telemetry.scrape.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** One proxy for all hosts but some, which are named by themselves, by their domain, or all by an asterisk. */
final class NoProxySelector extends ProxySelector {

    private static final int USUAL_PORT = 80;

    private final List<Proxy> proxy;
    private final List<String> exceptions;

    NoProxySelector(URI proxy, List<String> exceptions) {
        int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
        this.proxy = List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
        this.exceptions = exceptions.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        for (String exception : exceptions) {
            String domain = exception.startsWith(".") ? exception : "." + exception;
            if (exception.equals("*") || host.equals(exception) || host.endsWith(domain)
                    || exception.equals(host + ":" + uri.getPort())) {
                return List.of(Proxy.NO_PROXY);
            }
        }
        return proxy;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // Whoever asked is told.
    }
}

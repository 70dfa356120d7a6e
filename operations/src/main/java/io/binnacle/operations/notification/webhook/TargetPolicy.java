package io.binnacle.operations.notification.webhook;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Which targets a webhook may have. Receivers on this machine and in private networks are wanted: that is where they run. Refused
 * are the addresses at which clouds hand out credentials to whoever asks from the machine itself, and those that are nobody's.
 */
final class TargetPolicy {

    private static final int URL_LENGTH_MAX = 2000;
    private static final String EXPECTED = "an address like https://example.org/hook";
    /** Metadata services outside the link-local range: Alibaba Cloud, Oracle Cloud, Azure, and AWS on IPv6. */
    private static final Set<String> METADATA = Set.of("100.100.100.200", "192.0.0.192", "168.63.129.16",
            "fd00:ec2:0:0:0:0:0:254", "fd00:ec2:0:0:0:0:0:23");
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int SIX_TO_FOUR = 0x2002;

    /** Turns a name into addresses; tests have their own. */
    @FunctionalInterface
    interface Resolver {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** The address is not allowed; the message is for people. */
    static final class Refused extends IOException {

        Refused(String message) {
            super(message);
        }
    }

    private final Resolver resolver;

    TargetPolicy(Resolver resolver) {
        this.resolver = resolver;
    }

    /** What can be told without asking the network. */
    URI check(String target) {
        if (target.length() > URL_LENGTH_MAX) {
            throw new InvalidInput("url", EXPECTED, target.length() + " characters");
        }
        URI uri;
        try {
            uri = new URI(target);
        } catch (URISyntaxException e) {
            throw new InvalidInput("url", EXPECTED + " (" + e.getReason() + ")", target);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme)) {
            throw new InvalidInput("url", "http:// or https://", target);
        }
        if (uri.getRawUserInfo() != null) {
            throw new InvalidInput("url", "an address without user name and password", "one with them");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getRawFragment() != null) {
            throw new InvalidInput("url", EXPECTED, target);
        }
        String literal = uri.getHost().replace("[", "").replace("]", "");
        if (literal.contains(":") || literal.matches("[0-9.]+")) {
            try {
                refuse(InetAddress.getByName(literal));
            } catch (Refused e) {
                throw new InvalidInput("url", "an address that may be called (" + e.getMessage() + ")", target);
            } catch (UnknownHostException e) {
                throw new InvalidInput("url", EXPECTED, target);
            }
        }
        return uri;
    }

    /** All addresses of the host are allowed, or none is called. */
    void checkResolved(String host) throws IOException {
        for (InetAddress address : resolver.resolve(host)) {
            refuse(address);
        }
    }

    static void refuse(InetAddress address) throws Refused {
        for (InetAddress each : withEmbedded(address)) {
            String text = each.getHostAddress().replaceFirst("%.*", "");
            if (each.isLinkLocalAddress() || METADATA.contains(text)) {
                throw new Refused(text + " is a link-local or metadata address");
            }
            if (each.isMulticastAddress() || each.isAnyLocalAddress() || text.equals("255.255.255.255")) {
                throw new Refused(text + " is nobody's address");
            }
        }
    }

    /** An IPv6 address may stand for an IPv4 one: NAT64 (64:ff9b::/96), 6to4 (2002::/16), and ::a.b.c.d. */
    private static List<InetAddress> withEmbedded(InetAddress address) {
        if (!(address instanceof Inet6Address six) || six.isLoopbackAddress() || six.isAnyLocalAddress()) {
            return List.of(address);
        }
        byte[] bytes = six.getAddress();
        boolean nat64 = Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length);
        int first = nat64 || six.isIPv4CompatibleAddress()
                ? IPV6_BYTES - IPV4_BYTES
                : ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) == SIX_TO_FOUR ? 2 : -1;
        InetAddress embedded = first < 0 ? null : four(Arrays.copyOfRange(bytes, first, first + IPV4_BYTES));
        return embedded == null ? List.of(address) : List.of(address, embedded);
    }

    private static @Nullable InetAddress four(byte[] bytes) {
        try {
            return Inet4Address.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}

package io.binnacle.cmdb.discovery.host;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.binnacle.cmdb.discovery.host.Socket.Protocol;
import io.binnacle.kernel.error.BugException;
import org.jspecify.annotations.Nullable;

/** Reads the kernel's socket tables; see proc_net(5). */
final class SocketTable {

    private SocketTable() {
    }

    static List<Socket> read(HostFiles files) {
        List<Socket> sockets = new ArrayList<>();
        sockets.addAll(parse(Protocol.TCP, files.text("/proc/net/tcp")));
        sockets.addAll(parse(Protocol.TCP, files.text("/proc/net/tcp6")));
        sockets.addAll(parse(Protocol.UDP, files.text("/proc/net/udp")));
        sockets.addAll(parse(Protocol.UDP, files.text("/proc/net/udp6")));
        return sockets;
    }

    /** The first line is a heading; a line that does not read is left out. */
    static List<Socket> parse(Protocol protocol, String table) {
        List<Socket> sockets = new ArrayList<>();
        table.lines().skip(1).forEach(line -> {
            Socket socket = row(protocol, line.strip().split("\\s+", -1));
            if (socket != null) {
                sockets.add(socket);
            }
        });
        return sockets;
    }

    /** {@code sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ...}. */
    private static @Nullable Socket row(Protocol protocol, String[] words) {
        if (words.length < 10) {
            return null;
        }
        try {
            String[] local = words[1].split(":", -1);
            String[] remote = words[2].split(":", -1);
            return new Socket(protocol, address(local[0]), Integer.parseInt(local[1], 16), address(remote[0]),
                    Integer.parseInt(remote[1], 16), Integer.parseInt(words[3], 16), Integer.parseInt(words[7]),
                    Long.parseLong(words[9]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    /** The kernel prints each 32-bit word of an address in the byte order of the machine, which is little-endian. */
    private static String address(String hex) {
        byte[] printed = HexFormat.of().parseHex(hex);
        if (printed.length != 4 && printed.length != 16) {
            throw new IllegalArgumentException("an address of " + printed.length + " bytes");
        }
        byte[] bytes = new byte[printed.length];
        for (int i = 0; i < printed.length; i++) {
            bytes[i] = printed[(i & ~3) + 3 - (i & 3)];
        }
        try {
            // Gives an Inet4Address for an IPv4 address that is written inside IPv6.
            InetAddress address = InetAddress.getByAddress(bytes);
            return address.getAddress().length == 4 ? address.getHostAddress() : shortIpv6(bytes);
        } catch (UnknownHostException e) {
            throw new BugException("an address of " + bytes.length + " bytes", e);
        }
    }

    /** As RFC 5952 writes it: small letters, no leading zeros, the longest run of zero groups as {@code ::}. */
    static String shortIpv6(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < 8; start++) {
            int length = 0;
            while (start + length < 8 && groups[start + length] == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = start;
                bestLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}

package io.binnacle.cmdb.discovery.host;

/**
 * One row of /proc/net/{tcp,tcp6,udp,udp6}.
 *
 * @param localAddress as text; an IPv4 address inside IPv6 as plain IPv4
 * @param state the kernel's number: 1 is established, 10 is listening, 7 is an unconnected UDP socket
 */
record Socket(Protocol protocol, String localAddress, int localPort, String remoteAddress, int remotePort, int state,
        int uid, long inode) {

    private static final int ESTABLISHED = 1;
    private static final int UDP_UNCONNECTED = 7;
    private static final int LISTEN = 10;

    /** Transport. */
    enum Protocol {
        TCP, UDP
    }

    boolean listens() {
        return switch (protocol) {
            case TCP -> state == LISTEN;
            case UDP -> state == UDP_UNCONNECTED && localPort > 0 && remotePort == 0;
        };
    }

    boolean established() {
        return protocol == Protocol.TCP && state == ESTABLISHED;
    }

    boolean onEveryAddress() {
        return localAddress.equals("0.0.0.0") || localAddress.equals("::");
    }
}

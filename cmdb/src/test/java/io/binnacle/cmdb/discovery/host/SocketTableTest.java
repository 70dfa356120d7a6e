package io.binnacle.cmdb.discovery.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;

import io.binnacle.cmdb.discovery.host.Socket.Protocol;
import org.junit.jupiter.api.Test;

class SocketTableTest {

    private static final String HEADING = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @Test
    void addressesPortsStatesAndInodesAreRead() {
        List<Socket> sockets = SocketTable.parse(Protocol.TCP, HEADING
                + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0\n"
                + "   1: 0200020A:D431 0100007F:1538 01 00000000:00000000 02:000006D7 00000000   110        0 999 2 0000000000000000 20 4 0 10 -1\n");
        assertThat(sockets).containsExactly(
                new Socket(Protocol.TCP, "127.0.0.1", 8080, "0.0.0.0", 0, 10, 1000, 12345),
                new Socket(Protocol.TCP, "10.2.0.2", 54321, "127.0.0.1", 5432, 1, 110, 999));
        assertThat(sockets.getFirst().listens()).isTrue();
        assertThat(sockets.getLast().established()).isTrue();
    }

    @Test
    void sixteenByteAddressesAreReadAndMappedOnesArePlain() {
        List<Socket> sockets = SocketTable.parse(Protocol.TCP, HEADING
                + "   0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1 1 0\n"
                + "   1: 0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000200007F:C000 01 0:0 00:0 0 0 0 2 1 0\n"
                + "   2: B80D0120000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 3 1 0\n");
        assertThat(sockets).extracting(Socket::localAddress).containsExactly("::", "127.0.0.1", "2001:db8::1");
        assertThat(sockets.getFirst().onEveryAddress()).isTrue();
    }

    @Test
    void aUdpSocketThatWaitsForAnyoneListens() {
        List<Socket> sockets = SocketTable.parse(Protocol.UDP, HEADING
                + "  10: 00000000:0035 00000000:0000 07 0:0 00:0 0 0 0 1 1 0\n"
                + "  11: 0100007F:0035 0100007F:8000 01 0:0 00:0 0 0 0 2 1 0\n");
        assertThat(sockets).extracting(Socket::listens).containsExactly(true, false);
    }

    @Test
    void aLineThatDoesNotReadIsLeftOut() {
        assertThat(SocketTable.parse(Protocol.TCP, HEADING + "rubbish\n 0: XX:YY 0:0 0A 0 0 0 0 0 0 0\n")).isEmpty();
        assertThat(SocketTable.parse(Protocol.TCP, "")).isEmpty();
    }

    @Test
    void ipv6IsWrittenShort() {
        assertThat(shortened("00000000000000000000000000000000")).isEqualTo("::");
        assertThat(shortened("00000000000000000000000000000001")).isEqualTo("::1");
        assertThat(shortened("20010db8000000000001000000000000")).isEqualTo("2001:db8:0:0:1::");
        assertThat(shortened("fe800000000000000202b3fffe1e8329")).isEqualTo("fe80::202:b3ff:fe1e:8329");
        assertThat(shortened("20010db8000100020003000400050006")).isEqualTo("2001:db8:1:2:3:4:5:6");
    }

    private static String shortened(String hex) {
        return SocketTable.shortIpv6(HexFormat.of().parseHex(hex));
    }
}

package io.binnacle.telemetry.scrape.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asks a name server that knows a few names. */
class DnsTargetsTest {

    private static final int A = 1;
    private static final int MX = 15;
    private static final int AAAA = 28;
    private static final int SRV = 33;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;

    DnsTargetsTest() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private static byte[] answer(ByteBuffer query) {
        short id = query.getShort();
        query.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(new String(label, StandardCharsets.US_ASCII)).append('.');
        }
        int type = query.getShort();
        query.getShort();
        byte[] question = new byte[query.position() - 12];
        query.get(12, question);
        List<byte[]> records = switch (name + " " + type) {
            case "web.example. " + A -> List.of(new byte[]{10, 0, 0, 1}, new byte[]{10, 0, 0, 2});
            case "web.example. " + AAAA -> List.of(ByteBuffer.allocate(16).putLong(0x20010db8L << 32).putLong(1)
                    .array());
            case "_http._tcp.example. " + SRV -> List.of(record(new short[]{0, 5, 9100}, "node.example"));
            case "example. " + MX -> List.of(record(new short[]{10}, "mail.example"));
            default -> List.of();
        };
        ByteBuffer answer = ByteBuffer.allocate(512).putShort(id)
                .putShort((short) (0x8180 | (records.isEmpty() ? NO_SUCH_NAME : 0))).putShort((short) 1)
                .putShort((short) records.size()).putInt(0).put(question);
        for (byte[] record : records) {
            answer.putShort((short) 0xc00c).putShort((short) type).putShort((short) 1).putInt(1)
                    .putShort((short) record.length).put(record);
        }
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return bytes;
    }

    private static byte[] record(short[] numbers, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (short number : numbers) {
            out.write(number >> 8);
            out.write(number);
        }
        for (String label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    private List<Map<String, String>> targets(String name, String type) throws IOException {
        DnsRecords records = new DnsRecords("dns://127.0.0.1:" + socket.getLocalPort(), List.of("example"));
        DiscoverySettings.Dns settings = new DiscoverySettings.Dns(List.of(name), type, 80, Duration.ofSeconds(30));
        List<TargetGroup> groups = new DnsTargets(settings, records).discover();
        assertThat(groups).hasSize(1);
        return groups.getFirst().targets();
    }

    @Test
    void addressesAreTargetsAtTheGivenPort() throws IOException {
        assertThat(targets("web.example", "A")).containsExactly(
                Map.of("__address__", "10.0.0.1:80", "__meta_dns_name", "web.example"),
                Map.of("__address__", "10.0.0.2:80", "__meta_dns_name", "web.example"));
        assertThat(targets("web.example", "AAAA")).singleElement()
                .satisfies(target -> assertThat(target.get("__address__")).isEqualTo("[2001:db8::1]:80"));
    }

    @Test
    void servicesTellTheirPort() throws IOException {
        assertThat(targets("_http._tcp.example", "SRV")).containsExactly(Map.of("__address__", "node.example:9100",
                "__meta_dns_name", "_http._tcp.example", "__meta_dns_srv_record_target", "node.example.",
                "__meta_dns_srv_record_port", "9100"));
        assertThat(targets("example", "MX")).containsExactly(Map.of("__address__", "mail.example:80",
                "__meta_dns_name", "example", "__meta_dns_mx_record_target", "mail.example."));
    }

    @Test
    void shortNamesAreLookedForInTheSearchedDomains() throws IOException {
        assertThat(targets("web", "A")).hasSize(2);
        assertThat(targets("nothing", "A")).isEmpty();
    }
}

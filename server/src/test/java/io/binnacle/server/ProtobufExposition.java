package io.binnacle.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A scrape target in Prometheus' protobuf exposition format, the only one with native histograms: one of those, and a
 * counter with an exemplar. Prometheus asks for it when native histograms are on.
 */
final class ProtobufExposition implements AutoCloseable {

    static final String HISTOGRAM = "exposed_duration_seconds";
    static final String COUNTER = "exposed_requests_total";
    static final int OBSERVATIONS = 4;
    static final int SCHEMA = 3;

    private static final String FORMAT = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
            + " encoding=delimited";

    private final HttpServer server;

    ProtobufExposition() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", ProtobufExposition::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = join(delimited(histogram()), delimited(counter()));
        exchange.getResponseHeaders().set("Content-Type", FORMAT);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Counts of 1 and 3 in buckets 0 and 1. */
    private static byte[] histogram() {
        byte[] span = join(number(1, 0), number(2, 2));
        byte[] histogram = join(number(1, OBSERVATIONS), real(2, 4.5), number(5, zigzag(SCHEMA)), real(6, 1e-9),
                number(7, 0), bytes(12, span), number(13, zigzag(1)), number(13, zigzag(2)));
        return join(text(1, HISTOGRAM), text(2, "How long it took."), number(3, 4), bytes(4, bytes(7, histogram)));
    }

    private static byte[] counter() {
        byte[] exemplar = join(bytes(1, join(text(1, "trace_id"), text(2, "abc"))), real(2, 1));
        return join(text(1, COUNTER), text(2, "Requests."), number(3, 0),
                bytes(4, bytes(3, join(real(1, 17), bytes(2, exemplar)))));
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static byte[] delimited(byte[] message) {
        return join(varint(message.length), message);
    }

    private static byte[] number(int field, long value) {
        return join(varint((long) field << 3), varint(value));
    }

    private static byte[] real(int field, double value) {
        return join(varint((long) field << 3 | 1),
                ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    }

    private static byte[] text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] message) {
        return join(varint((long) field << 3 | 2), varint(message.length), message);
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7f) | 0x80));
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

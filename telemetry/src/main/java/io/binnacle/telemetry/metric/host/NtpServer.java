package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An NTP server that the user named (none is asked otherwise). Asked once a minute by SNTP (RFC 4330), in the background, so
 * that a silent server delays nobody.
 */
final class NtpServer {

    private static final Logger LOG = LoggerFactory.getLogger(NtpServer.class);

    private static final int PACKET_BYTES = 48;
    private static final int PATIENCE_MILLIS = 3000;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(1);
    /** Three unanswered questions in a row, and the last answer no longer counts. */
    private static final Duration VALID = Duration.ofMinutes(3);
    /** Leap 0, version 4, mode 3 (client). */
    private static final byte CLIENT_REQUEST = 0x23;
    private static final int MODE_SERVER = 4;
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    private final String host;
    private final int port;
    private final InstantSource clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private long askedNanos;
    private boolean everAsked;
    private volatile @Nullable Answer answer;

    private record Answer(double offsetSeconds, long nanos) {}

    /** @param server resolved each time that it is asked: addresses change */
    NtpServer(InetSocketAddress server, InstantSource clock) {
        this.host = server.getHostString();
        this.port = server.getPort();
        this.clock = clock;
    }

    String name() {
        return host;
    }

    /** How far this machine is behind (positive) or ahead; empty while no recent answer is there. Never waits. */
    OptionalDouble offsetSeconds() {
        long now = System.nanoTime();
        boolean due = !everAsked || now - askedNanos >= BETWEEN_QUESTIONS.toNanos();
        if (due && asking.compareAndSet(false, true)) {
            everAsked = true;
            askedNanos = now;
            Thread.ofVirtual().name("ntp " + host).start(this::ask);
        }
        Answer latest = answer;
        return latest == null || now - latest.nanos > VALID.toNanos()
                ? OptionalDouble.empty()
                : OptionalDouble.of(latest.offsetSeconds);
    }

    private void ask() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
            byte[] request = new byte[PACKET_BYTES];
            request[0] = CLIENT_REQUEST;
            long sentWall = clock.millis();
            long sent = System.nanoTime();
            // Our time in the request comes back as the originate time, so that no late or foreign packet is taken.
            ByteBuffer.wrap(request).putLong(40, sentWall);
            socket.send(new DatagramPacket(request, request.length));
            DatagramPacket reply = new DatagramPacket(new byte[PACKET_BYTES], PACKET_BYTES);
            socket.receive(reply);
            double elapsed = (System.nanoTime() - sent) / 1e9;
            ByteBuffer packet = ByteBuffer.wrap(reply.getData());
            boolean sound = reply.getLength() >= PACKET_BYTES && (packet.get(0) & 7) == MODE_SERVER
                    && packet.get(1) != 0 && (packet.get(0) & 0xC0) != 0xC0 && packet.getLong(24) == sentWall;
            if (!sound) {
                throw new IOException("no sound answer");
            }
            double server = (seconds(packet, 32) + seconds(packet, 40)) / 2;
            answer = new Answer(server - (sentWall / 1000.0 + elapsed / 2), System.nanoTime());
        } catch (IOException e) {
            LOG.warn("ntp server={} answers not: {}", host, e.getMessage());
        } finally {
            asking.set(false);
        }
    }

    private static double seconds(ByteBuffer packet, int at) {
        long whole = Integer.toUnsignedLong(packet.getInt(at)) - SECONDS_1900_TO_1970;
        return whole + Integer.toUnsignedLong(packet.getInt(at + 4)) / 4_294_967_296.0;
    }
}

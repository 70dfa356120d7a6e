package io.binnacle.telemetry.metric.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sockets of the machine at one moment: which ports are listened on, how many TCP connections are in which state.
 *
 * @param connections how many by state; a state without any is there with 0
 * @param complete    false when there were more sockets than are read; the listening ones are always all there
 */
record SocketTable(Set<Integer> tcpListening, Set<Integer> udpBound, Map<String, Long> connections,
        boolean complete) {

    /** As the kernel numbers them, from 1; spelt as OpenTelemetry does. */
    static final List<String> STATES = List.of("established", "syn_sent", "syn_received", "fin_wait_1", "fin_wait_2",
            "time_wait", "close", "close_wait", "last_ack", "listen", "closing");
    private static final int LISTEN = 10;
    /** Reading that many lines takes about 20 ms; the kernel lists the listening sockets before all others. */
    private static final int LINES_MAX = 20_000;

    /** Collects while files are read. */
    private static final class Tally {
        final Set<Integer> listening = new HashSet<>();
        final Map<String, Long> connections = new LinkedHashMap<>();
        int lines;

        Tally() {
            STATES.forEach(state -> connections.put(state, 0L));
        }
    }

    static SocketTable read(Path root) throws IOException {
        Path net = root.resolve("proc/self/net");
        Tally tcp = new Tally();
        read(net.resolve("tcp"), tcp, true);
        readIfPresent(net.resolve("tcp6"), tcp, true);
        Tally udp = new Tally();
        readIfPresent(net.resolve("udp"), udp, false);
        readIfPresent(net.resolve("udp6"), udp, false);
        return new SocketTable(tcp.listening, udp.listening, tcp.connections, tcp.lines < LINES_MAX);
    }

    /** A kernel without IPv6 has no such file. */
    private static void readIfPresent(Path file, Tally tally, boolean tcp) throws IOException {
        try {
            read(file, tally, tcp);
        } catch (NoSuchFileException e) {
            // nothing bound
        }
    }

    /** {@code 0: 0100007F:1538 00000000:0000 0A ...}: number, local address:port, remote, state, all in hexadecimal. */
    private static void read(Path file, Tally tally, boolean tcp) throws IOException {
        tally.lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            reader.readLine();
            for (String line = reader.readLine(); line != null && tally.lines < LINES_MAX; line = reader.readLine()) {
                tally.lines++;
                int address = line.indexOf(": ") + 2;
                int portStart = line.indexOf(':', address) + 1;
                int portEnd = line.indexOf(' ', portStart);
                int stateStart = line.indexOf(' ', portEnd + 1) + 1;
                if (address < 2 || portStart < 1 || portEnd < 0 || stateStart < 1 || stateStart + 2 > line.length()) {
                    continue;
                }
                int state = Integer.parseInt(line, stateStart, stateStart + 2, 16);
                if (tcp && state >= 1 && state <= STATES.size()) {
                    tally.connections.merge(STATES.get(state - 1), 1L, Long::sum);
                }
                if (!tcp || state == LISTEN) {
                    tally.listening.add(Integer.parseInt(line, portStart, portEnd, 16));
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException("unknown format of " + file, e);
        }
    }
}

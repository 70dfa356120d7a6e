package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.Path;

/** Traffic of network interfaces, from {@code /proc/net/dev}. */
final class NetworkProbe implements Probe {

    /** A host of containers has thousands of interfaces; nobody reads their charts. */
    private static final int INTERFACES_MAX = 256;

    private final Path file;

    NetworkProbe(Path root) {
        this.file = root.resolve("proc/self/net/dev");
    }

    @Override
    public String name() {
        return "network";
    }

    @Override
    public boolean measure(Round round) throws IOException {
        int interfaces = 0;
        for (String line : ProcText.read(file).split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon).strip();
            String[] words = ProcText.words(line.substring(colon + 1));
            if (words.length < 12 || name.startsWith("veth")) {
                continue;
            }
            long receivedBytes = ProcText.number(words[0], file);
            long sentBytes = ProcText.number(words[8], file);
            if (receivedBytes == 0 && sentBytes == 0) {
                continue;
            }
            if (++interfaces > INTERFACES_MAX) {
                return false;
            }
            direction(round, name, "receive", words, 0);
            direction(round, name, "transmit", words, 8);
        }
        return true;
    }

    /** Columns of each direction: bytes, packets, errs, drop. */
    private void direction(Round round, String name, String direction, String[] words, int first) throws IOException {
        String[] labels = {"network_interface_name", name, "network_io_direction", direction};
        round.add("system_network_io_bytes_total", ProcText.number(words[first], file), labels);
        round.add("system_network_packet_count_total", ProcText.number(words[first + 1], file), labels);
        round.add("system_network_errors_total", ProcText.number(words[first + 2], file), labels);
        round.add("system_network_packet_dropped_total", ProcText.number(words[first + 3], file), labels);
    }
}

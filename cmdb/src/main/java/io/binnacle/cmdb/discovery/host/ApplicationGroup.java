package io.binnacle.cmdb.discovery.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.binnacle.cmdb.discovery.host.Socket.Protocol;

/**
 * Processes that are one application: a master with its workers, or several of one program that nothing sets apart.
 * Collects what they listen on. For one thread.
 */
final class ApplicationGroup {

    private final Program program;
    private final List<RunningProcess> roots = new ArrayList<>();
    private final NavigableSet<Integer> tcp = new TreeSet<>();
    private final NavigableSet<Integer> udp = new TreeSet<>();
    private final NavigableSet<Integer> ephemeral = new TreeSet<>();
    private final NavigableSet<String> addresses = new TreeSet<>();
    private int processes;

    ApplicationGroup(Program program, RunningProcess root, int processes) {
        this.program = program;
        this.roots.add(root);
        this.processes = processes;
    }

    Program program() {
        return program;
    }

    /** The process that started first. */
    RunningProcess root() {
        return roots.getFirst();
    }

    List<RunningProcess> roots() {
        return roots;
    }

    int processes() {
        return processes;
    }

    /** A port that the system chose differs after each start: it says where to connect, not what this is. */
    void listensOn(Socket socket, boolean chosenBySystem) {
        if (chosenBySystem) {
            ephemeral.add(socket.localPort());
        } else {
            (socket.protocol() == Protocol.TCP ? tcp : udp).add(socket.localPort());
        }
        addresses.add(socket.localAddress());
    }

    boolean listens() {
        return !tcp.isEmpty() || !udp.isEmpty() || !ephemeral.isEmpty();
    }

    void merge(ApplicationGroup other) {
        roots.addAll(other.roots);
        roots.sort(Comparator.comparing(RunningProcess::startedAt).thenComparingInt(RunningProcess::pid));
        processes += other.processes;
        tcp.addAll(other.tcp);
        udp.addAll(other.udp);
        ephemeral.addAll(other.ephemeral);
        addresses.addAll(other.addresses);
    }

    /** Stable from start to start: the program and a port that it keeps, or else its user. */
    String keyPart() {
        Optional<Integer> usual = program.usualPorts().stream().filter(tcp::contains).findFirst();
        if (usual.isPresent() || !tcp.isEmpty()) {
            return program.slug() + ":" + usual.orElseGet(tcp::getFirst);
        }
        if (!udp.isEmpty()) {
            return program.slug() + ":udp" + program.usualPorts().stream().filter(udp::contains).findFirst()
                    .orElseGet(udp::getFirst);
        }
        return program.slug() + "@" + root().user();
    }

    List<String> tcpPorts() {
        return texts(tcp);
    }

    List<String> udpPorts() {
        return texts(udp);
    }

    List<String> ephemeralPorts() {
        return texts(ephemeral);
    }

    /** Only those of lasting ports are worth telling; every address is one word. */
    List<String> listenAddresses() {
        return List.copyOf(addresses);
    }

    private static List<String> texts(NavigableSet<Integer> ports) {
        return ports.stream().map(String::valueOf).toList();
    }
}

package io.binnacle.cmdb.discovery.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.discovery.host.Socket.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Which programs listen, what they are, and who is connected to whom on this machine.
 *
 * <p>From socket to application: a listening socket's inode leads to the processes that hold it; of a master and its
 * workers the master counts; processes of one program with one lasting port are one application. An established
 * connection whose two ends are both in the table joins the application that holds the calling end to the one that
 * listens; a caller that does not listen becomes an application too, once it has lived for a while, so that a command
 * that runs for an instant does not come and go.
 *
 * <p>Sees the network that Binnacle itself is in; programs inside containers with a network of their own are behind
 * their container's published ports.
 */
final class ApplicationSurvey {

    private static final int EPHEMERAL_FIRST = 32_768;
    private static final int EPHEMERAL_LAST = 60_999;

    private final HostFiles files;
    private final SignatureSet signatures;
    private final List<Signature> inOrder;
    private final Duration callerAgeMin;
    private final Instant now;

    private final Map<Integer, Program> programs = new HashMap<>();
    private final Map<Integer, Integer> familySizes = new HashMap<>();
    /** By process id of the root. */
    private final Map<Integer, ApplicationGroup> byRoot = new LinkedHashMap<>();
    private ProcessTable processes;
    private List<Socket> sockets = List.of();

    ApplicationSurvey(HostFiles files, SignatureSet signatures, Duration callerAgeMin, Instant now) {
        this.files = files;
        this.signatures = signatures;
        this.inOrder = signatures.inOrder();
        this.callerAgeMin = callerAgeMin;
        this.now = now;
        this.processes = ProcessTable.read(files);
    }

    void run(Findings findings, Map<String, ItemRef> packages, Map<ItemRef, InstalledPackage> installed,
            List<SystemdUnits.Unit> units) {
        sockets = SocketTable.read(files);
        countFamilies();
        Map<Socket, ApplicationGroup> listeners = listeners(findings);
        List<Link> links = links(listeners);
        Map<String, ApplicationGroup> byKey = mergeByKey();
        Map<ApplicationGroup, ItemRef> refs = new HashMap<>();
        byKey.forEach((key, group) -> refs.put(group, item(findings, key, group, packages, installed)));
        connect(findings, links, byKey, refs);
        units.forEach(unit -> {
            ItemRef service = new ItemRef("system_service", findings.key(unit.name()));
            byKey.values().stream().filter(group -> runs(unit, group))
                    .forEach(group -> findings.relation(service, "runs", ref(refs, group)));
        });
        // All of them: what was of another class until a signature was changed is not there any more.
        findings.complete(signatures.applicationClasses().toArray(String[]::new));
        signatures.problems().forEach(findings::problem);
    }

    /** Who called whom on which port. */
    private record Link(ApplicationGroup caller, ApplicationGroup called, int port) {}

    private void countFamilies() {
        for (RunningProcess process : processes.all()) {
            familySizes.merge(root(process).pid(), 1, Integer::sum);
        }
    }

    private Program program(RunningProcess process) {
        return programs.computeIfAbsent(process.pid(), pid -> Program.of(process, inOrder));
    }

    /** The eldest ancestor that is an instance of the same program. */
    private RunningProcess root(RunningProcess process) {
        RunningProcess current = process;
        Set<Integer> passed = new HashSet<>();
        while (passed.add(current.pid())) {
            Optional<RunningProcess> parent = processes.find(current.parent());
            if (parent.isEmpty() || !program(parent.get()).slug().equals(program(process).slug())) {
                return current;
            }
            current = parent.get();
        }
        return current;
    }

    private ApplicationGroup group(RunningProcess process) {
        RunningProcess root = root(process);
        return byRoot.computeIfAbsent(root.pid(),
                pid -> new ApplicationGroup(program(root), root, familySizes.getOrDefault(pid, 1)));
    }

    private Map<Socket, ApplicationGroup> listeners(Findings findings) {
        int[] range = ephemeralRange();
        Map<Socket, ApplicationGroup> listeners = new LinkedHashMap<>();
        Set<Integer> ownerless = new TreeSet<>();
        for (Socket socket : sockets) {
            boolean chosen = socket.localPort() >= range[0] && socket.localPort() <= range[1];
            // A UDP socket on a port that the system chose is somebody asking, not somebody listening.
            if (!socket.listens() || (chosen && socket.protocol() == Protocol.UDP)) {
                continue;
            }
            RunningProcess owner = owner(socket);
            if (owner == null) {
                ownerless.add(socket.localPort());
            } else {
                ApplicationGroup group = group(owner);
                group.listensOn(socket, chosen);
                listeners.put(socket, group);
            }
        }
        if (!ownerless.isEmpty()) {
            long unreadable = processes.all().stream().filter(process -> !process.readable()).count();
            String ports = String.join(", ", ownerless.stream().map(String::valueOf).toList());
            findings.problem("nobody is known to hold "
                    + (ownerless.size() == 1 ? "the listening port " : ownerless.size() + " listening ports: ") + ports
                    + (unreadable == 0
                            ? ""
                            : "; " + unreadable + " processes of other users could not be read, as "
                                    + "root they can"));
        }
        return listeners;
    }

    private int[] ephemeralRange() {
        String[] words = files.value("/proc/sys/net/ipv4/ip_local_port_range").split("\\s+", -1);
        try {
            return new int[]{Integer.parseInt(words[0]), Integer.parseInt(words[1])};
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new int[]{EPHEMERAL_FIRST, EPHEMERAL_LAST};
        }
    }

    private @Nullable RunningProcess owner(Socket socket) {
        List<RunningProcess> holders = processes.holders(socket.inode());
        if (holders.isEmpty()) {
            return likelyOwner(socket);
        }
        // systemd keeps a socket open that it hands to the service which it starts.
        List<RunningProcess> others = holders.stream().filter(process -> process.pid() != 1).toList();
        return others.isEmpty() ? holders.getFirst() : others.getFirst();
    }

    /** The only unreadable program of the socket's user that usually listens on this port. */
    private @Nullable RunningProcess likelyOwner(Socket socket) {
        Map<Integer, RunningProcess> roots = new HashMap<>();
        for (RunningProcess process : processes.all()) {
            boolean likely = !process.readable() && process.uid() == socket.uid()
                    && program(process).usualPorts().contains(socket.localPort());
            if (likely) {
                RunningProcess root = root(process);
                roots.put(root.pid(), root);
            }
        }
        return roots.size() == 1 ? roots.values().iterator().next() : null;
    }

    private List<Link> links(Map<Socket, ApplicationGroup> listeners) {
        Map<String, ApplicationGroup> listening = new HashMap<>();
        listeners.forEach((socket, group) -> {
            if (socket.protocol() == Protocol.TCP) {
                listening.put((socket.onEveryAddress() ? "*" : socket.localAddress()) + " " + socket.localPort(),
                        group);
            }
        });
        Set<String> ends = new HashSet<>();
        sockets.stream().filter(Socket::established).forEach(socket -> ends.add(end(socket.localAddress(),
                socket.localPort(), socket.remoteAddress(), socket.remotePort())));
        List<Link> links = new ArrayList<>();
        for (Socket socket : sockets) {
            ApplicationGroup called = listening.getOrDefault(socket.remoteAddress() + " " + socket.remotePort(),
                    listening.get("* " + socket.remotePort()));
            boolean bothHere = socket.established() && ends.contains(end(socket.remoteAddress(), socket.remotePort(),
                    socket.localAddress(), socket.localPort()));
            if (called != null && bothHere) {
                ApplicationGroup caller = caller(socket);
                if (caller != null && caller != called) {
                    links.add(new Link(caller, called, socket.remotePort()));
                }
            }
        }
        return links;
    }

    private static String end(String address, int port, String peerAddress, int peerPort) {
        return address + " " + port + " " + peerAddress + " " + peerPort;
    }

    private @Nullable ApplicationGroup caller(Socket socket) {
        List<RunningProcess> holders = processes.holders(socket.inode());
        if (holders.isEmpty()) {
            return null;
        }
        RunningProcess root = root(holders.getFirst());
        boolean known = byRoot.containsKey(root.pid());
        boolean settled = root.startedAt().plus(callerAgeMin).isBefore(now);
        return known || settled ? group(root) : null;
    }

    private Map<String, ApplicationGroup> mergeByKey() {
        Map<String, ApplicationGroup> byKey = new LinkedHashMap<>();
        byRoot.values().forEach(group -> byKey.merge(group.keyPart(), group, (first, second) -> {
            first.merge(second);
            return first;
        }));
        return byKey;
    }

    private ItemRef item(Findings findings, String keyPart, ApplicationGroup group, Map<String, ItemRef> packages,
            Map<ItemRef, InstalledPackage> installed) {
        RunningProcess root = group.root();
        Program program = group.program();
        Signature signature = program.signature();
        ItemRef providedBy = signature == null || !belongsToSystem(root)
                ? null
                : signature.packages().stream().map(packages::get).filter(ref -> ref != null).findFirst().orElse(null);
        InstalledPackage provider = providedBy == null ? null : installed.get(providedBy);
        Findings.Values values = new Findings.Values()
                .text("product", signature == null ? null : signature.product())
                .text("category", signature == null ? null : signature.category())
                .text("version", program.version(root)
                        .orElse(provider == null ? "" : provider.upstreamVersion()))
                .put("service", program.isService())
                .put("tcp_ports", group.tcpPorts())
                .put("udp_ports", group.udpPorts())
                .put("ephemeral_ports", group.ephemeralPorts())
                .put("listen_addresses", group.listenAddresses())
                .text("executable", root.executable().isEmpty() ? root.program() : root.executable())
                .text("user", root.user())
                .text("unit", root.unit())
                .text("container", root.container())
                .text("command_line", root.commandLine())
                .text("working_directory", root.workingDirectory())
                .put("pid", root.pid())
                .put("process_count", group.processes())
                .put("started_at", root.startedAt());
        ItemRef ref = findings.item(signature == null ? Signature.APPLICATION : signatures.classOf(signature),
                findings.key(keyPart), displayName(group), values);
        findings.relation(ref, "runs_on", findings.server());
        if (providedBy != null) {
            findings.relation(ref, "provided_by", providedBy);
        }
        return ref;
    }

    /** Two of one product on different ports would otherwise look the same in a list. */
    private String displayName(ApplicationGroup group) {
        String name = group.program().name();
        long same = byRoot.values().stream().filter(other -> other.program().name().equals(name))
                .map(ApplicationGroup::keyPart).distinct().count();
        if (same < 2) {
            return name;
        }
        String keyPart = group.keyPart();
        String distinction = keyPart.substring(group.program().slug().length());
        return name + (distinction.startsWith("@") ? " (" + distinction.substring(1) + ")" : distinction);
    }

    private static boolean belongsToSystem(RunningProcess process) {
        String path = process.executable();
        return path.isEmpty() || (path.startsWith("/usr/") && !path.startsWith("/usr/local/"))
                || path.startsWith("/bin/")
                || path.startsWith("/sbin/") || path.startsWith("/lib");
    }

    private static boolean runs(SystemdUnits.Unit unit, ApplicationGroup group) {
        return group.roots().stream().anyMatch(
                root -> root.unit().equals(unit.name()) || (unit.mainPid() > 0 && root.pid() == unit.mainPid()));
    }

    private void connect(Findings findings, List<Link> links, Map<String, ApplicationGroup> byKey,
            Map<ApplicationGroup, ItemRef> refs) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Set<String>> ports = new HashMap<>();
        Map<String, Link> firsts = new HashMap<>();
        for (Link link : links) {
            String id = link.caller().keyPart() + " > " + link.called().keyPart();
            counts.merge(id, 1, Integer::sum);
            ports.computeIfAbsent(id, each -> new TreeSet<>()).add(String.valueOf(link.port()));
            firsts.putIfAbsent(id, link);
        }
        counts.forEach((id, count) -> {
            Link link = firsts.get(id);
            ApplicationGroup caller = link == null ? null : byKey.get(link.caller().keyPart());
            ApplicationGroup called = link == null ? null : byKey.get(link.called().keyPart());
            if (caller != null && called != null && caller != called) {
                findings.relation(ref(refs, caller), "connects_to", ref(refs, called), Map.of("ports",
                        List.copyOf(ports.getOrDefault(id, Set.of())), "connections", count));
            }
        });
    }

    private static ItemRef ref(Map<ApplicationGroup, ItemRef> refs, ApplicationGroup group) {
        return java.util.Objects.requireNonNull(refs.get(group));
    }
}

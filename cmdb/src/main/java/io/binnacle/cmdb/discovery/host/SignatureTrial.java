package io.binnacle.cmdb.discovery.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.model.Redaction;
import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Tries signatures on the processes of this machine, and changes nothing: which of them they would recognise, why, and what
 * applications would come of it. Safe for use by several threads; regular expressions take time that grows with the text
 * alone, so a bad one does no harm.
 */
public final class SignatureTrial {

    /** More than anybody reads; those that match come first. */
    private static final int PROCESSES_MAX = 2_000;
    private static final int EPHEMERAL_FIRST = 32_768;

    private final HostFiles files;
    private final Commands commands;
    private final Supplier<SignatureSet> inForce;

    /** @param inForce what recognises today */
    public SignatureTrial(Supplier<SignatureSet> inForce) {
        this.files = new HostFiles(Path.of("/"));
        this.commands = Commands.system();
        this.inForce = inForce;
    }

    /**
     * What a trial found.
     *
     * @param count of all processes
     * @param applications that would come of it
     * @param processes those that match first, at most 2000
     */
    public record Trial(int count, List<TriedApplication> applications, List<TriedProcess> processes) {}

    /**
     * Processes that would be one application.
     *
     * @param versionFrom where the version stands: {@code path or arguments}, or the package; null without a version
     */
    public record TriedApplication(String key, String name, String ciClass, String signature, @Nullable String version,
            @Nullable String versionFrom, List<String> tcpPorts, List<Integer> pids) {}

    /**
     * A process of this machine.
     *
     * @param commandLine without what looks like a secret
     * @param why which conditions hold; empty when it does not match
     * @param recognisedAs what the signatures in force say of it; null when none does
     */
    public record TriedProcess(int pid, int parent, String user, String program, String commandLine, boolean matches,
            List<String> why, @Nullable String recognisedAs) {}

    /**
     * Tries the signatures of a file in the form of those that come with the program.
     *
     * @throws InvalidInput with every mistake of the file
     */
    public Trial attempt(String yaml) {
        SignatureSet today = inForce.get();
        List<Signature> signatures = today.with(yaml).own();
        if (signatures.isEmpty()) {
            throw new InvalidInput("yaml", "at least one signature", "none");
        }
        List<Signature> inOrder = today.inOrder();
        ProcessTable table = ProcessTable.read(files);
        Map<Integer, Program> matched = new LinkedHashMap<>();
        List<TriedProcess> processes = new ArrayList<>();
        for (RunningProcess process : table.all()) {
            Program program = Program.of(process, signatures);
            Signature signature = program.signature();
            if (signature != null) {
                matched.put(process.pid(), program);
            }
            Signature known = Program.of(process, inOrder).signature();
            processes.add(new TriedProcess(process.pid(), process.parent(), process.user(), process.program(),
                    Redaction.commandLine(process.commandLine()), signature != null,
                    signature == null ? List.of() : signature.reasons(process, MainName.of(process)),
                    known == null ? null : known.product()));
        }
        processes.sort(Comparator.comparing((TriedProcess each) -> !each.matches())
                .thenComparingInt(TriedProcess::pid));
        return new Trial(processes.size(), applications(table, matched),
                processes.subList(0, Math.min(processes.size(), PROCESSES_MAX)));
    }

    private List<TriedApplication> applications(ProcessTable table, Map<Integer, Program> matched) {
        Map<Integer, ApplicationGroup> byRoot = new LinkedHashMap<>();
        Map<Integer, List<Integer>> pids = new HashMap<>();
        matched.forEach((pid, program) -> {
            RunningProcess root = root(table, matched, pid);
            byRoot.computeIfAbsent(root.pid(), each -> new ApplicationGroup(program, root, 1));
            pids.computeIfAbsent(root.pid(), each -> new ArrayList<>()).add(pid);
        });
        for (Socket socket : SocketTable.read(files)) {
            if (socket.listens()) {
                table.holders(socket.inode()).stream().filter(each -> matched.containsKey(each.pid())).findFirst()
                        .map(each -> byRoot.get(root(table, matched, each.pid()).pid()))
                        .ifPresent(group -> group.listensOn(socket, socket.localPort() >= EPHEMERAL_FIRST));
            }
        }
        PackageSurvey packages = new PackageSurvey(files, commands);
        packages.run(new Findings(HostIdentity.read(files.root())));
        Map<String, TriedApplication> byKey = new LinkedHashMap<>();
        byRoot.forEach((root, group) -> byKey.merge(group.keyPart(),
                application(group, pids.getOrDefault(root, List.of()), packages), SignatureTrial::together));
        return List.copyOf(byKey.values());
    }

    private static TriedApplication application(ApplicationGroup group, List<Integer> pids, PackageSurvey packages) {
        Program program = group.program();
        Signature signature = Objects.requireNonNull(program.signature());
        Optional<String> own = program.version(group.root());
        Optional<ItemRef> provider = signature.packages().stream().map(packages.byName()::get)
                .filter(Objects::nonNull).findFirst();
        Optional<String> version = own.or(() -> provider.map(packages.installed()::get).filter(Objects::nonNull)
                .map(InstalledPackage::upstreamVersion));
        return new TriedApplication(group.keyPart(), program.name(), signature.ciClass(), signature.id(),
                version.orElse(null),
                version.isEmpty() ? null : own.isPresent() ? "path or arguments" : "package", group.tcpPorts(), pids);
    }

    private static TriedApplication together(TriedApplication one, TriedApplication other) {
        List<Integer> pids = new ArrayList<>(one.pids());
        pids.addAll(other.pids());
        return new TriedApplication(one.key(), one.name(), one.ciClass(), one.signature(), one.version(),
                one.versionFrom(),
                one.tcpPorts(), pids);
    }

    /** The eldest ancestor that is an instance of the same program. */
    private static RunningProcess root(ProcessTable table, Map<Integer, Program> matched, int pid) {
        RunningProcess current = table.find(pid).orElseThrow();
        String slug = Objects.requireNonNull(matched.get(pid)).slug();
        Set<Integer> passed = new HashSet<>();
        while (passed.add(current.pid())) {
            Optional<RunningProcess> parent = table.find(current.parent());
            Program program = parent.map(RunningProcess::pid).map(matched::get).orElse(null);
            if (parent.isEmpty() || program == null || !program.slug().equals(slug)) {
                return current;
            }
            current = parent.get();
        }
        return current;
    }
}

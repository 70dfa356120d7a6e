package io.binnacle.cmdb.discovery.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes of the machine, without the kernel's own threads, and which of them hold which sockets. */
final class ProcessTable {

    /** The kernel reports times in this unit on every architecture that Linux runs on today. */
    private static final long CLOCK_TICKS_PER_SECOND = 100;
    private static final int KERNEL_THREADS_PARENT = 2;
    private static final Pattern SERVICE = Pattern.compile("([^/]+\\.service)(?:/.*)?$");
    private static final Pattern CONTAINER = Pattern
            .compile(
                    "(?:docker|libpod|crio|cri-containerd|containerd|lxc)[-/:](?:[^/]*[-/:])?([0-9a-f]{12})[0-9a-f]{52}");
    private static final Pattern SOCKET_LINK = Pattern.compile("socket:\\[(\\d+)]");

    private final Map<Integer, RunningProcess> processes = new TreeMap<>();
    private final Map<Long, List<Integer>> holders = new HashMap<>();

    private ProcessTable() {
    }

    static ProcessTable read(HostFiles files) {
        ProcessTable table = new ProcessTable();
        long bootSeconds = bootSeconds(files);
        Map<Integer, String> users = users(files.text("/etc/passwd"));
        for (String name : files.names("/proc")) {
            if (!name.isEmpty() && name.chars().allMatch(Character::isDigit)) {
                table.readProcess(files, Integer.parseInt(name), bootSeconds, users);
            }
        }
        return table;
    }

    /** By process id, ascending. */
    List<RunningProcess> all() {
        return List.copyOf(processes.values());
    }

    Optional<RunningProcess> find(int pid) {
        return Optional.ofNullable(processes.get(pid));
    }

    /** The processes that hold the socket, ascending; empty when nobody readable does. */
    List<RunningProcess> holders(long inode) {
        return holders.getOrDefault(inode, List.of()).stream().map(processes::get).toList();
    }

    private void readProcess(HostFiles files, int pid, long bootSeconds, Map<Integer, String> users) {
        String directory = "/proc/" + pid;
        String stat = files.text(directory + "/stat");
        int close = stat.lastIndexOf(')');
        int open = stat.indexOf('(');
        String[] rest = close < 0 ? new String[0] : stat.substring(close + 1).strip().split(" ", -1);
        if (open < 0 || rest.length < 20) {
            return; // It ended meanwhile.
        }
        int parent = (int) number(rest[1]);
        if (pid == KERNEL_THREADS_PARENT || parent == KERNEL_THREADS_PARENT) {
            return;
        }
        Instant startedAt = Instant.ofEpochSecond(bootSeconds + number(rest[19]) / CLOCK_TICKS_PER_SECOND);
        int uid = uid(files.text(directory + "/status"));
        String groups = files.text(directory + "/cgroup");
        List<String> descriptors = files.names(directory + "/fd");
        String executable = files.link(directory + "/exe").replaceFirst(" \\(deleted\\)$", "");
        processes.put(pid, new RunningProcess(pid, parent, stat.substring(open + 1, close), executable,
                arguments(files.text(directory + "/cmdline")), uid, users.getOrDefault(uid, String.valueOf(uid)),
                startedAt, files.link(directory + "/cwd"), unit(groups), container(groups), !descriptors.isEmpty()));
        for (String descriptor : descriptors) {
            Matcher socket = SOCKET_LINK.matcher(files.link(directory + "/fd/" + descriptor));
            if (socket.matches()) {
                holders.computeIfAbsent(Long.valueOf(socket.group(1)), inode -> new ArrayList<>()).add(pid);
            }
        }
    }

    /** Arguments end with NUL; a program that writes a title pads with NULs or leaves them out. */
    static List<String> arguments(String commandLine) {
        List<String> arguments = new ArrayList<>();
        for (String argument : commandLine.split("\0", -1)) {
            if (!argument.isBlank()) {
                arguments.add(argument);
            }
        }
        return arguments;
    }

    static String unit(String groups) {
        for (String line : groups.split("\n", -1)) {
            Matcher service = SERVICE.matcher(line);
            boolean ofSystem = line.contains("/system.slice/");
            if (ofSystem && service.find()) {
                return service.group(1);
            }
        }
        return "";
    }

    static String container(String groups) {
        Matcher container = CONTAINER.matcher(groups);
        return container.find() ? container.group(1) : "";
    }

    private static long bootSeconds(HostFiles files) {
        return files.text("/proc/stat").lines().filter(line -> line.startsWith("btime ")).findFirst()
                .map(line -> number(line.substring(6).strip())).orElse(0L);
    }

    private static Map<Integer, String> users(String passwd) {
        Map<Integer, String> users = new HashMap<>();
        passwd.lines().forEach(line -> {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && !fields[2].isEmpty()) {
                users.putIfAbsent((int) number(fields[2]), fields[0]);
            }
        });
        return users;
    }

    private static int uid(String status) {
        return status.lines().filter(line -> line.startsWith("Uid:")).findFirst()
                .map(line -> (int) number(line.substring(4).strip().split("\\s+", -1)[0])).orElse(-1);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

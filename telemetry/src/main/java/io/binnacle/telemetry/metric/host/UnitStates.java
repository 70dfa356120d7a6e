package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Whether systemd units run. A unit with processes in its control group runs, which is one small file to read; systemd is
 * asked only about the others, all in one call.
 */
final class UnitStates {

    private static final long PATIENCE_SECONDS = 3;
    /** Units of these types are meant to keep running; a oneshot unit that is done is no stopped service. */
    private static final Set<String> LASTING_TYPES = Set.of("simple", "exec", "forking", "notify", "notify-reload",
            "dbus");

    private final List<Path> groups;
    private final Path systemd;

    UnitStates(Path root) {
        this.groups = List.of(root.resolve("sys/fs/cgroup"), root.resolve("sys/fs/cgroup/unified"));
        this.systemd = root.resolve("run/systemd/system");
    }

    /** True or false by unit; a unit of which nothing can be said is absent. */
    Map<String, Boolean> read(List<String> units) throws IOException {
        Map<String, Boolean> states = new HashMap<>();
        List<String> rest = new ArrayList<>();
        for (String unit : units) {
            if (hasProcesses(unit)) {
                states.put(unit, true);
            } else if (!unit.startsWith("-")) {
                rest.add(unit);
            }
        }
        if (!rest.isEmpty() && Files.isDirectory(systemd)) {
            states.putAll(parse(show(rest)));
        }
        return states;
    }

    private boolean hasProcesses(String unit) {
        int at = unit.indexOf('@');
        String parent = at < 0
                ? "system.slice"
                : "system.slice/system-" + unit.substring(0, at).replace("-", "\\x2d") + ".slice";
        for (Path group : groups) {
            Path events = group.resolve(parent).resolve(unit).resolve("cgroup.events");
            try {
                if (ProcText.read(events).contains("populated 1")) {
                    return true;
                }
            } catch (IOException e) {
                // not there: systemd is asked
            }
        }
        return false;
    }

    private static String show(List<String> units) throws IOException {
        List<String> command = new ArrayList<>(List.of("systemctl", "show", "--no-pager",
                "--property=Id,Type,ActiveState,SubState,ConditionResult,TriggeredBy", "--"));
        command.addAll(units);
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(Path.of("/dev/null").toFile()).start();
        try {
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("systemctl does not end");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking systemd", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Blocks of {@code Key=Value} lines with an empty line between units. */
    static Map<String, Boolean> parse(String answer) {
        Map<String, Boolean> states = new HashMap<>();
        for (String block : answer.split("\n\n", -1)) {
            Map<String, String> unit = new HashMap<>();
            block.lines().forEach(line -> {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    unit.put(line.substring(0, equals), line.substring(equals + 1));
                }
            });
            String id = unit.getOrDefault("Id", "");
            boolean active = Set.of("active", "reloading").contains(unit.getOrDefault("ActiveState", ""));
            boolean starting = unit.getOrDefault("ActiveState", "").equals("activating")
                    && !unit.getOrDefault("SubState", "").equals("auto-restart");
            if (id.isEmpty() || starting) {
                continue;
            }
            if (active) {
                states.put(id, true);
            } else if (LASTING_TYPES.contains(unit.getOrDefault("Type", ""))
                    && unit.getOrDefault("ConditionResult", "yes").equals("yes")
                    && unit.getOrDefault("TriggeredBy", "").isEmpty()) {
                states.put(id, false);
            }
        }
        return states;
    }
}

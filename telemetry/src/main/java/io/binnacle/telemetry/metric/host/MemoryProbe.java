package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Memory and swap, from {@code /proc/meminfo}. */
final class MemoryProbe implements Probe {

    private static final long KIB = 1024;

    private final Path file;

    MemoryProbe(Path root) {
        this.file = root.resolve("proc/meminfo");
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean measure(Round round) throws IOException {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : ProcText.read(file).split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                bytes.put(line.substring(0, colon),
                        ProcText.number(ProcText.words(line.substring(colon + 1))[0], file) * KIB);
            }
        }
        long total = bytes.getOrDefault("MemTotal", 0L);
        if (total <= 0) {
            throw new IOException("no MemTotal in " + file);
        }
        long free = bytes.getOrDefault("MemFree", 0L);
        long buffers = bytes.getOrDefault("Buffers", 0L);
        long cached = bytes.getOrDefault("Cached", 0L);
        // Kernels before 3.14 do not say what is available.
        long available = bytes.getOrDefault("MemAvailable", free + buffers + cached);
        add(round, total, Math.max(0, total - available), free, buffers, cached);
        long swap = bytes.getOrDefault("SwapTotal", 0L);
        long swapFree = bytes.getOrDefault("SwapFree", 0L);
        round.add("system_paging_usage_bytes", swap - swapFree, "system_paging_state", "used");
        round.add("system_paging_usage_bytes", swapFree, "system_paging_state", "free");
        return true;
    }

    static void add(Round round, long total, long used, long free, long buffers, long cached) {
        round.add("system_memory_limit_bytes", total);
        state(round, total, used, "used");
        state(round, total, free, "free");
        state(round, total, buffers, "buffers");
        state(round, total, cached, "cached");
    }

    private static void state(Round round, long total, long bytes, String state) {
        round.add("system_memory_usage_bytes", bytes, "system_memory_state", state);
        round.add("system_memory_utilization_ratio", (double) bytes / total, "system_memory_state", state);
    }
}

package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Processor time and load, from {@code /proc/stat} and {@code /proc/loadavg}. */
final class CpuProbe implements Probe {

    /** The kernel counts in USER_HZ, which is 100 on every architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;
    /** Columns of the line "cpu"; guest time is already part of user and nice. */
    private static final String[] COLUMNS = {"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"};
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int IRQ = 5;
    private static final int SOFTIRQ = 6;
    private static final int STEAL = 7;

    private final Path stat;
    private final Path loadAverage;
    private long @Nullable [] before;

    CpuProbe(Path root) {
        this.stat = root.resolve("proc/stat");
        this.loadAverage = root.resolve("proc/loadavg");
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public boolean measure(Round round) throws IOException {
        long[] ticks = new long[COLUMNS.length];
        int processors = 0;
        for (String line : ProcText.read(stat).split("\n", -1)) {
            if (line.startsWith("cpu ")) {
                String[] words = ProcText.words(line);
                for (int i = 0; i < ticks.length && i + 1 < words.length; i++) {
                    ticks[i] = ProcText.number(words[i + 1], stat);
                }
            } else if (line.startsWith("cpu")) {
                processors++;
            } else {
                break;
            }
        }
        if (processors == 0) {
            throw new IOException("no processor in " + stat);
        }
        round.add("system_cpu_logical_count", processors);
        for (int i = 0; i < IRQ; i++) {
            time(round, COLUMNS[i], ticks[i]);
        }
        time(round, "interrupt", ticks[IRQ] + ticks[SOFTIRQ]);
        time(round, "steal", ticks[STEAL]);
        utilization(round, ticks);
        load(round);
        return true;
    }

    private static void time(Round round, String mode, long ticks) {
        round.add("system_cpu_time_seconds_total", ticks / TICKS_PER_SECOND, "cpu_mode", mode);
    }

    private void utilization(Round round, long[] ticks) {
        long[] last = before;
        before = ticks;
        if (last == null) {
            return;
        }
        long total = 0;
        for (int i = 0; i < ticks.length; i++) {
            // Single counters (iowait, idle) may go back a little; the kernel says so.
            total += Math.max(0, ticks[i] - last[i]);
        }
        long rest = Math.max(0, ticks[IDLE] - last[IDLE]) + Math.max(0, ticks[IOWAIT] - last[IOWAIT]);
        if (total > 0) {
            round.add("system_cpu_utilization_ratio", (double) (total - rest) / total);
        }
    }

    private void load(Round round) throws IOException {
        String[] words = ProcText.words(ProcText.read(loadAverage));
        if (words.length < 3) {
            throw new IOException("expected three numbers in " + loadAverage);
        }
        try {
            round.add("system_cpu_load_average_1m", Double.parseDouble(words[0]));
            round.add("system_cpu_load_average_5m", Double.parseDouble(words[1]));
            round.add("system_cpu_load_average_15m", Double.parseDouble(words[2]));
        } catch (NumberFormatException e) {
            throw new IOException("expected three numbers in " + loadAverage, e);
        }
    }
}

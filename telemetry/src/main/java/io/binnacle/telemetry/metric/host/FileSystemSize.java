package io.binnacle.telemetry.metric.host;

import java.util.Arrays;

/**
 * What a file system says of its space.
 *
 * @param total  bytes
 * @param free   bytes that nobody uses, with those that only root may use
 * @param usable bytes that an ordinary user may still write
 * @param inodes how many files it can hold; 0 when it has no fixed number
 */
record FileSystemSize(long total, long free, long usable, long inodes, long inodesFree) {

    void add(Round round, String device, String mountPoint, String type) {
        String[] labels = {"system_device", device, "system_filesystem_mountpoint", mountPoint,
                "system_filesystem_type", type};
        long used = total - free;
        round.add("system_filesystem_limit_bytes", total, labels);
        state(round, "system_filesystem_usage_bytes", used, "used", labels);
        state(round, "system_filesystem_usage_bytes", usable, "free", labels);
        state(round, "system_filesystem_usage_bytes", Math.max(0, free - usable), "reserved", labels);
        if (used + usable > 0) {
            // As df does: what root alone may use is neither used nor free.
            round.add("system_filesystem_utilization_ratio", (double) used / (used + usable), labels);
        }
        if (inodes > 0) {
            state(round, "system_filesystem_inodes_usage", inodes - inodesFree, "used", labels);
            state(round, "system_filesystem_inodes_usage", inodesFree, "free", labels);
            round.add("system_filesystem_inodes_utilization_ratio", (double) (inodes - inodesFree) / inodes, labels);
        }
    }

    private static void state(Round round, String metric, long value, String state, String[] labels) {
        String[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = "system_filesystem_state";
        all[labels.length + 1] = state;
        round.add(metric, value, all);
    }
}

package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Traffic of physical and virtual disks, from {@code /proc/diskstats}. Partitions and what is stacked on disks (device mapper, RAID,
 * loop) are left out, or a sum over devices would count the same bytes several times.
 */
final class DiskProbe implements Probe {

    /** /proc/diskstats counts sectors of 512 bytes, whatever the device's own sector is. */
    private static final long SECTOR_BYTES = 512;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final int DEVICES_MAX = 256;

    private final Path file;
    private final Path blockDevices;
    private final Map<String, Boolean> known = new HashMap<>();

    DiskProbe(Path root) {
        this.file = root.resolve("proc/diskstats");
        this.blockDevices = root.resolve("sys/block");
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public boolean measure(Round round) throws IOException {
        int devices = 0;
        for (String line : ProcText.read(file).split("\n", -1)) {
            String[] words = ProcText.words(line);
            if (words.length < 13 || !known.computeIfAbsent(words[2], this::isDisk)) {
                continue;
            }
            if (++devices > DEVICES_MAX) {
                return false;
            }
            String device = words[2];
            direction(round, device, "read", words[3], words[5]);
            direction(round, device, "write", words[7], words[9]);
            round.add("system_disk_io_time_seconds_total", ProcText.number(words[12], file) / MILLIS_PER_SECOND,
                    "system_device", device);
        }
        if (known.size() > 4 * DEVICES_MAX) {
            known.clear();
        }
        return true;
    }

    private void direction(Round round, String device, String direction, String operations, String sectors)
            throws IOException {
        round.add("system_disk_operations_total", ProcText.number(operations, file), "system_device", device,
                "disk_io_direction", direction);
        round.add("system_disk_io_bytes_total", ProcText.number(sectors, file) * SECTOR_BYTES, "system_device", device,
                "disk_io_direction", direction);
    }

    private boolean isDisk(String device) {
        return !device.startsWith("sr") && !device.startsWith("fd")
                && Files.exists(blockDevices.resolve(device.replace('/', '!')).resolve("device"));
    }
}

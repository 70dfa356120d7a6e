package io.binnacle.cmdb.discovery.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import org.jspecify.annotations.Nullable;

/** The machine, its firmware, CPUs, memory, disks and operating system. */
final class HardwareSurvey {

    private static final long SECTOR_BYTES = 512;
    /** Devices in memory, mapped ones and drives without a medium are no disks. */
    private static final String NO_DISK = "(loop|ram|zram|dm-|md|sr|fd|nbd|drbd).*";

    private final HostFiles files;
    private final Hardware hardware;
    private final Map<String, String> release;

    HardwareSurvey(HostFiles files, Hardware hardware) {
        this.files = files;
        this.hardware = hardware;
        this.release = OsRelease.parse(files.exists("/etc/os-release")
                ? files.text("/etc/os-release")
                : files.text("/usr/lib/os-release"));
    }

    void run(Findings findings, int packageCount, List<String> addresses) {
        server(findings, addresses);
        operatingSystem(findings, packageCount);
        firmware(findings);
        cpus(findings);
        memory(findings);
        disks(findings);
        findings.complete("server", "operating_system", "firmware", "cpu", "memory", "disk");
    }

    private String prettyName() {
        return release.getOrDefault("PRETTY_NAME",
                (hardware.operatingSystem().family() + " " + hardware.operatingSystem().version()).strip());
    }

    private void server(Findings findings, List<String> addresses) {
        Hardware.Machine machine = hardware.machine();
        Findings.Values values = new Findings.Values()
                .text("manufacturer", machine.manufacturer())
                .text("model", machine.model())
                .text("serial_number", machine.serialNumber())
                .text("hardware_uuid", machine.uuid())
                .text("host_name", findings.host().hostName())
                .text("machine_id", findings.host().machineId())
                .text("virtualization", new Virtualization(files).describe(machine))
                .text("architecture", machine.architecture())
                .positive("cpu_count", hardware.cpus().stream().mapToInt(Hardware.Cpu::logicalCores).sum())
                .positive("memory_size", hardware.memorySize())
                .text("operating_system", prettyName())
                .put("addresses", addresses)
                .put("boot_time", hardware.operatingSystem().bootTime());
        List<Identifier> identifiers = new ArrayList<>();
        identifiers.add(new Identifier("machine_id", findings.host().machineId()));
        if (values.get("serial_number") instanceof String serial) {
            identifiers.add(new Identifier("serial_number", serial));
        }
        findings.item("server", findings.host().machineId(), findings.host().hostName(), values,
                identifiers.toArray(new Identifier[0]));
    }

    private void operatingSystem(Findings findings, int packageCount) {
        Hardware.OperatingSystem os = hardware.operatingSystem();
        String kernel = files.value("/proc/sys/kernel/osrelease");
        String zone = files.link("/etc/localtime").replaceFirst("^.*/zoneinfo/", "");
        Findings.Values values = new Findings.Values()
                .text("family", files.exists("/proc/sys/kernel/ostype")
                        ? files.value("/proc/sys/kernel/ostype")
                        : os.family())
                .text("distribution", release.getOrDefault("NAME", os.family()))
                .text("version", release.getOrDefault("VERSION_ID", os.version()))
                .text("code_name", release.getOrDefault("VERSION_CODENAME", os.codeName()))
                .text("kernel", kernel)
                .text("architecture", hardware.machine().architecture())
                .put("boot_time", os.bootTime())
                .text("time_zone", zone.isEmpty() ? files.value("/etc/timezone") : zone)
                .positive("package_count", packageCount);
        ItemRef ref = findings.item("operating_system", findings.operatingSystem().key(), prettyName(), values);
        findings.relation(ref, "runs_on", findings.server());
    }

    private void firmware(Findings findings) {
        Hardware.Firmware firmware = hardware.firmware();
        Findings.Values values = new Findings.Values()
                .text("manufacturer", firmware.manufacturer())
                .text("version", firmware.version())
                .text("release_date", firmware.releaseDate())
                .text("board_manufacturer", firmware.boardManufacturer())
                .text("board_model", firmware.boardModel())
                .text("board_serial_number", firmware.boardSerialNumber());
        boolean told = values.get("version") != null || values.get("manufacturer") != null;
        if (told) {
            String maker = values.get("manufacturer") instanceof String known ? known : "Firmware";
            String name = values.get("version") instanceof String version ? maker + " " + version : maker;
            ItemRef ref = findings.item("firmware", findings.key("firmware"), name, values);
            findings.relation(ref, "part_of", findings.server());
        }
    }

    private void cpus(Findings findings) {
        for (Hardware.Cpu cpu : hardware.cpus()) {
            Findings.Values values = new Findings.Values()
                    .text("manufacturer", cpu.vendor())
                    .text("model", cpu.model())
                    .put("socket", cpu.socket())
                    .positive("physical_cores", cpu.physicalCores())
                    .positive("logical_cores", cpu.logicalCores())
                    .positive("frequency_max", cpu.frequencyMax())
                    .text("family", cpu.family())
                    .text("stepping", cpu.stepping())
                    .text("microarchitecture", cpu.microarchitecture());
            String name = values.get("model") instanceof String model ? model : "CPU " + cpu.socket();
            ItemRef ref = findings.item("cpu", findings.key("cpu" + cpu.socket()), name, values);
            findings.relation(ref, "part_of", findings.server());
        }
    }

    /** Where the firmware does not tell the modules, one item stands for all memory. */
    private void memory(Findings findings) {
        List<Hardware.Module> modules = hardware.modules().stream().filter(module -> module.size() > 0).toList();
        // Without access to the firmware's tables OSHI makes one nameless module up.
        boolean told = modules.stream().anyMatch(module -> new Findings.Values().text("type", module.type())
                .text("maker", module.manufacturer()).text("slot", module.slot()).get("slot") != null);
        if (!told) {
            ItemRef ref = findings.item("memory", findings.key("memory"), "Memory",
                    new Findings.Values().positive("size", hardware.memorySize()));
            findings.relation(ref, "part_of", findings.server());
            return;
        }
        int number = 0;
        for (Hardware.Module module : modules) {
            number++;
            String slot = module.slot().isBlank() ? "module " + number : module.slot().strip();
            Findings.Values values = new Findings.Values()
                    .text("slot", slot)
                    .text("manufacturer", module.manufacturer())
                    .text("memory_type", module.type())
                    .positive("size", module.size())
                    .positive("clock_speed", module.clockSpeed())
                    .text("part_number", module.partNumber())
                    .text("serial_number", module.serialNumber());
            ItemRef candidate = new ItemRef("memory", findings.key("memory:" + slot));
            String key = findings.has(candidate) ? candidate.key() + ":" + number : candidate.key();
            ItemRef ref = findings.item("memory", key, slot, values);
            findings.relation(ref, "part_of", findings.server());
        }
    }

    private void disks(Findings findings) {
        if (!files.exists("/sys/block")) {
            hardware.disks().forEach(disk -> disk(findings, disk, null, null));
            return;
        }
        for (String name : files.names("/sys/block")) {
            String directory = "/sys/block/" + name;
            long size = number(files.value(directory + "/size")) * SECTOR_BYTES;
            if (name.matches(NO_DISK) || size == 0) {
                continue;
            }
            List<String> partitions = files.names(directory).stream()
                    .filter(each -> files.exists(directory + "/" + each + "/partition")).toList();
            String serial = files.value(directory + "/serial");
            String vendor = files.value(directory + "/device/vendor");
            String model = files.value(directory + "/device/model");
            boolean numeric = vendor.startsWith("0x");
            disk(findings,
                    new Hardware.Disk(name, (numeric ? model : vendor + " " + model).strip(),
                            serial.isEmpty() ? files.value(directory + "/device/serial") : serial, size, partitions),
                    files.value(directory + "/queue/rotational").equals("1"),
                    files.value(directory + "/removable").equals("1"));
        }
    }

    private static void disk(Findings findings, Hardware.Disk disk,
            @Nullable Boolean rotational,
            @Nullable Boolean removable) {
        Findings.Values values = new Findings.Values()
                .text("device", disk.device())
                .text("model", disk.model())
                .text("serial_number", disk.serialNumber())
                .positive("size", disk.size())
                .put("partitions", disk.partitions().stream().sorted().toList())
                .put("rotational", rotational)
                .put("removable", removable);
        ItemRef ref = findings.item("disk", findings.key(disk.device()), disk.device(), values);
        findings.relation(ref, "part_of", findings.server());
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

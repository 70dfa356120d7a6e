package io.binnacle.cmdb.discovery.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.ComputerSystem;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/**
 * Asks OSHI, which reaches the system through JNA. Loading it takes a few hundred milliseconds, therefore it is loaded
 * with the first look, never earlier, and kept.
 */
final class OshiHardware {

    private @Nullable SystemInfo system;

    private synchronized SystemInfo system() {
        SystemInfo loaded = system;
        if (loaded == null) {
            loaded = new SystemInfo();
            system = loaded;
        }
        return loaded;
    }

    Hardware read() {
        HardwareAbstractionLayer hardware = system().getHardware();
        OperatingSystem os = system().getOperatingSystem();
        ComputerSystem computer = hardware.getComputerSystem();
        List<Hardware.Disk> disks = new ArrayList<>();
        for (HWDiskStore disk : hardware.getDiskStores()) {
            disks.add(new Hardware.Disk(disk.getName().replaceFirst("^/dev/", ""), disk.getModel(), disk.getSerial(),
                    disk.getSize(), disk.getPartitions().stream().map(each -> each.getIdentification()).toList()));
        }
        List<Hardware.Module> modules = new ArrayList<>();
        hardware.getMemory().getPhysicalMemory().forEach(module -> modules.add(new Hardware.Module(
                module.getBankLabel(), module.getManufacturer(), module.getMemoryType(), module.getCapacity(),
                module.getClockSpeed(), module.getPartNumber(), module.getSerialNumber())));
        return new Hardware(
                new Hardware.Machine(computer.getManufacturer(), computer.getModel(), computer.getSerialNumber(),
                        computer.getHardwareUUID(), System.getProperty("os.arch", "")),
                new Hardware.Firmware(computer.getFirmware().getManufacturer(), computer.getFirmware().getVersion(),
                        computer.getFirmware().getReleaseDate(), computer.getBaseboard().getManufacturer(),
                        computer.getBaseboard().getModel(), computer.getBaseboard().getSerialNumber()),
                cpus(hardware.getProcessor()), modules, hardware.getMemory().getTotal(), disks,
                new Hardware.OperatingSystem(os.getFamily(), known(os.getVersionInfo().getVersion()),
                        known(os.getVersionInfo().getCodeName()), Instant.ofEpochSecond(os.getSystemBootTime())));
    }

    private static String known(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** OSHI knows the model of the first socket alone; machines with different ones are not built. */
    private static List<Hardware.Cpu> cpus(CentralProcessor processor) {
        CentralProcessor.ProcessorIdentifier id = processor.getProcessorIdentifier();
        int sockets = Math.max(1, processor.getPhysicalPackageCount());
        List<Hardware.Cpu> cpus = new ArrayList<>();
        for (int socket = 0; socket < sockets; socket++) {
            cpus.add(new Hardware.Cpu(socket, id.getVendor(), id.getName(),
                    processor.getPhysicalProcessorCount() / sockets, processor.getLogicalProcessorCount() / sockets,
                    processor.getMaxFreq(), id.getFamily(), id.getStepping(), id.getMicroarchitecture()));
        }
        return cpus;
    }

    /** Inodes by mount point, of local file systems. */
    Map<String, Long> inodes() {
        Map<String, Long> inodes = new HashMap<>();
        for (OSFileStore store : system().getOperatingSystem().getFileSystem().getFileStores(true)) {
            inodes.put(store.getMount(), store.getTotalInodes());
        }
        return inodes;
    }

    /** The local file systems, for a machine without a mount table in /proc. */
    List<OSFileStore> fileStores() {
        return system().getOperatingSystem().getFileSystem().getFileStores(true);
    }
}

package io.binnacle.cmdb.discovery.host;

import java.time.Instant;
import java.util.List;

/** What the machine is made of. Texts are "" when unknown, numbers 0. */
record Hardware(Machine machine, Firmware firmware, List<Cpu> cpus, List<Module> modules, long memorySize,
        List<Disk> disks, OperatingSystem operatingSystem) {

    record Machine(String manufacturer, String model, String serialNumber, String uuid, String architecture) {}

    record Firmware(String manufacturer, String version, String releaseDate, String boardManufacturer,
            String boardModel, String boardSerialNumber) {}

    /** One socket. */
    record Cpu(int socket, String vendor, String model, int physicalCores, int logicalCores, long frequencyMax,
            String family, String stepping, String microarchitecture) {}

    record Module(String slot, String manufacturer, String type, long size, long clockSpeed, String partNumber,
            String serialNumber) {}

    /** @param device name without directory: {@code sda} */
    record Disk(String device, String model, String serialNumber, long size, List<String> partitions) {}

    record OperatingSystem(String family, String version, String codeName, Instant bootTime) {}
}

package io.binnacle.telemetry.metric.host;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/** Everything at once through OSHI, for systems without {@code /proc}: macOS. Same metrics, fewer details. */
final class OshiProbe implements Probe {

    private static final double MILLIS_PER_SECOND = 1000;

    private @Nullable SystemInfo system;
    private long @Nullable [] before;

    @Override
    public String name() {
        return "host";
    }

    private SystemInfo system() {
        SystemInfo found = system;
        if (found == null) {
            found = new SystemInfo();
            system = found;
        }
        return found;
    }

    @Override
    public boolean measure(Round round) {
        HardwareAbstractionLayer hardware = system().getHardware();
        OperatingSystem os = system().getOperatingSystem();
        round.add("system_uptime_seconds", os.getSystemUptime());
        round.add("system_process_count", os.getProcessCount());
        cpu(round, hardware.getProcessor());
        GlobalMemory memory = hardware.getMemory();
        MemoryProbe.add(round, memory.getTotal(), memory.getTotal() - memory.getAvailable(), memory.getAvailable(), 0,
                0);
        long swap = memory.getVirtualMemory().getSwapTotal();
        long swapUsed = memory.getVirtualMemory().getSwapUsed();
        round.add("system_paging_usage_bytes", swapUsed, "system_paging_state", "used");
        round.add("system_paging_usage_bytes", swap - swapUsed, "system_paging_state", "free");
        hardware.getDiskStores().forEach(disk -> disk(round, disk));
        hardware.getNetworkIFs().forEach(network -> network(round, network));
        for (OSFileStore store : os.getFileSystem().getFileStores(true)) {
            new FileSystemSize(store.getTotalSpace(), store.getFreeSpace(), store.getUsableSpace(),
                    store.getTotalInodes(), store.getFreeInodes())
                    .add(round, store.getVolume(), store.getMount(), store.getType());
        }
        return true;
    }

    private void cpu(Round round, CentralProcessor processor) {
        long[] ticks = processor.getSystemCpuLoadTicks();
        round.add("system_cpu_logical_count", processor.getLogicalProcessorCount());
        for (TickType type : List.of(TickType.USER, TickType.NICE, TickType.SYSTEM, TickType.IDLE, TickType.IOWAIT,
                TickType.STEAL)) {
            round.add("system_cpu_time_seconds_total", ticks[type.getIndex()] / MILLIS_PER_SECOND, "cpu_mode",
                    type.name().toLowerCase(Locale.ROOT));
        }
        round.add("system_cpu_time_seconds_total",
                (ticks[TickType.IRQ.getIndex()] + ticks[TickType.SOFTIRQ.getIndex()]) / MILLIS_PER_SECOND, "cpu_mode",
                "interrupt");
        long[] last = before;
        if (last != null) {
            round.add("system_cpu_utilization_ratio", processor.getSystemCpuLoadBetweenTicks(last));
        }
        before = ticks;
        double[] load = processor.getSystemLoadAverage(3);
        String[] spans = {"1m", "5m", "15m"};
        for (int i = 0; i < spans.length; i++) {
            if (load[i] >= 0) {
                round.add("system_cpu_load_average_" + spans[i], load[i]);
            }
        }
    }

    private static void disk(Round round, HWDiskStore disk) {
        String name = disk.getName();
        String[] read = {"system_device", name, "disk_io_direction", "read"};
        String[] write = {"system_device", name, "disk_io_direction", "write"};
        round.add("system_disk_operations_total", disk.getReads(), read);
        round.add("system_disk_operations_total", disk.getWrites(), write);
        round.add("system_disk_io_bytes_total", disk.getReadBytes(), read);
        round.add("system_disk_io_bytes_total", disk.getWriteBytes(), write);
        round.add("system_disk_io_time_seconds_total", disk.getTransferTime() / MILLIS_PER_SECOND, "system_device",
                name);
    }

    private static void network(Round round, NetworkIF network) {
        if (network.getBytesRecv() == 0 && network.getBytesSent() == 0) {
            return;
        }
        String[] in = {"network_interface_name", network.getName(), "network_io_direction", "receive"};
        String[] out = {"network_interface_name", network.getName(), "network_io_direction", "transmit"};
        round.add("system_network_io_bytes_total", network.getBytesRecv(), in);
        round.add("system_network_io_bytes_total", network.getBytesSent(), out);
        round.add("system_network_packet_count_total", network.getPacketsRecv(), in);
        round.add("system_network_packet_count_total", network.getPacketsSent(), out);
        round.add("system_network_errors_total", network.getInErrors(), in);
        round.add("system_network_errors_total", network.getOutErrors(), out);
        round.add("system_network_packet_dropped_total", network.getInDrops(), in);
    }

    SocketTable sockets() {
        Set<Integer> listening = new HashSet<>();
        Set<Integer> udp = new HashSet<>();
        Map<String, Long> connections = new LinkedHashMap<>();
        SocketTable.STATES.forEach(state -> connections.put(state, 0L));
        for (IPConnection connection : system().getOperatingSystem().getInternetProtocolStats().getConnections()) {
            if (connection.getType().startsWith("udp")) {
                udp.add(connection.getLocalPort());
                continue;
            }
            String state = state(connection);
            connections.computeIfPresent(state, (name, count) -> count + 1);
            if (state.equals("listen")) {
                listening.add(connection.getLocalPort());
            }
        }
        return new SocketTable(listening, udp, connections, true);
    }

    private static String state(IPConnection connection) {
        TcpState state = connection.getState();
        if (state == null) {
            return "";
        }
        return switch (state) {
            case ESTABLISHED -> "established";
            case SYN_SENT -> "syn_sent";
            case SYN_RECV -> "syn_received";
            case FIN_WAIT_1 -> "fin_wait_1";
            case FIN_WAIT_2 -> "fin_wait_2";
            case TIME_WAIT -> "time_wait";
            case CLOSED -> "close";
            case CLOSE_WAIT -> "close_wait";
            case LAST_ACK -> "last_ack";
            case LISTEN -> "listen";
            case CLOSING -> "closing";
            case UNKNOWN, NONE -> "";
        };
    }
}

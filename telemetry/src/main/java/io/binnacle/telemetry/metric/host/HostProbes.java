package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.binnacle.cmdb.WatchedService;
import io.binnacle.cmdb.discovery.host.HostIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is measured of a machine, in order. On Linux the kernel's files are read directly, which costs a few milliseconds a
 * round; elsewhere OSHI is asked.
 */
public final class HostProbes {

    private static final Logger LOG = LoggerFactory.getLogger(HostProbes.class);

    private final HostIdentity identity;
    private final List<Probe> probes;
    private final ServiceProbe services;

    HostProbes(HostIdentity identity, List<Probe> probes, ServiceProbe services) {
        this.identity = identity;
        this.probes = List.copyOf(probes);
        this.services = services;
    }

    /**
     * The probes for the operating system that this program runs on.
     *
     * @param watched what the inventory wants to be watched for running; called by the measuring thread, may fail
     */
    public static HostProbes ofThisHost(HostIdentity identity, HostMetricsSettings settings,
            Supplier<List<WatchedService>> watched, InstantSource clock) {
        Optional<NtpServer> server = Optional.ofNullable(settings.ntpServer()).map(name -> new NtpServer(name, clock));
        return System.getProperty("os.name", "").equals("Linux")
                ? linux(identity, Path.of("/"), settings, watched, clock, server)
                : other(identity, watched, clock, server);
    }

    private static HostProbes linux(HostIdentity identity, Path root, HostMetricsSettings settings,
            Supplier<List<WatchedService>> watched, InstantSource clock, Optional<NtpServer> server) {
        Optional<LinuxCalls> calls = linuxCalls();
        FileSystemProbe.Sizer sizer = calls.<FileSystemProbe.Sizer>map(found -> found).orElse(FileStoreSizer.INSTANCE);
        SocketProbe sockets = new SocketProbe(() -> SocketTable.read(root));
        ServiceProbe services = new ServiceProbe(watched, sockets, new UnitStates(root)::read);
        ClockProbe clocks = new ClockProbe(clock, () -> sinceBoot(root), calls.map(found -> found::clock), server);
        return new HostProbes(identity, List.of(new CpuProbe(root), new MemoryProbe(root), new DiskProbe(root),
                new NetworkProbe(root), new ProcessProbe(root), clocks, sockets, services,
                new FileSystemProbe(root, sizer, settings.patience())), services);
    }

    private static HostProbes other(HostIdentity identity, Supplier<List<WatchedService>> watched, InstantSource clock,
            Optional<NtpServer> server) {
        OshiProbe oshi = new OshiProbe();
        SocketProbe sockets = new SocketProbe(oshi::sockets);
        ServiceProbe services = new ServiceProbe(watched, sockets, units -> Map.of());
        ClockProbe clocks = new ClockProbe(clock, () -> System.nanoTime() / 1e9, Optional.empty(), server);
        return new HostProbes(identity, List.of(oshi, clocks, sockets, services), services);
    }

    private static Optional<LinuxCalls> linuxCalls() {
        try {
            return Optional.of(new LinuxCalls());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("native calls are not available; inodes and the clock's state are not measured: {}", e.toString());
            return Optional.empty();
        }
    }

    private static double sinceBoot(Path root) {
        try {
            return Double.parseDouble(ProcText.words(ProcText.read(root.resolve("proc/uptime")))[0]);
        } catch (IOException | NumberFormatException e) {
            return Double.NaN;
        }
    }

    HostIdentity identity() {
        return identity;
    }

    List<Probe> all() {
        return probes;
    }

    void servicesChanged() {
        services.changed();
    }
}

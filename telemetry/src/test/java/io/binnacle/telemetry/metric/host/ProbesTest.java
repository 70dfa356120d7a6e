package io.binnacle.telemetry.metric.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.binnacle.cmdb.WatchedService;
import io.binnacle.kernel.label.Labels;
import io.binnacle.testkit.MutableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {

    private static final String SOCKETS = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 110 1
           1: 0100007F:1538 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 111 1
           2: 0100007F:D431 0100007F:1538 06 00000000:00000000 00:00000000 00000000  1000        0 0 1
        """;

    @TempDir
    private Path directory;
    private HostFixture host;

    @BeforeEach
    void fixture() {
        host = new HostFixture(directory);
    }

    @Test
    void processorTimeIsToldByModeAndItsShareOverTheLastRound() throws IOException {
        host.file("proc/loadavg", "0.69 0.52 0.29 2/95 12713\n");
        host.file("proc/stat",
                "cpu  100 5 50 800 40 2 3 10 0 0\ncpu0 50 0 0 0 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\nintr 1\n");
        CpuProbe probe = new CpuProbe(host.root());
        Map<String, Double> first = HostFixture.measure(probe);
        assertThat(first).containsEntry("system_cpu_time_seconds_total{cpu_mode=\"user\"}", 1.0)
                .containsEntry("system_cpu_time_seconds_total{cpu_mode=\"interrupt\"}", 0.05)
                .containsEntry("system_cpu_time_seconds_total{cpu_mode=\"steal\"}", 0.1)
                .containsEntry("system_cpu_logical_count", 2.0).containsEntry("system_cpu_load_average_5m", 0.52)
                .doesNotContainKey("system_cpu_utilization_ratio");
        host.file("proc/stat", "cpu  160 5 70 900 60 2 3 10 0 0\ncpu0 0\ncpu1 0\n");
        assertThat(HostFixture.measure(probe).get("system_cpu_utilization_ratio")).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void usedMemoryIsWhatCannotBeReclaimed() throws IOException {
        host.file("proc/meminfo", """
            MemTotal:        1000 kB
            MemFree:          200 kB
            MemAvailable:     600 kB
            Buffers:           50 kB
            Cached:           400 kB
            SwapTotal:        100 kB
            SwapFree:          75 kB
            HugePages_Total:       0
            """);
        assertThat(HostFixture.measure(new MemoryProbe(host.root())))
                .containsEntry("system_memory_limit_bytes", 1_024_000.0)
                .containsEntry("system_memory_usage_bytes{system_memory_state=\"used\"}", 409_600.0)
                .containsEntry("system_memory_utilization_ratio{system_memory_state=\"used\"}", 0.4)
                .containsEntry("system_paging_usage_bytes{system_paging_state=\"used\"}", 25_600.0);
    }

    @Test
    void disksCountButNotTheirPartitionsNorWhatIsStackedOnThem() throws IOException {
        host.file("sys/block/sda/device/model", "x").file("sys/block/dm-0/size", "1").file("proc/diskstats", """
               8       0 sda 10 0 20 30 40 0 50 60 0 70 80 0 0 0 0
               8       1 sda1 1 0 2 3 4 0 5 6 0 7 8 0 0 0 0
             253       0 dm-0 1 0 2 3 4 0 5 6 0 7 8 0 0 0 0
            """);
        Map<String, Double> samples = HostFixture.measure(new DiskProbe(host.root()));
        assertThat(samples).hasSize(5)
                .containsEntry("system_disk_io_bytes_total{disk_io_direction=\"read\",system_device=\"sda\"}", 10_240.0)
                .containsEntry("system_disk_operations_total{disk_io_direction=\"write\",system_device=\"sda\"}", 40.0)
                .containsEntry("system_disk_io_time_seconds_total{system_device=\"sda\"}", 0.07);
    }

    @Test
    void interfacesThatNeverCarriedAByteAreLeftOut() throws IOException {
        host.file("proc/self/net/dev", """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls
              ifb0:       0       0    0    0    0     0          0         0        0       0    0    0    0     0
              eth0: 468131042   12425    1    2    0     0          0         0   987681    7803    3    4    0    0
            """);
        assertThat(HostFixture.measure(new NetworkProbe(host.root()))).hasSize(8).containsEntry(
                "system_network_packet_dropped_total{network_interface_name=\"eth0\",network_io_direction=\"transmit\"}",
                4.0);
    }

    @Test
    void socketsAreCountedByStateAndListeningPortsKnown() throws IOException {
        host.file("proc/self/net/tcp", SOCKETS).file("proc/self/net/udp",
                "head\n  9: 00000000:0035 00000000:0000 07 0\n");
        SocketTable table = SocketTable.read(host.root());
        assertThat(table.tcpListening()).containsExactly(5432);
        assertThat(table.udpBound()).containsExactly(53);
        assertThat(table.connections()).containsEntry("listen", 1L).containsEntry("established", 1L)
                .containsEntry("time_wait", 1L).containsEntry("closing", 0L);
        assertThat(table.complete()).isTrue();
    }

    @Test
    void aServiceRunsWhenItsPortsAreListenedOnOrItsUnitIsActive() throws IOException {
        host.file("proc/self/net/tcp", SOCKETS);
        SocketProbe sockets = new SocketProbe(() -> SocketTable.read(host.root()));
        List<WatchedService> watched = List.of(service("postgresql", Set.of(5432), null),
                service("nginx", Set.of(80, 443), null), service("sshd", Set.of(), "ssh.service"),
                service("once", Set.of(), "once.service"));
        ServiceProbe probe = new ServiceProbe(() -> watched, sockets, units -> Map.of("ssh.service", true));
        HostFixture.measure(sockets);
        Map<String, Double> samples = HostFixture.measure(probe);
        assertThat(samples).hasSize(3)
                .containsEntry(up("postgresql"), 1.0).containsEntry(up("nginx"), 0.0).containsEntry(up("sshd"), 1.0);
    }

    private static String up(String name) {
        return "system_service_up{item_key=\"key:" + name + "\",service_class=\"application\",service_name=\"" + name
                + "\"}";
    }

    private static WatchedService service(String name, Set<Integer> ports, @Nullable String unit) {
        return new WatchedService(UUID.randomUUID(), "application", "key:" + name, name, ports, Set.of(), unit, null);
    }

    @Test
    void aUnitWithProcessesIsActiveWithoutAskingSystemd() throws IOException {
        host.file("sys/fs/cgroup/system.slice/nginx.service/cgroup.events", "populated 1\nfrozen 0\n")
                .file("sys/fs/cgroup/system.slice/system-getty.slice/getty@tty1.service/cgroup.events", "populated 1\n")
                .file("sys/fs/cgroup/system.slice/dead.service/cgroup.events", "populated 0\n");
        assertThat(new UnitStates(host.root()).read(List.of("nginx.service", "getty@tty1.service", "dead.service")))
                .containsOnly(Map.entry("nginx.service", true), Map.entry("getty@tty1.service", true));
    }

    @Test
    void onlyAUnitThatIsMeantToKeepRunningCanHaveStopped() {
        assertThat(UnitStates.parse("""
            Id=stopped.service
            Type=notify
            ActiveState=inactive
            SubState=dead
            ConditionResult=yes
            TriggeredBy=

            Id=crashing.service
            Type=simple
            ActiveState=activating
            SubState=auto-restart
            ConditionResult=yes

            Id=done.service
            Type=oneshot
            ActiveState=inactive
            ConditionResult=yes

            Id=on-demand.service
            Type=simple
            ActiveState=inactive
            TriggeredBy=on-demand.socket
            ConditionResult=yes

            Id=not-here.service
            Type=simple
            ActiveState=inactive
            ConditionResult=no

            Id=remains.service
            Type=oneshot
            ActiveState=active
            """)).containsOnly(Map.entry("stopped.service", false), Map.entry("crashing.service", false),
                Map.entry("remains.service", true));
    }

    @Test
    void theKernelsOffsetCountsOnlyWhileItIsSynchronised() throws IOException {
        AtomicReference<LinuxCalls.KernelClock> kernel = new AtomicReference<>(new LinuxCalls.KernelClock(true, 0.25));
        ClockProbe probe = new ClockProbe(InstantSource.system(), () -> Double.NaN, Optional.of(kernel::get),
                Optional.empty());
        assertThat(HostFixture.measure(probe)).containsOnly(Map.entry("system_clock_synchronized", 1.0),
                Map.entry("system_clock_offset_seconds{clock_reference=\"kernel\"}", 0.25));
        kernel.set(new LinuxCalls.KernelClock(false, 0.25));
        assertThat(HostFixture.measure(probe)).containsOnly(Map.entry("system_clock_synchronized", 0.0));
    }

    @Test
    void aClockThatIsMovedByHandIsSeen() throws IOException {
        MutableClock clock = new MutableClock();
        AtomicReference<Double> sinceBoot = new AtomicReference<>(100.0);
        ClockProbe probe = new ClockProbe(clock, sinceBoot::get, Optional.empty(), Optional.empty());
        assertThat(HostFixture.measure(probe)).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        sinceBoot.set(110.02);
        assertThat(HostFixture.measure(probe)).containsEntry("system_clock_step_seconds", 0.0);
        clock.advance(Duration.ofSeconds(-50));
        sinceBoot.set(120.02);
        assertThat(HostFixture.measure(probe).get("system_clock_step_seconds")).isCloseTo(-60, within(0.1));
    }

    @Test
    void aFileSystemIsMeasuredAsDfDoes() throws IOException {
        host.file("proc/self/mountinfo", "27 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
        FileSystemProbe probe = new FileSystemProbe(host.root(), point -> new FileSystemSize(1000, 300, 200, 50, 10),
                Duration.ofSeconds(1));
        String labels = "system_device=\"/dev/sda1\",system_filesystem_mountpoint=\"/\"";
        Map<String, Double> samples = HostFixture.measure(probe);
        assertThat(samples)
                .containsEntry("system_filesystem_utilization_ratio{" + labels + ",system_filesystem_type=\"ext4\"}",
                        700.0 / 900)
                .containsEntry("system_filesystem_usage_bytes{" + labels
                        + ",system_filesystem_state=\"reserved\",system_filesystem_type=\"ext4\"}", 100.0)
                .containsEntry("system_filesystem_inodes_utilization_ratio{" + labels
                        + ",system_filesystem_type=\"ext4\"}", 0.8);
    }

    @Test
    void aDeadNetworkFileSystemHoldsOneThreadAndNoRound() throws Exception {
        host.file("proc/self/mountinfo", "27 1 8:1 / / rw - ext4 /dev/sda1 rw\n28 27 0:9 / /nas rw - nfs4 nas:/a rw\n");
        CountDownLatch dead = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        FileSystemProbe probe = new FileSystemProbe(host.root(), point -> {
            if (point.equals("/nas")) {
                asked.incrementAndGet();
                awaitQuietly(dead);
            }
            return new FileSystemSize(1000, 300, 200, 0, 0);
        }, Duration.ofMillis(50));
        for (int i = 0; i < 3; i++) {
            Round round = new Round(0, Labels.empty());
            assertThat(probe.measure(round)).isFalse();
            assertThat(HostFixture.text(round).keySet()).noneMatch(series -> series.contains("/nas"))
                    .anyMatch(series -> series.contains("mountpoint=\"/\""));
        }
        assertThat(asked).hasValue(1);
        dead.countDown();
        await().until(() -> probe.measure(new Round(0, Labels.empty())));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFormatThatIsNotKnownNamesItsFile() throws IOException {
        host.file("proc/meminfo", "MemTotal: lots kB\n");
        assertThatThrownBy(() -> HostFixture.measure(new MemoryProbe(host.root()))).isInstanceOf(IOException.class)
                .hasMessageContaining("meminfo");
        Files.delete(host.root().resolve("proc/meminfo"));
        assertThatThrownBy(() -> HostFixture.measure(new MemoryProbe(host.root()))).isInstanceOf(IOException.class);
    }
}

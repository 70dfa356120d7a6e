package io.binnacle.cmdb.discovery.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.cmdb.discovery.DiscoverySource;
import io.binnacle.cmdb.discovery.DiscoverySourceContract;
import io.binnacle.cmdb.model.CiModelReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host source on a machine made of files: nginx before PostgreSQL, a shell job, systemd, a mapped disk. */
class HostDiscoveryTest extends DiscoverySourceContract {

    private static final String MACHINE = "0123456789abcdef0123456789abcdef";
    private static final String HEADING = "  sl  local_address rem_address st tx:rx tr retrnsmt uid timeout inode\n";
    private static final long BOOT = 1_700_000_000L;

    @TempDir
    private Path root;
    private String systemctl = """
        Id=nginx.service
        Description=A web server
        Type=forking
        LoadState=loaded
        ActiveState=active
        SubState=running
        UnitFileState=enabled
        FragmentPath=/lib/systemd/system/nginx.service
        MainPID=100
        """;
    private boolean systemctlFails;
    private SignatureSet signatures = SignatureSet.shipped(CiModelReader.shipped());

    @BeforeEach
    void machine() throws IOException {
        file("etc/machine-id", MACHINE + "\n");
        file("etc/passwd", "root:x:0:0::/root:/bin/sh\npostgres:x:110:110::/var/lib/postgresql:/bin/sh\n");
        file("etc/os-release", "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n");
        file("proc/sys/kernel/hostname", "alpha\n");
        file("proc/sys/kernel/osrelease", "6.1.0\n");
        file("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
        file("proc/stat", "cpu 1 2 3\nbtime " + BOOT + "\n");
        file("proc/cpuinfo", "flags\t\t: fpu hypervisor lm\n");
        file("proc/self/mountinfo", """
            22 1 253:0 / / rw,relatime - ext4 /dev/mapper/vg-root rw
            23 22 0:30 / /proc rw - proc proc rw
            24 22 8:17 / /data rw,noatime - xfs /dev/sdb1 rw
            """);
        Files.createDirectories(root.resolve("data"));
        file("run/systemd/system/.keep", "");
        file("var/lib/dpkg/status", """
            Package: nginx-core
            Status: install ok installed
            Architecture: amd64
            Version: 1.22.1-9
            """);
        disk();
        process(1, 0, "systemd", "/usr/lib/systemd/systemd", "/sbin/init", 0, "/init.scope", List.of());
        process(100, 1, "nginx", "/usr/sbin/nginx", "nginx: master process /usr/sbin/nginx", 0,
                "/system.slice/nginx.service", List.of(1000L));
        process(101, 100, "nginx", "/usr/sbin/nginx", "nginx: worker process", 33, "/system.slice/nginx.service",
                List.of(1000L, 1001L));
        process(200, 1, "postgres", "/usr/lib/postgresql/15/bin/postgres", "postgres\0-D\0/data", 110,
                "/system.slice/postgresql.service", List.of(2000L));
        process(201, 200, "postgres", "/usr/lib/postgresql/15/bin/postgres", "postgres: app app 127.0.0.1", 110,
                "/system.slice/postgresql.service", List.of(2001L));
        process(300, 1, "report", "/usr/bin/python3.11", "python3\0/opt/report.py\0--password=x", 0, "/user.slice",
                List.of(3000L));
        process(400, 2, "kworker/0:0", "", "", 0, "/", List.of());
        // nginx on 80; PostgreSQL on 5432; nginx's worker (40000) and the report (40001) are connected to PostgreSQL.
        file("proc/net/tcp", HEADING
                + row("00000000:0050", "00000000:0000", "0A", 0, 1000)
                + row("0100007F:1538", "00000000:0000", "0A", 110, 2000)
                + row("0100007F:9C40", "0100007F:1538", "01", 33, 1001)
                + row("0100007F:1538", "0100007F:9C40", "01", 110, 2001)
                + row("0100007F:9C41", "0100007F:1538", "01", 0, 3000)
                + row("0100007F:1538", "0100007F:9C41", "01", 110, 2002)
                + row("0100007F:9C42", "08080808:01BB", "01", 0, 3001));
        file("proc/net/tcp6", HEADING);
        file("proc/net/udp", HEADING + row("0100007F:D431", "00000000:0000", "07", 0, 3000));
        file("proc/net/udp6", HEADING);
    }

    /** The directory's own clean-up warns of every link that leads out of it. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private void disk() throws IOException {
        file("sys/block/sda/size", "2000000\n");
        file("sys/block/sda/queue/rotational", "0\n");
        file("sys/block/sda/removable", "0\n");
        file("sys/block/sda/device/model", "Fast SSD\n");
        file("sys/block/sda/sda2/partition", "2\n");
        file("sys/block/sdb/size", "4000000\n");
        file("sys/block/sdb/sdb1/partition", "1\n");
        file("sys/block/loop0/size", "8\n");
        file("sys/block/dm-0/slaves/sda2/.keep", "");
        Files.createDirectories(root.resolve("sys/class/block"));
        for (String each : List.of("sda", "sdb", "dm-0", "sda/sda2", "sdb/sdb1")) {
            Files.createSymbolicLink(root.resolve("sys/class/block/" + Path.of(each).getFileName()),
                    root.resolve("sys/block/" + each));
        }
        file("dev/dm-0", "");
        Files.createDirectories(root.resolve("dev/mapper"));
        Files.createSymbolicLink(root.resolve("dev/mapper/vg-root"), root.resolve("dev/dm-0"));
    }

    private static String row(String local, String remote, String state, int uid, long inode) {
        return " 0: " + local + " " + remote + " " + state + " 0:0 00:0 0 " + uid + " 0 " + inode + " 1 0\n";
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private void process(int pid, int parent, String command, String executable, String arguments, int uid,
            String group, List<Long> sockets) throws IOException {
        String directory = "proc/" + pid + "/";
        file(directory + "stat", pid + " (" + command + ") S " + parent + " 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 "
                + pid + "00 0 0\n");
        file(directory + "status",
                "Name:\t" + command + "\nUid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid + "\n");
        file(directory + "cmdline", arguments + "\0");
        file(directory + "cgroup", "0::" + group + "\n");
        Files.createDirectories(root.resolve(directory + "fd"));
        if (!executable.isEmpty()) {
            Files.createSymbolicLink(root.resolve(directory + "exe"), Path.of(executable));
            Files.createSymbolicLink(root.resolve(directory + "fd/0"), Path.of("/dev/null"));
        }
        for (Long socket : sockets) {
            Files.createSymbolicLink(root.resolve(directory + "fd/" + socket), Path.of("socket:[" + socket + "]"));
        }
    }

    private static Hardware hardware() {
        return new Hardware(new Hardware.Machine("QEMU", "Standard PC", "unknown", "", "amd64"),
                new Hardware.Firmware("SeaBIOS", "1.16", "2014-04-01", "unknown", "", ""),
                List.of(new Hardware.Cpu(0, "AuthenticAMD", "AMD EPYC", 2, 4, 3_000_000_000L, "25", "1", "Zen 3")),
                List.of(), 8L << 30, List.of(),
                new Hardware.OperatingSystem("Debian", "12", "bookworm", Instant.ofEpochSecond(BOOT)));
    }

    @Override
    protected DiscoverySource source() {
        return source(Duration.ofSeconds(30));
    }

    private DiscoverySource source(Duration callerAgeMin) {
        Commands commands = (command, timeout) -> {
            if (systemctlFails || !command.getFirst().equals("systemctl")) {
                throw new IOException(command.getFirst() + " ended with exit code 1");
            }
            return systemctl;
        };
        return new HostDiscovery(new HostFiles(root), commands, new OshiHardware(), HostDiscoveryTest::hardware,
                callerAgeMin, () -> signatures, InstantSource.fixed(Instant.ofEpochSecond(BOOT + 3600)));
    }

    private static ObservedItem item(DiscoveryResult result, String key) {
        return result.items().stream().filter(each -> each.key().equals(MACHINE + ":" + key)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + " among " + result.items().stream()
                        .map(ObservedItem::key).toList()));
    }

    private static List<String> relations(DiscoveryResult result, String type) {
        return result.relations().stream().filter(each -> each.type().equals(type))
                .map((ObservedRelation each) -> (each.from().key() + " > " + each.to().key()).replace(MACHINE + ":", "")
                        .replace(MACHINE, "host"))
                .sorted().toList();
    }

    @Test
    void signaturesKeptHereCountFromTheNextLookOn() {
        DiscoverySource source = source();
        assertThat(item(source.discover(), "nginx:80").ciClass()).isEqualTo("application");
        signatures = signatures
                .with("""
                    signatures:
                      - {id: nginx, product: Front door, category: web, class: web_server, match: [{executable: nginx}], ports: [80]}
                      - {id: mine, product: Mine, category: database, match: [{executable: postgres}], ports: [5432]}
                    """);
        DiscoveryResult result = source.discover();
        ObservedItem nginx = item(result, "nginx:80");
        assertThat(nginx.ciClass()).isEqualTo("web_server");
        assertThat(nginx.attributes()).containsEntry("product", "Front door").containsEntry("service", false);
        assertThat(item(result, "mine:5432").name()).isEqualTo("Mine");
        assertThat(relations(result, "runs_on")).contains("nginx:80 > host", "mine:5432 > host");
        assertThat(relations(result, "connects_to")).contains("nginx:80 > mine:5432");
        assertThat(result.complete()).contains("application", "web_server");
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void aClassThatWentIsAProblemAndItsProgramsAreApplications() {
        signatures = signatures.withKept("""
            signatures:
              - {id: nginx, product: nginx, category: web, class: front_door, match: [{executable: nginx}], ports: [80]}
            """);
        DiscoveryResult result = source().discover();
        assertThat(item(result, "nginx:80").ciClass()).isEqualTo("application");
        assertThat(result.problems()).singleElement().asString().contains("nginx").contains("front_door");
    }

    @Test
    void aMasterAndItsWorkersAreOneApplication() {
        ObservedItem nginx = item(source().discover(), "nginx:80");
        assertThat(nginx.name()).isEqualTo("nginx");
        assertThat(nginx.attributes()).containsEntry("pid", 100).containsEntry("process_count", 2)
                .containsEntry("unit", "nginx.service").containsEntry("service", true)
                .containsEntry("tcp_ports", List.of("80")).containsEntry("version", "1.22.1")
                .containsEntry("user", "root").containsEntry("started_at", Instant.ofEpochSecond(BOOT + 100));
        ObservedItem postgres = item(source().discover(), "postgresql:5432");
        assertThat(postgres.attributes()).containsEntry("user", "postgres").containsEntry("version", "15");
    }

    @Test
    void callersAreConnectedToWhatTheyCall() {
        DiscoveryResult result = source().discover();
        assertThat(relations(result, "connects_to")).containsExactly("nginx:80 > postgresql:5432",
                "python/report.py@root > postgresql:5432");
        assertThat(item(result, "python/report.py@root").attributes()).doesNotContainKey("tcp_ports")
                .containsEntry("service", false);
        assertThat(relations(source(Duration.ofDays(1)).discover(), "connects_to"))
                .as("a command at work is no application").containsExactly("nginx:80 > postgresql:5432");
    }

    @Test
    void programsBelongToTheirServiceTheirPackageAndTheMachine() {
        DiscoveryResult result = source().discover();
        assertThat(relations(result, "runs")).containsExactly("nginx.service > nginx:80");
        assertThat(relations(result, "provided_by")).containsExactly("nginx:80 > dpkg:nginx-core:amd64");
        assertThat(relations(result, "runs_on")).contains("nginx:80 > host", "os > host", "nginx.service > host");
        assertThat(relations(result, "installed_on")).containsExactly("dpkg:nginx-core:amd64 > os");
    }

    @Test
    void fileSystemsAreStoredOnTheDisksBelowThem() {
        DiscoveryResult result = source().discover();
        assertThat(relations(result, "stored_on")).containsExactly("/ > sda", "/data > sdb");
        assertThat(item(result, "/data").attributes()).containsEntry("type", "xfs").containsKey("size")
                .containsEntry("options", List.of("rw", "noatime"));
        assertThat(item(result, "sda").attributes()).containsEntry("size", 1_024_000_000L)
                .containsEntry("model", "Fast SSD").containsEntry("partitions", List.of("sda2"));
        assertThat(result.items()).extracting(ObservedItem::key).doesNotContain(MACHINE + ":loop0", MACHINE + ":dm-0");
    }

    @Test
    void theMachineIsToldApartFromWhatItsFirmwareLeavesOpen() {
        DiscoveryResult result = source().discover();
        ObservedItem server = result.items().stream().filter(each -> each.ciClass().equals("server")).findFirst()
                .orElseThrow();
        assertThat(server.name()).isEqualTo("alpha");
        assertThat(server.attributes()).doesNotContainKey("serial_number").containsEntry("virtualization", "QEMU")
                .containsEntry("cpu_count", 4L);
        assertThat(item(result, "os").attributes()).containsEntry("distribution", "Debian GNU/Linux")
                .containsEntry("kernel", "6.1.0").containsEntry("package_count", 1L);
        assertThat(item(result, "memory").attributes()).containsEntry("size", 8L << 30);
    }

    @Test
    void withoutRightsTheUsualPortTellsTheOwnerAndTheRestIsAProblem() throws IOException {
        for (int pid : new int[]{100, 101, 200, 201}) {
            for (String each : List.of("fd/0", "fd/1000", "fd/1001", "fd/2000", "fd/2001", "exe")) {
                Files.deleteIfExists(root.resolve("proc/" + pid + "/" + each));
            }
        }
        file("proc/net/tcp6",
                HEADING + row("00000000000000000000000000000000:1F91", "00000000000000000000000000000000:0000",
                        "0A", 0, 7777));
        DiscoveryResult result = source().discover();
        assertThat(item(result, "nginx:80").attributes()).containsEntry("service", true);
        assertThat(item(result, "postgresql:5432").name()).isEqualTo("PostgreSQL");
        assertThat(result.problems()).singleElement().asString().contains("8081").contains("4 processes");
    }

    @Test
    void aFailingQueryIsAProblemAndLosesNothing() {
        systemctlFails = true;
        DiscoveryResult result = source().discover();
        assertThat(result.problems()).singleElement().asString().contains("systemctl ended with exit code 1");
        assertThat(result.complete()).doesNotContain("system_service").contains("application", "package");
        assertThat(item(result, "nginx:80").name()).isEqualTo("nginx");
    }

    @Test
    void aRestartedProgramKeepsItsKey() throws IOException {
        List<String> before = source().discover().items().stream().map(ObservedItem::key).toList();
        Files.move(root.resolve("proc/200"), root.resolve("proc/900"));
        file("proc/900/stat", "900 (postgres) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 90000 0 0\n");
        assertThat(source().discover().items().stream().map(ObservedItem::key).toList())
                .containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aMachineWithoutAnyOfItIsDescribedAsFarAsItGoes(@TempDir Path bare) {
        DiscoveryResult result = new HostDiscovery(new HostFiles(bare), (command, timeout) -> "", new OshiHardware(),
                HostDiscoveryTest::hardware, Duration.ZERO, () -> signatures, InstantSource.system()).discover();
        assertThat(result.problems()).isEmpty();
        assertThat(result.scope()).startsWith("name-");
        assertThat(result.items()).extracting(ObservedItem::ciClass).contains("server", "operating_system", "cpu")
                .doesNotContain("package", "system_service", "application");
    }
}

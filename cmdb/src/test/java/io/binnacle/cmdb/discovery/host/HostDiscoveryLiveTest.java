package io.binnacle.cmdb.discovery.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.discovery.DiscoverySource;
import io.binnacle.cmdb.discovery.DiscoverySourceContract;
import io.binnacle.cmdb.model.CiModelReader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The host source on the machine that runs the tests: what is really there is found. */
class HostDiscoveryLiveTest extends DiscoverySourceContract {

    private static final OshiHardware OSHI = new OshiHardware();

    @Override
    protected DiscoverySource source() {
        return new HostDiscovery(new HostFiles(Path.of("/")), Commands.system(), OSHI, null, Duration.ZERO,
                () -> SignatureSet.shipped(CiModelReader.shipped()), InstantSource.system());
    }

    @Override
    protected boolean restless() {
        return true;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theMachineIsDescribed() {
        DiscoveryResult result = source().discover();
        ObservedItem server = only(result, "server");
        assertThat(server.name()).isNotBlank();
        assertThat(server.attributes()).containsKeys("memory_size", "cpu_count", "operating_system", "boot_time");
        assertThat(only(result, "operating_system").attributes()).containsKeys("kernel", "version");
        assertThat(result.items()).extracting(ObservedItem::ciClass).contains("cpu", "memory", "file_system");
        assertThat(result.items()).filteredOn(item -> item.ciClass().equals("file_system"))
                .anySatisfy(
                        item -> assertThat(item.attributes()).containsEntry("mount_point", "/").containsKey("size"));
        assertThat(result.complete()).contains("server", "file_system", "network_interface", "application");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyInstalledDebianPackageIsThere() throws IOException {
        assumeThat(Files.exists(Path.of("/var/lib/dpkg/status"))).isTrue();
        long installed = Files.readString(Path.of("/var/lib/dpkg/status")).lines()
                .filter(line -> line.startsWith("Status: ") && line.endsWith(" installed")).count();
        assertThat(source().discover().items()).filteredOn(item -> item.ciClass().equals("package"))
                .hasSize((int) installed);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aListenerOfThisProcessIsFound() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(listener.getLocalPort());
            ObservedItem found = application(source().discover(), "ephemeral_ports", port).orElseThrow();
            assertThat(found.attributes()).containsEntry("product", "Java application")
                    .containsEntry("pid", (int) ProcessHandle.current().pid());
            assertThat(String.valueOf(found.attributes().get("executable"))).endsWith("/java");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRealDaemonItsProductAndTheConnectionToItAreFound() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/redis-server"))).as("redis-server is installed").isTrue();
        int port = freeFixedPort();
        Process daemon = new ProcessBuilder("redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1",
                "--save", "", "--requirepass", "hunter2").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (java.net.Socket client = new java.net.Socket()) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
                new java.net.Socket(InetAddress.getLoopbackAddress(), port).close();
                return true;
            });
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            DiscoveryResult result = source().discover();
            ObservedItem redis = application(result, "tcp_ports", String.valueOf(port)).orElseThrow();
            assertThat(redis.attributes()).containsEntry("product", "Redis").containsEntry("service", true)
                    .containsKey("version");
            assertThat(redis.key()).endsWith(":redis:" + port);
            assertThat(result.relations()).anySatisfy(relation -> {
                assertThat(relation.type()).isEqualTo("connects_to");
                assertThat(relation.to()).isEqualTo(redis.ref());
                assertThat(relation.attributes()).containsEntry("ports", List.of(String.valueOf(port)));
            });
        } finally {
            daemon.destroy();
            daemon.waitFor();
        }
    }

    private static int freeFixedPort() throws IOException {
        for (int port = 21_000; port < 22_000; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free");
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (java.net.BindException e) {
            return false;
        }
    }

    private static Optional<ObservedItem> application(DiscoveryResult result, String attribute, String port) {
        return result.items().stream().filter(item -> item.ciClass().equals("application"))
                .filter(item -> ports(item.attributes(), attribute).contains(port)).findFirst();
    }

    private static List<?> ports(Map<String, Object> attributes, String attribute) {
        return attributes.get(attribute) instanceof List<?> list ? list : List.of();
    }

    private static ObservedItem only(DiscoveryResult result, String ciClass) {
        List<ObservedItem> found = result.items().stream().filter(item -> item.ciClass().equals(ciClass)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}

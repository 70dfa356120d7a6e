package io.binnacle.telemetry.intake.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that Prometheus' own promtool wrote. */
class BlockImportTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final long SECOND = Instant.parse("2026-11-23T00:00:00Z").getEpochSecond();
    private static final int HOSTS = 3;
    /** More than a chunk holds, and over the border of two blocks. */
    private static final int TICKS = 300;
    private static final int STEP_SECONDS = 30;

    private final InMemoryTimeSeriesStore store = new InMemoryTimeSeriesStore(
            new InMemorySettings(Duration.ofDays(30), Duration.ofDays(30), Duration.ofMinutes(10), 100, 100_000),
            () -> Instant.ofEpochSecond(SECOND + 86_400));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (Debian package prometheus)");
        StringBuilder text = new StringBuilder("# TYPE load gauge\n");
        for (int host = 0; host < HOSTS; host++) {
            for (int tick = 0; tick < TICKS; tick++) {
                text.append("load{host=\"h").append(host).append("\"} ").append(value(host, tick)).append(' ')
                        .append(millis(tick) / 1000).append(".0").append(millis(tick) % 1000 / 10).append('\n');
            }
        }
        Path file = Files.writeString(folder.resolve("text"), text.append("# EOF\n"));
        Process made = new ProcessBuilder(PROMTOOL.toString(), "tsdb", "create-blocks-from", "openmetrics",
                file.toString(), folder.resolve("blocks").toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        assertThat(made.waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void allSamplesComeOnce() throws IOException {
        ImportResult result = imported();
        assertThat(result.isWhole()).isTrue();
        assertThat(result.appended()).isEqualTo(HOSTS * TICKS);
        for (int host = 0; host < HOSTS; host++) {
            SampleColumns samples = samples(host);
            assertThat(samples.count()).isEqualTo(TICKS);
            for (int tick = 0; tick < TICKS; tick++) {
                assertThat(samples.times()[tick]).isEqualTo(millis(tick));
                assertThat(samples.values()[tick]).isEqualTo(value(host, tick));
            }
        }
        ImportResult again = imported();
        assertThat(again.appended()).isZero();
        assertThat(again.duplicates()).isEqualTo(HOSTS * TICKS);
    }

    @Test
    void aDamagedChunkIsToldAndAllElseIsKept() throws IOException {
        Path chunks = BlockImport.blocks(folder.resolve("blocks")).getFirst().resolve("chunks/000001");
        byte[] bytes = Files.readAllBytes(chunks);
        bytes[20] ^= 1;
        Files.write(chunks, bytes);
        ImportResult result = imported();
        assertThat(result.faults()).isEqualTo(1);
        assertThat(result.examples().getFirst()).contains("host=\"h0\"", "checksum");
        assertThat(result.appended()).isBetween(HOSTS * TICKS - 121L, HOSTS * TICKS - 1L);
    }

    @Test
    void aDamagedIndexLeavesItsBlockOut() throws IOException {
        List<Path> blocks = BlockImport.blocks(folder.resolve("blocks"));
        assertThat(blocks).hasSizeGreaterThan(1);
        Path index = blocks.getFirst().resolve("index");
        byte[] bytes = Files.readAllBytes(index);
        bytes[bytes.length - 1] ^= 1;
        Files.write(index, bytes);
        ImportResult result = imported();
        assertThat(result.faults()).isEqualTo(1);
        assertThat(result.examples().getFirst()).contains("is left out", "checksum");
        assertThat(result.appended()).isPositive();
    }

    @Test
    void whatWasDeletedStaysAway() throws IOException {
        // The first series begins at the first place behind the texts that 16 divides: its number is told by any of the first ones.
        Path block = BlockImport.blocks(folder.resolve("blocks")).getFirst();
        ByteBuffer entries = ByteBuffer.allocate(1000);
        for (int reference = 0; reference < 64; reference++) {
            entries.put((byte) reference);
            varint(entries, SECOND * 1000 * 2);
            varint(entries, (SECOND * 1000 + 10_000) * 2);
        }
        byte[] content = Arrays.copyOf(entries.array(), entries.position());
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        Files.write(block.resolve("tombstones"), ByteBuffer.allocate(content.length + 9).putInt(0x0130BA30)
                .put((byte) 1).put(content).putInt((int) checksum.getValue()).array());
        ImportResult result = imported();
        assertThat(result.isWhole()).isTrue();
        assertThat(result.appended()).as("the first sample of each is gone").isEqualTo(HOSTS * (TICKS - 1));
        assertThat(samples(0).times()[0]).isEqualTo(millis(1));
    }

    @Test
    void aPrometheusThatRunsIsReadStretchByStretch() throws Exception {
        assumeTrue(Files.isExecutable(PROMETHEUS), "Prometheus is not installed (Debian package prometheus)");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
        Process prometheus = new ProcessBuilder(PROMETHEUS.toString(), "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("blocks"), "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port).redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile()).start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI base = URI.create("http://127.0.0.1:" + port);
            HttpRequest ready = HttpRequest.newBuilder(base.resolve("/-/ready")).build();
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(
                    () -> client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
            HistoryWriter writer = new HistoryWriter(store);
            List<Instant> reached = new ArrayList<>();
            Instant end = Instant.ofEpochMilli(millis(TICKS - 1));
            new RemoteReadImport(base.resolve("/api/v1/read"), Map.of(), writer)
                    .read(Instant.ofEpochSecond(SECOND), end, reached::add);
            ImportResult result = writer.finish();
            assertThat(result.isWhole()).isTrue();
            assertThat(result.appended()).as("all but what is at the end, which does not belong to it")
                    .isEqualTo(HOSTS * (TICKS - 1));
            assertThat(samples(1).values()[TICKS - 2]).isEqualTo(value(1, TICKS - 2));
            assertThat(reached).hasSize(2).last().isEqualTo(end);
            assertThatThrownBy(() -> new RemoteReadImport(base.resolve("/api/v1/none"), Map.of(), writer)
                    .read(Instant.ofEpochSecond(SECOND), end, reached::add)).isInstanceOf(Unavailable.class)
                    .hasMessageContaining("answered 404");
        } finally {
            prometheus.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFolderWithoutBlocksIsNone() {
        assertThatThrownBy(() -> BlockImport.blocks(folder)).isInstanceOf(NotFound.class)
                .hasMessageContaining("block of Prometheus");
    }

    private static void varint(ByteBuffer into, long value) {
        long rest = value;
        while (rest >= 0x80) {
            into.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        into.put((byte) rest);
    }

    private static long millis(int tick) {
        // Not as even as a clock, so that distances change.
        return (SECOND + (long) tick * STEP_SECONDS) * 1000 + tick % 7 * 10L;
    }

    private static double value(int host, int tick) {
        return host == 0 ? tick : Math.sin(tick * (host + 1)) * 100;
    }

    private ImportResult imported() throws IOException {
        HistoryWriter writer = new HistoryWriter(store);
        BlockImport blocks = new BlockImport(writer);
        for (Path block : BlockImport.blocks(folder.resolve("blocks"))) {
            blocks.read(block);
        }
        return writer.finish();
    }

    private SampleColumns samples(int host) {
        try (Querier querier = store.querier(0, Long.MAX_VALUE)) {
            for (Series series : querier.select(List.of())) {
                if (series.labels().equals(Labels.of("__name__", "load", "host", "h" + host))) {
                    SampleColumns samples = new SampleColumns();
                    samples.append(series.samples(0, Long.MAX_VALUE));
                    return samples;
                }
            }
        }
        throw new AssertionError("no series of host " + host);
    }
}

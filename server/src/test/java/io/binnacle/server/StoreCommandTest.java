package io.binnacle.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.http.Json;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.durable.DurableSettings;
import io.binnacle.timeseries.durable.DurableTimeSeriesStore;
import io.binnacle.timeseries.log.Durability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StoreCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final int SERIES = 50;
    /** Of each series. */
    private static final int SAMPLES = 8;

    /** What a command printed, and its exit code. */
    private record Said(int code, String out, String err) {}

    @TempDir
    private Path data;

    private Said binnacle(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
        int code = line.execute(all);
        return new Said(code, out.toString(), err.toString());
    }

    /** A store with one block, closed. */
    private Path writeStore() throws IOException {
        Path folder = data.resolve("samples");
        DurableSettings standard = DurableSettings.defaults();
        DurableSettings small = new DurableSettings(Durability.FSYNC, Duration.ofDays(30), Long.MAX_VALUE,
                Duration.ofHours(1), Duration.ofMinutes(10), 1000, SAMPLES * SERIES, standard.headAgeMax(), 1 << 20);
        try (LocalDisk disk = LocalDisk.open(folder);
                DurableTimeSeriesStore store = DurableTimeSeriesStore.open(disk, small, () -> NOW)) {
            Appender appender = store.appender();
            for (int series = 0; series < SERIES; series++) {
                Labels labels = Labels.of("__name__", "load", "host", "h" + series);
                for (int age = SAMPLES - 1; age >= 0; age--) {
                    appender.append(labels, NOW.toEpochMilli() - 1000L * age, Math.sin(series + age));
                }
            }
            appender.commit();
            await().until(() -> !disk.list("blocks/20261126").isEmpty() && disk.exists("state"));
        }
        return folder;
    }

    private static void damage(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int before = bytes.read();
            bytes.seek(offset);
            bytes.write(before ^ 4);
        }
    }

    private static Path block(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("blocks/20261126"))) {
            return files.toList().getFirst();
        }
    }

    @Test
    void inspectShowsBlocksCatalogueLogAndTotalBesideAServerAsWell() throws IOException {
        Path folder = writeStore();
        Said text;
        JsonNode json;
        try (LocalDisk server = LocalDisk.open(folder)) {
            assertThat(server.root()).isEqualTo(folder.toRealPath());
            text = binnacle("store", "inspect");
            json = Json.MAPPER.readTree(binnacle("store", "inspect", "--json").out());
        }
        assertThat(text.code()).isEqualTo(Main.DONE);
        assertThat(text.out().lines()).first().isEqualTo("2026-11-26, UTC");
        assertThat(text.out()).contains("2026-11-26T11:59:53Z to 2026-11-26T12:00:00Z", "values by encoding",
                "catalogue: 50 series", "total: 50 series, 400 samples in blocks").doesNotContain("problem");
        assertThat(json.at("/partitions/0/day").asText()).isEqualTo("2026-11-26");
        assertThat(json.at("/partitions/0/blocks/0/samples").asLong()).isEqualTo(SAMPLES * SERIES);
        assertThat(json.at("/partitions/0/blocks/0/bytes").asLong()).isEqualTo(Files.size(block(folder)));
        assertThat(json.at("/encodings/0/samples").asLong()).isPositive();
        assertThat(json.at("/catalogue/series").asInt()).isEqualTo(SERIES);
        assertThat(json.at("/total/bytes").asLong()).isGreaterThan(Files.size(block(folder)));
        assertThat(json.at("/problems").isEmpty()).isTrue();
    }

    @Test
    void verifyTellsDamageByItsExitCodeAndRepairMendsIt() throws IOException {
        Path folder = writeStore();
        assertThat(binnacle("store", "verify").code()).isEqualTo(Main.DONE);
        damage(block(folder), 100);
        damage(folder.resolve("state"), 30);
        Said damaged = binnacle("store", "verify");
        assertThat(damaged.code()).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(damaged.out().lines()).hasSize(2).anyMatch(line -> line.contains(".block"))
                .anyMatch(line -> line.startsWith("state"));
        Said mended = binnacle("store", "repair");
        assertThat(mended.code()).as(mended.out()).isEqualTo(Main.DONE);
        assertThat(mended.out()).contains("lost: all samples in it of load{host=\"h0\"}", "is as it was written");
        assertThat(Files.exists(folder.resolve("damaged/state"))).isTrue();
        assertThat(binnacle("store", "verify").code()).isEqualTo(Main.DONE);
    }

    @Test
    void repairAndSnapshotsWantTheStoreForThemselves() throws IOException {
        Path folder = writeStore();
        try (LocalDisk server = LocalDisk.open(folder)) {
            assertThat(server.root()).isEqualTo(folder.toRealPath());
            for (String[] arguments : List.of(new String[]{"store", "repair"},
                    new String[]{"store", "snapshot", "create", "one"})) {
                Said refused = binnacle(arguments);
                assertThat(refused.code()).isEqualTo(Main.NOT_POSSIBLE);
                assertThat(refused.err()).contains("stop the server first");
            }
        }
        assertThat(Files.exists(folder.resolve("damaged"))).isFalse();
    }

    @Test
    void aSnapshotIsMadeListedAndChecked() throws IOException {
        Path folder = writeStore();
        assertThat(binnacle("store", "snapshot", "create", "one").code()).isEqualTo(Main.DONE);
        assertThat(binnacle("store", "snapshot", "create", "one").code()).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(binnacle("store", "snapshot", "list").out().lines()).singleElement().asString().startsWith("one ");
        assertThat(binnacle("store", "snapshot", "verify", "one")).isEqualTo(
                new Said(Main.DONE, "Snapshot one is complete." + System.lineSeparator(), ""));
        damage(folder.resolve("snapshots/one/series/00000001.series"), 20);
        Said damaged = binnacle("store", "snapshot", "verify", "one");
        assertThat(damaged.code()).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(damaged.out()).contains("00000001.series is damaged");
        assertThat(binnacle("store", "snapshot", "verify", "two").code()).isEqualTo(Main.NOT_POSSIBLE);
    }

    @Test
    void aSnapshotIsRestoredOnceItIsFoundUndamaged() throws IOException {
        Path folder = writeStore();
        binnacle("store", "snapshot", "create", "one");
        assertThat(binnacle("store", "restore", "two").code()).isEqualTo(Main.NOT_POSSIBLE);
        Said there = binnacle("store", "restore", "one");
        assertThat(there.code()).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(there.err()).contains("already");
        try (LocalDisk server = LocalDisk.open(folder)) {
            assertThat(server.exists("state")).isTrue();
            assertThat(binnacle("store", "restore", "one", "--replace").err()).contains("stop the server first");
        }
        damage(folder.resolve("state"), 30);
        Said restored = binnacle("store", "restore", "one", "--replace");
        assertThat(restored.code()).as(restored.err()).isEqualTo(Main.DONE);
        assertThat(restored.out()).contains("are those of");
        assertThat(binnacle("store", "verify").code()).isEqualTo(Main.DONE);
        assertThat(binnacle("store", "inspect").out()).contains("total: 50 series, 400 samples in blocks");
        damage(block(folder.resolve("snapshots/one")), 100);
        Said refused = binnacle("store", "restore", "one", "--replace");
        assertThat(refused.code()).isEqualTo(Main.WORLD);
        assertThat(refused.err()).contains(".block", "is damaged; nothing is restored");
        assertThat(binnacle("store", "verify").code()).as("the copy is its own").isEqualTo(Main.DONE);
    }

    @Test
    void whereNoStoreIsNothingIsMade() {
        for (String command : List.of("inspect", "verify", "repair")) {
            Said refused = binnacle("store", command);
            assertThat(refused.code()).isEqualTo(Main.NOT_POSSIBLE);
            assertThat(refused.err()).contains("there is no sample store in");
        }
        assertThat(data).isEmptyDirectory();
    }
}

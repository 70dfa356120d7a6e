package io.binnacle.timeseries.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.DiskFull;
import io.binnacle.timeseries.disk.FaultyDisk;
import io.binnacle.timeseries.disk.LocalDisk;
import io.binnacle.timeseries.log.Durability;
import io.binnacle.timeseries.log.LogSettings;
import io.binnacle.timeseries.log.WriteAheadLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T01:02:03Z");
    private static final List<SnapshotPart> PARTS = List.of(new SnapshotPart("series", true),
            new SnapshotPart("blocks", false), new SnapshotPart("rollup-5m", false), new SnapshotPart("log", true));

    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> problems = new ArrayList<>();

    private static Snapshots snapshots(Disk disk) {
        return new Snapshots(disk, PARTS, () -> NOW);
    }

    private static void fill(Disk disk) throws IOException {
        disk.createFolder("series");
        disk.createFolder("blocks/20261125");
        disk.createFolder("blocks/20261126");
        write(disk, "series/00000001.series", "catalogue");
        write(disk, "blocks/20261125/0000000001.block", "block one");
        write(disk, "blocks/20261125/0000000002.block.tmp", "half a block");
        disk.syncFolder("series");
        disk.syncFolder("blocks/20261125");
    }

    private static void write(Disk disk, String path, String text) throws IOException {
        try (DiskFile file = disk.create(path)) {
            file.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            file.sync();
        }
    }

    private static WriteAheadLog log(Disk disk, String folder, List<String> replayed) throws IOException {
        return WriteAheadLog.open(disk, folder, 0, new LogSettings(Durability.INTERVAL, Duration.ofDays(1), 100, 1000),
                (segment, payload) -> replayed.add(StandardCharsets.US_ASCII.decode(payload).toString()),
                problem -> {
                    throw new AssertionError(problem);
                });
    }

    private static void append(WriteAheadLog log, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        log.append(ByteBuffer.allocate(WriteAheadLog.HEADER_BYTES + bytes.length)
                .put(WriteAheadLog.HEADER_BYTES, bytes).position(WriteAheadLog.HEADER_BYTES));
    }

    @Test
    void aSnapshotHoldsWhatTheStoreHeldAndOutlivesIt() throws IOException {
        fill(disk);
        Snapshot made;
        try (WriteAheadLog log = log(disk, "log", new ArrayList<>())) {
            append(log, "one");
            append(log, "two");
            made = snapshots(disk).create("monday");
            append(log, "three");
            log.deleteBefore(log.cut());
        }
        assertThat(made).isEqualTo(new Snapshot("monday", NOW, 4, made.bytes(), made.bytes() - 9));
        disk.delete("blocks/20261125/0000000001.block");
        assertThat(snapshots(disk).list(problems::add)).containsExactly(made);
        Snapshots.verify(disk, "snapshots/monday", problems::add);
        assertThat(problems).isEmpty();
        List<String> replayed = new ArrayList<>();
        log(disk, "snapshots/monday/log", replayed).close();
        assertThat(replayed).containsExactly("one", "two");
        assertThat(new String(disk.bytes("snapshots/monday/blocks/20261125/0000000001.block"),
                StandardCharsets.US_ASCII)).isEqualTo("block one");
        assertThat(disk.list("snapshots/monday")).containsExactly("SNAPSHOT", "blocks", "log", "rollup-5m", "series");
        assertThat(disk.list("snapshots/monday/blocks")).as("empty folders too").hasSize(2);
        assertThat(disk.filesOpen()).isZero();
    }

    @Test
    void aFinishedSnapshotSurvivesAPowerCut() throws IOException {
        fill(disk);
        snapshots(disk).create("a");
        FaultyDisk after = disk.afterPowerCut(new Random(4));
        Snapshots.verify(after, "snapshots/a", problems::add);
        assertThat(problems).isEmpty();
    }

    @Test
    void aSnapshotIsCompleteOrNotThereWhereverTheProcessDies() throws IOException {
        int complete = 0;
        for (int seed = 0; seed < 120; seed++) {
            FaultyDisk each = new FaultyDisk();
            fill(each);
            Random random = new Random(seed);
            each.killAfter(seed / 3, random);
            try {
                snapshots(each).create("a");
            } catch (IOException e) {
                assertThat(each.killed()).isTrue();
            }
            FaultyDisk after = random.nextBoolean() ? each.afterKill() : each.afterPowerCut(random);
            for (Snapshot found : snapshots(after).list(problems::add)) {
                Snapshots.verify(after, "snapshots/" + found.name(), problems::add);
                complete++;
            }
            snapshots(after).deleteUnfinished();
            assertThat(after.list("snapshots")).isSubsetOf("a");
        }
        assertThat(problems).isEmpty();
        assertThat(complete).isBetween(1, 119);
    }

    @Test
    void aSnapshotThatFindsNoRoomLeavesNothing() throws IOException {
        fill(disk);
        disk.limitRoom(5);
        assertThatThrownBy(() -> snapshots(disk).create("a")).isInstanceOf(DiskFull.class);
        assertThat(disk.list("snapshots")).isEmpty();
        disk.limitRoom(Long.MAX_VALUE);
        snapshots(disk).create("a");
    }

    @Test
    void whatIsMissingShortOrDamagedIsReported() throws IOException {
        fill(disk);
        snapshots(disk).create("a");
        disk.flipBit("snapshots/a/series/00000001.series", 3, 1);
        disk.delete("snapshots/a/blocks/20261125/0000000001.block");
        Snapshots.verify(disk, "snapshots/a", problems::add);
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains("00000001.series", "damaged");
        assertThat(problems.get(1)).contains("0000000001.block", "cannot be read");
        problems.clear();
        try (DiskFile file = disk.open("snapshots/a/series/00000001.series")) {
            file.truncate(3);
        }
        Snapshots.verify(disk, "snapshots/a", problems::add);
        assertThat(problems).first().asString().contains("has 3 bytes");
        disk.flipBit("snapshots/a/SNAPSHOT", 50, 1);
        assertThatThrownBy(() -> Snapshots.verify(disk, "snapshots/a", problems::add)).isInstanceOf(Corrupt.class);
        problems.clear();
        assertThat(snapshots(disk).list(problems::add)).isEmpty();
        assertThat(problems).hasSize(1);
    }

    @Test
    void namesAreCheckedAndTaken() throws IOException {
        fill(disk);
        Snapshots snapshots = snapshots(disk);
        snapshots.create("a");
        assertThatThrownBy(() -> snapshots.create("a")).isInstanceOf(Conflict.class);
        for (String each : List.of("", "..", "a/b", ".hidden", "a.tmp", "ä")) {
            assertThatThrownBy(() -> snapshots.create(each)).isInstanceOf(InvalidInput.class);
            assertThatThrownBy(() -> snapshots.delete(each)).isInstanceOf(NotFound.class);
        }
        snapshots.delete("a");
        assertThatThrownBy(() -> snapshots.delete("a")).isInstanceOf(NotFound.class);
        assertThat(disk.list("snapshots")).isEmpty();
        assertThat(disk.list("blocks/20261125")).hasSize(2);
    }

    @Test
    void aCopiedFolderIsAStore(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("restored");
        try (LocalDisk local = LocalDisk.open(folder.resolve("store"))) {
            fill(local);
            try (WriteAheadLog log = log(local, "log", new ArrayList<>())) {
                append(log, "one");
                snapshots(local).create("a");
            }
            Path made = local.root().resolve("snapshots/a");
            try (Stream<Path> files = Files.walk(made)) {
                for (Path each : files.toList()) {
                    Files.copy(each, copy.resolve(made.relativize(each).toString()));
                }
            }
        }
        List<String> replayed = new ArrayList<>();
        try (LocalDisk restored = LocalDisk.open(copy)) {
            Snapshots.verify(restored, "", problems::add);
            log(restored, "log", replayed).close();
        }
        assertThat(problems).isEmpty();
        assertThat(replayed).containsExactly("one");
    }

    @Test
    void aManifestOfVersion1IsRead() {
        String stored = """
            binnacle snapshot 1
            created 2026-11-26T01:02:03Z
            copy 9 a3bf7b94 series/00000001.series
            link 123456789012 blocks/20261125/0000000001.block
            end 8575aef4
            """;
        Manifest manifest = Manifest.decode("SNAPSHOT", stored.getBytes(StandardCharsets.UTF_8));
        assertThat(manifest).isEqualTo(new Manifest(NOW,
                List.of(new Manifest.Entry("series/00000001.series", 9, true, 0xa3bf7b94),
                        new Manifest.Entry("blocks/20261125/0000000001.block", 123456789012L, false, 0))));
        assertThat(new String(manifest.encode(), StandardCharsets.UTF_8)).isEqualTo(stored);
    }
}

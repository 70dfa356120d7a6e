package io.binnacle.timeseries.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.disk.DiskFull;
import io.binnacle.timeseries.disk.FaultyDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteAheadLogTest {

    private static final String FIRST = "log/0000000001.log";
    /** The background never comes: a test syncs by itself. */
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int SMALL = 16 << 10;

    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> problems = new ArrayList<>();
    private final List<String> replayed = new ArrayList<>();

    @AfterEach
    void everyFileIsClosed() {
        assertThat(disk.filesOpen()).isZero();
    }

    private WriteAheadLog open(FaultyDisk on, Durability durability) throws IOException {
        return open(on, 0, durability);
    }

    private WriteAheadLog open(FaultyDisk on, long from, Durability durability) throws IOException {
        replayed.clear();
        return WriteAheadLog.open(on, "log", from, new LogSettings(durability, NEVER, SMALL, SMALL),
                (segment, payload) -> replayed.add(StandardCharsets.US_ASCII.decode(payload).toString()),
                problems::add);
    }

    private WriteAheadLog open() throws IOException {
        return open(disk, Durability.INTERVAL);
    }

    /** What the next process finds; this one is gone. */
    private List<String> found(FaultyDisk on) throws IOException {
        open(on, Durability.INTERVAL).close();
        return List.copyOf(replayed);
    }

    private static ByteBuffer payload(String text) {
        return ByteBuffer.allocate(WriteAheadLog.HEADER_BYTES + text.length()).position(WriteAheadLog.HEADER_BYTES)
                .put(text.getBytes(StandardCharsets.US_ASCII)).position(WriteAheadLog.HEADER_BYTES);
    }

    private void append(String... texts) throws IOException {
        try (WriteAheadLog log = open()) {
            for (String text : texts) {
                log.append(payload(text));
            }
        }
    }

    @Test
    void recordsComeBackInOrderOverSeveralLives() throws IOException {
        append("one", "", "three");
        append("four");
        try (WriteAheadLog log = open()) {
            assertThat(replayed).containsExactly("one", "", "three", "four");
            assertThat(log.bytes()).isEqualTo(2 * 96 + 4 * 12 + "onethreefour".length());
        }
        assertThat(disk.list("log")).as("an open log without an append writes nothing")
                .containsExactly("0000000001.log", "0000000002.log");
        assertThat(problems).isEmpty();
    }

    @Test
    void recordsOfAnyLengthComeBack() throws IOException {
        String[] texts = {"a", "b".repeat(600_000), "c", "d".repeat(3_000_000), "e".repeat(600_000)};
        append(texts);
        assertThat(found(disk)).containsExactly(texts);
        assertThat(problems).isEmpty();
    }

    @Test
    void anAppendConsumesTheBufferWhateverItsOrderAndPlace() throws IOException {
        try (WriteAheadLog log = open()) {
            ByteBuffer direct = ByteBuffer.allocateDirect(100).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            direct.position(20).put("direct".getBytes(StandardCharsets.US_ASCII)).flip().position(20);
            assertThat(log.append(direct)).isEqualTo(18);
            assertThat(direct.hasRemaining()).isFalse();
            assertThat(direct.order()).isEqualTo(java.nio.ByteOrder.LITTLE_ENDIAN);
            assertThat(log.append(payload("heap"))).isEqualTo(18 + 16);
            assertThatThrownBy(() -> log.append(ByteBuffer.allocate(20).position(11)))
                    .isInstanceOf(BugException.class);
        }
        assertThat(found(disk)).containsExactly("direct", "heap");
    }

    @Test
    void aKilledProcessLosesNothingItAppendedAndATornWriteIsNoProblem() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            FaultyDisk each = new FaultyDisk();
            WriteAheadLog log = open(each, Durability.INTERVAL);
            log.append(payload("kept"));
            each.killAfter(0, new Random(seed));
            assertThatThrownBy(() -> log.append(payload("torn"))).isInstanceOf(IOException.class);
            assertThatThrownBy(log::close).isInstanceOf(IOException.class);
            assertThat(found(each.afterKill())).startsWith("kept").isSubsetOf("kept", "torn");
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aPowerCutLosesNothingThatWasSynced() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            FaultyDisk each = new FaultyDisk();
            WriteAheadLog log = open(each, Durability.FSYNC);
            log.awaitDurable(log.append(payload("synced")));
            log.append(payload("x".repeat(300)));
            assertThat(log.statistics().bytesUnsynced()).isEqualTo(312);
            FaultyDisk after = each.afterPowerCut(new Random(seed));
            assertThatThrownBy(log::close).isInstanceOf(IOException.class);
            assertThat(found(after)).startsWith("synced").hasSizeLessThan(3);
        }
    }

    @Test
    void aFlippedBitCostsOneRecordAndIsReported() throws IOException {
        append("one", "two", "three");
        byte[] good = disk.bytes(FIRST);
        for (int at = 96; at < good.length; at++) {
            problems.clear();
            disk.flipBit(FIRST, at, at % 8);
            assertThat(found(disk)).hasSize(2).isSubsetOf("one", "two", "three");
            assertThat(problems).as("byte " + at).hasSize(1).first().asString().contains("0000000001.log");
            disk.flipBit(FIRST, at, at % 8);
        }
    }

    @Test
    void aFlippedBitInAHeaderCostsNothing() throws IOException {
        append("one", "two");
        for (int at = 0; at < 96; at++) {
            disk.flipBit(FIRST, at, at % 8);
            assertThat(found(disk)).containsExactly("one", "two");
            disk.flipBit(FIRST, at, at % 8);
        }
        assertThat(problems).isEmpty();
        disk.flipBit(FIRST, 30, 1);
        disk.flipBit(FIRST, 90, 1);
        append("three");
        assertThat(found(disk)).containsExactly("three");
        assertThat(problems).hasSize(2).allMatch(each -> each.contains("header"));
    }

    @Test
    void aPayloadThatLooksLikeARecordIsNotTakenForOne() throws IOException {
        append("evil");
        byte[] forged = java.util.Arrays.copyOfRange(disk.bytes(FIRST), 96, 112);
        try (WriteAheadLog log = open()) {
            log.append(payload(new String(forged, StandardCharsets.ISO_8859_1).repeat(10)));
            log.append(payload("good"));
        }
        disk.flipBit("log/0000000002.log", 97, 3);
        assertThat(found(disk)).containsExactly("evil", "good");
        assertThat(problems).hasSize(1);
    }

    @Test
    void aFullDiskRefusesARecordAndTakesTheNextWhenThereIsRoom() throws IOException {
        try (WriteAheadLog log = open()) {
            disk.limitRoom(50);
            assertThatThrownBy(() -> log.append(payload("no room for a segment"))).isInstanceOf(DiskFull.class);
            disk.limitRoom(120);
            log.append(payload("one"));
            ByteBuffer refused = payload("too long for what is left");
            assertThatThrownBy(() -> log.append(refused)).isInstanceOf(DiskFull.class);
            assertThat(refused.remaining()).isEqualTo(25);
            log.cut();
            assertThatThrownBy(() -> log.append(payload("two"))).isInstanceOf(DiskFull.class);
            disk.limitRoom(Long.MAX_VALUE);
            log.append(payload("three"));
        }
        assertThat(found(disk)).containsExactly("one", "three");
        assertThat(problems).isEmpty();
    }

    @Test
    void segmentsEndAtTheirBoundAndALongRecordGetsItsOwn() throws IOException {
        append("a".repeat(SMALL / 2), "b".repeat(SMALL / 2), "c".repeat(3 * SMALL), "d");
        assertThat(disk.list("log")).hasSize(4);
        assertThat(found(disk)).extracting(each -> each.substring(0, 1)).containsExactly("a", "b", "c", "d");
        assertThat(problems).isEmpty();
    }

    @Test
    void whatWasCutIsDeletedAndTheRestStays() throws IOException {
        try (WriteAheadLog log = open()) {
            log.append(payload("one"));
            long two = log.cut();
            assertThat(log.cut()).as("nothing to cut").isEqualTo(two);
            log.append(payload("two"));
            long three = log.cut();
            log.append(payload("three"));
            log.deleteBefore(three);
            assertThat(log.bytes()).isEqualTo(96 + 17);
            assertThat(log.statistics().segments()).isEqualTo(1);
        }
        assertThat(found(disk.afterPowerCut(new Random(3)))).containsExactly("three");
        assertThat(problems).isEmpty();
    }

    @Test
    void aSegmentThatIsMissingOrShortIsReported() throws IOException {
        for (String each : List.of("one", "two", "three", "four")) {
            append(each);
        }
        disk.delete("log/0000000002.log");
        try (DiskFile file = disk.open("log/0000000003.log")) {
            file.truncate(100);
        }
        assertThat(found(disk)).containsExactly("one", "four");
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains("0000000002.log", "missing");
        assertThat(problems.get(1)).contains("0000000003.log", "bytes 96 to 113");
    }

    @Test
    void aLogOfALaterVersionIsRefused() throws IOException {
        disk.createFolder("log");
        try (DiskFile file = disk.create(FIRST)) {
            file.append(new SegmentFormat().encode(new SegmentFormat.Header(2, 1, 5, 0, 0)));
        }
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("version 2");
    }

    @Test
    void aFailedSyncRefusesRecordsUntilOneSucceeds() throws IOException {
        try (WriteAheadLog log = open(disk, Durability.FSYNC)) {
            log.awaitDurable(log.append(payload("one")));
            long doubtful = log.append(payload("two"));
            disk.failSyncs(true);
            assertThatThrownBy(() -> log.awaitDurable(doubtful)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> log.append(payload("no"))).hasMessageContaining("cannot be synced");
            assertThatThrownBy(log::sync).isInstanceOf(IOException.class);
            assertThat(disk.list("log")).hasSize(1);
            disk.failSyncs(false);
            log.sync();
            assertThatThrownBy(() -> log.awaitDurable(doubtful)).as("no later sync helps")
                    .isInstanceOf(IOException.class);
            log.awaitDurable(log.append(payload("three")));
            assertThat(log.statistics().syncFailures()).isEqualTo(2);
        }
        assertThat(found(disk)).containsExactly("one", "two", "three");
        assertThat(problems).isEmpty();
        assertThat(found(disk.afterPowerCut(new Random(1)))).containsExactly("one", "three");
    }

    @Test
    void anIntervalLogSaysThatItsSyncFailed() throws IOException {
        try (WriteAheadLog log = open()) {
            long position = log.append(payload("one"));
            log.awaitDurable(position);
            disk.failSyncs(true);
            assertThatThrownBy(log::sync).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> log.awaitDurable(position)).hasMessageContaining("cannot be synced");
            disk.failSyncs(false);
            log.sync();
            log.awaitDurable(position);
        }
    }

    @Test
    void theBackgroundSyncsAndHealsByItself() throws Exception {
        try (WriteAheadLog log = WriteAheadLog.open(disk, "log", 0,
                new LogSettings(Durability.INTERVAL, Duration.ofMillis(1), SMALL, SMALL), (segment, payload) -> {},
                problems::add)) {
            for (int round = 0; round < 20; round++) {
                log.append(payload("x"));
                await(() -> log.statistics().bytesUnsynced() == 0);
            }
            disk.failSyncs(true);
            log.append(payload("x"));
            await(() -> log.statistics().syncFailures() > 2);
            disk.failSyncs(false);
            await(() -> log.statistics().bytesUnsynced() == 0);
            log.append(payload("x"));
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("30 s are enough").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void oneSyncServesAllWhoWait() throws Exception {
        int threads = 4;
        long rounds = 200;
        try (WriteAheadLog log = open(disk, Durability.FSYNC);
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                all.add(pool.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        long end;
                        synchronized (this) {
                            end = log.append(payload("x".repeat(20)));
                        }
                        log.awaitDurable(end);
                        assertThat(log.statistics().syncs()).isPositive();
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
            assertThat(log.statistics().bytesUnsynced()).isZero();
            assertThat(log.statistics().recordsAppended()).isEqualTo(threads * rounds);
            assertThat(log.statistics().syncs()).isLessThanOrEqualTo(threads * rounds);
        }
        assertThat(found(disk.afterPowerCut(new Random(2)))).hasSize((int) (threads * rounds));
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsUnsyncedIsBounded() throws IOException {
        try (WriteAheadLog log = open()) {
            for (int i = 0; i < 100; i++) {
                log.append(payload("x".repeat(1000)));
                assertThat(log.statistics().bytesUnsynced()).isLessThanOrEqualTo(SMALL + 1012);
            }
            assertThat(log.statistics().syncs()).isBetween(5L, 7L);
        }
    }

    @Test
    void aClosedLogRefuses() throws IOException {
        WriteAheadLog log = open();
        long end = log.append(payload("one"));
        log.close();
        log.close();
        assertThatThrownBy(() -> log.append(payload("two"))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(log::cut).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> log.deleteBefore(5)).isInstanceOf(ClosedChannelException.class);
        log.awaitDurable(end);
        assertThat(found(disk.afterPowerCut(new Random(1)))).containsExactly("one");
    }

    @Test
    void numbersGoOnWhenAllSegmentsAreGone() throws IOException {
        long from;
        try (WriteAheadLog log = open()) {
            log.append(payload("gone"));
            disk.limitRoom(0);
            from = log.cut();
            log.deleteBefore(from);
        }
        disk.limitRoom(Long.MAX_VALUE);
        assertThat(disk.list("log")).isEmpty();
        try (WriteAheadLog log = open(disk, from, Durability.INTERVAL)) {
            log.append(payload("kept"));
        }
        open(disk, from, Durability.INTERVAL).close();
        assertThat(replayed).containsExactly("kept");
        open(disk, from + 1, Durability.INTERVAL).close();
        assertThat(replayed).isEmpty();
    }

    @Test
    void aReaderThatThrowsEndsTheOpening() throws IOException {
        append("one");
        assertThatThrownBy(() -> WriteAheadLog.open(disk, "log", 0, LogSettings.of(Durability.INTERVAL),
                (segment, payload) -> {
                    throw new IOException("enough");
                }, problems::add)).hasMessage("enough");
    }

    @Test
    void verifyReadsALogThatIsBeingWritten() throws IOException {
        try (WriteAheadLog log = open()) {
            log.append(payload("one"));
            log.cut();
            log.append(payload("two"));
            LogContents contents = WriteAheadLog.verify(disk, "log", problems::add);
            assertThat(contents).isEqualTo(new LogContents(2, 2, log.bytes(), 0, 0));
            disk.flipBit(FIRST, 100, 0);
            assertThat(WriteAheadLog.verify(disk, "log", problems::add).bytesDamaged()).isEqualTo(15);
            assertThat(problems).hasSize(1);
        }
        assertThat(WriteAheadLog.verify(disk, "none", problems::add)).isEqualTo(new LogContents(0, 0, 0, 0, 0));
    }
}

package io.binnacle.timeseries.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.binnacle.kernel.error.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest extends DiskContract {

    @TempDir
    Path folder;

    private LocalDisk disk;

    @BeforeEach
    void open() throws IOException {
        disk = LocalDisk.open(folder.resolve("store"));
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Override
    Disk disk() {
        return disk;
    }

    @Test
    void aFolderIsOpenOnceAndFreeAfterClose() throws IOException {
        assertThatThrownBy(() -> LocalDisk.open(folder.resolve("store"))).isInstanceOf(Unavailable.class)
                .hasMessageContaining("in this process");
        disk.close();
        disk.close();
        disk = LocalDisk.open(folder.resolve("./store"));
        assertThat(disk.list("")).isEmpty();
    }

    @Test
    void anotherProcessIsKeptOutAndToldWhoIsIn() throws Exception {
        // flock(1) takes another kind of lock, so the other process is a Java one.
        Path probe = folder.resolve("Probe.java");
        Files.writeString(probe, """
            import java.nio.channels.*; import java.nio.file.*;
            class Probe { public static void main(String[] a) throws Exception {
              try (FileChannel c = FileChannel.open(Path.of(a[0]), StandardOpenOption.WRITE)) {
                System.out.print(c.tryLock() == null ? "taken" : "free"); } } }""");
        String lock = disk.root().resolve("LOCK").toString();
        assertThat(probe(probe, lock)).isEqualTo("taken");
        assertThat(Files.readString(disk.root().resolve("LOCK"))).isEqualTo("pid " + ProcessHandle.current().pid());
        disk.close();
        assertThat(probe(probe, lock)).isEqualTo("free");
    }

    private static String probe(Path program, String lock) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-XX:TieredStopAtLevel=1", program.toString(), lock)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void anInterruptNeitherStopsAnOperationNorClosesTheFile() throws IOException {
        try (DiskFile file = disk.create("a")) {
            Thread.currentThread().interrupt();
            file.append(bytes("one"));
            assertThat(Thread.interrupted()).isTrue();
            file.append(bytes("two"));
            Thread.currentThread().interrupt();
            file.sync();
            assertThat(read(file, 0, 6)).isEqualTo("onetwo");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptOfOneThreadDoesNotDisturbAnother() throws Exception {
        try (DiskFile file = disk.create("a")) {
            CountDownLatch done = new CountDownLatch(1);
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 2000; i++) {
                        Thread.currentThread().interrupt();
                        file.sync();
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                } finally {
                    done.countDown();
                }
            });
            long appended = 0;
            do {
                file.append(bytes("0123456789"));
                appended += 10;
            } while (done.getCount() > 0);
            other.join();
            assertThat(file.size()).isEqualTo(appended);
            assertThat(read(file, appended - 20, 20)).isEqualTo("01234567890123456789");
        }
    }

    @Test
    void aFileThatWasReplacedIsNotWrittenAfterAnInterrupt() throws IOException {
        try (DiskFile file = disk.create("a")) {
            file.append(bytes("old"));
            write(disk, "b", "new");
            disk.rename("b", "a");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> file.append(bytes("!"))).isInstanceOf(IOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(content(disk, "a")).isEqualTo("new");
        }
    }

    @Test
    void aFullDiskIsToldByType() throws IOException {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
        Files.createSymbolicLink(disk.root().resolve("full"), full);
        try (DiskFile file = disk.open("full")) {
            assertThatThrownBy(() -> file.append(bytes("x"))).isInstanceOf(DiskFull.class);
        }
        disk.delete("full");
    }

    @Test
    void theLockOfADeadProcessIsNoObstacle() throws IOException {
        Path store = folder.resolve("crashed");
        Files.createDirectories(store);
        Files.writeString(store.resolve("LOCK"), "pid 1");
        try (LocalDisk opened = LocalDisk.open(store);
                FileChannel channel = FileChannel.open(folder.resolve("other"), StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(opened.list("")).isEmpty();
        }
    }
}

package io.binnacle.timeseries.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

import io.binnacle.kernel.error.BugException;
import org.junit.jupiter.api.Test;

/** What every {@link Disk} promises. */
abstract class DiskContract {

    /** An empty disk; the subclass closes it. */
    abstract Disk disk() throws IOException;

    @Test
    void whatWasAppendedIsReadAtAnyPosition() throws IOException {
        try (DiskFile file = disk().create("a")) {
            assertThat(file.size()).isZero();
            file.append(bytes("hello "));
            file.append(ByteBuffer.allocateDirect(5).put(bytes("world")).flip());
            assertThat(file.size()).isEqualTo(11);
            assertThat(read(file, 0, 11)).isEqualTo("hello world");
            assertThat(read(file, 6, 100)).isEqualTo("world");
            assertThat(file.read(ByteBuffer.allocate(1), 11)).isEqualTo(-1);
            assertThat(file.read(ByteBuffer.allocate(1), 12)).isEqualTo(-1);
        }
    }

    @Test
    void anAppendTakesTheBufferFromItsPositionToItsLimit() throws IOException {
        try (DiskFile file = disk().create("a")) {
            ByteBuffer buffer = bytes("hello").position(1).limit(4);
            file.append(buffer);
            assertThat(buffer.hasRemaining()).isFalse();
            assertThat(read(file, 0, 9)).isEqualTo("ell");
        }
    }

    @Test
    void anOpenedFileGoesOnAtItsEnd() throws IOException {
        Disk disk = disk();
        write(disk, "a", "one");
        try (DiskFile file = disk.open("a")) {
            file.append(bytes("two"));
            file.sync();
            assertThat(read(file, 0, 9)).isEqualTo("onetwo");
        }
    }

    @Test
    void truncateCutsAndTheNextAppendFollows() throws IOException {
        try (DiskFile file = disk().create("a")) {
            file.append(bytes("hello"));
            file.truncate(2);
            file.truncate(4);
            assertThat(file.size()).isEqualTo(2);
            file.append(bytes("y"));
            assertThat(read(file, 0, 9)).isEqualTo("hey");
        }
    }

    @Test
    void aClosedFileRefusesEverythingButClose() throws IOException {
        DiskFile file = disk().create("a");
        file.close();
        file.close();
        assertThatThrownBy(() -> file.append(bytes("x"))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::sync).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void whatIsMissingOrInTheWayIsToldByType() throws IOException {
        Disk disk = disk();
        write(disk, "a", "1");
        disk.createFolder("f");
        assertThatThrownBy(() -> disk.create("a")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.create("none/a")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.open("b")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.rename("b", "c")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.link("b", "c")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.link("a", "f")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.createFolder("a")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.map("b", Arena.ofAuto())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.syncFolder("none")).isInstanceOf(NoSuchFileException.class);
        disk.delete("b");
        disk.delete("none/b");
    }

    @Test
    void namesAreListedInAscendingOrder() throws IOException {
        Disk disk = disk();
        assertThat(disk.list("")).isEmpty();
        assertThat(disk.list("none")).isEmpty();
        disk.createFolder("f/g");
        disk.createFolder("f/g");
        write(disk, "f/b", "");
        write(disk, "f/a", "");
        assertThat(disk.list("f")).containsExactly("a", "b", "g");
        assertThat(disk.list("f/g")).isEmpty();
        assertThat(disk.list("")).containsExactly("f");
        assertThat(disk.exists("f")).isTrue();
        assertThat(disk.isFolder("f")).isTrue();
        assertThat(disk.isFolder("f/a")).isFalse();
        assertThat(disk.isFolder("none")).isFalse();
        assertThat(disk.exists("f/a")).isTrue();
        assertThat(disk.exists("f/c")).isFalse();
        disk.syncFolder("f");
        disk.syncFolder("");
    }

    @Test
    void renameReplacesAndMovesWholeFolders() throws IOException {
        Disk disk = disk();
        write(disk, "a.tmp", "new");
        write(disk, "a", "old");
        disk.rename("a.tmp", "a");
        assertThat(content(disk, "a")).isEqualTo("new");
        assertThat(disk.exists("a.tmp")).isFalse();
        disk.createFolder("f");
        disk.rename("a", "f/a");
        disk.rename("f", "g");
        assertThat(content(disk, "g/a")).isEqualTo("new");
        assertThat(disk.list("")).containsExactly("g");
    }

    @Test
    void onlyEmptyFoldersAreDeleted() throws IOException {
        Disk disk = disk();
        disk.createFolder("f");
        write(disk, "f/a", "1");
        assertThatThrownBy(() -> disk.delete("f")).isInstanceOf(DirectoryNotEmptyException.class);
        disk.delete("f/a");
        disk.delete("f");
        assertThat(disk.list("")).isEmpty();
    }

    @Test
    void aDeletedFileStaysForWhoHasItOpenOrMapped() throws IOException {
        Disk disk = disk();
        write(disk, "a", "here");
        try (DiskFile file = disk.open("a"); Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = disk.map("a", arena);
            disk.delete("a");
            assertThat(read(file, 0, 9)).isEqualTo("here");
            assertThat(new String(mapped.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII)).isEqualTo("here");
        }
    }

    @Test
    void aMappingIsReadOnlyAndEndsWithItsArena() throws IOException {
        Disk disk = disk();
        write(disk, "a", "12345678");
        write(disk, "empty", "");
        MemorySegment mapped;
        try (Arena arena = Arena.ofConfined()) {
            mapped = disk.map("a", arena);
            assertThat(mapped.byteSize()).isEqualTo(8);
            assertThat(mapped.isNative()).isTrue();
            assertThat(mapped.isReadOnly()).isTrue();
            assertThat(disk.map("empty", arena).byteSize()).isZero();
        }
        assertThat(mapped.scope().isAlive()).isFalse();
    }

    @Test
    void aLinkIsASecondNameThatOutlivesTheFirst() throws IOException {
        Disk disk = disk();
        disk.createFolder("copy");
        write(disk, "a", "kept");
        disk.link("a", "copy/a");
        disk.delete("a");
        assertThat(content(disk, "copy/a")).isEqualTo("kept");
    }

    @Test
    void aPathThatLeavesTheFolderIsABug() throws IOException {
        Disk disk = disk();
        assertThatThrownBy(() -> disk.create("../a")).isInstanceOf(BugException.class);
        assertThatThrownBy(() -> disk.create("/a")).isInstanceOf(BugException.class);
    }

    @Test
    void thereIsRoom() throws IOException {
        assertThat(disk().usableBytes()).isPositive();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String read(DiskFile file, long position, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        int read = file.read(into, position);
        assertThat(read).isEqualTo(into.position());
        return new String(into.array(), 0, read, StandardCharsets.US_ASCII);
    }

    static void write(Disk disk, String path, String text) throws IOException {
        try (DiskFile file = disk.create(path)) {
            file.append(bytes(text));
        }
    }

    static String content(Disk disk, String path) throws IOException {
        try (DiskFile file = disk.open(path)) {
            return file.size() == 0 ? "" : read(file, 0, (int) file.size());
        }
    }
}

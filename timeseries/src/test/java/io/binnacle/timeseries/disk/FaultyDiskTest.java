package io.binnacle.timeseries.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

/** The disk that tests trust to be bad is bad in the ways it says. */
class FaultyDiskTest extends DiskContract {

    private final FaultyDisk disk = new FaultyDisk();

    @Override
    Disk disk() {
        return disk;
    }

    @Test
    void aKillKeepsWhatWasWrittenAndTearsTheWriteUnderWay() throws IOException {
        Set<String> found = new TreeSet<>();
        for (int seed = 0; seed < 50; seed++) {
            FaultyDisk each = new FaultyDisk();
            DiskFile file = each.create("a");
            each.killAfter(1, new Random(seed));
            file.append(bytes("ab"));
            assertThatThrownBy(() -> file.append(bytes("cd"))).hasMessageContaining("killed");
            assertThat(each.killed()).isTrue();
            assertThatThrownBy(() -> each.list("")).hasMessageContaining("killed");
            found.add(content(each.afterKill(), "a"));
        }
        assertThat(found).containsExactly("ab", "abc", "abcd");
    }

    @Test
    void aPowerCutKeepsWhatWasSyncedAndAnyPartOfTheRest() throws IOException {
        Set<String> found = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            FaultyDisk each = new FaultyDisk();
            try (DiskFile file = each.create("a")) {
                file.append(bytes("ab"));
                file.sync();
                each.syncFolder("");
                file.append(bytes("cd"));
            }
            found.add(content(each.afterPowerCut(new Random(seed)), "a"));
        }
        assertThat(found).containsExactly("ab", "ab\0", "ab\0\0", "abc", "abcd");
    }

    @Test
    void aNameThatWasNotSyncedMayBeLost() throws IOException {
        Set<String> found = new TreeSet<>();
        for (int seed = 0; seed < 50; seed++) {
            FaultyDisk each = new FaultyDisk();
            each.createFolder("f");
            try (DiskFile file = each.create("f/a.tmp")) {
                file.append(bytes("x"));
                file.sync();
            }
            each.syncFolder("f");
            each.rename("f/a.tmp", "f/a");
            write(each, "f/b", "y");
            found.add(each.afterPowerCut(new Random(seed)).list("f").toString());
        }
        assertThat(found).containsExactly("[a, b]", "[a.tmp]", "[a]");
    }

    @Test
    void whatAFailedSyncDroppedNoLaterSyncBringsBack() throws IOException {
        try (DiskFile file = disk.create("a")) {
            disk.syncFolder("");
            file.append(bytes("ab"));
            disk.failSyncs(true);
            assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
            disk.failSyncs(false);
            file.append(bytes("cd"));
            file.sync();
            assertThat(content(disk, "a")).isEqualTo("abcd");
        }
        assertThat(content(disk.afterPowerCut(new Random(1)), "a")).isEqualTo("\0\0cd");
    }

    @Test
    void aFullDiskTakesAPartAndHasRoomAgain() throws IOException {
        try (DiskFile file = disk.create("a")) {
            disk.limitRoom(3);
            file.append(bytes("ab"));
            assertThatThrownBy(() -> file.append(bytes("cd"))).isInstanceOf(DiskFull.class);
            assertThat(content(disk, "a")).isEqualTo("abc");
            assertThat(disk.usableBytes()).isZero();
            assertThatThrownBy(() -> disk.create("b")).isInstanceOf(DiskFull.class);
            file.truncate(2);
            assertThat(disk.usableBytes()).isEqualTo(1);
            disk.limitRoom(Long.MAX_VALUE);
            file.append(bytes("cd"));
            assertThat(content(disk, "a")).isEqualTo("abcd");
        }
        assertThat(disk.filesOpen()).isZero();
    }

    @Test
    void aFlippedBitIsReadAsSuchAndStaysSo() throws IOException {
        write(disk, "a", "abc");
        disk.flipBit("a", 1, 0);
        assertThat(content(disk, "a")).isEqualTo("acc");
        String where = disk.flipRandomBit("", new Random(5));
        assertThat(where).startsWith("a@");
        assertThat(content(disk.afterKill(), "a")).isNotEqualTo("acc");
    }
}

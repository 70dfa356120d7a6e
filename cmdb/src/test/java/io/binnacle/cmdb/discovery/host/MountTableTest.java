package io.binnacle.cmdb.discovery.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class MountTableTest {

    @Test
    void theKernelsOwnFileSystemsAndImagesHoldNoData() {
        assertThat(MountTable.parse("""
            22 27 0:21 / /proc rw,relatime - proc proc rw
            24 27 0:6 / /dev rw,relatime - devtmpfs devtmpfs rw,mode=755
            30 24 0:24 / /dev/shm rw - tmpfs tmpfs rw
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
            28 27 0:25 / /opt/image ro,nosuid,nodev - tmpfs none ro,size=4k
            40 27 7:1 / /snap/core/1 ro - squashfs /dev/loop1 ro
            41 27 0:50 / /run/user/1000 rw - tmpfs tmpfs rw
            42 27 0:51 / /mnt/scratch rw - tmpfs scratch rw,size=64m
            """)).extracting(Mount::mountPoint).containsExactly("/dev/shm", "/", "/mnt/scratch");
    }

    @Test
    void aFurtherMountOfTheSameFileSystemIsNotASecondOne() {
        assertThat(MountTable.parse("""
            27 1 8:1 / / rw - ext4 /dev/sda1 rw
            50 27 8:1 /srv/www /var/www rw - ext4 /dev/sda1 rw
            60 27 0:40 /@home /home rw - btrfs /dev/sdb rw
            61 27 0:40 / /btr rw - btrfs /dev/sdb rw
            70 27 8:9 /hosts /etc/hosts rw - xfs /dev/sdc rw
            """)).extracting(Mount::mountPoint).containsExactly("/", "/btr", "/etc/hosts");
    }

    @Test
    void aLaterMountHidesAnEarlierOneAtTheSamePlace() {
        assertThat(MountTable.parse("""
            27 1 8:1 / /data rw - ext4 /dev/sda1 rw
            28 1 0:9 / /data rw - nfs4 nas:/export/a\\040b rw
            """)).containsExactly(new Mount("nas:/export/a b", "/data", "nfs4", false, true, List.of("rw")));
    }

    @Test
    void aContainersRootCountsButNotTheLayersThatAnEngineMounts() {
        assertThat(MountTable.parse("""
            27 1 0:60 / / rw - overlay overlay rw,lowerdir=/a
            28 27 0:61 / /var/lib/docker/overlay2/x/merged rw - overlay overlay rw,lowerdir=/b
            """)).extracting(Mount::mountPoint).containsExactly("/");
    }

    @Test
    void aLineThatIsNoMountIsPassedOver() {
        assertThat(MountTable.parse("garbage\n\n1 2 3\n")).isEmpty();
    }
}

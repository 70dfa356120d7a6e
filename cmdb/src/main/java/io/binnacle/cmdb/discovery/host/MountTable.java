package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads which file systems of a Linux machine hold data; the one rule for discovery and for metrics, so that a file
 * system that is measured is also an item, and the other way round.
 *
 * <p>Left out are the kernel's own file systems (proc, cgroup, ...), images that are full by nature (squashfs, iso9660),
 * layers of containers, what is hidden below a later mount, and further mounts of a file system that is already in the
 * list (bind mounts, btrfs subvolumes): they share its space.
 */
public final class MountTable {

    private static final Set<String> PSEUDO_TYPES = Set.of("autofs", "bdev", "binfmt_misc", "bpf", "cgroup", "cgroup2",
            "configfs", "cpuset", "debugfs", "devfs", "devpts", "devtmpfs", "efivarfs", "fusectl", "hugetlbfs",
            "mqueue",
            "nfsd", "nsfs", "pipefs", "proc", "pstore", "ramfs", "rootfs", "rpc_pipefs", "securityfs", "selinuxfs",
            "smackfs", "sockfs", "sysfs", "tracefs", "fuse.gvfsd-fuse", "fuse.lxcfs", "fuse.portal", "fuse.snapfuse");
    private static final Set<String> IMAGE_TYPES = Set.of("squashfs", "iso9660", "udf", "erofs", "cramfs", "romfs");
    private static final Set<String> REMOTE_TYPES = Set.of("9p", "afs", "ceph", "cifs", "glusterfs", "gpfs", "lustre",
            "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs", "virtiofs");
    /** Small in-memory file systems that a session or the init system makes and removes by itself. */
    private static final List<String> TRANSIENT_MEMORY_MOUNTS = List.of("/run/user/", "/run/credentials/", "/run/lock",
            "/run/netns", "/sys/", "/proc/", "/var/lib/docker/", "/var/lib/containers/", "/var/lib/kubelet/");

    private MountTable() {
    }

    /**
     * The file systems that hold data, in the kernel's order.
     *
     * @param root where the machine's file tree starts: {@code /}, or a fixture in a test
     */
    public static List<Mount> read(Path root) throws IOException {
        return parse(Files.readString(root.resolve("proc/self/mountinfo"), StandardCharsets.UTF_8));
    }

    /** @param mountInfo as in proc_pid_mountinfo(5) */
    static List<Mount> parse(String mountInfo) {
        Map<String, Entry> visible = new LinkedHashMap<>();
        mountInfo.lines().forEach(line -> {
            Entry entry = Entry.parse(line);
            if (entry != null) {
                visible.remove(entry.mount.mountPoint());
                visible.put(entry.mount.mountPoint(), entry);
            }
        });
        Map<String, Entry> bestOfDevice = new HashMap<>();
        for (Entry entry : visible.values()) {
            if (entry.holdsData()) {
                bestOfDevice.merge(entry.deviceNumber, entry, Entry::better);
            }
        }
        List<Mount> mounts = new ArrayList<>();
        for (Entry entry : visible.values()) {
            if (entry.equals(bestOfDevice.get(entry.deviceNumber))) {
                mounts.add(entry.mount);
            }
        }
        return mounts;
    }

    /** @param rootInside the directory of the file system that is mounted: {@code /}, or a part of it */
    private record Entry(String deviceNumber, String rootInside, Mount mount) {

        /** {@code 36 35 98:0 /inside /point rw,noatime master:1 - ext3 /dev/root rw,errors=continue}. */
        static @Nullable Entry parse(String line) {
            String[] words = line.split(" ", -1);
            int separator = List.of(words).indexOf("-");
            if (separator < 6 || words.length < separator + 3) {
                return null;
            }
            String type = words[separator + 1];
            List<String> options = List.of(words[5].split(",", -1));
            boolean readOnly = options.contains("ro");
            boolean mayHang = REMOTE_TYPES.contains(type) || type.startsWith("fuse");
            return new Entry(words[2], unescape(words[3]),
                    new Mount(unescape(words[separator + 2]), unescape(words[4]), type, readOnly, mayHang,
                            options));
        }

        boolean holdsData() {
            String type = mount.type();
            String point = mount.mountPoint();
            if (PSEUDO_TYPES.contains(type) || IMAGE_TYPES.contains(type)) {
                return false;
            }
            return switch (type) {
                // A container's own root is an overlay; elsewhere an overlay shows the space of what lies below it.
                case "overlay", "aufs" -> point.equals("/");
                case "tmpfs" -> !mount.readOnly() && !point.equals("/dev") && !point.equals("/sys/fs/cgroup")
                        && TRANSIENT_MEMORY_MOUNTS.stream().noneMatch(point::startsWith);
                default -> true;
            };
        }

        /** The mount that stands for its file system: the whole before a part, then the shortest path. */
        static Entry better(Entry left, Entry right) {
            Comparator<Entry> order = Comparator.<Entry>comparingInt(entry -> entry.rootInside.equals("/") ? 0 : 1)
                    .thenComparingInt(entry -> entry.mount.mountPoint().length())
                    .thenComparing(entry -> entry.mount.mountPoint());
            return order.compare(left, right) <= 0 ? left : right;
        }

        /** The kernel writes space, tab, newline and backslash as three octal digits. */
        private static String unescape(String text) {
            if (text.indexOf('\\') < 0) {
                return text;
            }
            StringBuilder plain = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\' && i + 3 < text.length() && text.substring(i + 1, i + 4).matches("[0-7]{3}")) {
                    plain.append((char) Integer.parseInt(text, i + 1, i + 4, 8));
                    i += 3;
                } else {
                    plain.append(c);
                }
            }
            return plain.toString();
        }
    }
}

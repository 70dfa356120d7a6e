package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import oshi.software.os.OSFileStore;

/** The mounted file systems that hold data, and the disks below them. */
final class FileSystemSurvey {

    private final HostFiles files;

    FileSystemSurvey(HostFiles files) {
        this.files = files;
    }

    /** @param inodes by mount point */
    void run(Findings findings, Map<String, Long> inodes) throws IOException {
        for (Mount mount : MountTable.read(files.root())) {
            Findings.Values values = new Findings.Values()
                    .text("mount_point", mount.mountPoint())
                    .text("device", mount.device())
                    .put("type", mount.type())
                    .put("options", mount.options())
                    .put("read_only", mount.readOnly())
                    .positive("inodes", inodes.getOrDefault(mount.mountPoint(), 0L));
            if (!mount.mayHang()) {
                measure(findings, mount, values);
            }
            ItemRef ref = findings.item("file_system", findings.key(mount.mountPoint()), mount.mountPoint(), values);
            findings.relation(ref, "part_of", findings.server());
            for (String disk : disks(blockName(mount.device()), 0)) {
                findings.relation(ref, "stored_on", new ItemRef("disk", findings.key(disk)));
            }
        }
        findings.complete("file_system");
    }

    private void measure(Findings findings, Mount mount, Findings.Values values) {
        try {
            FileStore store = Files.getFileStore(files.path(mount.mountPoint()));
            long size = store.getTotalSpace();
            values.positive("size", size).put("used", size - store.getUnallocatedSpace());
        } catch (IOException e) {
            findings.problem("the size of the file system " + mount.mountPoint() + " could not be read: "
                    + e.getMessage());
        }
    }

    /** {@code /dev/mapper/vg-root} is a link to {@code /dev/dm-0}. */
    private String blockName(String device) {
        if (!device.startsWith("/dev/")) {
            return "";
        }
        String real = files.real(device);
        String path = real.isEmpty() ? device : real;
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The disks under a block device: of a partition its disk, of a mapped device those of its parts. */
    private List<String> disks(String block, int depth) {
        String directory = "/sys/class/block/" + block;
        if (block.isEmpty() || depth > 8 || !files.exists(directory)) {
            return List.of();
        }
        List<String> parts = files.names(directory + "/slaves");
        if (!parts.isEmpty()) {
            return parts.stream().flatMap(part -> disks(part, depth + 1).stream()).distinct().toList();
        }
        if (files.exists(directory + "/partition")) {
            String[] path = files.real(directory).split("/", -1);
            return path.length < 2 ? List.of() : List.of(path[path.length - 2]);
        }
        return List.of(block);
    }

    /** For a machine without a mount table in /proc. */
    static void run(Findings findings, List<OSFileStore> stores) {
        for (OSFileStore store : stores) {
            Findings.Values values = new Findings.Values()
                    .text("mount_point", store.getMount())
                    .text("device", store.getVolume())
                    .put("type", store.getType())
                    .positive("size", store.getTotalSpace())
                    .positive("inodes", store.getTotalInodes())
                    .put("used", store.getTotalSpace() - store.getFreeSpace());
            ItemRef ref = findings.item("file_system", findings.key(store.getMount()), store.getMount(), values);
            findings.relation(ref, "part_of", findings.server());
        }
        findings.complete("file_system");
    }
}

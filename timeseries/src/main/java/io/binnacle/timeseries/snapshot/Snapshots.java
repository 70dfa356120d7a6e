package io.binnacle.timeseries.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.snapshot.Manifest.Entry;

/**
 * The snapshots of a store, each a folder {@code snapshots/<name>} that can be opened as a store once it was copied elsewhere.
 *
 * <p>Any thread; one snapshot is made or deleted at a time.
 */
public final class Snapshots {

    /** Where they are, below the store's folder. */
    public static final String FOLDER = "snapshots";

    private static final String MANIFEST = "SNAPSHOT";
    private static final String UNFINISHED = ".tmp";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private final Disk disk;
    private final List<SnapshotPart> parts;
    private final InstantSource clock;

    /** @param parts what a store consists of; a folder that does not exist is empty */
    public Snapshots(Disk disk, List<SnapshotPart> parts, InstantSource clock) {
        this.disk = disk;
        this.parts = List.copyOf(parts);
        this.clock = clock;
    }

    /**
     * Makes a snapshot. The store may append meanwhile, but the caller holds off what deletes, replaces or truncates files: flushes, merges,
     * retention. What was appended before the call is in it, what comes meanwhile may be.
     *
     * @throws InvalidInput when the name is not one for a folder
     * @throws Conflict     when there is one of that name
     * @throws IOException  when it could not be made; nothing is left of it
     */
    public synchronized Snapshot create(String name) throws IOException {
        if (!NAME.matcher(name).matches() || name.endsWith(UNFINISHED)) {
            throw new InvalidInput("name", "1 to 100 letters, digits, '.', '_' or '-', not ending in " + UNFINISHED,
                    name);
        }
        if (disk.exists(path(name))) {
            throw new Conflict("there is a snapshot " + name + " already");
        }
        String building = path(name) + UNFINISHED;
        try {
            deleteAll(disk, building);
            disk.createFolder(building);
            Manifest manifest = fill(building);
            List<String> problems = new ArrayList<>();
            verify(disk, building, problems::add);
            if (!problems.isEmpty()) {
                throw new Corrupt("the snapshot was not written as it should be: " + problems, null);
            }
            disk.rename(building, path(name));
            disk.syncFolder(FOLDER);
            return manifest.snapshot(name);
        } catch (IOException | RuntimeException e) {
            deleteAfter(e, building);
            throw e;
        }
    }

    private Manifest fill(String building) throws IOException {
        List<Entry> entries = new ArrayList<>();
        var created = clock.instant();
        try (FileCopy copy = new FileCopy(disk)) {
            for (SnapshotPart part : parts) {
                if (disk.exists(part.folder()) && !disk.isFolder(part.folder())) {
                    addFile(part.folder(), part.growing(), building, copy, entries);
                } else {
                    add(part.folder(), part.growing(), building, copy, entries);
                }
            }
        }
        Manifest manifest = new Manifest(created, entries);
        try (DiskFile file = disk.create(building + "/" + MANIFEST)) {
            file.append(ByteBuffer.wrap(manifest.encode()));
            file.sync();
        }
        disk.syncFolder(building);
        return manifest;
    }

    private void add(String folder, boolean growing, String building, FileCopy copy, List<Entry> entries)
            throws IOException {
        String target = building + "/" + folder;
        disk.createFolder(target);
        for (String name : disk.list(folder)) {
            String path = folder + "/" + name;
            if (name.endsWith(UNFINISHED)) {
                continue;
            }
            if (disk.isFolder(path)) {
                add(path, growing, building, copy, entries);
            } else {
                addFile(path, growing, building, copy, entries);
            }
        }
        disk.syncFolder(target);
    }

    private void addFile(String path, boolean growing, String building, FileCopy copy, List<Entry> entries)
            throws IOException {
        String target = building + "/" + path;
        if (growing) {
            entries.add(copy.copy(path, target));
        } else {
            disk.link(path, target);
            entries.add(new Entry(path, size(disk, path), false, 0));
        }
    }

    /** Those that are complete, by name. One whose manifest is damaged is reported and left out. */
    public List<Snapshot> list(Consumer<String> problems) throws IOException {
        List<Snapshot> found = new ArrayList<>();
        for (String name : disk.list(FOLDER)) {
            if (name.endsWith(UNFINISHED)) {
                continue;
            }
            try {
                found.add(manifest(disk, path(name)).snapshot(name));
            } catch (Corrupt | IOException e) {
                problems.accept("snapshot " + name + ": " + e.getMessage());
            }
        }
        return found;
    }

    /** @throws NotFound when there is none of that name */
    public synchronized void delete(String name) throws IOException {
        if (!NAME.matcher(name).matches() || !disk.exists(path(name))) {
            throw new NotFound("snapshot", name);
        }
        // Under the other name first, so that one half deleted is never taken for a snapshot.
        String dying = path(name) + UNFINISHED;
        deleteAll(disk, dying);
        disk.rename(path(name), dying);
        disk.syncFolder(FOLDER);
        deleteAll(disk, dying);
    }

    /** Deletes what a process that died left half made or half deleted. */
    public synchronized void deleteUnfinished() throws IOException {
        for (String name : disk.list(FOLDER)) {
            if (name.endsWith(UNFINISHED)) {
                deleteAll(disk, path(name));
            }
        }
    }

    /**
     * Checks that a snapshot, or a copy of one before it is opened as a store, has every file in full length, and the bytes of those
     * that have no checks of their own.
     *
     * @param folder below the disk's; {@code ""} for the disk's own
     * @throws Corrupt when its manifest is damaged
     */
    public static void verify(Disk disk, String folder, Consumer<String> problems) throws IOException {
        try (FileCopy copy = new FileCopy(disk)) {
            for (Entry entry : manifest(disk, folder).entries()) {
                String path = below(folder, entry.path());
                try {
                    long size = size(disk, path);
                    if (size != entry.bytes()) {
                        problems.accept(path + " has " + size + " bytes; the snapshot had " + entry.bytes());
                    } else if (entry.copied() && copy.check(path, size) != entry.check()) {
                        problems.accept(path + " is damaged: its check does not fit");
                    }
                } catch (IOException e) {
                    problems.accept(path + " cannot be read: " + e);
                }
            }
        }
    }

    static Manifest manifest(Disk disk, String folder) throws IOException {
        String path = below(folder, MANIFEST);
        try (DiskFile file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            return Manifest.decode(path, bytes.array());
        }
    }

    private static long size(Disk disk, String path) throws IOException {
        try (DiskFile file = disk.open(path)) {
            return file.size();
        }
    }

    static void deleteAll(Disk disk, String path) throws IOException {
        if (disk.isFolder(path)) {
            for (String name : disk.list(path)) {
                deleteAll(disk, path + "/" + name);
            }
        }
        disk.delete(path);
    }

    private void deleteAfter(Exception reason, String building) {
        try {
            deleteAll(disk, building);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static String path(String name) {
        return FOLDER + "/" + name;
    }

    static String below(String folder, String path) {
        return folder.isEmpty() ? path : folder + "/" + path;
    }
}

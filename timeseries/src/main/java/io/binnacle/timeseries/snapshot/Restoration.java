package io.binnacle.timeseries.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.snapshot.Manifest.Entry;

/**
 * Makes a store of a snapshot again, as a copy of its own. All of it lies in {@code restoring} before anything of the store
 * goes, and that folder is there until everything is in its place: a restoration that was cut off is told from a store, which
 * does not open until it was done again.
 */
public final class Restoration {

    /** Below the store's folder. */
    static final String FOLDER = "restoring";
    /** What is no part of the store itself, and stays. */
    private static final Set<String> KEPT = Set.of(Snapshots.FOLDER, FOLDER, "LOCK", "damaged");

    private final Disk snapshot;
    private final String folder;
    private final Disk store;

    /**
     * @param snapshot the disk that the snapshot is on, which may be the store's
     * @param folder of the snapshot; {@code ""} for the disk's own
     * @param store the disk of the store, which is not open
     */
    public Restoration(Disk snapshot, String folder, Disk store) {
        this.snapshot = snapshot;
        this.folder = folder;
        this.store = store;
    }

    /** @throws Conflict a restoration was cut off: what lies on that disk is no store */
    public static void requireNone(Disk disk) {
        if (disk.exists(FOLDER)) {
            throw new Conflict("a restoration of a snapshot was cut off; restore it again before the store is opened");
        }
    }

    /**
     * Does it, or does it again.
     *
     * @param replace whether a store that is there may go
     * @throws Corrupt the snapshot is damaged; the store is as before
     * @throws Conflict there is a store
     */
    public Snapshot run(boolean replace) throws IOException {
        boolean again = store.exists(FOLDER);
        List<String> present = new ArrayList<>();
        for (String name : store.list("")) {
            if (!KEPT.contains(name)) {
                present.add(name);
            }
        }
        if (!replace && !again && holdsFiles(present)) {
            throw new Conflict("there are samples in the store's folder already");
        }
        Manifest manifest = Snapshots.manifest(snapshot, folder);
        requireWhole();
        Snapshots.deleteAll(store, FOLDER);
        copy(manifest);
        for (String name : present) {
            Snapshots.deleteAll(store, name);
        }
        for (String name : store.list(FOLDER)) {
            store.rename(FOLDER + "/" + name, name);
        }
        store.syncFolder("");
        store.delete(FOLDER);
        store.syncFolder("");
        return manifest.snapshot(folder.substring(folder.lastIndexOf('/') + 1));
    }

    private boolean holdsFiles(List<String> names) throws IOException {
        for (String name : names) {
            if (!store.isFolder(name) || !store.list(name).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void requireWhole() throws IOException {
        List<String> problems = new ArrayList<>();
        Snapshots.verify(snapshot, folder, problems::add);
        if (!problems.isEmpty()) {
            throw new Corrupt("the snapshot is damaged: " + problems.getFirst(), null);
        }
    }

    private void copy(Manifest manifest) throws IOException {
        store.createFolder(FOLDER);
        store.syncFolder("");
        Set<String> folders = new LinkedHashSet<>();
        try (FileCopy copy = new FileCopy(snapshot, store)) {
            for (Entry entry : manifest.entries()) {
                String target = FOLDER + "/" + entry.path();
                String parent = target.substring(0, target.lastIndexOf('/'));
                store.createFolder(parent);
                for (; parent.length() >= FOLDER.length(); parent = parent.substring(0,
                        Math.max(0, parent.lastIndexOf('/')))) {
                    folders.add(parent);
                }
                Entry copied = copy.copy(Snapshots.below(folder, entry.path()), target);
                if (copied.bytes() != entry.bytes() || (entry.copied() && copied.check() != entry.check())) {
                    throw new Corrupt(entry.path() + " changed while it was copied", null);
                }
            }
        }
        for (String one : new TreeSet<>(folders).descendingSet()) {
            store.syncFolder(one);
        }
    }
}

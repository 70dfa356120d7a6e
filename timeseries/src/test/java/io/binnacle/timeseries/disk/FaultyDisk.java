package io.binnacle.timeseries.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.disk.FaultyTree.Edit;
import io.binnacle.timeseries.disk.FaultyTree.Entry;
import io.binnacle.timeseries.disk.FaultyTree.File;
import io.binnacle.timeseries.disk.FaultyTree.Folder;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that fails when a test wants it to, and knows what would be left: {@link #afterKill()} when the process dies now,
 * {@link #afterPowerCut} when the machine does. It keeps only promises that {@link Disk} makes; where a real file system is kinder
 * than POSIX, this one is not.
 *
 * <p>One operation at a time; any thread.
 */
public final class FaultyDisk implements Disk {

    private final Folder root;
    /** Changes of names that no sync has made durable yet, in order. */
    private final List<List<Edit>> pendingNames;
    private long capacityBytes = Long.MAX_VALUE;
    private long operationsUntilKill = Long.MAX_VALUE;
    private Random tear = new Random(0);
    private boolean killed;
    private boolean syncsFail;
    private long operations;
    private int filesOpen;

    public FaultyDisk() {
        this(new Folder(), new ArrayList<>());
    }

    private FaultyDisk(Folder root, List<List<Edit>> pendingNames) {
        this.root = root;
        this.pendingNames = pendingNames;
    }

    // --- what a test does to it

    /**
     * That many more changing operations succeed. The next one is torn: of an append some bytes are written or all or none, another
     * operation is done or not. From then on every call fails, as it does for a process that is dead.
     */
    public synchronized void killAfter(long changes, Random random) {
        operationsUntilKill = changes;
        tear = random;
    }

    public synchronized boolean killed() {
        return killed;
    }

    /** How many changing operations there were so far; tells a test over which range kills are worth it. */
    public synchronized long changes() {
        return operations;
    }

    /** There is room for that many more bytes; {@link Long#MAX_VALUE} for no bound. Deleting and truncating gives room back. */
    public synchronized void limitRoom(long bytes) {
        capacityBytes = bytes == Long.MAX_VALUE ? bytes : root.bytes() + bytes;
    }

    /** Every sync fails from now on, or none. What was appended before a failed sync is lost by a power cut unless it was synced before. */
    public synchronized void failSyncs(boolean fail) {
        syncsFail = fail;
    }

    /** Turns one bit over, as it is read from now on. */
    public synchronized void flipBit(String path, long offset, int bit) throws IOException {
        file(path).flip(offset, bit);
    }

    /** Turns a random bit of a random file below that folder over; says where, or null when there is no byte. */
    public synchronized @Nullable String flipRandomBit(String folder, Random random) {
        Entry entry = find(folder);
        TreeMap<String, File> files = new TreeMap<>();
        if (entry instanceof Folder below) {
            below.collect(folder, files);
        }
        long bytes = files.values().stream().mapToLong(File::size).sum();
        long at = bytes == 0 ? 0 : random.nextLong(bytes);
        for (var each : files.entrySet()) {
            if (at < each.getValue().size()) {
                int bit = random.nextInt(8);
                each.getValue().flip(at, bit);
                return each.getKey() + "@" + at + "." + bit;
            }
            at -= each.getValue().size();
        }
        return null;
    }

    /** What the next process finds when this one dies now: all that was written, and as little of it synced. This disk is dead afterwards. */
    public synchronized FaultyDisk afterKill() {
        killed = true;
        return new FaultyDisk(root, pendingNames);
    }

    /**
     * What is found when the power fails now: what was synced; of the rest any part, in sectors, with zeros where bytes did not
     * come before the size did. This disk is dead afterwards.
     */
    public synchronized FaultyDisk afterPowerCut(Random random) {
        killed = true;
        int survivors = pendingNames.isEmpty() ? 0 : random.nextInt(pendingNames.size() + 1);
        pendingNames.subList(0, survivors).forEach(edits -> edits.forEach(Edit::makeDurable));
        return new FaultyDisk(root.durableCopy(new IdentityHashMap<>(), random), new ArrayList<>());
    }

    /** Files that were opened and not closed. */
    public synchronized int filesOpen() {
        return filesOpen;
    }

    /** All bytes of a file, as they would be read. */
    public synchronized byte[] bytes(String path) throws IOException {
        return file(path).current();
    }

    // --- Disk

    @Override
    public synchronized DiskFile create(String path) throws IOException {
        Folder folder = parent(path);
        requireFree(path);
        if (root.bytes() >= capacityBytes) {
            throw new DiskFull(path + ": no space left", null);
        }
        File file = new File();
        change(() -> edit(List.of(new Edit(folder, name(path), file))));
        return opened(path, file);
    }

    @Override
    public synchronized DiskFile open(String path) throws IOException {
        requireAlive();
        return opened(path, file(path));
    }

    private DiskFile opened(String path, File file) {
        filesOpen++;
        return new OpenFile(path, file);
    }

    @Override
    public synchronized boolean exists(String path) {
        return find(path) != null;
    }

    @Override
    public synchronized boolean isFolder(String path) {
        return find(path) instanceof Folder;
    }

    @Override
    public synchronized List<String> list(String folder) throws IOException {
        requireAlive();
        return find(folder) instanceof Folder found ? List.copyOf(found.names()) : List.of();
    }

    @Override
    public synchronized void createFolder(String path) throws IOException {
        Entry found = find(path);
        if (found instanceof File) {
            throw new FileAlreadyExistsException(path);
        }
        if (found != null) {
            requireAlive();
            return;
        }
        createFolder(parentPath(path));
        Folder folder = parent(path);
        change(() -> {
            edit(List.of(new Edit(folder, name(path), new Folder())));
            makeNamesDurable(folder);
        });
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        Entry moved = existing(from);
        if (find(to) instanceof Folder target && !target.names().isEmpty()) {
            throw new DirectoryNotEmptyException(to);
        }
        Folder source = parent(from);
        Folder target = parent(to);
        change(() -> edit(List.of(new Edit(source, name(from), null), new Edit(target, name(to), moved))));
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        requireAlive();
        Entry found = find(path);
        if (found == null) {
            return;
        }
        if (found instanceof Folder folder && !folder.names().isEmpty()) {
            throw new DirectoryNotEmptyException(path);
        }
        Folder folder = parent(path);
        change(() -> edit(List.of(new Edit(folder, name(path), null))));
    }

    @Override
    public synchronized void syncFolder(String path) throws IOException {
        if (!(existing(path) instanceof Folder folder)) {
            throw new IOException(path + " is a file");
        }
        requireSync(path);
        change(() -> makeNamesDurable(folder));
    }

    @Override
    public synchronized MemorySegment map(String path, Arena arena) throws IOException {
        requireAlive();
        byte[] bytes = file(path).current();
        return arena.allocate(bytes.length, 8).copyFrom(MemorySegment.ofArray(bytes)).asReadOnly();
    }

    @Override
    public synchronized void link(String from, String to) throws IOException {
        File linked = file(from);
        requireFree(to);
        Folder folder = parent(to);
        change(() -> edit(List.of(new Edit(folder, name(to), linked))));
    }

    @Override
    public synchronized long usableBytes() throws IOException {
        requireAlive();
        return capacityBytes == Long.MAX_VALUE ? capacityBytes : Math.max(0, capacityBytes - root.bytes());
    }

    // --- how

    private void change(Runnable operation) throws IOException {
        requireAlive();
        operations++;
        if (operationsUntilKill-- > 0) {
            operation.run();
            return;
        }
        killed = true;
        if (tear.nextBoolean()) {
            operation.run();
        }
        requireAlive();
    }

    private void edit(List<Edit> edits) {
        edits.forEach(Edit::apply);
        pendingNames.add(edits);
    }

    private void makeNamesDurable(Folder folder) {
        for (List<Edit> edits : pendingNames) {
            if (edits.stream().anyMatch(edit -> edit.folder() == folder)) {
                edits.forEach(Edit::makeDurable);
            }
        }
        pendingNames.removeIf(edits -> edits.stream().anyMatch(edit -> edit.folder() == folder));
    }

    private void requireAlive() throws IOException {
        if (killed) {
            throw new IOException("this process was killed by its test");
        }
    }

    private void requireSync(String path) throws IOException {
        requireAlive();
        if (syncsFail) {
            throw new IOException(path + ": sync fails as its test wants");
        }
    }

    private void requireFree(String path) throws IOException {
        requireAlive();
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path);
        }
    }

    private @Nullable Entry find(String path) {
        Entry entry = root;
        for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            if (name.isEmpty() || name.equals("..")) {
                throw new BugException("path " + path + " leaves its folder");
            }
            if (!(entry instanceof Folder folder)) {
                return null;
            }
            entry = folder.entry(name);
        }
        return entry;
    }

    private Entry existing(String path) throws IOException {
        requireAlive();
        Entry found = find(path);
        if (found == null) {
            throw new NoSuchFileException(path);
        }
        return found;
    }

    private File file(String path) throws IOException {
        Entry found = find(path);
        if (found instanceof File file) {
            return file;
        }
        throw found == null ? new NoSuchFileException(path) : new IOException(path + " is a folder");
    }

    private Folder parent(String path) throws IOException {
        if (find(parentPath(path)) instanceof Folder folder) {
            return folder;
        }
        throw new NoSuchFileException(path);
    }

    private static String parentPath(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private final class OpenFile implements DiskFile {

        private final String path;
        private final File file;
        private boolean closed;

        private OpenFile(String path, File file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            synchronized (FaultyDisk.this) {
                requireOpen();
                return file.size();
            }
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            synchronized (FaultyDisk.this) {
                requireOpen();
                byte[] written = new byte[bytes.remaining()];
                bytes.get(written);
                operations++;
                if (operationsUntilKill-- <= 0) {
                    killed = true;
                    file.append(written, tear.nextInt(written.length + 1));
                    requireAlive();
                }
                int room = (int) Math.min(written.length, Math.max(0, usableBytes()));
                file.append(written, room);
                if (room < written.length) {
                    throw new DiskFull(path + ": no space left", null);
                }
            }
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            synchronized (FaultyDisk.this) {
                requireOpen();
                return file.read(into, position);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (FaultyDisk.this) {
                requireOpen();
                change(() -> file.truncate(size));
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (FaultyDisk.this) {
                requireOpen();
                if (syncsFail) {
                    file.forgetUnsynced();
                }
                requireSync(path);
                change(file::makeDurable);
            }
        }

        @Override
        public void close() {
            synchronized (FaultyDisk.this) {
                if (!closed) {
                    closed = true;
                    filesOpen--;
                }
            }
        }

        private void requireOpen() throws IOException {
            requireAlive();
            if (closed) {
                throw new java.nio.channels.ClosedChannelException();
            }
        }
    }
}

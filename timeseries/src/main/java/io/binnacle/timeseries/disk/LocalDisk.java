package io.binnacle.timeseries.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * The files below one folder of this machine, for one process at a time: the file {@code LOCK} in it says which. Others may
 * look {@linkplain #openReadOnly read-only} meanwhile.
 */
public final class LocalDisk implements Disk, AutoCloseable {

    private static final String LOCK = "LOCK";
    /** Less room than this when a write fails means that the room was the reason, whatever language the system says it in. */
    private static final long ROOM_BYTES_MIN = 1 << 16;
    /** Closing any file handle of a locked file gives the lock away, so a second open in this process must not come that far. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    /** Null for one who only reads. */
    private final @Nullable FileChannel lockFile;

    private LocalDisk(Path root, @Nullable FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Opens a folder, which is created when it is missing.
     *
     * @throws Unavailable when a process, this one included, has it open
     */
    public static LocalDisk open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path root = folder.toRealPath();
        if (!OPEN_HERE.add(root)) {
            throw new Unavailable(root + " is open already in this process");
        }
        FileChannel file = null;
        try {
            file = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw new Unavailable(root + " is used by another process (" + owner(file) + ")");
            }
            file.truncate(0);
            file.write(ByteBuffer.wrap(("pid " + ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new LocalDisk(root, file);
        } catch (IOException | RuntimeException e) {
            OPEN_HERE.remove(root);
            if (file != null) {
                file.close();
            }
            throw e;
        }
    }

    /**
     * Opens a folder that exists, to read only, whoever else has it open; what is there may change and go at any time. Changing
     * anything through it is a bug.
     */
    public static LocalDisk openReadOnly(Path folder) throws IOException {
        return new LocalDisk(folder.toRealPath(), null);
    }

    boolean isReadOnly() {
        return lockFile == null;
    }

    private void requireWritable(String path) {
        if (isReadOnly()) {
            throw new BugException(path + " was to be changed in " + root + ", which is open to read only");
        }
    }

    private static String owner(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(40);
        file.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    /** The folder, as the system calls it. */
    public Path root() {
        return root;
    }

    @Override
    public DiskFile create(String path) throws IOException {
        requireWritable(path);
        try {
            return new LocalFile(this, resolve(path), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw explained(e, resolve(path), 0);
        }
    }

    @Override
    public DiskFile open(String path) throws IOException {
        return new LocalFile(this, resolve(path));
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    @Override
    public boolean isFolder(String path) {
        return Files.isDirectory(resolve(path));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolve(folder))) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        if (folder.isEmpty()) {
            names.remove(LOCK);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void createFolder(String path) throws IOException {
        Path folder = resolve(path);
        if (Files.isDirectory(folder)) {
            return;
        }
        requireWritable(path);
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "" : path.substring(0, slash);
        createFolder(parent);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        } catch (IOException e) {
            throw explained(e, folder, 0);
        }
        syncFolder(parent);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        requireWritable(from);
        Files.move(resolve(from), resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String path) throws IOException {
        requireWritable(path);
        Files.deleteIfExists(resolve(path));
    }

    @Override
    public void syncFolder(String path) throws IOException {
        try (FileChannel folder = FileChannel.open(resolve(path), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public MemorySegment map(String path, Arena arena) throws IOException {
        try (FileChannel file = FileChannel.open(resolve(path), StandardOpenOption.READ)) {
            return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
        }
    }

    @Override
    public void link(String from, String to) throws IOException {
        requireWritable(to);
        Path source = resolve(from);
        Path target = resolve(to);
        try {
            Files.createLink(target, source);
        } catch (UnsupportedOperationException e) {
            copy(source, target);
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            // File systems that are mounted from elsewhere refuse links with an error of their own.
            copy(source, target);
        }
    }

    private void copy(Path source, Path target) throws IOException {
        try {
            Files.copy(source, target);
            try (FileChannel copied = FileChannel.open(target, StandardOpenOption.WRITE)) {
                copied.force(true);
            }
        } catch (IOException e) {
            throw explained(e, target, 0);
        }
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** A failure with its path, as {@link DiskFull} when that is what it means. */
    IOException explained(IOException failure, Path path, long wantedBytes) {
        if (failure instanceof FileAlreadyExistsException || failure instanceof NoSuchFileException) {
            return failure;
        }
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded") || roomIsLessThan(wantedBytes)) {
            return new DiskFull(path + ": " + message, failure);
        }
        return failure;
    }

    private boolean roomIsLessThan(long wantedBytes) {
        try {
            return usableBytes() < Math.max(wantedBytes, ROOM_BYTES_MIN);
        } catch (IOException e) {
            return false;
        }
    }

    private Path resolve(String path) {
        Path resolved = root.resolve(path).normalize();
        if (path.startsWith("/") || !resolved.startsWith(root)) {
            throw new BugException("path " + path + " leaves " + root);
        }
        return resolved;
    }

    /** Gives the folder free for other processes. Files that are still open stay usable. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (lockFile != null && lockFile.isOpen()) {
            lockFile.close();
            OPEN_HERE.remove(root);
        }
    }
}

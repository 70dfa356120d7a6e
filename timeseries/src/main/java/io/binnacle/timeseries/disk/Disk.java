package io.binnacle.timeseries.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The files below one folder. Everything the engine does to a disk goes through here, so that a test can fail it at any
 * write.
 *
 * <p>Paths are relative to that folder, with {@code /} between names; {@code ""} is the folder itself. A path that leaves it is a
 * bug. Any thread may call. What is missing or in the way is told by {@link java.nio.file.NoSuchFileException},
 * {@link java.nio.file.FileAlreadyExistsException} and {@link java.nio.file.DirectoryNotEmptyException}, a full disk by
 * {@link DiskFull}. A file that is deleted or replaced while somebody has it open or mapped stays as it was for them.
 *
 * <p>Names of files that were created, renamed, linked or deleted survive a power cut after {@link #syncFolder} of their folder; names of
 * folders do when {@link #createFolder} returns.
 */
public interface Disk {

    /** A new empty file, in a folder that exists; nothing of that name may exist. The caller closes it. */
    DiskFile create(String path) throws IOException;

    /** A file that exists. The caller closes it. */
    DiskFile open(String path) throws IOException;

    /** Whether there is a file or a folder. */
    boolean exists(String path);

    boolean isFolder(String path);

    /** The names of files and folders in a folder, ascending; empty when there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** Creates a folder and its parents, names synced; does nothing when it exists. */
    void createFolder(String path) throws IOException;

    /** Gives a file or a folder another name, at once or not at all; replaces a file that has that name. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file or an empty folder; does nothing when there is none. */
    void delete(String path) throws IOException;

    /** The names in that folder, as they are now, survive a power cut. */
    void syncFolder(String path) throws IOException;

    /** The whole file as it is now, read only, until the arena closes. Who reads it must not have it truncated meanwhile. */
    MemorySegment map(String path, Arena arena) throws IOException;

    /**
     * Gives a file a second name, in a folder that exists; nothing of that name may exist. Where the file system has no hard links
     * it is a synced copy, so link only files that will never change again.
     */
    void link(String from, String to) throws IOException;

    /** How many more bytes there is room for, roughly. */
    long usableBytes() throws IOException;
}

package io.binnacle.timeseries.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A file of a {@link LocalDisk}, by {@link FileChannel}. An interrupt of a thread closes such a channel under all threads that use it; here
 * the file is opened again and the operation repeated, which is harmless because each write names its position.
 */
final class LocalFile implements DiskFile {

    private final LocalDisk disk;
    private final Path path;
    private final @Nullable Object key;
    private volatile FileChannel channel;
    /** Where the next append goes; -1 when that has to be asked. Spares a system call an append. */
    private long end = -1;
    private boolean closed;

    @FunctionalInterface
    private interface Operation {
        long on(FileChannel channel) throws IOException;
    }

    LocalFile(LocalDisk disk, Path path, StandardOpenOption... more) throws IOException {
        this.disk = disk;
        this.path = path;
        FileChannel opened = open(more);
        this.channel = opened;
        try {
            this.key = key(path);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private FileChannel open(StandardOpenOption... more) throws IOException {
        if (disk.isReadOnly()) {
            return FileChannel.open(path, StandardOpenOption.READ);
        }
        StandardOpenOption[] options = new StandardOpenOption[more.length + 2];
        System.arraycopy(more, 0, options, 2, more.length);
        options[0] = StandardOpenOption.READ;
        options[1] = StandardOpenOption.WRITE;
        return FileChannel.open(path, options);
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public long size() throws IOException {
        return uninterrupted(FileChannel::size);
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        int length = bytes.remaining();
        long from = end >= 0 ? end : size();
        end = -1;
        try {
            uninterrupted(open -> {
                bytes.position(start);
                while (bytes.hasRemaining()) {
                    open.write(bytes, from + bytes.position() - start);
                }
                return 0;
            });
            end = from + length;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw disk.explained(e, path, length);
        }
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        int start = into.position();
        return (int) uninterrupted(open -> {
            into.position(start);
            while (into.hasRemaining()) {
                if (open.read(into, position + into.position() - start) < 0) {
                    return into.position() == start ? -1L : read(into, start);
                }
            }
            return read(into, start);
        });
    }

    private static long read(ByteBuffer into, int start) {
        return into.position() - (long) start;
    }

    @Override
    public void truncate(long size) throws IOException {
        end = -1;
        uninterrupted(open -> {
            open.truncate(size);
            return 0;
        });
    }

    @Override
    public void sync() throws IOException {
        try {
            uninterrupted(open -> {
                open.force(false);
                return 0;
            });
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw disk.explained(e, path, 0);
        }
    }

    private long uninterrupted(Operation operation) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel used = channel;
                try {
                    return operation.on(used);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(used, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel used, ClosedChannelException reason) throws IOException {
        if (closed) {
            throw reason;
        }
        if (used.equals(channel)) {
            // Renamed or replaced since: the path leads to another file, and writing there would damage it.
            if (!Objects.equals(key(path), key)) {
                throw reason;
            }
            channel = open();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}

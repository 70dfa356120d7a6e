package io.binnacle.timeseries.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file of a {@link Disk}: bytes that are read anywhere and appended at the end.
 *
 * <p>{@link #append} and {@link #truncate} by one thread at a time and through one open file at a time; everything else by any
 * thread, also meanwhile. An interrupt of the thread neither stops an operation nor closes the file. After {@link #close()}
 * every other call throws.
 */
public interface DiskFile extends AutoCloseable {

    long size() throws IOException;

    /**
     * Writes all that remains in the buffer behind the last byte, in one write where the system takes it so. What was
     * written survives the death of the process. A direct buffer is not copied.
     *
     * @throws DiskFull when there is no room. As with any other failure, the file may hold a part of the bytes: whoever wants
     *                  to go on in this file truncates it first
     */
    void append(ByteBuffer bytes) throws IOException;

    /**
     * Reads from that position until the buffer is full or the file ends.
     *
     * @return the bytes read; -1 when there are none at that position and the buffer has room
     */
    int read(ByteBuffer into, long position) throws IOException;

    /** Cuts off what lies behind that size; nothing when the file is no longer than that. */
    void truncate(long size) throws IOException;

    /**
     * All bytes that were appended before this call survive a power cut. That the name survives too takes
     * {@link Disk#syncFolder}. After a failure nothing is known about what was appended since the last success, and a later
     * success says nothing about it either: systems drop such bytes and forget that they did.
     */
    void sync() throws IOException;

    /** Does not sync. A second call does nothing. */
    @Override
    void close() throws IOException;
}

package io.binnacle.timeseries.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.log.SegmentFormat.Header;

/** A segment that this process writes. One writer at a time; {@link #sync} by one thread, also meanwhile. */
final class LogSegment {

    private final Disk disk;
    private final String folder;
    private final Header header;
    private final DiskFile file;
    private final SegmentFormat format = new SegmentFormat();
    private volatile long end = SegmentFormat.SEGMENT_HEADER_BYTES;
    private volatile long syncedEnd;
    private boolean broken;

    private LogSegment(Disk disk, String folder, Header header, DiskFile file) {
        this.disk = disk;
        this.folder = folder;
        this.header = header;
        this.file = file;
    }

    /** A new file with its header, not synced; none when that fails. */
    static LogSegment create(Disk disk, String folder, Header header) throws IOException {
        String path = folder + "/" + SegmentFormat.name(header.segment());
        DiskFile file = disk.create(path);
        try {
            LogSegment segment = new LogSegment(disk, folder, header, file);
            file.append(segment.format.encode(header));
            return segment;
        } catch (IOException e) {
            try (file) {
                disk.delete(path);
            } catch (IOException left) {
                // A segment with a torn header is no record lost and no problem for who reads it.
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /**
     * Writes a record in one go. When that fails nothing of it is left in front of {@link #end()}, and when the torn part cannot be
     * cut off the segment is {@link #broken()}: nothing may follow in it.
     *
     * @param payload what remains is the payload; the header goes into the bytes in front of it
     */
    void append(ByteBuffer payload) throws IOException {
        int start = payload.position();
        int length = payload.remaining();
        int payloadCheck = format.payloadCheck(payload);
        ByteOrder order = payload.order();
        payload.order(ByteOrder.LITTLE_ENDIAN);
        int at = start - SegmentFormat.RECORD_HEADER_BYTES;
        long begin = end;
        payload.putInt(at, length).putInt(at + 4, payloadCheck);
        payload.putInt(at + 8, format.recordCheck(header.salt(), begin, length, payloadCheck));
        payload.order(order);
        try {
            file.append(payload.position(at));
        } catch (IOException e) {
            payload.position(start);
            cutTornPart(e);
            throw e;
        }
        end = begin + SegmentFormat.RECORD_HEADER_BYTES + length;
    }

    private void cutTornPart(IOException reason) {
        try {
            file.truncate(end);
        } catch (IOException e) {
            broken = true;
            reason.addSuppressed(e);
        }
    }

    /** All that was appended before this call survives a power cut. */
    void sync() throws IOException {
        long synced = end;
        file.sync();
        if (syncedEnd == 0) {
            disk.syncFolder(folder);
        }
        syncedEnd = synced;
    }

    boolean synced() {
        return syncedEnd == end;
    }

    long number() {
        return header.segment();
    }

    /** Where the last record ends. */
    long end() {
        return end;
    }

    boolean holdsRecords() {
        return end > SegmentFormat.SEGMENT_HEADER_BYTES;
    }

    boolean broken() {
        return broken;
    }

    void close() throws IOException {
        file.close();
    }
}

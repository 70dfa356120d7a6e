package io.binnacle.timeseries.log;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.binnacle.timeseries.arena.Arenas;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.log.SegmentFormat.Header;
import org.jspecify.annotations.Nullable;

/** Reads the segments of a folder in order and reports what is wrong with them; changes nothing. */
final class LogReader {

    private final Disk disk;
    private final String folder;
    private final Consumer<String> problems;
    private final SegmentFormat format = new SegmentFormat();
    /** Good headers by number; null where it is damaged or was torn when it was written. */
    private final NavigableMap<Long, @Nullable Header> headers = new TreeMap<>();
    private final NavigableMap<Long, Long> sizes = new TreeMap<>();
    private LogContents contents = new LogContents(0, 0, 0, 0, 0);
    private long lastEnd;

    LogReader(Disk disk, String folder, Consumer<String> problems) {
        this.disk = disk;
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * @param from segments before that one are not read, but for the last one, whose end the next must know
     * @throws IOException what the reader throws, when the folder cannot be listed, or when a later version wrote a segment
     */
    LogContents read(long from, WriteAheadLog.Reader reader) throws IOException {
        for (String name : disk.list(folder)) {
            var number = SegmentFormat.number(name);
            if (number.isPresent()) {
                readHeader(number.getAsLong());
            }
        }
        try (Arena arena = Arenas.confined()) {
            ByteBuffer window = SegmentBytes.window(arena, 0);
            for (Long segment : headers.keySet()) {
                reportMissingBefore(segment);
                if (segment >= from || segment.equals(headers.lastKey())) {
                    window = readSegment(segment, arena, window, reader);
                }
            }
        }
        return contents;
    }

    /** The segments that are there, with their sizes. */
    NavigableMap<Long, Long> sizes() {
        return sizes;
    }

    /** Where the newest segment ends, for the header of the next. */
    long lastEnd() {
        return lastEnd;
    }

    private void readHeader(long segment) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentFormat.SEGMENT_HEADER_BYTES);
        long size = 0;
        try (DiskFile file = disk.open(path(segment))) {
            size = file.size();
            file.read(bytes, 0);
        } catch (IOException e) {
            problems.accept("log segment " + SegmentFormat.name(segment) + " cannot be read: " + e);
        }
        Header header = format.decode(bytes.flip());
        if (header != null && header.version() > SegmentFormat.VERSION) {
            throw new IOException(path(segment) + " has version " + header.version() + "; this program reads up to "
                    + SegmentFormat.VERSION);
        }
        headers.put(segment, header != null && header.segment() == segment ? header : null);
        sizes.put(segment, size);
    }

    private void reportMissingBefore(long segment) {
        Header header = headers.get(segment);
        Long before = headers.lowerKey(segment);
        if (header != null && before != null && header.previous() > before) {
            problems.accept("log segment " + SegmentFormat.name(header.previous()) + " is missing");
        }
    }

    private ByteBuffer readSegment(long segment, Arena arena, ByteBuffer window, WriteAheadLog.Reader reader)
            throws IOException {
        long size = sizes.getOrDefault(segment, 0L);
        DiskFile opened;
        try {
            opened = disk.open(path(segment));
        } catch (IOException e) {
            problems.accept("log segment " + SegmentFormat.name(segment) + " cannot be read: " + e);
            lastEnd = size;
            return window;
        }
        try (DiskFile file = opened) {
            SegmentBytes bytes = new SegmentBytes(arena, window, file, SegmentFormat.name(segment),
                    size, problems);
            Header header = headers.get(segment);
            if (header == null) {
                lastEnd = judgeHeaderless(segment, bytes);
            } else {
                SegmentReader segmentReader = new SegmentReader(header, bytes, endWanted(segment), problems);
                lastEnd = segmentReader.read(reader);
                add(segmentReader.records(), bytes.size(), segmentReader.bytesTorn(), segmentReader.bytesDamaged());
            }
            return bytes.window();
        }
    }

    /** Without a header no record can be checked. A torn one is no loss: its segment never held a record. */
    private long judgeHeaderless(long segment, SegmentBytes bytes) {
        boolean torn = bytes.size() < SegmentFormat.SEGMENT_HEADER_BYTES || bytes.zeros(0);
        if (torn && endWanted(segment) <= SegmentFormat.SEGMENT_HEADER_BYTES) {
            add(0, bytes.size(), bytes.size(), 0);
        } else {
            problems.accept("log segment " + SegmentFormat.name(segment) + ": all of its " + bytes.size()
                    + " bytes are lost: both copies of its header are damaged");
            add(0, bytes.size(), 0, bytes.size());
        }
        return bytes.size();
    }

    /** What the next segment says about the end of this one; -1 when no good one does. */
    private long endWanted(long segment) {
        var next = headers.higherEntry(segment);
        Header header = next == null ? null : next.getValue();
        return header != null && header.previous() == segment ? header.previousEnd() : -1;
    }

    private void add(long records, long bytes, long bytesTorn, long bytesDamaged) {
        contents = new LogContents(contents.segments() + 1, contents.records() + records, contents.bytes() + bytes,
                contents.bytesTorn() + bytesTorn, contents.bytesDamaged() + bytesDamaged);
    }

    private String path(long segment) {
        return folder + "/" + SegmentFormat.name(segment);
    }
}

package io.binnacle.timeseries.log;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Consumer;

import io.binnacle.timeseries.arena.Arenas;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.log.SegmentFormat.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from a place on, while it is written; each record once, in their order. What it has yet to read must not be
 * deleted. Belongs to one thread.
 */
public final class LogTail {

    private final WriteAheadLog log;
    private final Disk disk;
    private final String folder;
    private final Consumer<String> problems;
    private final SegmentFormat format = new SegmentFormat();
    private LogPlace place;

    /** @param problems what is damaged, one sentence each */
    public LogTail(WriteAheadLog log, Disk disk, String folder, LogPlace from, Consumer<String> problems) {
        this.log = log;
        this.disk = disk;
        this.folder = folder;
        this.place = from;
        this.problems = problems;
    }

    /** Behind what was handed out. */
    public LogPlace place() {
        return place;
    }

    /**
     * Hands out the next records: so many that their bytes come to the bound, at least one. They may not be synced yet.
     *
     * @return whether there was one, or damage in the place of one
     * @throws IOException what the reader throws, and when a file cannot be opened; then the place is behind the last record that
     *         was handed out whole
     */
    public boolean read(long bytesMax, WriteAheadLog.Reader reader) throws IOException {
        NavigableMap<Long, Long> ends = log.ends();
        long left = bytesMax;
        for (Map.Entry<Long, Long> segment = ends.ceilingEntry(place.segment()); segment != null
                && left > 0; segment = ends.ceilingEntry(place.segment())) {
            long number = segment.getKey();
            if (number != place.segment()) {
                if (place.offset() > 0) {
                    problems.accept("log segment " + SegmentFormat.name(place.segment())
                            + " is missing; who follows the log goes on behind it");
                }
                place = new LogPlace(number, 0);
            }
            if (place.offset() < segment.getValue()) {
                left = readSegment(segment.getValue(), left, reader);
            }
            if (left > 0) {
                if (ends.higherKey(number) == null) {
                    break;
                }
                place = new LogPlace(number + 1, 0);
            }
        }
        return left < bytesMax;
    }

    /** Returns how many bytes are left of the bound; more than none when the segment has no more records. */
    private long readSegment(long end, long bytesMax, WriteAheadLog.Reader reader) throws IOException {
        long left = bytesMax;
        String name = SegmentFormat.name(place.segment());
        try (Arena arena = Arenas.confined(); DiskFile file = disk.open(folder + "/" + name)) {
            Header header = header(file);
            if (header == null) {
                // Told when the log was opened: nothing of it can be read.
                return left;
            }
            SegmentReader segment = new SegmentReader(header,
                    new SegmentBytes(arena, SegmentBytes.window(arena, 0), file, name, end, problems), -1, problems);
            long at = Math.max(place.offset(), SegmentFormat.SEGMENT_HEADER_BYTES);
            while (left > 0) {
                long next = segment.step(at, reader);
                if (next < 0) {
                    break;
                }
                left -= next - at;
                at = next;
                place = new LogPlace(place.segment(), at);
            }
        }
        return left;
    }

    private @Nullable Header header(DiskFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentFormat.SEGMENT_HEADER_BYTES);
        file.read(bytes, 0);
        return format.decode(bytes.flip());
    }
}

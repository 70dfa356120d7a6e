package io.binnacle.timeseries.log;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

import io.binnacle.timeseries.disk.DiskFile;

/**
 * The bytes of one segment after another, seen through a window that moves over the file. What the disk cannot read is reported and seen
 * as zeros. One thread.
 */
final class SegmentBytes {

    /**
     * Much larger than a usual record, and small enough to stay in the processor's cache: a segment read as a whole cost three times as
     * much, most of it for fresh pages.
     */
    private static final int WINDOW_BYTES = 512 << 10;
    /** What a failing read costs, at most. */
    private static final int PAGE_BYTES = 4096;

    private final Arena arena;
    private final DiskFile file;
    private final String name;
    private final long size;
    private final Consumer<String> problems;
    private ByteBuffer window;
    private long start;

    /** @param window to begin with; see {@link #window()} */
    SegmentBytes(Arena arena, ByteBuffer window, DiskFile file, String name, long size, Consumer<String> problems) {
        this.arena = arena;
        this.window = window.position(0).limit(0);
        this.file = file;
        this.name = name;
        this.size = size;
        this.problems = problems;
    }

    static ByteBuffer window(Arena arena, long bytes) {
        return arena.allocate(Math.max(bytes, WINDOW_BYTES)).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Larger by now when there was a longer record; for the next segment. */
    ByteBuffer window() {
        return window;
    }

    long size() {
        return size;
    }

    byte byteAt(long at) {
        return window.get(index(at, 1));
    }

    int intAt(long at) {
        return window.getInt(index(at, 4));
    }

    /** Little-endian; valid until the next call of any method. */
    ByteBuffer slice(long at, int length) {
        // First the place: a record longer than the window has it replaced by a larger one.
        int index = index(at, length);
        return window.slice(index, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean zeros(long from) {
        for (long at = from; at < size; at++) {
            if (byteAt(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private int index(long at, int length) {
        if (at < start || at + length > start + window.limit()) {
            fill(at, length);
        }
        return (int) (at - start);
    }

    private void fill(long at, int length) {
        if (length > window.capacity()) {
            window = window(arena, Math.max(length, 2L * window.capacity()));
        }
        start = at;
        window.position(0).limit((int) Math.min(size - at, window.capacity()));
        try {
            file.read(window, at);
        } catch (IOException e) {
            fillByPages(e);
        }
        while (window.hasRemaining()) {
            window.put((byte) 0);
        }
    }

    private void fillByPages(IOException reason) {
        int limit = window.limit();
        long lostFrom = -1;
        for (int at = 0; at < limit; at += PAGE_BYTES) {
            window.limit(Math.min(limit, at + PAGE_BYTES)).position(at);
            try {
                file.read(window, start + at);
            } catch (IOException e) {
                lostFrom = lostFrom < 0 ? start + at : lostFrom;
                window.position(at);
            }
            while (window.hasRemaining()) {
                window.put((byte) 0);
            }
        }
        if (lostFrom >= 0) {
            problems.accept("log segment " + name + " cannot be read from byte " + lostFrom + " on: " + reason);
        }
    }
}

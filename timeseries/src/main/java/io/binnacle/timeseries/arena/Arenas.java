package io.binnacle.timeseries.arena;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives out arenas, and counts those of the whole process that nobody has closed yet: one that is forgotten holds its memory,
 * or its mapped file, for good, and no tool for the heap shows it. Any thread.
 */
public final class Arenas {

    /** Room for the pages of a generation, which are nearly all that is allocated. */
    private static final int ZERO_WORDS = (1 << 18) / Long.BYTES + 8;
    private static final MemorySegment ZEROS = MemorySegment.ofArray(new long[ZERO_WORDS]);
    private static final AtomicInteger OPEN = new AtomicInteger();

    private Arenas() {
    }

    /** For any thread; the caller closes it. */
    public static Arena shared() {
        return new Counted(Arena.ofShared());
    }

    /** For this thread; the caller closes it. */
    public static Arena confined() {
        return new Counted(Arena.ofConfined());
    }

    /** How many are open. */
    public static int open() {
        return OPEN.get();
    }

    private static final class Counted implements Arena {

        private final Arena arena;

        Counted(Arena arena) {
            this.arena = arena;
            OPEN.incrementAndGet();
        }

        /**
         * The JDK's arenas fill new memory with zeros word by word, in a loop that takes a millisecond for a quarter of a
         * megabyte until it is compiled: half of the time that a start took for its log. Copying them is as fast at once.
         */
        @Override
        public MemorySegment allocate(long bytes, long alignmentBytes) {
            long room = bytes + Math.max(0, alignmentBytes - Long.BYTES);
            long words = (room + Long.BYTES - 1) / Long.BYTES;
            if (bytes == 0 || words > ZERO_WORDS) {
                return arena.allocate(bytes, alignmentBytes);
            }
            MemorySegment allocated = arena.allocateFrom(ValueLayout.JAVA_LONG, ZEROS, ValueLayout.JAVA_LONG, 0, words);
            return allocated.asSlice(-allocated.address() & (alignmentBytes - 1), bytes, alignmentBytes);
        }

        @Override
        public MemorySegment.Scope scope() {
            return arena.scope();
        }

        /** Throws when it is closed already, and then counts nothing. */
        @Override
        public void close() {
            arena.close();
            OPEN.decrementAndGet();
        }
    }
}

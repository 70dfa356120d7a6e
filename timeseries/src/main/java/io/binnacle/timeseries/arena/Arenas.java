package io.binnacle.timeseries.arena;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives out arenas, and counts those of the whole process that nobody has closed yet: one that is forgotten holds its memory,
 * or its mapped file, for good, and no tool for the heap shows it. Any thread.
 */
public final class Arenas {

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

        @Override
        public MemorySegment allocate(long bytes, long alignmentBytes) {
            return arena.allocate(bytes, alignmentBytes);
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

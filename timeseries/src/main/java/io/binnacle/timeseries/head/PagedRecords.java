package io.binnacle.timeseries.head;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Records of one size, a power of two, off the heap in pages of {@value #PAGE_BYTES} bytes; all zero at first. They never
 * move, so a reader that was told of a record may read it while others are added.
 */
final class PagedRecords {

    /** Large enough that the page table stays small, small enough that an idle store takes next to nothing. */
    static final int PAGE_BYTES = 1 << PagedRecords.PAGE_SHIFT;
    private static final int PAGE_SHIFT = 18;
    private static final long ALIGNMENT = 64;

    private final Arena arena;
    private final int recordShift;
    private final int pageRecordsShift;
    private final int inPageMask;
    private volatile MemorySegment[] pages = new MemorySegment[0];

    PagedRecords(Arena arena, int recordShift) {
        this.arena = arena;
        this.recordShift = recordShift;
        this.pageRecordsShift = PAGE_SHIFT - recordShift;
        this.inPageMask = (1 << pageRecordsShift) - 1;
    }

    /** Makes that record exist. For the one writer. */
    void ensure(int record) {
        MemorySegment[] present = pages;
        int needed = (record >>> pageRecordsShift) + 1;
        if (needed > present.length) {
            MemorySegment[] more = Arrays.copyOf(present, needed);
            for (int i = present.length; i < needed; i++) {
                more[i] = arena.allocate(PAGE_BYTES, ALIGNMENT);
            }
            pages = more;
        }
    }

    boolean has(int record) {
        return record >>> pageRecordsShift < pages.length;
    }

    MemorySegment page(int record) {
        return pages[record >>> pageRecordsShift];
    }

    long offset(int record) {
        return (long) (record & inPageMask) << recordShift;
    }

    long bytes() {
        return (long) pages.length << PAGE_SHIFT;
    }

    int capacity() {
        return pages.length << pageRecordsShift;
    }
}

package io.binnacle.timeseries.durable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import io.binnacle.kernel.hash.ByteHash;
import org.jspecify.annotations.Nullable;

/**
 * Which number a label set has, by the bytes in which senders write it: a cache before the catalogue, so that a sample of a
 * known series costs a hash and a comparison. Bounded: when it is full, nothing is added until many looked in vain, then it is
 * emptied and filled again by what comes; so more series than it holds, named in the same order again and again, do not drive
 * each other out.
 *
 * <p>Threads: any number look up, without a lock; additions follow each other under one.
 *
 * <pre>
 *   slots   open addressing; a slot is 24 bits of the hash and 40 of a place, 0 when free
 *   pages   at a place: hash (8)  number (4)  length (4)  bytes
 * </pre>
 */
final class KnownSeries {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PAGE_SHIFT = 20;
    private static final int PAGE_BYTES = 1 << PAGE_SHIFT;
    private static final int HEADER_BYTES = 16;
    private static final long PLACE_MASK = (1L << 40) - 1;
    /** Not 0, so that a slot in use is never 0. */
    private static final int FIRST_PLACE = 8;
    private static final int SLOTS_FIRST = 1 << 10;
    /** When full it is emptied after so many times as many looked in vain as it holds. */
    private static final int MISSES_A_SERIES = 8;

    private final ByteHash hashing = new ByteHash();
    private final long bytesMax;
    private volatile Table table = new Table(SLOTS_FIRST, new Entries());
    private int count;
    /** Since it is full. */
    private long misses;
    private long numbering;

    /** The entries, one behind the other; only added to, so that they may be read without a lock up to {@code end}. */
    private static final class Entries {
        volatile byte[][] pages = new byte[0][];
        volatile long end = FIRST_PLACE;

        /** Whether the bytes at that place, which is before the end, are these. */
        boolean equal(long place, byte[] bytes, int offset, int length) {
            byte[] page = pages[(int) (place >>> PAGE_SHIFT)];
            int at = (int) place & (PAGE_BYTES - 1);
            return (int) INTS.get(page, at + 12) == length && Arrays.equals(page, at + HEADER_BYTES,
                    at + HEADER_BYTES + length, bytes, offset, offset + length);
        }

        int number(long place) {
            return (int) INTS.get(pages[(int) (place >>> PAGE_SHIFT)], ((int) place & (PAGE_BYTES - 1)) + 8);
        }

        /** The place behind an entry; it may be the end, or one that is skipped because the next did not fit its page. */
        long behind(long place) {
            int length = (int) INTS.get(pages[(int) (place >>> PAGE_SHIFT)], ((int) place & (PAGE_BYTES - 1)) + 12);
            return place + size(length);
        }
    }

    /** Slots, and the entries that they lead to. */
    private static final class Table {
        final long[] slots;
        final Entries entries;

        Table(int slots, Entries entries) {
            this(new long[slots], entries);
        }

        Table(long[] slots, Entries entries) {
            this.slots = slots;
            this.entries = entries;
        }
    }

    /**
     * Where a sender's last series was found. Senders name their series in the same order again and again, and entries lie in
     * the order in which they first came; so what comes next is most often the entry behind, and is known by one comparison,
     * without a hash and without a jump through memory. Belongs to one thread.
     */
    static final class Cursor {
        private @Nullable Entries entries;
        private long place;
    }

    KnownSeries(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    private static int size(int length) {
        return HEADER_BYTES + length + 7 & ~7;
    }

    /** The number of the series; -1 when these bytes are not known. */
    int find(Cursor cursor, byte[] bytes, int offset, int length) {
        Table present = table;
        Entries entries = present.entries;
        if (cursor.entries == entries) {
            long next = entries.behind(cursor.place);
            if (next < entries.end && (next & (PAGE_BYTES - 1)) <= PAGE_BYTES - HEADER_BYTES - length
                    && entries.equal(next, bytes, offset, length)) {
                cursor.place = next;
                return entries.number(next);
            }
        }
        long place = place(present, bytes, offset, length, hashing.of(bytes, offset, length));
        if (place == 0) {
            return -1;
        }
        cursor.entries = entries;
        cursor.place = place;
        return entries.number(place);
    }

    private static long place(Table present, byte[] bytes, int offset, int length, long hash) {
        long[] slots = present.slots;
        int mask = slots.length - 1;
        for (int i = (int) hash & mask;; i = i + 1 & mask) {
            long slot = (long) SLOTS.getAcquire(slots, i);
            if (slot == 0) {
                return 0;
            }
            long place = slot & PLACE_MASK;
            if (slot >>> 40 == hash >>> 40 && present.entries.equal(place, bytes, offset, length)) {
                return place;
            }
        }
    }

    /**
     * Remembers that series; a second time does no harm. Longer ones than a page are not remembered.
     *
     * @param numbering that the number belongs to; one of another numbering than the present is not remembered
     */
    synchronized void add(byte[] bytes, int offset, int length, int number, long numbering) {
        int size = size(length);
        long hash = hashing.of(bytes, offset, length);
        if (numbering != this.numbering || length == 0 || size > PAGE_BYTES - FIRST_PLACE
                || place(table, bytes, offset, length, hash) != 0) {
            return;
        }
        if (table.entries.end + size > bytesMax) {
            if (++misses < (long) MISSES_A_SERIES * count) {
                return;
            }
            renumber(numbering);
        }
        if (count * 2 >= table.slots.length) {
            grow();
        }
        Entries entries = table.entries;
        long place = entries.end;
        if ((place & (PAGE_BYTES - 1)) + size > PAGE_BYTES) {
            place = ((place >>> PAGE_SHIFT) + 1) << PAGE_SHIFT;
        }
        int page = (int) (place >>> PAGE_SHIFT);
        if (page == entries.pages.length) {
            byte[][] more = Arrays.copyOf(entries.pages, page + 1);
            more[page] = new byte[PAGE_BYTES];
            entries.pages = more;
        }
        byte[] into = entries.pages[page];
        int at = (int) place & (PAGE_BYTES - 1);
        LONGS.set(into, at, hash);
        INTS.set(into, at + 8, number);
        INTS.set(into, at + 12, length);
        System.arraycopy(bytes, offset, into, at + HEADER_BYTES, length);
        put(table.slots, hash, place);
        entries.end = place + size;
        count++;
    }

    private static void put(long[] slots, long hash, long place) {
        int mask = slots.length - 1;
        int i = (int) hash & mask;
        while (slots[i] != 0) {
            i = i + 1 & mask;
        }
        SLOTS.setRelease(slots, i, hash >>> 40 << 40 | place);
    }

    private void grow() {
        Table before = table;
        long[] larger = new long[before.slots.length * 2];
        for (long slot : before.slots) {
            if (slot != 0) {
                long place = slot & PLACE_MASK;
                byte[] page = before.entries.pages[(int) (place >>> PAGE_SHIFT)];
                put(larger, (long) LONGS.get(page, (int) place & (PAGE_BYTES - 1)), place);
            }
        }
        table = new Table(larger, before.entries);
    }

    /** Forgets all; from now on only numbers of that numbering are remembered. */
    synchronized void renumber(long newNumbering) {
        numbering = newNumbering;
        table = new Table(SLOTS_FIRST, new Entries());
        count = 0;
        misses = 0;
    }

    long bytes() {
        Table present = table;
        return ((long) present.entries.pages.length << PAGE_SHIFT) + 8L * present.slots.length;
    }
}

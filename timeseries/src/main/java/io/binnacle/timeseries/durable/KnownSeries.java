package io.binnacle.timeseries.durable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which number a label set has, by the bytes in which senders write it: a cache before the catalogue, so that a sample of a
 * known series costs a hash and a comparison. Bounded: when it is full it is emptied, and filled again by what comes.
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
    private static final int SLOTS_FIRST = 1 << 10;
    private static final long MULTIPLIER_A = 0xa076_1d64_78bd_642fL;
    private static final long MULTIPLIER_B = 0xe703_7ed1_a0b4_28dbL;

    /** So that nobody can send label sets which all fall into one slot. */
    private final long seed = new SplittableRandom().nextLong();
    private final long bytesMax;
    private volatile Table table = new Table(SLOTS_FIRST, new byte[0][]);
    private int entries;
    private long numbering;
    private long end;

    /** Slots and the pages that they lead to; pages are only ever added. */
    private static final class Table {
        final long[] slots;
        volatile byte[][] pages;

        Table(int slots, byte[][] pages) {
            this.slots = new long[slots];
            this.pages = pages;
        }
    }

    KnownSeries(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** The number of the series; -1 when these bytes are not known. */
    int find(byte[] bytes, int offset, int length, long hash) {
        Table present = table;
        long[] slots = present.slots;
        int mask = slots.length - 1;
        for (int i = (int) hash & mask;; i = i + 1 & mask) {
            long slot = (long) SLOTS.getAcquire(slots, i);
            if (slot == 0) {
                return -1;
            }
            if (slot >>> 40 == hash >>> 40) {
                long place = slot & PLACE_MASK;
                byte[] page = present.pages[(int) (place >>> PAGE_SHIFT)];
                int at = (int) place & PAGE_BYTES - 1;
                if ((int) INTS.get(page, at + 12) == length && Arrays.equals(page, at + HEADER_BYTES,
                        at + HEADER_BYTES + length, bytes, offset, offset + length)) {
                    return (int) INTS.get(page, at + 8);
                }
            }
        }
    }

    /**
     * Remembers that series; a second time does no harm. Longer ones than a page are not remembered.
     *
     * @param numbering that the number belongs to; one of another numbering than the present is not remembered
     */
    synchronized void add(byte[] bytes, int offset, int length, long hash, int number, long numbering) {
        int size = HEADER_BYTES + length + 7 & ~7;
        if (numbering != this.numbering || size > PAGE_BYTES - 8 || find(bytes, offset, length, hash) >= 0) {
            return;
        }
        if (end + size > bytesMax) {
            renumber(numbering);
        }
        if (entries * 2 >= table.slots.length) {
            grow();
        }
        Table present = table;
        // A place is never 0, so a slot in use is never 0.
        long place = Math.max(8, end);
        if ((place & PAGE_BYTES - 1) + size > PAGE_BYTES) {
            place = ((place >>> PAGE_SHIFT) + 1) << PAGE_SHIFT;
        }
        int page = (int) (place >>> PAGE_SHIFT);
        if (page == present.pages.length) {
            byte[][] more = Arrays.copyOf(present.pages, page + 1);
            more[page] = new byte[PAGE_BYTES];
            present.pages = more;
        }
        byte[] into = present.pages[page];
        int at = (int) place & PAGE_BYTES - 1;
        LONGS.set(into, at, hash);
        INTS.set(into, at + 8, number);
        INTS.set(into, at + 12, length);
        System.arraycopy(bytes, offset, into, at + HEADER_BYTES, length);
        put(present.slots, hash, place);
        end = place + size;
        entries++;
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
        Table larger = new Table(before.slots.length * 2, before.pages);
        for (long slot : before.slots) {
            if (slot != 0) {
                long place = slot & PLACE_MASK;
                byte[] page = before.pages[(int) (place >>> PAGE_SHIFT)];
                put(larger.slots, (long) LONGS.get(page, (int) place & PAGE_BYTES - 1), place);
            }
        }
        table = larger;
    }

    /** Forgets all; from now on only numbers of that numbering are remembered. */
    synchronized void renumber(long newNumbering) {
        numbering = newNumbering;
        table = new Table(SLOTS_FIRST, new byte[0][]);
        entries = 0;
        end = 0;
    }

    long bytes() {
        Table present = table;
        return ((long) present.pages.length << PAGE_SHIFT) + 8L * present.slots.length;
    }

    /**
     * A hash of those bytes, 16 at a step, by the 128-bit product of two words, as Wang Yi's wyhash does it.
     */
    long hash(byte[] bytes, int offset, int length) {
        long hash = seed ^ length;
        int at = offset;
        int end16 = offset + length - 16;
        while (at <= end16) {
            hash = product((long) LONGS.get(bytes, at) ^ MULTIPLIER_A, (long) LONGS.get(bytes, at + 8) ^ hash);
            at += 16;
        }
        long first = 0;
        long second = 0;
        if (length >= 16) {
            // The last 16 bytes once more, in part: their number is in the hash already.
            first = (long) LONGS.get(bytes, end16);
            second = (long) LONGS.get(bytes, end16 + 8);
        } else {
            for (int i = 0; i < length; i++) {
                long part = (long) (bytes[offset + i] & 0xff) << ((i & 7) * 8);
                first |= i < 8 ? part : 0;
                second |= i < 8 ? 0 : part;
            }
        }
        return product(product(first ^ MULTIPLIER_A, second ^ hash) ^ MULTIPLIER_B, hash ^ MULTIPLIER_A);
    }

    private static long product(long left, long right) {
        return left * right ^ Math.unsignedMultiplyHigh(left, right);
    }
}

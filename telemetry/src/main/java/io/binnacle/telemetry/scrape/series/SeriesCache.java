package io.binnacle.telemetry.scrape.series;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The lines that one target exposes, by their bytes, and what each of them means: a comment, a series with the labels that it
 * has in the store, or a series that the rules drop. Belongs to one thread at a time.
 *
 * <p>A target exposes its lines in the same order again and again, and entries lie in the order in which they first came: the
 * one behind the last one found is tried first, by one comparison. Others are found by a hash. Entries that were not seen for
 * long go when a quarter of all are such.
 *
 * <pre>
 *   arena   entry after entry: the line's bytes, then those of the labels
 *   slots   open addressing; an entry's number + 1, 0 when free
 * </pre>
 */
final class SeriesCache {

    /** There is no such entry. */
    static final int NONE = -1;

    private static final int COMMENT = -1;
    private static final int DROPPED = 0;
    private static final int FIRST = 16;

    /** So that no target can expose lines which all fall into one slot. */
    private final long seed = new SplittableRandom().nextLong() | 1;
    private byte[] arena = new byte[0];
    private int arenaEnd;
    private int[] starts = new int[FIRST];
    private int[] lineEnds = new int[FIRST];
    /** Of the labels' bytes; {@link #COMMENT} or {@link #DROPPED} for an entry that is no series. */
    private int[] labelLengths = new int[FIRST];
    /** Twice the number of the reading that the entry was in last, and 1 when its series ends with its absence. */
    private int[] seen = new int[FIRST];
    /** Whether the series has samples in the store, and an end that is yet to be told. */
    private boolean[] open = new boolean[FIRST];
    private int size;
    private int[] slots = new int[2 * FIRST];
    private int last = NONE;
    /** The number of this reading, from 1. */
    private int reading;
    /** That of the last one that was whole. */
    private int whole;

    /** Begins to read a body. */
    void begin() {
        reading++;
        last = NONE;
    }

    /** The length of the entry's line that is expected next, when it stands there; 0 otherwise. */
    int expected(byte[] text, int at, int end) {
        int next = last + 1;
        if (next >= size) {
            return 0;
        }
        int length = lineEnds[next] - starts[next];
        return length <= end - at && Arrays.equals(arena, starts[next], lineEnds[next], text, at, at + length)
                ? length
                : 0;
    }

    /** The entry of these bytes, which is seen now; {@link #NONE} when they are not known. */
    int find(byte[] text, int from, int to) {
        int next = last + 1;
        int found = next < size && isLine(next, text, from, to) ? next : search(text, from, to);
        if (found != NONE) {
            last = found;
        }
        return found;
    }

    private boolean isLine(int entry, byte[] text, int from, int to) {
        return Arrays.equals(arena, starts[entry], lineEnds[entry], text, from, to);
    }

    private int search(byte[] text, int from, int to) {
        int mask = slots.length - 1;
        for (int i = hash(text, from, to) & mask;; i = i + 1 & mask) {
            int entry = slots[i] - 1;
            if (entry == NONE || isLine(entry, text, from, to)) {
                return entry;
            }
        }
    }

    private int hash(byte[] text, int from, int to) {
        long hash = seed;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text[i]) * 0x9e37_79b9_7f4a_7c15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 32);
    }

    int addComment(byte[] text, int from, int to) {
        return add(text, from, to, new byte[0], COMMENT);
    }

    /** A series that the rules drop. */
    int addDropped(byte[] text, int from, int to) {
        return add(text, from, to, new byte[0], DROPPED);
    }

    /** @param labels as the store takes them; not empty */
    int addSeries(byte[] text, int from, int to, byte[] labels) {
        return add(text, from, to, labels, labels.length);
    }

    private int add(byte[] text, int from, int to, byte[] labels, int labelLength) {
        if (size == starts.length) {
            int room = size + (size >> 1);
            starts = Arrays.copyOf(starts, room);
            lineEnds = Arrays.copyOf(lineEnds, room);
            labelLengths = Arrays.copyOf(labelLengths, room);
            seen = Arrays.copyOf(seen, room);
            open = Arrays.copyOf(open, room);
        }
        int needed = arenaEnd + (to - from) + labels.length;
        if (needed > arena.length) {
            arena = Arrays.copyOf(arena, Math.max(needed, arena.length + (arena.length >> 2)));
        }
        int entry = size++;
        starts[entry] = arenaEnd;
        System.arraycopy(text, from, arena, arenaEnd, to - from);
        lineEnds[entry] = arenaEnd + (to - from);
        System.arraycopy(labels, 0, arena, lineEnds[entry], labels.length);
        labelLengths[entry] = labelLength;
        seen[entry] = 0;
        open[entry] = false;
        arenaEnd = needed;
        if (size * 2 > slots.length) {
            slots = new int[slots.length * 2];
            for (int i = 0; i < size; i++) {
                put(i);
            }
        } else {
            put(entry);
        }
        last = entry;
        return entry;
    }

    private void put(int entry) {
        int mask = slots.length - 1;
        int i = hash(arena, starts[entry], lineEnds[entry]) & mask;
        while (slots[i] != 0) {
            i = i + 1 & mask;
        }
        slots[i] = entry + 1;
    }

    boolean isComment(int entry) {
        return labelLengths[entry] == COMMENT;
    }

    boolean isDropped(int entry) {
        return labelLengths[entry] == DROPPED;
    }

    /** Holds the labels of an entry from {@link #labelsAt} on; good until the next addition. */
    byte[] bytes() {
        return arena;
    }

    int labelsAt(int entry) {
        return lineEnds[entry];
    }

    int labelsLength(int entry) {
        return labelLengths[entry];
    }

    /** The labels of a series; the caller's own. */
    byte[] labels(int entry) {
        return Arrays.copyOfRange(arena, lineEnds[entry], lineEnds[entry] + labelLengths[entry]);
    }

    int lineAt(int entry) {
        return starts[entry];
    }

    int lineEnd(int entry) {
        return lineEnds[entry];
    }

    int size() {
        return size;
    }

    /** Whether the entry was in the last body that was whole. */
    boolean isCurrent(int entry) {
        return whole > 0 && seen[entry] >> 1 == whole;
    }

    /** Whether the entry is in the body that is being read. */
    boolean isSeen(int entry) {
        return seen[entry] >> 1 == reading;
    }

    /**
     * Notes that the entry is in this body.
     *
     * @param ends whether its series ends when the next body has it no more
     * @return whether it is new: neither in this body nor in the whole one before
     */
    boolean see(int entry, boolean ends) {
        int before = seen[entry];
        boolean again = before >> 1 == reading;
        seen[entry] = reading << 1 | (ends ? 1 : 0) | (again ? before & 1 : 0);
        return !again && (whole == 0 || before >> 1 != whole);
    }

    /**
     * The first series from that entry on whose end is to be told; {@link #NONE} for none.
     *
     * @param all also of those that are in this body
     */
    int nextGone(int from, boolean all) {
        for (int entry = from; entry < size; entry++) {
            if (open[entry] && (all || seen[entry] >> 1 != reading)) {
                return entry;
            }
        }
        return NONE;
    }

    /** Its end was told. */
    void ended(int entry) {
        open[entry] = false;
    }

    /** The body was read to its end, and is in the store. */
    void finish() {
        whole = reading;
        int alive = 0;
        for (int i = 0; i < size; i++) {
            if (seen[i] >> 1 == reading) {
                alive++;
                open[i] = labelLengths[i] > 0 && (seen[i] & 1) != 0;
            }
        }
        if ((size - alive) * 4 > size) {
            compact();
        }
    }

    /** Keeps the entries of this body only. */
    private void compact() {
        SeriesCache kept = new SeriesCache();
        for (int i = 0; i < size; i++) {
            if (seen[i] >> 1 == reading) {
                int length = Math.max(0, labelLengths[i]);
                int entry = kept.add(arena, starts[i], lineEnds[i],
                        Arrays.copyOfRange(arena, lineEnds[i], lineEnds[i] + length), labelLengths[i]);
                kept.seen[entry] = seen[i];
                kept.open[entry] = open[i];
            }
        }
        arena = Arrays.copyOf(kept.arena, kept.arenaEnd);
        arenaEnd = kept.arenaEnd;
        starts = kept.starts;
        lineEnds = kept.lineEnds;
        labelLengths = kept.labelLengths;
        seen = kept.seen;
        open = kept.open;
        size = kept.size;
        slots = new int[kept.slots.length];
        for (int i = 0; i < size; i++) {
            put(i);
        }
        last = NONE;
    }

    /** What it takes in memory. */
    long sizeInBytes() {
        return arena.length + 17L * starts.length + 4L * slots.length;
    }
}

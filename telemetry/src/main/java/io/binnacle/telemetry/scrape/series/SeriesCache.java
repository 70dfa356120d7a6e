package io.binnacle.telemetry.scrape.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.binnacle.kernel.hash.ByteHash;
import io.binnacle.timeseries.Appender;
import org.jspecify.annotations.Nullable;

/**
 * The lines that one target exposes, and what each of them means: a comment, a series of the store, or a series that the rules
 * drop. Lines are known by their length and a hash of 64 bits with a seed of this cache, not by their text: some 40 bytes a
 * line, whatever its length. Two lines of one target would be taken for one in one of 10^19 comparisons. Belongs to one thread
 * at a time.
 *
 * <p>A target exposes its lines in the same order again and again, and entries lie in the order in which they first came: the
 * one behind the last one found is tried first. Others are found by their hash. Entries that were not seen for long go when a
 * quarter of all are such.
 */
final class SeriesCache {

    /** There is no such entry. */
    static final int NONE = -1;

    private static final int COMMENT = 0;
    private static final int DROPPED = 1;
    private static final int SERIES = 2;
    private static final int FIRST = 16;

    private final ByteHash hash = new ByteHash();
    private final CommentTexts texts;
    private long[] hashes = new long[FIRST];
    private int[] lengths = new int[FIRST];
    private byte[] kinds = new byte[FIRST];
    /** Of a series: what the store knows it by. Of a comment: its place among the comments. */
    private long[] references = new long[FIRST];
    /** Twice the number of the reading that the entry was in last, and 1 when its series ends with its absence. */
    private int[] seen = new int[FIRST];
    /** Whether the series has samples in the store, and an end that is yet to be told. */
    private boolean[] open = new boolean[FIRST];
    private int size;
    /** Open addressing; an entry's number + 1, 0 when free. */
    private int[] slots = new int[2 * FIRST];
    private final List<byte[]> comments = new ArrayList<>();
    /** The labels of series that the store gave no reference for, as it takes them; by entry. */
    private byte[] @Nullable [] labels = new byte[0][];
    private int labelled;
    private int last = NONE;
    /** Of the bytes that were looked for last. */
    private long hashed;
    /** Where the bytes of that hash stand when they were expected and not yet looked for; null otherwise. */
    private byte @Nullable [] expectedIn;
    private int expectedAt;
    private int expectedLength;
    /** The number of this reading, from 1. */
    private int reading;
    /** That of the last one that was whole. */
    private int whole;

    SeriesCache(CommentTexts texts) {
        this.texts = texts;
    }

    /** Begins to read a body. */
    void begin() {
        reading++;
        last = NONE;
        expectedIn = null;
    }

    /** The length of the entry's line that is expected next, when it stands there; 0 otherwise. */
    int expected(byte[] text, int at, int end) {
        int next = last + 1;
        if (next >= size) {
            return 0;
        }
        int length = lengths[next];
        if (length > end - at) {
            return 0;
        }
        hashed = hash.of(text, at, length);
        expectedIn = text;
        expectedAt = at;
        expectedLength = length;
        return hashed == hashes[next] ? length : 0;
    }

    /** The entry of these bytes, which is seen now; {@link #NONE} when they are not known. */
    @SuppressWarnings("ReferenceEquality") // The very same bytes, without looking at them.
    int find(byte[] text, int from, int to) {
        int next = last + 1;
        int length = to - from;
        if (text != expectedIn || from != expectedAt || length != expectedLength) {
            hashed = hash.of(text, from, length);
        }
        expectedIn = null;
        int found = next < size && isLine(next, hashed, length) ? next : search(hashed, length);
        if (found != NONE) {
            last = found;
        }
        return found;
    }

    private boolean isLine(int entry, long wanted, int length) {
        return hashes[entry] == wanted && lengths[entry] == length;
    }

    private int search(long wanted, int length) {
        int mask = slots.length - 1;
        for (int i = (int) wanted & mask;; i = i + 1 & mask) {
            int entry = slots[i] - 1;
            if (entry == NONE || isLine(entry, wanted, length)) {
                return entry;
            }
        }
    }

    /** The line that was looked for last and not found: a comment. */
    int addComment(byte[] text, int from, int to) {
        comments.add(texts.shared(text, from, to));
        return add(to - from, COMMENT, comments.size() - 1);
    }

    /** The line of that length that was looked for last and not found: a series that the rules drop. */
    int addDropped(int length) {
        return add(length, DROPPED, Appender.NO_REFERENCE);
    }

    /** The line of that length that was looked for last and not found: a series. */
    int addSeries(int length) {
        return add(length, SERIES, Appender.NO_REFERENCE);
    }

    private int add(int length, int kind, long reference) {
        if (size == lengths.length) {
            int room = size + (size >> 1);
            hashes = Arrays.copyOf(hashes, room);
            lengths = Arrays.copyOf(lengths, room);
            kinds = Arrays.copyOf(kinds, room);
            references = Arrays.copyOf(references, room);
            seen = Arrays.copyOf(seen, room);
            open = Arrays.copyOf(open, room);
        }
        int entry = size++;
        hashes[entry] = hashed;
        lengths[entry] = length;
        kinds[entry] = (byte) kind;
        references[entry] = reference;
        seen[entry] = 0;
        open[entry] = false;
        if (size * 2 > slots.length) {
            fill(slots.length * 2);
        } else {
            put(entry);
        }
        last = entry;
        return entry;
    }

    private void fill(int length) {
        slots = new int[length];
        for (int i = 0; i < size; i++) {
            put(i);
        }
    }

    private void put(int entry) {
        int mask = slots.length - 1;
        int i = (int) hashes[entry] & mask;
        while (slots[i] != 0) {
            i = i + 1 & mask;
        }
        slots[i] = entry + 1;
    }

    boolean isComment(int entry) {
        return kinds[entry] == COMMENT;
    }

    boolean isSeries(int entry) {
        return kinds[entry] == SERIES;
    }

    boolean isDropped(int entry) {
        return kinds[entry] == DROPPED;
    }

    /** The text of a comment; not to be changed. */
    byte[] comment(int entry) {
        return comments.get((int) references[entry]);
    }

    /** What the store knows the series by; {@link Appender#NO_REFERENCE} when it has said nothing yet. */
    long reference(int entry) {
        return references[entry];
    }

    /** From now on its labels need not be known. */
    void reference(int entry, long reference) {
        references[entry] = reference;
        if (entry < labels.length && labels[entry] != null) {
            labels[entry] = null;
            labelled--;
        }
        if (labelled == 0) {
            labels = new byte[0][];
        }
    }

    /** The labels of a series without a reference, as the store takes them; null when they are not known. */
    byte @Nullable [] labels(int entry) {
        return entry < labels.length ? labels[entry] : null;
    }

    /** To be known until there is a reference. */
    void labels(int entry, byte[] known) {
        references[entry] = Appender.NO_REFERENCE;
        if (entry >= labels.length) {
            labels = Arrays.copyOf(labels, lengths.length);
        }
        labelled += labels[entry] == null ? 1 : 0;
        labels[entry] = known;
    }

    /** The first series from that entry on whose labels are known, so that it has no reference; {@link #NONE} for none. */
    int nextLabelled(int from) {
        for (int entry = labelled == 0 ? size : from; entry < Math.min(size, labels.length); entry++) {
            if (labels[entry] != null) {
                return entry;
            }
        }
        return NONE;
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
                open[i] = kinds[i] == SERIES && (seen[i] & 1) != 0;
            }
        }
        if ((size - alive) * 4 > size) {
            compact();
        }
    }

    /** Keeps the entries of this body only. */
    private void compact() {
        List<byte[]> said = List.copyOf(comments);
        comments.clear();
        byte[] @Nullable [] known = labels;
        labels = new byte[0][];
        labelled = 0;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (seen[i] >> 1 != reading) {
                continue;
            }
            hashes[kept] = hashes[i];
            lengths[kept] = lengths[i];
            kinds[kept] = kinds[i];
            references[kept] = references[i];
            seen[kept] = seen[i];
            open[kept] = open[i];
            if (kinds[i] == COMMENT) {
                comments.add(said.get((int) references[i]));
                references[kept] = comments.size() - 1L;
            }
            byte[] its = i < known.length ? known[i] : null;
            if (its != null) {
                labels(kept, its);
            }
            kept++;
        }
        size = kept;
        fill(Math.max(2 * FIRST, Integer.highestOneBit(Math.max(1, size * 2 - 1)) * 2));
        last = NONE;
    }

    /** What it takes in memory; comments, which targets share, are left out. */
    long sizeInBytes() {
        long text = 0;
        for (byte[] one : labels) {
            text += 4 + (one == null ? 0 : 16 + one.length);
        }
        return 26L * lengths.length + 4L * slots.length + text;
    }
}

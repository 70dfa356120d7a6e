package io.binnacle.timeseries.catalogue;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The label set of each series, as label numbers in the order of their names, in large arrays: a set takes 4 bytes a
 * label and 12 beside, {@link ShapeTable shapes} left out. One writer; readers may ask for what was written before what told them the series' number.
 */
final class LabelSets {

    /** In ints: 256 KiB, so that the last one, half empty, does not weigh in a small store. */
    private static final int CHUNK_LENGTH = 1 << 16;
    private static final int CHUNK_BITS = 16;

    private int[] @Nullable [] chunks = new int[4][];
    private int chunk = -1;
    private int used = CHUNK_LENGTH;
    final ShapeTable shapes = new ShapeTable();
    /** By series: where its set begins, chunk and place, + 1; 0: no such series. A set begins with its shape. */
    private int[] places = new int[256];
    private int[] metrics = new int[256];
    private int next;
    private int size;
    private Mark marked = new Mark(-1, CHUNK_LENGTH, 0, 0);

    private record Mark(int chunk, int used, int next, int size) {}

    /** Writer only. The number is in use by no series. */
    void put(int series, int metric, int shape, int[] labels) {
        int count = shapes.names(shape).length;
        if (series >= places.length) {
            expect((int) Math.min(Integer.MAX_VALUE - 8, Math.max(series + 1L, places.length * 2L)));
        }
        if (used + count + 1 > CHUNK_LENGTH) {
            chunk++;
            if (chunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, chunk * 2);
            }
            chunks[chunk] = new int[Math.max(CHUNK_LENGTH, count + 1)];
            used = 0;
        }
        int[] into = chunk(chunk);
        into[used] = shape;
        System.arraycopy(labels, 0, into, used + 1, count);
        metrics[series] = metric;
        places[series] = (chunk << CHUNK_BITS | used) + 1;
        used += count + 1;
        next = Math.max(next, series + 1);
        size++;
    }

    /** Makes room for series with numbers below that one. Writer only. */
    void expect(int series) {
        if (series > places.length) {
            places = Arrays.copyOf(places, series);
            metrics = Arrays.copyOf(metrics, series);
        }
    }

    /** Remembers what there is. Writer only. */
    void mark() {
        marked = new Mark(chunk, used, next, size);
    }

    /** Forgets what was put since the last {@link #mark}; its place is used again, so no reader may know of it. */
    void reset() {
        Arrays.fill(places, Math.min(marked.next, places.length), Math.min(next, places.length), 0);
        Arrays.fill(chunks, marked.chunk + 1, chunk + 1, null);
        chunk = marked.chunk;
        used = marked.used;
        next = marked.next;
        size = marked.size;
    }

    boolean has(int series) {
        return series >= 0 && series < places.length && places[series] != 0;
    }

    int metric(int series) {
        return metrics[series];
    }

    /** How many labels the series has. */
    int count(int series) {
        return shapes.names(array(series)[start(series)]).length;
    }

    /** The array that holds the labels of that series: behind {@link #start}, where its shape stands. Not to be changed. */
    int[] array(int series) {
        return chunk((places[series] - 1) >>> CHUNK_BITS);
    }

    int start(int series) {
        return (places[series] - 1) & (CHUNK_LENGTH - 1);
    }

    private int[] chunk(int number) {
        int[] found = chunks[number];
        if (found == null) {
            throw new IllegalStateException("no chunk " + number);
        }
        return found;
    }

    /** One more than the largest series number so far. */
    int next() {
        return next;
    }

    void reserve(int numbers) {
        next = Math.max(next, numbers);
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return shapes.memoryBytes() + 8L * places.length + (chunk + 1L) * CHUNK_LENGTH * Integer.BYTES;
    }
}

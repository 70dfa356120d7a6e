package io.binnacle.timeseries.catalogue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Sets of series numbers by key (a label or a name). Few numbers are a plain array, more a Roaring bitmap; a set that a
 * reader may hold is never changed but replaced.
 *
 * <p>One writer; any number of readers, who never wait.
 */
final class Postings {

    private static final VarHandle SET = MethodHandles.arrayElementVarHandle(Object[].class);
    /** Up to here an array is smaller than a bitmap with its containers and their arrays (some 150 bytes at least). */
    private static final int ARRAY_LENGTH_MAX = 32;

    private static final int[] EMPTY = {};

    private volatile @Nullable Object[] sets = new Object[64];

    /** An ascending int[] or a RoaringBitmap; null when the set is empty. Not to be changed. */
    @Nullable
    Object get(int key) {
        @Nullable
        Object[] now = sets;
        return key < now.length ? SET.getAcquire(now, key) : null;
    }

    int count(int key) {
        Object set = get(key);
        return set instanceof int[] array
                ? array.length
                : set instanceof RoaringBitmap bitmap
                        ? bitmap.getCardinality()
                        : 0;
    }

    /** The set as a bitmap of its own or a shared one: not to be changed. */
    RoaringBitmap bitmap(int key) {
        Object set = get(key);
        return set instanceof RoaringBitmap bitmap
                ? bitmap
                : set instanceof int[] array ? RoaringBitmap.bitmapOf(array) : new RoaringBitmap();
    }

    /**
     * Writer only.
     *
     * @param runs ascending {@linkplain RunBitmap runs} of series that are not in the set, from {@code from} to {@code to}
     * @param read whether a reader may hold the set
     */
    void add(int key, long[] runs, int from, int to, boolean read) {
        @Nullable
        Object[] now = sets;
        if (key >= now.length) {
            now = Arrays.copyOf(now, Math.max(key + 1, now.length * 2));
        }
        SET.setRelease(now, key, sum(now[key], runs, from, to, read));
        sets = now;
    }

    private static Object sum(@Nullable Object set, long[] runs, int from, int to, boolean read) {
        if (set instanceof RoaringBitmap bitmap) {
            return sum(bitmap, RunBitmap.of(runs, from, to), read);
        }
        int[] array = set instanceof int[] some ? some : EMPTY;
        int[] more = few(array, runs, from, to);
        if (more != null) {
            return more;
        }
        RoaringBitmap added = RunBitmap.of(runs, from, to);
        return array.length == 0 ? added : sum(RoaringBitmap.bitmapOf(array), added, false);
    }

    private static RoaringBitmap sum(RoaringBitmap bitmap, RoaringBitmap added, boolean read) {
        RoaringBitmap sum = bitmap;
        if (read) {
            sum = RoaringBitmap.or(bitmap, added);
        } else {
            sum.or(added);
        }
        sum.runOptimize();
        return sum;
    }

    /** The sum as an array; null when it is too long for one. */
    private static int @Nullable [] few(int[] array, long[] runs, int from, int to) {
        long length = array.length;
        for (int i = from; i < to && length <= ARRAY_LENGTH_MAX; i++) {
            length += RunBitmap.end(runs[i]) - RunBitmap.first(runs[i]);
        }
        if (length > ARRAY_LENGTH_MAX) {
            return null;
        }
        int[] sum = Arrays.copyOf(array, (int) length);
        int at = array.length;
        for (int i = from; i < to; i++) {
            for (int series = RunBitmap.first(runs[i]); series < RunBitmap.end(runs[i]); series++) {
                sum[at++] = series;
            }
        }
        if (array.length > 0 && array[array.length - 1] > sum[array.length]) {
            Arrays.sort(sum);
        }
        return sum;
    }

    long memoryBytes() {
        @Nullable
        Object[] now = sets;
        long bytes = 4L * now.length;
        for (Object set : now) {
            // A bitmap's own size tells its content; the objects around it are some 100 bytes, and 24 a container.
            bytes += set instanceof int[] array
                    ? 16 + 4L * array.length
                    : set instanceof RoaringBitmap bitmap
                            ? 100 + bitmap.getContainerCount() * 24L + bitmap.getLongSizeInBytes()
                            : 0;
        }
        return bytes;
    }
}

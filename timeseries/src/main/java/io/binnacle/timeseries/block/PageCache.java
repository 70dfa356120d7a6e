package io.binnacle.timeseries.block;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * Pages that readers have parsed, of all blocks together. Those of times every series of a scrape needs again; and a question
 * about a few series, which a dashboard repeats, would spend most of its time on pages of which it wants little. Bounded;
 * those used longest ago go first. Any thread.
 *
 * @param <P> a page, immutable
 */
final class PageCache<P> {

    private final long bytesMax;
    private final ToLongFunction<P> size;
    private final Map<Key, P> pages = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /** Pages of different blocks may be equal, at the same places: each is known by the entry that its open block has. */
    private record Key(PageEntry entry) {

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.entry == entry;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(entry);
        }
    }

    /** @param size what a page takes, in bytes: the same each time */
    PageCache(long bytesMax, ToLongFunction<P> size) {
        this.bytesMax = bytesMax;
        this.size = size;
    }

    synchronized @Nullable P find(PageEntry entry) {
        return pages.get(new Key(entry));
    }

    synchronized void keep(PageEntry entry, P page) {
        P before = pages.put(new Key(entry), page);
        bytes += size.applyAsLong(page) - (before == null ? 0 : size.applyAsLong(before));
        Iterator<P> eldest = pages.values().iterator();
        while (bytes > bytesMax) {
            bytes -= size.applyAsLong(eldest.next());
            eldest.remove();
        }
    }

    /** What the pages take. */
    synchronized long bytes() {
        return bytes;
    }

    long bytesMax() {
        return bytesMax;
    }
}

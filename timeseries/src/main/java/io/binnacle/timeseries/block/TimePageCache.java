package io.binnacle.timeseries.block;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Pages of times that readers have parsed: every series of a scrape needs them again, and a question about a few series would
 * spend most of its time on them. Bounded, for all blocks together; those used longest ago go first. Any thread.
 */
final class TimePageCache {

    /** Those of some hundred thousand targets' days at a scrape a minute. */
    private static final long BYTES_MAX = 4 << 20;

    static final TimePageCache SHARED = new TimePageCache(BYTES_MAX);

    private final long bytesMax;
    private final Map<Key, TimePage> pages = new LinkedHashMap<>(64, 0.75f, true);
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

    TimePageCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    synchronized @Nullable TimePage find(PageEntry entry) {
        return pages.get(new Key(entry));
    }

    synchronized void keep(PageEntry entry, TimePage page) {
        TimePage before = pages.put(new Key(entry), page);
        bytes += page.memoryBytes() - (before == null ? 0 : before.memoryBytes());
        Iterator<TimePage> eldest = pages.values().iterator();
        while (bytes > bytesMax) {
            bytes -= eldest.next().memoryBytes();
            eldest.remove();
        }
    }

    /** What the pages take. */
    synchronized long bytes() {
        return bytes;
    }
}

package io.binnacle.timeseries.block;

import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.column.Column;
import io.binnacle.timeseries.column.TimeDecoder;
import org.jspecify.annotations.Nullable;

/** The columns of times of a block, by number; keeps the pages used last. Belongs to one thread. */
final class TimePages {

    /** Each family goes through the scrapes again; sixteen pages of 16 kB are those of some thousand targets. */
    private static final int KEPT_MAX = 16;

    private final PageEntry[] entries;
    private final PageLoader loader;
    private final @Nullable PageCache<TimePage> shared;
    private final Map<Integer, TimePage> kept = new LinkedHashMap<>(KEPT_MAX * 2, 0.75f, true);
    private final TimeDecoder decoder = new TimeDecoder();
    private final ByteSource source = new ByteSource();
    private final long[] times = new long[Column.ROWS_MAX];
    /** The first and the last, which need no decoding: so what was decoded stays, as each series has a short column in points. */
    private final long[] ends = new long[2];
    private int decoded = -1;
    private TimePage page = TimePage.NONE;
    private int number;

    /** Of a block's reader: pages that another reader parsed are not read again. */
    TimePages(PageEntry[] entries, PageLoader loader, PageCache<TimePage> shared) {
        this.entries = entries;
        this.loader = loader;
        this.shared = shared;
    }

    /** Of somebody who wants to know what is on disk: each page is read. */
    TimePages(PageEntry[] entries, PageLoader loader) {
        this.entries = entries;
        this.loader = loader;
        this.shared = null;
    }

    /** Goes to that column; the methods below tell about it. */
    void seek(int column) {
        if (!page.has(column)) {
            page = pageOf(column);
        }
        number = column;
    }

    int rows() {
        return page.rows(number);
    }

    long firstMillis() {
        return page.firstMillis(number);
    }

    long lastMillis() {
        return page.lastMillis(number);
    }

    /** The times themselves, as many as {@link #rows()}; good until the next call. */
    long[] times() {
        if (rows() <= ends.length) {
            ends[0] = firstMillis();
            ends[ends.length - 1] = lastMillis();
            return ends;
        }
        if (number != decoded) {
            decoded = -1;
            page.decode(number, source, decoder, times);
            decoded = number;
        }
        return times;
    }

    private TimePage pageOf(int column) {
        int low = 0;
        int high = entries.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (entries[middle].last() < column) {
                low = middle + 1;
            } else if (entries[middle].first() > column) {
                high = middle - 1;
            } else {
                return load(middle, column);
            }
        }
        // Not which column: as many lines as columns would hide what else is damaged.
        throw loader.lost("times");
    }

    private TimePage load(int index, int column) {
        TimePage found = kept.get(index);
        if (found == null) {
            found = shared == null ? null : shared.find(entries[index]);
        }
        if (found == null) {
            found = read(index);
        }
        if (!found.has(column)) {
            throw loader.corrupt(entries[index].offset(), "the directory tells of other columns of times");
        }
        kept.put(index, found);
        if (kept.size() > KEPT_MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
        return found;
    }

    private TimePage read(int index) {
        ByteSource from = new ByteSource();
        loader.load(entries[index], new byte[0], from);
        TimePage read = new TimePage(from);
        if (shared != null) {
            shared.keep(entries[index], read);
        }
        return read;
    }
}

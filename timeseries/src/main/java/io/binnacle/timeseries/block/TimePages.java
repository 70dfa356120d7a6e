package io.binnacle.timeseries.block;

import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.column.Column;
import io.binnacle.timeseries.column.TimeDecoder;

/** The columns of times of a block, by number; keeps the pages used last. Belongs to one thread. */
final class TimePages {

    /** Each family goes through the scrapes again; sixteen pages of 16 kB are those of some thousand targets. */
    private static final int KEPT_MAX = 16;

    private final PageEntry[] entries;
    private final PageLoader loader;
    private final Map<Integer, Page> kept = new LinkedHashMap<>(KEPT_MAX * 2, 0.75f, true);
    private final TimeDecoder decoder = new TimeDecoder();
    private final ByteSource source = new ByteSource();
    private final long[] times = new long[Column.ROWS_MAX];
    private int decoded = -1;
    private Page page = new Page(0, 0);
    private int row;

    private static final class Page {

        private final int first;
        private final int[] rows;
        private final long[] firstMillis;
        private final long[] lastMillis;
        private final int[] ends;
        private byte[] bytes = {};

        Page(int first, int count) {
            this.first = first;
            this.rows = new int[count];
            this.firstMillis = new long[count];
            this.lastMillis = new long[count];
            this.ends = new int[count + 1];
        }
    }

    TimePages(PageEntry[] entries, PageLoader loader) {
        this.entries = entries;
        this.loader = loader;
    }

    /** Goes to that column; the methods below tell about it. */
    void seek(int number) {
        if (number < page.first || number >= page.first + page.rows.length) {
            page = pageOf(number);
        }
        row = number - page.first;
    }

    int rows() {
        return page.rows[row];
    }

    long firstMillis() {
        return page.firstMillis[row];
    }

    long lastMillis() {
        return page.lastMillis[row];
    }

    /** The times themselves, as many as {@link #rows()}; good until the next call. */
    long[] times() {
        int number = page.first + row;
        if (number != decoded) {
            decoded = -1;
            source.reset(page.bytes, page.ends[row], page.ends[row + 1]);
            decoder.decode(source, page.rows[row], page.firstMillis[row], times, 0);
            decoded = number;
        }
        return times;
    }

    private Page pageOf(int number) {
        int low = 0;
        int high = entries.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (entries[middle].last() < number) {
                low = middle + 1;
            } else if (entries[middle].first() > number) {
                high = middle - 1;
            } else {
                return load(middle, number);
            }
        }
        // Not which column: as many lines as columns would hide what else is damaged.
        throw loader.lost("times");
    }

    private Page load(int index, int number) {
        Page found = kept.get(index);
        if (found == null) {
            ByteSource from = new ByteSource();
            byte[] bytes = loader.load(entries[index], new byte[0], from);
            found = parse(bytes, from);
            if (found.first > number || found.first + found.rows.length <= number) {
                throw loader.corrupt(entries[index].offset(), "the directory tells of other columns of times");
            }
            kept.put(index, found);
            if (kept.size() > KEPT_MAX) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return found;
    }

    /** Numbers of the columns in a page of times: the first, and behind the last. */
    static int[] span(ByteSource from) {
        int first = from.readCount(Integer.MAX_VALUE);
        return new int[]{first, Math.addExact(first, from.readCount(BlockFormat.ENTRIES_MAX))};
    }

    private static Page parse(byte[] bytes, ByteSource from) {
        int[] span = span(from);
        Page page = new Page(span[0], span[1] - span[0]);
        page.bytes = bytes;
        int total = 0;
        for (int i = 0; i < page.rows.length; i++) {
            page.rows[i] = from.readCount(Column.ROWS_MAX);
            page.firstMillis[i] = from.readZigzag();
            page.lastMillis[i] = page.firstMillis[i] + from.readVarint();
            total += from.readCount(from.remaining());
            page.ends[i + 1] = total;
        }
        int at = from.position();
        from.skip(total);
        for (int i = 0; i < page.ends.length; i++) {
            page.ends[i] += at;
        }
        return page;
    }
}

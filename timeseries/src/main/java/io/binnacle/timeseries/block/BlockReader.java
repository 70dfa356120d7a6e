package io.binnacle.timeseries.block;

import java.util.Arrays;
import java.util.function.Consumer;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;

/**
 * Reads a block that somebody retains. Belongs to one thread. Keeps the page it decompressed last: series asked for in
 * their order, (metric, series), decompress each page once.
 *
 * <p>Damage of one page concerns the series that have samples in it or times from it; they throw {@link Corrupt}, every
 * time, and all others are read as ever.
 */
public final class BlockReader {

    /** Those of some hundred thousand targets' days at a scrape a minute. */
    private static final PageCache<TimePage> TIME_PAGES = new PageCache<>(4 << 20, TimePage::memoryBytes);
    /** Some thirty pages: those of a dashboard's questions about a host or two. */
    private static final PageCache<SamplePageContent> SAMPLE_PAGES = new PageCache<>(4 << 20,
            SamplePageContent::memoryBytes);

    private final Block block;
    private final PageEntry[] pages;
    private final PageEntry[] eventPages;
    private final PageLoader loader;
    private final SamplePage page;
    private final EventPage eventPage = new EventPage();
    private final TimePages times;
    private int loaded = -1;
    private int loadedEvents = -1;
    private int walkPage;
    private int walkEntry;
    private int walkEventPage;
    private int walkEventEntry;

    BlockReader(Block block) {
        this.block = block;
        this.pages = block.samplePages();
        this.eventPages = block.eventPages();
        this.loader = block.loader();
        this.page = new SamplePage(loader, SAMPLE_PAGES);
        this.times = new TimePages(block.timePages(), loader, TIME_PAGES);
    }

    /** What the pages take, in bytes, that readers of all blocks share. */
    public static long sharedBytes() {
        return TIME_PAGES.bytes() + SAMPLE_PAGES.bytes();
    }

    public static long sharedBytesMax() {
        return TIME_PAGES.bytesMax() + SAMPLE_PAGES.bytesMax();
    }

    /**
     * Appends the samples of that series in [{@code minMillis}, {@code maxMillis}], oldest first.
     *
     * @return how many; 0 when there are none
     * @throws Corrupt a page it needs is damaged; what was appended before is good
     */
    public int read(int metric, int series, long minMillis, long maxMillis, SampleColumns into) {
        if (minMillis > maxMillis || !block.holds(series)) {
            return 0;
        }
        long key = BlockFormat.key(metric, series);
        int before = into.count();
        for (int i = firstPage(pages, key); i < pages.length && pages[i].first() <= key; i++) {
            load(i);
            for (int entry = page.find(key); entry < page.entries() && page.key(entry) == key; entry++) {
                append(entry, minMillis, maxMillis, into);
            }
        }
        return into.count() - before;
    }

    /** Whether that series has a sample in [{@code minMillis}, {@code maxMillis}]; no value is decoded for it. */
    public boolean hasSamples(int metric, int series, long minMillis, long maxMillis) {
        if (minMillis > maxMillis || !block.holds(series)) {
            return false;
        }
        long key = BlockFormat.key(metric, series);
        for (int i = firstPage(pages, key); i < pages.length && pages[i].first() <= key; i++) {
            load(i);
            for (int entry = page.find(key); entry < page.entries() && page.key(entry) == key; entry++) {
                times.seek(page.timeColumn(entry));
                if (times.firstMillis() > maxMillis || times.lastMillis() < minMillis) {
                    continue;
                }
                if (times.firstMillis() >= minMillis || times.lastMillis() <= maxMillis) {
                    return true;
                }
                int row = lowerBound(times.times(), 0, times.rows(), minMillis);
                if (row < times.rows() && times.times()[row] <= maxMillis) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether {@link #readEvents} would find any. */
    public boolean hasEvents(int metric, int series, EventKind kind, long minMillis, long maxMillis) {
        if (eventPages.length == 0 || minMillis > maxMillis || !block.holds(series)) {
            return false;
        }
        EventColumns found = new EventColumns();
        return readEvents(metric, series, kind, minMillis, maxMillis, found) > 0;
    }

    /** Appends the events of that series and kind in [{@code minMillis}, {@code maxMillis}], oldest first; how many. */
    public int readEvents(int metric, int series, EventKind kind, long minMillis, long maxMillis, EventColumns into) {
        long key = BlockFormat.key(metric, series);
        int before = into.count();
        for (int i = firstPage(eventPages, key); i < eventPages.length && eventPages[i].first() <= key; i++) {
            loadEvents(i);
            for (int entry = eventPage.find(key); entry < eventPage.entries() && eventPage.key(entry) == key; entry++) {
                if (eventPage.kind(entry) == kind.code()) {
                    eventPage.read(entry, minMillis, maxMillis, into);
                }
            }
        }
        return into.count() - before;
    }

    /**
     * Goes to the next series that has samples, in order, from the first one on; reads between two calls are allowed, and
     * cost the page they throw out.
     *
     * @param damage hears of pages that cannot be read; the walk goes on behind them, unless it throws
     * @return false when there is none
     */
    public boolean next(SeriesVisit into, Consumer<Corrupt> damage) {
        boolean begun = false;
        while (walkPage < pages.length) {
            if (begun && walkEntry == 0 && pages[walkPage].first() != into.key()) {
                return true;
            }
            try {
                load(walkPage);
                while (walkEntry < page.entries()) {
                    long key = page.key(walkEntry);
                    if (!begun) {
                        into.begin(key);
                        begun = true;
                    } else if (key != into.key()) {
                        return true;
                    }
                    append(walkEntry++, Long.MIN_VALUE, Long.MAX_VALUE, into.samples());
                }
            } catch (Corrupt corrupt) {
                damage.accept(corrupt);
                if (loaded == walkPage) {
                    continue;
                }
            }
            walkPage++;
            walkEntry = 0;
        }
        return begun;
    }

    /** As {@link #next(SeriesVisit, Consumer)}, but the first damage ends the walk with {@link Corrupt}. */
    public boolean next(SeriesVisit into) {
        return next(into, corrupt -> {
            throw corrupt;
        });
    }

    /** As {@link #next(SeriesVisit, Consumer)}, for events: each visit is of one series and one kind. */
    public boolean nextEvents(EventVisit into, Consumer<Corrupt> damage) {
        boolean begun = false;
        while (walkEventPage < eventPages.length) {
            if (begun && walkEventEntry == 0 && eventPages[walkEventPage].first() != into.key()) {
                return true;
            }
            try {
                loadEvents(walkEventPage);
                while (walkEventEntry < eventPage.entries()) {
                    long key = eventPage.key(walkEventEntry);
                    int kind = eventPage.kind(walkEventEntry);
                    if (!begun) {
                        into.begin(key, kind);
                        begun = true;
                    } else if (!into.isAt(key, kind)) {
                        return true;
                    }
                    eventPage.read(walkEventEntry++, Long.MIN_VALUE, Long.MAX_VALUE, into.events());
                }
            } catch (Corrupt corrupt) {
                damage.accept(corrupt);
            }
            walkEventPage++;
            walkEventEntry = 0;
        }
        return begun;
    }

    private void append(int entry, long minMillis, long maxMillis, SampleColumns into) {
        times.seek(page.timeColumn(entry));
        if (times.firstMillis() > maxMillis || times.lastMillis() < minMillis) {
            return;
        }
        int rows = times.rows();
        long[] column = times.times();
        into.reserve(rows);
        int at = into.count();
        double[] values = into.values();
        page.decode(entry, rows, values, at);
        int from = times.firstMillis() >= minMillis ? 0 : lowerBound(column, 0, rows, minMillis);
        int to = times.lastMillis() <= maxMillis ? rows : lowerBound(column, from, rows, maxMillis + 1);
        System.arraycopy(column, from, into.times(), at, to - from);
        if (from > 0) {
            System.arraycopy(values, at + from, values, at, to - from);
        }
        into.count(at + to - from);
    }

    private static int lowerBound(long[] column, int from, int to, long millis) {
        int at = Arrays.binarySearch(column, from, to, millis);
        return at >= 0 ? at : -at - 1;
    }

    /** The first page that may hold that key. */
    private static int firstPage(PageEntry[] pages, long key) {
        int low = 0;
        int high = pages.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pages[middle].last() < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void load(int index) {
        if (loaded != index) {
            loaded = -1;
            page.load(pages[index]);
            loaded = index;
        }
    }

    private void loadEvents(int index) {
        if (loadedEvents != index) {
            loadedEvents = -1;
            eventPage.load(eventPages[index], loader);
            loadedEvents = index;
        }
    }
}

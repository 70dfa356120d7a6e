package io.binnacle.timeseries.block;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.event.EventColumns;
import io.binnacle.timeseries.event.EventKind;
import org.roaringbitmap.RoaringBitmap;

/** Makes the directory of a damaged block anew from its good pages. */
final class BlockScan {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;
    private final PageLoader loader;
    private final ByteSource source = new ByteSource();
    private final List<PageEntry> found = new ArrayList<>();
    private final RoaringBitmap series = new RoaringBitmap();
    private final RoaringBitmap sampled = new RoaringBitmap();
    private long samples;
    private long minMillis = Long.MAX_VALUE;
    private long maxMillis = Long.MIN_VALUE;

    BlockScan(MemorySegment file, String path) {
        this.file = file;
        this.loader = new PageLoader(file, path);
    }

    Directory directory() {
        long end = file.byteSize() - BlockFormat.PAGE_HEADER_BYTES;
        long offset = 0;
        while (offset <= end) {
            offset += file.get(INT, offset) == BlockFormat.PAGE_MARK ? page(offset) : 1;
        }
        TimePages times = new TimePages(
                found.stream().filter(page -> page.kind() == BlockFormat.TIMES).toArray(PageEntry[]::new), loader);
        List<PageEntry> counted = new ArrayList<>();
        for (PageEntry page : found) {
            counted.add(page.kind() == BlockFormat.SAMPLES ? samples(page, times) : page);
        }
        return new Directory(minMillis, maxMillis, samples, series, RoaringBitmap.andNot(series, sampled), counted);
    }

    /** How far it is to the next page: 1 when this is none. */
    private int page(long offset) {
        try {
            byte[] bytes = loader.load(offset, new byte[0], source);
            int kind = loader.kind();
            int length = loader.pageBytes();
            switch (kind) {
                case BlockFormat.SAMPLES -> {
                    SamplePage page = new SamplePage(loader);
                    page.parse(bytes, source);
                    if (page.entries() > 0) {
                        found.add(new PageEntry(kind, offset, length, page.key(0), page.key(page.entries() - 1), 0));
                    }
                }
                case BlockFormat.TIMES -> {
                    int[] span = TimePage.span(source);
                    found.add(new PageEntry(kind, offset, length, span[0], span[1] - 1, 0));
                }
                case BlockFormat.EVENTS -> events(offset, length, bytes);
                default -> {
                    // The old directory, or a page of a later version.
                }
            }
            return length;
        } catch (Corrupt damaged) {
            return 1;
        }
    }

    private void events(long offset, int length, byte[] bytes) {
        EventPage page = new EventPage();
        page.parse(bytes, source);
        EventColumns events = new EventColumns();
        for (int i = 0; i < page.entries(); i++) {
            series.add(BlockFormat.series(page.key(i)));
            if (page.kind(i) == EventKind.NATIVE_HISTOGRAM.code()) {
                sampled.add(BlockFormat.series(page.key(i)));
            }
            page.read(i, Long.MIN_VALUE, Long.MAX_VALUE, events);
        }
        for (int i = 0; i < events.count(); i++) {
            spans(events.times()[i], events.times()[i]);
        }
        if (page.entries() > 0) {
            found.add(new PageEntry(BlockFormat.EVENTS, offset, length, page.key(0), page.key(page.entries() - 1),
                    page.events()));
        }
    }

    private PageEntry samples(PageEntry entry, TimePages times) {
        SamplePage page = new SamplePage(loader);
        page.load(entry);
        long count = 0;
        for (int i = 0; i < page.entries(); i++) {
            series.add(BlockFormat.series(page.key(i)));
            sampled.add(BlockFormat.series(page.key(i)));
            try {
                times.seek(page.timeColumn(i));
                count += times.rows();
                spans(times.firstMillis(), times.lastMillis());
            } catch (Corrupt lost) {
                // Whoever reads that series hears of it; the others of the page are good.
            }
        }
        samples += count;
        return new PageEntry(entry.kind(), entry.offset(), entry.bytes(), entry.first(), entry.last(), count);
    }

    private void spans(long first, long last) {
        minMillis = Math.min(minMillis, first);
        maxMillis = Math.max(maxMillis, last);
    }
}

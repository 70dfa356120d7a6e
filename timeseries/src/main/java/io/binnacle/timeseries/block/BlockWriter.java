package io.binnacle.timeseries.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.BugException;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.Column;
import io.binnacle.timeseries.disk.Disk;
import io.binnacle.timeseries.disk.DiskFile;
import io.binnacle.timeseries.event.EventKind;
import org.roaringbitmap.RoaringBitmap;

/**
 * Writes one immutable block file. Belongs to one thread.
 *
 * <p>Until {@link #finish()} the file has another name ({@value #UNFINISHED_SUFFIX} behind it), which whoever opens the
 * folder after a crash deletes. {@link #close()} without {@code finish()} leaves nothing. After an {@link IOException}
 * there is no more to do than close.
 */
public final class BlockWriter implements AutoCloseable {

    public static final String UNFINISHED_SUFFIX = ".tmp";

    /** Times are shared by many series: damage of one page of them should not reach too many. */
    private static final int TIME_PAGE_SHARE = 4;

    private final Disk disk;
    private final String path;
    private final BlockSettings settings;
    private final DiskFile file;
    private final PageWriter pages;
    private final SamplePageWriter samplePage;
    private final TimePageWriter timePage = new TimePageWriter();
    private final EventPageWriter eventPage = new EventPageWriter();
    private final ByteSink raw;
    private final List<PageEntry> entries = new ArrayList<>();
    private final RoaringBitmap series = new RoaringBitmap();
    private final RoaringBitmap sampled = new RoaringBitmap();
    private long lastKey = -1;
    private long lastMillis;
    private long lastEventKey = -1;
    private int lastEventKind;
    private long samples;
    private long minMillis = Long.MAX_VALUE;
    private long maxMillis = Long.MIN_VALUE;
    private boolean finished;
    private boolean closed;

    /** Creates the file in a folder that exists; one that was left unfinished there gives way. */
    public BlockWriter(Disk disk, String path, BlockSettings settings) throws IOException {
        this.disk = disk;
        this.path = path;
        this.settings = settings;
        disk.delete(path + UNFINISHED_SUFFIX);
        file = disk.create(path + UNFINISHED_SUFFIX);
        pages = new PageWriter(file, settings.zstdLevel());
        samplePage = new SamplePageWriter(settings.pageBytes());
        raw = new ByteSink(settings.pageBytes() + settings.pageBytes() / 4);
        boolean begun = false;
        try {
            pages.appendPlain(words(BlockFormat.HEADER_BYTES).putLong(BlockFormat.MAGIC).putInt(BlockFormat.VERSION)
                    .putInt(0).flip());
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    /**
     * Adds samples of a series. Series come in ascending order of (metric, series); times ascend, and so they do when the same
     * series is added to again, which begins columns of their own. The arrays stay the caller's. A count of 0 adds nothing.
     */
    public void add(int metric, int number, long[] times, double[] values, int count) throws IOException {
        if (count == 0) {
            return;
        }
        long key = BlockFormat.key(metric, number);
        if (metric < 0 || number < 0 || key < lastKey || (key == lastKey && times[0] <= lastMillis)) {
            throw new BugException("series must ascend: " + BlockFormat.metric(lastKey) + "/"
                    + BlockFormat.series(lastKey) + ", " + metric + "/" + number);
        }
        lastKey = key;
        lastMillis = times[count - 1];
        series.add(number);
        sampled.add(number);
        spans(times[0], times[count - 1]);
        samples += count;
        // Equal parts, so that series of equal times still have equal times when cut.
        int parts = (count + Column.ROWS_MAX - 1) / Column.ROWS_MAX;
        int rows = (count + parts - 1) / parts;
        for (int from = 0; from < count; from += rows) {
            addColumn(key, times, values, from, Math.min(rows, count - from));
        }
    }

    private void addColumn(long key, long[] times, double[] values, int from, int rows) throws IOException {
        int timeColumn = timePage.number(times, from, rows);
        samplePage.add(key, timeColumn, values, from, rows);
        if (samplePage.bytes() >= settings.pageBytes() || samplePage.entries() == BlockFormat.ENTRIES_MAX) {
            finishSamplePage();
        }
        if (timePage.bytes() >= settings.pageBytes() / TIME_PAGE_SHARE
                || timePage.count() == BlockFormat.ENTRIES_MAX) {
            finishTimePage();
        }
    }

    /**
     * Adds events of a series: in ascending order of (metric, series, kind), independently of {@link #add}; times ascend.
     * A count of 0 adds nothing.
     */
    public void addEvents(int metric, int number, EventKind kind, long[] times, byte[][] payloads, int count)
            throws IOException {
        addEvents(BlockFormat.key(metric, number), kind.code(), times, payloads, count);
    }

    /** Takes kinds of a later version too. */
    void addEvents(long key, int kind, long[] times, byte[][] payloads, int count) throws IOException {
        if (count == 0) {
            return;
        }
        if (key < Math.max(0, lastEventKey) || BlockFormat.series(key) < 0
                || (key == lastEventKey && kind <= lastEventKind)) {
            throw new BugException("events must ascend by series and kind: " + BlockFormat.metric(key) + "/"
                    + BlockFormat.series(key) + " " + kind);
        }
        lastEventKey = key;
        lastEventKind = kind;
        series.add(BlockFormat.series(key));
        if (kind == EventKind.NATIVE_HISTOGRAM.code()) {
            sampled.add(BlockFormat.series(key));
        }
        spans(times[0], times[count - 1]);
        int from = 0;
        long bytes = eventPage.bytes();
        for (int i = 0; i < count; i++) {
            bytes += payloads[i].length + 4;
            if (bytes >= settings.pageBytes()) {
                eventPage.add(key, kind, times, payloads, from, i + 1);
                finishEventPage();
                from = i + 1;
                bytes = 0;
            }
        }
        if (from < count) {
            eventPage.add(key, kind, times, payloads, from, count);
        }
    }

    private void spans(long first, long last) {
        minMillis = Math.min(minMillis, first);
        maxMillis = Math.max(maxMillis, last);
    }

    private void finishSamplePage() throws IOException {
        long first = samplePage.firstKey();
        long last = samplePage.lastKey();
        long count = samplePage.samples();
        raw.clear();
        samplePage.finish(raw);
        append(BlockFormat.SAMPLES, first, last, count);
    }

    private void finishTimePage() throws IOException {
        long first = timePage.firstNumber();
        long last = first + timePage.count() - 1;
        raw.clear();
        timePage.finish(raw);
        append(BlockFormat.TIMES, first, last, 0);
    }

    private void finishEventPage() throws IOException {
        long events = eventPage.events();
        raw.clear();
        eventPage.finish(raw);
        append(BlockFormat.EVENTS, eventPage.firstKey(), eventPage.lastKey(), events);
    }

    private void append(int kind, long first, long last, long count) throws IOException {
        long offset = pages.offset();
        entries.add(new PageEntry(kind, offset, pages.append(kind, raw), first, last, count));
    }

    /** Whether that series has samples, float or native histogram, by now. */
    boolean holdsSamples(int number) {
        return sampled.contains(number);
    }

    /** Whether nothing was added yet. */
    public boolean isEmpty() {
        return series.isEmpty();
    }

    /** Bytes on disk so far. */
    public long bytes() {
        return pages.offset();
    }

    /** Completes the file, syncs it and gives it its name. */
    public void finish() throws IOException {
        if (finished || closed) {
            throw new BugException("the writer of " + path + " has ended already");
        }
        if (samplePage.entries() > 0) {
            finishSamplePage();
        }
        if (timePage.count() > 0) {
            finishTimePage();
        }
        if (eventPage.count() > 0) {
            finishEventPage();
        }
        long directoryOffset = pages.offset();
        Directory directory = new Directory(minMillis, maxMillis, samples, series,
                RoaringBitmap.andNot(series, sampled), entries);
        raw.clear();
        directory.write(raw);
        pages.append(BlockFormat.DIRECTORY, raw);
        pages.appendPlain(Trailer.write(directoryOffset, directory));
        file.sync();
        file.close();
        disk.rename(path + UNFINISHED_SUFFIX, path);
        finished = true;
        disk.syncFolder(folder(path));
    }

    private static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static ByteBuffer words(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        pages.close();
        file.close();
        if (!finished) {
            disk.delete(path + UNFINISHED_SUFFIX);
        }
    }
}

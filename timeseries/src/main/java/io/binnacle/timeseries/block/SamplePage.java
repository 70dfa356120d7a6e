package io.binnacle.timeseries.block;

import java.util.Arrays;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.column.ByteSource;
import io.binnacle.timeseries.column.Column;
import io.binnacle.timeseries.column.ColumnEncoding;
import io.binnacle.timeseries.column.ValueDecoder;
import org.jspecify.annotations.Nullable;

/** A page of value columns, decompressed. One may be loaded after another. */
final class SamplePage {

    /** Who reads more than a few pages of a block reads many, which would throw out those that are asked for again. */
    private static final int SHARED_FIRST = 2;

    private final PageLoader loader;
    private final ByteSource source = new ByteSource();
    private final ValueDecoder decoder = new ValueDecoder();
    private final double[] unwanted = new double[Column.ROWS_MAX];
    private final @Nullable PageCache<SamplePageContent> shared;
    private SamplePageContent page = new SamplePageContent();
    /** Whether others may read it, too, by now. */
    private boolean isShared;
    private int loads;
    private int found;
    /** The entry that the decoder read last; -1 when it stands nowhere. */
    private int decoded;

    /** Of somebody who goes through pages, or wants to know what is on disk: each is read. */
    SamplePage(PageLoader loader) {
        this.loader = loader;
        this.shared = null;
    }

    /** Of a block's reader: pages that another reader parsed are not read again. */
    SamplePage(PageLoader loader, PageCache<SamplePageContent> shared) {
        this.loader = loader;
        this.shared = shared;
    }

    void load(PageEntry entry) {
        found = 0;
        decoded = -1;
        SamplePageContent known = shared == null ? null : shared.find(entry);
        if (known != null) {
            page = known;
            isShared = true;
            return;
        }
        beOwn();
        page.entries = 0;
        page.parse(loader.load(entry, page.bytes, source), source);
        if (shared != null && loads++ < SHARED_FIRST) {
            shared.keep(entry, page);
            isShared = true;
        }
    }

    private void beOwn() {
        if (isShared) {
            page = new SamplePageContent();
            isShared = false;
        }
    }

    /** Takes over a page's bytes that were loaded elsewhere. */
    void parse(byte[] bytes, ByteSource from) {
        beOwn();
        source.reset(bytes, from.position(), from.limit());
        page.parse(bytes, source);
    }

    int entries() {
        return page.entries;
    }

    long key(int entry) {
        return page.keys[entry];
    }

    /** The number of the column of its times. */
    int timeColumn(int entry) {
        return page.timeColumns[entry];
    }

    /** How many bytes its column of values takes. */
    int bytes(int entry) {
        return page.to(entry) - page.from(entry);
    }

    ColumnEncoding encoding(int entry) {
        return ColumnEncoding.of(page.bytes[page.from(entry)]);
    }

    /** The first entry that has that key or a greater one. */
    int find(long key) {
        // Whoever reads family after family asks for the entry behind the last one.
        if (found < page.entries && page.keys[found] < key
                && (found + 1 == page.entries || page.keys[found + 1] >= key)) {
            found++;
            return found;
        }
        int at = Arrays.binarySearch(page.keys, 0, page.entries, key);
        if (at < 0) {
            at = -at - 1;
        }
        while (at > 0 && page.keys[at - 1] == key) {
            at--;
        }
        found = at;
        return at;
    }

    /** The values of an entry, which has so many rows. */
    void decode(int entry, int rows, double[] values, int from) {
        int start = entry;
        while (start > 0 && start - 1 != decoded && ValueDecoder.standsOnNeighbour(page.bytes[page.from(start)])) {
            start--;
        }
        if (start - 1 != decoded || decoded < 0) {
            decoder.forgetNeighbour();
        }
        decoded = -1;
        for (int i = start; i < entry; i++) {
            source.reset(page.bytes, page.from(i), page.to(i));
            decoder.decode(source, rows, unwanted, 0);
        }
        source.reset(page.bytes, page.from(entry), page.to(entry));
        decoder.decode(source, rows, values, from);
        if (source.remaining() != 0) {
            throw new Corrupt("a column of " + bytes(entry) + " bytes ends "
                    + source.remaining() + " bytes early", null);
        }
        decoded = entry;
    }
}

package io.binnacle.timeseries.block;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.ByteSource;
import org.roaringbitmap.RoaringBitmap;

/**
 * What is in a block and where.
 *
 * @param minMillis greater than {@code maxMillis} in a block without samples and events
 * @param withoutSamples those of {@code series} that have neither float samples nor native histograms
 * @param pages in the order of the file; those of one kind ascend
 */
record Directory(long minMillis, long maxMillis, long samples, RoaringBitmap series, RoaringBitmap withoutSamples,
        List<PageEntry> pages) {

    PageEntry[] pages(int kind) {
        return pages.stream().filter(page -> page.kind() == kind).toArray(PageEntry[]::new);
    }

    void write(ByteSink into) {
        into.putLong(minMillis);
        into.putLong(maxMillis);
        into.putVarint(samples);
        into.putVarint(pages.size());
        for (PageEntry page : pages) {
            into.putVarint(page.kind());
            into.putVarint(page.offset());
            into.putVarint(page.bytes());
            into.putVarint(page.first());
            into.putVarint(page.last() - page.first());
            into.putVarint(page.samples());
        }
        write(series, into);
        if (!withoutSamples.isEmpty()) {
            write(withoutSamples, into);
        }
    }

    private static void write(RoaringBitmap numbers, ByteSink into) {
        numbers.runOptimize();
        ByteBuffer bitmap = ByteBuffer.allocate(numbers.serializedSizeInBytes());
        numbers.serialize(bitmap);
        into.putVarint(bitmap.capacity());
        into.putBytes(bitmap.array(), 0, bitmap.capacity());
    }

    static Directory read(ByteSource source) {
        long minMillis = source.readLong();
        long maxMillis = source.readLong();
        long samples = source.readVarint();
        int count = source.readCount(source.remaining());
        List<PageEntry> pages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int kind = (int) source.readVarint();
            long offset = source.readVarint();
            int bytes = (int) source.readVarint();
            long first = source.readVarint();
            long last = first + source.readVarint();
            pages.add(new PageEntry(kind, offset, bytes, first, last, source.readVarint()));
        }
        RoaringBitmap series = readNumbers(source);
        RoaringBitmap withoutSamples = source.remaining() > 0 ? readNumbers(source) : new RoaringBitmap();
        return new Directory(minMillis, maxMillis, samples, series, withoutSamples, pages);
    }

    private static RoaringBitmap readNumbers(ByteSource source) {
        int length = source.readCount(source.remaining());
        int at = source.skip(length);
        RoaringBitmap numbers = new RoaringBitmap();
        try (DataInputStream bitmap = new DataInputStream(new ByteArrayInputStream(source.bytes(), at, length))) {
            numbers.deserialize(bitmap);
        } catch (IOException e) {
            throw new Corrupt("the set of series in a block's directory", e);
        }
        return numbers;
    }
}

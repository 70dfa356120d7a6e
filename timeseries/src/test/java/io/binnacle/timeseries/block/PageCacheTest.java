package io.binnacle.timeseries.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import io.binnacle.timeseries.column.ByteSink;
import io.binnacle.timeseries.column.ByteSource;
import org.junit.jupiter.api.Test;

class PageCacheTest {

    private static final TimePage PAGE = page();

    private final PageCache<TimePage> cache = new PageCache<>(2 * PAGE.memoryBytes(), TimePage::memoryBytes);

    @Test
    void whatWasUsedLongestAgoGoesFirst() {
        PageEntry first = entry(0);
        PageEntry second = entry(1);
        PageEntry third = entry(2);
        cache.keep(first, PAGE);
        cache.keep(second, PAGE);
        assertThat(cache.find(first)).isSameAs(PAGE);
        cache.keep(third, PAGE);
        assertThat(cache.find(second)).isNull();
        assertThat(cache.find(first)).isSameAs(PAGE);
        assertThat(cache.find(third)).isSameAs(PAGE);
        assertThat(cache.bytes()).isEqualTo(2 * PAGE.memoryBytes());
    }

    @Test
    void pagesOfTwoBlocksAreApartThoughTheyLieAtTheSamePlace() {
        cache.keep(entry(0), PAGE);
        assertThat(cache.find(entry(0))).isNull();
    }

    @Test
    void aPageThatIsKeptTwiceCountsOnce() {
        PageEntry entry = entry(0);
        cache.keep(entry, PAGE);
        cache.keep(entry, page());
        assertThat(cache.bytes()).isEqualTo(PAGE.memoryBytes());
    }

    private static PageEntry entry(long offset) {
        return new PageEntry(BlockFormat.TIMES, offset, 100, 0, 0, 0);
    }

    private static TimePage page() {
        TimePageWriter writer = new TimePageWriter();
        writer.number(new long[]{1000, 2000, 3000}, 0, 3);
        ByteSink sink = new ByteSink(64);
        writer.finish(sink);
        ByteSource source = new ByteSource();
        source.reset(Arrays.copyOf(sink.bytes(), sink.size() + ByteSource.PADDING_BYTES), 0, sink.size());
        return new TimePage(source);
    }
}

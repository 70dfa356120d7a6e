package io.binnacle.storage.list;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor where the next page starts; null on the last page
 * @param total rows that the filter lets through, on all pages; counted up to {@link #TOTAL_MAX} only
 */
public record Page<T>(List<T> items, @Nullable String nextCursor, long total) {

    /** Counting more would cost more than anyone gains: nobody reads "10,000" differently from "10,352". */
    public static final int TOTAL_MAX = 10_000;

    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), nextCursor, total);
    }
}

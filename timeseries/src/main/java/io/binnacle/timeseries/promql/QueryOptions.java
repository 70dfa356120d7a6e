package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a caller may say about one query.
 *
 * @param timeout shortens the engine's timeout, never lengthens it
 * @param canceled asked often while the query runs, from its thread; true ends it
 */
public record QueryOptions(Duration timeout, BooleanSupplier canceled) {

    public static QueryOptions defaults() {
        return new QueryOptions(Duration.ofDays(1), () -> false);
    }
}

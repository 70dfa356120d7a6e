package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a caller may say about one query.
 *
 * @param timeout shortens the engine's timeout, never lengthens it
 * @param canceled asked often while the query runs, from its thread; true ends it
 * @param resolution from what it may be answered; what was done is in {@link QueryResult#infos()}
 */
public record QueryOptions(Duration timeout, BooleanSupplier canceled, ResolutionChoice resolution) {

    public static QueryOptions defaults() {
        return new QueryOptions(Duration.ofDays(1), () -> false, ResolutionChoice.RAW);
    }

    public QueryOptions with(ResolutionChoice choice) {
        return new QueryOptions(timeout, canceled, choice);
    }
}

package io.binnacle.timeseries.promql;

/** Hears of every query when it is over, whether it was answered or not, in the query's own thread. It must not throw. */
@FunctionalInterface
public interface QueryListener {

    void finished(QueryReport report);
}

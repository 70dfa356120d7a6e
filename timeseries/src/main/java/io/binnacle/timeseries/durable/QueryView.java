package io.binnacle.timeseries.durable;

import java.util.ArrayList;
import java.util.List;

import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.event.EventKind;
import io.binnacle.timeseries.head.Generation;

/**
 * What a querier sees: a {@link View} as of one version, in a range of time that has no samples beyond the retention.
 * Immutable; any thread, as long as the querier holds the view.
 *
 * @param oldestMillis samples before it are beyond the retention
 * @param blocks those that the range touches, by their day
 */
record QueryView(DurableTimeSeriesStore store, View whole, long version, long minMillis, long maxMillis,
        long oldestMillis, List<DayBlock> blocks) {

    static QueryView of(DurableTimeSeriesStore store, View whole, long version, long askedMinMillis, long maxMillis,
            long oldestMillis) {
        long minMillis = Math.max(askedMinMillis, oldestMillis);
        List<DayBlock> touched = new ArrayList<>();
        for (DayBlock one : whole.blocks) {
            if (one.block().minMillis() <= maxMillis && one.block().maxMillis() >= minMillis) {
                touched.add(one);
            }
        }
        return new QueryView(store, whole, version, minMillis, maxMillis, oldestMillis, List.copyOf(touched));
    }

    boolean isEmpty() {
        return minMillis > maxMillis;
    }

    /** That time, or the first of the range. */
    long from(long millis) {
        return Math.max(millis, minMillis);
    }

    /** That time, or the last of the range. */
    long to(long millis) {
        return Math.min(millis, maxMillis);
    }

    /** The generations in memory, the older one first. */
    List<Generation> generations() {
        Generation sealed = whole.sealed;
        return sealed == null ? List.of(whole.active) : List.of(sealed, whole.active);
    }

    /** See {@link View#readRecent}. */
    void readRecent(int number, long min, long max, SampleColumns into, SampleColumns scratch) {
        whole.readRecent(number, version, min, max, into, scratch);
    }

    boolean hasRecentHistograms(int number) {
        for (Generation generation : generations()) {
            if (generation.events().has(EventKind.NATIVE_HISTOGRAM, number, version, minMillis, maxMillis)) {
                return true;
            }
        }
        return false;
    }

    boolean hasRecentEvents() {
        return generations().stream().anyMatch(generation -> generation.events().bytes() > 0);
    }

    /** Whether memory may hold samples of that series in the range; that it does is not said. */
    boolean mayBeRecent(int number) {
        for (Generation generation : generations()) {
            if (generation.minMillis() <= maxMillis && generation.maxMillis() >= minMillis
                    && generation.holds(number)) {
                return true;
            }
        }
        return false;
    }
}

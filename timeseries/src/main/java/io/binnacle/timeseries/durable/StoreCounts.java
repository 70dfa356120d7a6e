package io.binnacle.timeseries.durable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.CommitResult.Reason;
import io.binnacle.timeseries.HeadStatistics;
import io.binnacle.timeseries.StoreStatistics;
import io.binnacle.timeseries.head.Generation;

/** What a store did since it was opened, and what a view of it holds, in numbers. Any thread. */
final class StoreCounts {

    final WorkCount commitWait = new WorkCount();
    final WorkCount commits = new WorkCount();
    final WorkCount flushes = new WorkCount();
    final WorkCount merges = new WorkCount();
    private final LongAdder appended = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final Map<Reason, Long> rejected = new ConcurrentHashMap<>();

    void count(CommitResult result) {
        appended.add(result.appended());
        duplicates.add(result.duplicates());
        result.rejectedBy().forEach((reason, count) -> rejected.merge(reason, (long) count, Long::sum));
    }

    StoreStatistics statistics(DurableTimeSeriesStore store, View present, long catalogueBytes, int queriers) {
        long samples = present.active.samples();
        long bytes = present.active.bytes() + store.log.bytes() + catalogueBytes + store.known.bytes();
        Generation sealed = present.sealed;
        if (sealed != null) {
            samples += sealed.samples();
            bytes += sealed.bytes();
        }
        for (DayBlock one : present.blocks) {
            samples += one.block().samples();
            bytes += one.block().bytes();
        }
        for (RollupDay one : present.rollups) {
            bytes += one.block().bytes();
        }
        return new StoreStatistics(store.live.told(), store.settings.seriesMax(), samples, bytes, appended.sum(),
                duplicates.sum(), Map.copyOf(rejected), queriers);
    }

    HeadStatistics head(View present, long corruptions) {
        Generation active = present.active;
        Generation sealed = present.sealed;
        return sealed == null
                ? new HeadStatistics(active.chunks(), active.minMillis(), active.maxMillis(), corruptions)
                : new HeadStatistics(active.chunks() + sealed.chunks(),
                        Math.min(active.minMillis(), sealed.minMillis()),
                        Math.max(active.maxMillis(), sealed.maxMillis()), corruptions);
    }

    DurableStatistics bounds(DurableTimeSeriesStore store, View present, long headAgeMillis) {
        Generation sealed = present.sealed;
        long samples = present.active.samples() + (sealed == null ? 0 : sealed.samples());
        long samplesMax = store.housekeeping().weightMax(present.active);
        long late = present.active.lateSamples() + (sealed == null ? 0 : sealed.lateSamples());
        long headBytes = present.active.bytes() + (sealed == null ? 0 : sealed.bytes());
        long blockBytes = 0;
        for (DayBlock one : present.blocks) {
            blockBytes += one.block().bytes();
        }
        return new DurableStatistics(new DurableStatistics.Head(samples, samplesMax, late, headBytes, headAgeMillis),
                store.log.statistics(), store.known.bytes(),
                new DurableStatistics.Blocks(present.blocks.size(), blockBytes), commitWait.total(), commits.total(),
                flushes.total(), merges.total());
    }
}

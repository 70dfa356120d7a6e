package io.binnacle.timeseries.batch;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.histogram.NativeHistogram;

/**
 * An appender that collects what it is given, checked, until its commit. How series get their numbers in the batch, and what
 * a commit does, is for each store to say.
 */
public abstract class CollectingAppender implements Appender {

    private final SampleBatch batch = new SampleBatch();

    /** What was given since the last commit. */
    public final SampleBatch batch() {
        return batch;
    }

    @Override
    public final void append(int seriesInBatch, long epochMillis, double value) {
        batch.append(seriesInBatch, epochMillis, value);
    }

    @Override
    public final void append(int seriesInBatch, long epochMillis, NativeHistogram histogram) {
        batch.append(seriesInBatch, epochMillis, histogram);
    }

    @Override
    public final void exemplar(int seriesInBatch, Labels labels, long epochMillis, double value) {
        batch.exemplar(seriesInBatch, labels, epochMillis, value);
    }

    @Override
    public final void startTime(int seriesInBatch, long epochMillis, long startMillis) {
        batch.startTime(seriesInBatch, epochMillis, startMillis);
    }

    @Override
    public final void metadata(String family, MetricMetadata metadata) {
        batch.metadata(family, metadata);
    }

    @Override
    public final CommitResult commit() {
        CommitResult result = handOver();
        rollback();
        return result;
    }

    @Override
    public final void rollback() {
        batch.clear();
        clearSeries();
    }

    /** Gives the batch to the store; when it throws, the batch stays for another try. */
    protected abstract CommitResult handOver();

    /** Forgets the series of the batch. */
    protected abstract void clearSeries();
}

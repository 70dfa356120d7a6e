package io.binnacle.telemetry.export.remotewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.SampleFeed;
import io.binnacle.timeseries.histogram.HistogramSample;

/**
 * What was read of a feed and is to be sent before more is read: a column a shard, all of one series in the same one. Belongs to one
 * thread.
 */
final class WriteWindow implements SampleFeed.Reader {

    private final SampleFeed feed;
    private final OutgoingSeries series;
    private final Destination.Content content;
    private final long oldestMillis;
    private final List<WriteColumns> shards = new ArrayList<>();
    private int count;
    private int tooOld;
    private int unknown;
    private long newestMillis = Long.MIN_VALUE;

    /** @param oldestMillis what is older is not sent, and counted */
    WriteWindow(SampleFeed feed, OutgoingSeries series, Destination.Content content, int shards, long oldestMillis) {
        this.feed = feed;
        this.series = series;
        this.content = content;
        this.oldestMillis = oldestMillis;
        for (int i = 0; i < shards; i++) {
            this.shards.add(new WriteColumns());
        }
    }

    private Optional<Labels> outgoing(int number, long epochMillis) {
        newestMillis = Math.max(newestMillis, epochMillis);
        if (epochMillis < oldestMillis) {
            tooOld++;
            return Optional.empty();
        }
        OutgoingSeries.Found found = series.find(number, feed);
        if (!found.known()) {
            unknown++;
        }
        return found.labels();
    }

    private WriteColumns shard(int number) {
        count++;
        return shards.get(number % shards.size());
    }

    @Override
    public void sample(int number, long epochMillis, double value) {
        outgoing(number, epochMillis).ifPresent(labels -> shard(number).add(number, labels, epochMillis, value));
    }

    @Override
    public void histogram(int number, HistogramSample histogram) {
        if (content.histograms()) {
            outgoing(number, histogram.epochMillis()).ifPresent(labels -> shard(number).add(number, labels, histogram));
        }
    }

    @Override
    public void exemplar(int number, Exemplar exemplar) {
        if (content.exemplars()) {
            outgoing(number, exemplar.epochMillis()).ifPresent(labels -> shard(number).add(number, labels, exemplar));
        }
    }

    List<WriteColumns> shards() {
        return shards;
    }

    /** How much is to be sent. */
    int count() {
        return count;
    }

    int tooOld() {
        return tooOld;
    }

    /** Of series that the store forgot, or lost, before they were sent. */
    int unknown() {
        return unknown;
    }

    /** The latest time of what was read, sent or not. */
    long newestMillis() {
        return newestMillis;
    }
}

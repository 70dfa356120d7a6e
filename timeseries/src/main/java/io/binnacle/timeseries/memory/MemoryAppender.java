package io.binnacle.timeseries.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.batch.SampleBatch;
import io.binnacle.timeseries.histogram.NativeHistogram;

/** A batch with its series' labels. */
final class MemoryAppender implements Appender {

    private final InMemoryTimeSeriesStore store;
    private final Sender sender;
    private final List<Labels> labels = new ArrayList<>();
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final SampleBatch batch = new SampleBatch();

    MemoryAppender(InMemoryTimeSeriesStore store, Sender sender) {
        this.store = store;
        this.sender = sender;
    }

    @Override
    public int series(byte[] bytes, int offset, int length) {
        return series(LabelBytes.read(bytes, offset, length));
    }

    @Override
    public int series(Labels set) {
        return numbers.computeIfAbsent(set, key -> {
            labels.add(key);
            return labels.size() - 1;
        });
    }

    @Override
    public void append(int number, long epochMillis, double value) {
        batch.append(number, epochMillis, value);
    }

    @Override
    public void append(int number, long epochMillis, NativeHistogram histogram) {
        batch.append(number, epochMillis, histogram);
    }

    @Override
    public void exemplar(int number, Labels own, long epochMillis, double value) {
        batch.exemplar(number, own, epochMillis, value);
    }

    @Override
    public void startTime(int number, long epochMillis, long startMillis) {
        batch.startTime(number, epochMillis, startMillis);
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        batch.metadata(family, metadata);
    }

    @Override
    public CommitResult commit() {
        CommitResult result = store.commit(sender, labels, batch);
        rollback();
        return result;
    }

    @Override
    public void rollback() {
        batch.clear();
        labels.clear();
        numbers.clear();
    }
}

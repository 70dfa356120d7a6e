package io.binnacle.timeseries.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.LabelBytes;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.batch.CollectingAppender;
import io.binnacle.timeseries.batch.SampleBatch;

/** A batch with its series' labels. */
final class MemoryAppender extends CollectingAppender {

    private final InMemoryTimeSeriesStore store;
    private final Sender sender;
    private final List<Labels> labels = new ArrayList<>();
    private final Map<Labels, Integer> numbers = new HashMap<>();

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
            SampleBatch.requireText(key);
            labels.add(key);
            return labels.size() - 1;
        });
    }

    @Override
    protected CommitResult handOver() {
        return store.commit(sender, labels, batch());
    }

    @Override
    protected void clearSeries() {
        labels.clear();
        numbers.clear();
    }
}

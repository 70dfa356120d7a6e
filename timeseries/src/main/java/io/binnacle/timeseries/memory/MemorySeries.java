package io.binnacle.timeseries.memory;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.head.VersionedColumns;

/** One series of an {@link InMemoryTimeSeriesStore}. */
final class MemorySeries extends VersionedColumns {

    private final Labels labels;
    private final int labelBytes;

    MemorySeries(Labels labels) {
        this.labels = labels;
        int bytes = 0;
        for (Label label : labels) {
            bytes += label.name().length() + label.value().length();
        }
        this.labelBytes = bytes;
    }

    Labels labels() {
        return labels;
    }

    @Override
    public long bytes() {
        return labelBytes + super.bytes();
    }
}

package io.binnacle.timeseries.rollup;

import java.util.Optional;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Rollup;
import io.binnacle.timeseries.SampleColumns;
import io.binnacle.timeseries.Series;

/** Makes points of samples that are all at hand. */
public final class PointSeries {

    private PointSeries() {
    }

    /**
     * The points whose windows end in that range; nothing when no sample lies in one.
     *
     * @param samples those of the range, and those before it that its first point depends on: see
     *        {@link WindowSpan#samplesFromMillis}; not to be changed afterwards
     */
    public static Optional<Series> of(Labels labels, SampleColumns samples, Rollup rollup, long minMillis,
            long maxMillis) {
        if (samples.count() == 0) {
            return Optional.empty();
        }
        // Whoever asks for all of time gets what there is.
        long latest = samples.times()[samples.count() - 1] + rollup.resolution().millis();
        WindowSpan span = WindowSpan.of(rollup, Math.max(minMillis, samples.times()[0]),
                Math.min(maxMillis, latest));
        if (span.isEmpty()) {
            return Optional.empty();
        }
        int from = samples.firstAtLeast(span.samplesFromMillis());
        int to = samples.firstAtLeast(span.lastEnd() + 1);
        if (from >= to || samples.times()[to - 1] < span.startMillis()) {
            return Optional.empty();
        }
        return Optional.of(new ColumnSeries(labels, into -> {
            SampleColumns part = new SampleColumns(to - from);
            part.append(samples, from, to);
            new RollupJoin(span, into).add(part);
        }));
    }
}

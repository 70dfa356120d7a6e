package io.binnacle.telemetry.intake.remotewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import org.jspecify.annotations.Nullable;

/**
 * Hands one request to the store: the only place that speaks to an {@link Appender}. Everything that is said between two
 * calls of {@link #series} is about that series; what is said about a refused series is counted and dropped. Used by one
 * thread.
 */
final class WriteBatch {

    private final Appender appender;
    private final Map<String, Integer> refused = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();
    private int series;
    /** Why the series is refused; null when it is not. */
    private @Nullable String fault;

    WriteBatch(Appender appender) {
        this.appender = appender;
    }

    /** Goes on to the series whose labels, as {@link SeriesLabels} has them, lie there. */
    void series(byte[] bytes, int offset, int length) {
        try {
            series = appender.series(bytes, offset, length);
            fault = null;
        } catch (InvalidInput e) {
            refuseSeries("with invalid labels", () -> String.valueOf(e.getMessage()));
        }
    }

    /** Goes on to a series that cannot be taken. */
    void refuseSeries(String reason, Supplier<String> example) {
        fault = reason;
        example(example);
    }

    /** @param startMillis when the counting began that the sample is a part of; 0 for unknown */
    void sample(long epochMillis, double value, long startMillis) {
        if (fault != null) {
            refuse(fault);
            return;
        }
        appender.append(series, epochMillis, value);
    }

    void histogram(HistogramMessage histogram) {
        String reason = fault == null ? histogram.fault() : fault;
        refuse(reason == null ? "native histograms, which are not kept" : reason);
    }

    void exemplar(SeriesLabels labels, long epochMillis, double value) {
        refuse(fault == null ? "exemplars, which are not kept" : fault);
    }

    private void refuse(String reason) {
        refused.merge(reason, 1, Integer::sum);
    }

    private void example(Supplier<String> example) {
        if (examples.size() < CommitResult.EXAMPLES_MAX) {
            examples.add(example.get());
        }
    }

    /** Stores what was taken. */
    WriteResult commit() {
        CommitResult result = appender.commit();
        result.rejectedBy().forEach((reason, count) -> refused.merge(
                reason.name().toLowerCase(Locale.ROOT).replace('_', ' '), count, Integer::sum));
        for (CommitResult.Rejection rejection : result.examples()) {
            example(() -> rejection.series() + " " + rejection.value() + " @" + rejection.epochMillis() + ": "
                    + rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return new WriteResult(result.appended() + result.duplicates(), 0, 0, refused, examples);
    }

    /** Forgets everything. */
    void rollback() {
        appender.rollback();
    }
}

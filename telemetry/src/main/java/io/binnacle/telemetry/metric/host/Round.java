package io.binnacle.telemetry.metric.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Sender;
import io.binnacle.timeseries.TimeSeriesStore;

/** The samples of one round, all of one instant. Belongs to one thread. */
final class Round {

    /** What Binnacle measures by itself is of a tenant of its own. */
    private static final Sender SENDER = new Sender("binnacle", "host");

    private final long epochMillis;
    private final Labels host;
    private final Map<Labels, Double> samples = new LinkedHashMap<>();

    Round(long epochMillis, Labels host) {
        this.epochMillis = epochMillis;
        this.host = host;
    }

    long epochMillis() {
        return epochMillis;
    }

    /** @param labels name, value, name, value, ... */
    void add(String metric, double value, String... labels) {
        Labels.Builder builder = host.toBuilder().set(Label.METRIC_NAME, metric);
        for (int i = 0; i < labels.length; i += 2) {
            builder.set(labels[i], labels[i + 1]);
        }
        samples.put(builder.build(), value);
    }

    /** A whole number; above 2^53 its last digits are lost. */
    void add(String metric, long value, String... labels) {
        add(metric, (double) value, labels);
    }

    Map<Labels, Double> samples() {
        return samples;
    }

    /** Stores the samples, and a stale marker for each series of the round before that is not among them. */
    CommitResult store(TimeSeriesStore store, Set<Labels> before) {
        Appender appender = store.appender(SENDER);
        samples.forEach((series, value) -> appender.append(series, epochMillis, value));
        for (Labels series : before) {
            if (!samples.containsKey(series)) {
                appender.append(series, epochMillis, Samples.STALE);
            }
        }
        return appender.commit();
    }
}

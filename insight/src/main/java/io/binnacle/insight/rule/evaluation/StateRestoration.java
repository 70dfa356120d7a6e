package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.TimeSeriesStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out since when alerts were active before a restart, from their series ALERTS_FOR_STATE, as Prometheus does: the time in
 * which nobody evaluated does not count, and an alert that would fire at once waits for a grace period first.
 */
final class StateRestoration {

    private static final Logger LOG = LoggerFactory.getLogger(StateRestoration.class);
    /** Prometheus' own: after a longer pause every alert begins anew. */
    private static final Duration OUTAGE_MAX = Duration.ofHours(1);
    /** Prometheus' own: rules that hold for less begin anew, they lose little. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** Samples read at once. */
    private static final int CHUNK = 256;

    private final TimeSeriesStore store;

    StateRestoration(TimeSeriesStore store) {
        this.store = store;
    }

    /** When a state was last written, and what it said. */
    private record LastState(long epochMillis, double value) {}

    /** False when the store does not answer; to be tried again then. */
    boolean restore(AlertingEvaluation evaluation, Instant now) {
        Duration heldFor = evaluation.rule().heldFor();
        if (heldFor.compareTo(GRACE) < 0 || evaluation.alerts().isEmpty()) {
            return true;
        }
        try {
            Map<Labels, LastState> states = states(evaluation, now);
            evaluation.change(alert -> {
                LastState state = states.get(alert.labels());
                return state == null || !alert.isActive() || Samples.isStale(state.value)
                        ? alert
                        : alert.activeSince(activeAt(state, heldFor, now));
            });
            return true;
        } catch (RuntimeException e) {
            LOG.warn("alert={} its state of before is not read", evaluation.rule().name(), e);
            return false;
        }
    }

    private static Instant activeAt(LastState state, Duration heldFor, Instant now) {
        Instant downAt = Instant.ofEpochSecond(state.epochMillis / 1000);
        Instant activeAt = Instant.ofEpochSecond((long) state.value);
        Duration remaining = heldFor.minus(Duration.between(activeAt, downAt));
        if (remaining.isNegative() || remaining.isZero()) {
            return activeAt;
        }
        return remaining.compareTo(GRACE) < 0
                ? now.plus(GRACE).minus(heldFor)
                : activeAt.plus(Duration.between(downAt, now));
    }

    private Map<Labels, LastState> states(AlertingEvaluation evaluation, Instant now) {
        List<Matcher> matchers = new ArrayList<>();
        matchers.add(Matcher.equal(Label.METRIC_NAME, AlertingEvaluation.STATE_METRIC));
        matchers.add(Matcher.equal("alertname", evaluation.rule().name()));
        Map<Labels, LastState> states = new HashMap<>();
        try (Querier querier = store.querier(now.minus(OUTAGE_MAX).toEpochMilli(), now.toEpochMilli())) {
            for (Series series : querier.select(matchers)) {
                LastState last = last(series.samples());
                if (last != null) {
                    states.put(series.labels().without(Label.METRIC_NAME), last);
                }
            }
        }
        return states;
    }

    private static @Nullable LastState last(SampleCursor cursor) {
        long[] times = new long[CHUNK];
        double[] values = new double[CHUNK];
        LastState last = null;
        for (int read = cursor.read(times, values, 0); read > 0; read = cursor.read(times, values, 0)) {
            last = new LastState(times[read - 1], values[read - 1]);
        }
        return last;
    }
}

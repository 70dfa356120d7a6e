package io.binnacle.insight.rule.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.insight.rule.prometheus.RuleGroup;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group at work. Its rules are evaluated in their order, each after what those before it gave is written. One thread
 * evaluates; any may ask for the state.
 */
public final class GroupEvaluation {

    private static final Logger LOG = LoggerFactory.getLogger(GroupEvaluation.class);

    private final RuleGroup group;
    private final Duration interval;
    private final Duration queryOffset;
    private final TimeSeriesStore store;
    private final List<Watch> watches = new ArrayList<>();
    private final Surroundings surroundings;
    /** What rules wrote that are gone; it ends with the next evaluation. */
    private final Set<Labels> ended = new HashSet<>();
    private volatile GroupState state;

    /** A rule, how it is doing, and what it wrote the last time. */
    private static final class Watch {
        private final RuleEvaluation evaluation;
        private Set<Labels> series = Set.of();
        private RuleState state;

        Watch(RuleEvaluation evaluation) {
            this.evaluation = evaluation;
            this.state = new RuleState(evaluation.rule(), null, null, Duration.ZERO, List.of());
        }
    }

    /** @param interval of a group that has none of its own */
    public GroupEvaluation(RuleGroup group, Duration interval, TimeSeriesStore store, Surroundings surroundings) {
        this.group = group;
        this.interval = group.interval() == null ? interval : group.interval();
        this.queryOffset = group.queryOffset() == null ? surroundings.queryOffset() : group.queryOffset();
        this.store = store;
        this.surroundings = surroundings;
        for (PrometheusRule rule : group.rules()) {
            watches.add(new Watch(switch (rule) {
                case PrometheusRule.Recording recording -> new RecordingEvaluation(recording, surroundings);
                case PrometheusRule.Alerting alerting -> new AlertingEvaluation(alerting, surroundings);
            }));
        }
        this.state = state(null, Duration.ZERO, 0);
    }

    public RuleGroup group() {
        return group;
    }

    public Duration interval() {
        return interval;
    }

    /** As of the end of the last evaluation. */
    public GroupState state() {
        return state;
    }

    /** Evaluates every rule as of that time. */
    public void evaluate(Instant at) {
        long begun = System.nanoTime();
        int samples = 0;
        for (Watch watch : watches) {
            samples += evaluate(watch, at);
        }
        watches.forEach(watch -> ended.removeAll(watch.series));
        endSeries(at.minus(queryOffset));
        state = state(at, Duration.ofNanos(System.nanoTime() - begun), samples);
    }

    private GroupState state(@Nullable Instant at, Duration took, int samples) {
        return new GroupState(group, interval, at, took, samples,
                watches.stream().map(watch -> watch.state).toList());
    }

    /** How many samples were written. */
    private int evaluate(Watch watch, Instant at) {
        long begun = System.nanoTime();
        String error = null;
        int written = 0;
        try {
            List<VectorSample> samples = watch.evaluation.evaluate(at, queryOffset, group.limit());
            error = write(watch, samples, at.minus(queryOffset));
            written = samples.size();
        } catch (RuntimeException e) {
            error = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        if (error != null && !error.equals(watch.state.error())) {
            LOG.warn("file={} group={} rule={} fails: {}", group.file(), group.name(), watch.evaluation.rule().name(),
                    error);
        }
        watch.state = new RuleState(watch.evaluation.rule(), error, at, Duration.ofNanos(System.nanoTime() - begun),
                watch.evaluation.alerts());
        return written;
    }

    /** Writes what a rule gave, and that what it gave before is gone; what is wrong with it, if anything. */
    private @Nullable String write(Watch watch, List<VectorSample> samples, Instant at) {
        if (samples.isEmpty() && watch.series.isEmpty()) {
            return null;
        }
        Appender appender = store.appender();
        Set<Labels> series = new HashSet<>();
        boolean committed = false;
        try {
            for (VectorSample sample : samples) {
                series.add(sample.labels());
                int number = appender.series(sample.labels());
                if (sample.histogram() == null) {
                    appender.append(number, sample.epochMillis(), sample.value());
                } else {
                    appender.append(number, sample.epochMillis(), sample.histogram().toSample());
                }
            }
            for (Labels before : watch.series) {
                if (!series.contains(before)) {
                    appender.append(before, at.toEpochMilli(), Samples.STALE);
                }
            }
            CommitResult result = appender.commit();
            committed = true;
            watch.series = series;
            return result.rejected() == 0
                    ? null
                    : result.rejected() + " samples were refused: " + result.rejectedBy().keySet();
        } finally {
            if (!committed) {
                appender.rollback();
            }
        }
    }

    /** Whether it does the same as another. */
    boolean isAs(GroupEvaluation other) {
        return group.equals(other.group) && interval.equals(other.interval) && surroundings.equals(other.surroundings);
    }

    /**
     * Goes on where another form of the group ended: rules of the same name and labels keep their alerts and know what they
     * wrote, and what the others wrote ends. Neither is being evaluated.
     */
    void takeOver(GroupEvaluation before) {
        List<Watch> left = new ArrayList<>(before.watches);
        for (Watch watch : watches) {
            for (Watch old : left) {
                if (watch.evaluation.takeOver(old.evaluation)) {
                    watch.series = old.series;
                    watch.state = new RuleState(watch.evaluation.rule(), old.state.error(), old.state.lastEvaluation(),
                            old.state.evaluationTime(), watch.evaluation.alerts());
                    left.remove(old);
                    break;
                }
            }
        }
        left.forEach(old -> ended.addAll(old.series));
        ended.addAll(before.ended);
        state = state(before.state.lastEvaluation(), before.state.evaluationTime(), before.state.samples());
    }

    /** The group is gone: what its rules wrote is, too. */
    void end(Instant now) {
        watches.forEach(watch -> ended.addAll(watch.series));
        endSeries(now.minus(queryOffset));
    }

    private void endSeries(Instant at) {
        if (ended.isEmpty()) {
            return;
        }
        Appender appender = store.appender();
        boolean committed = false;
        try {
            ended.forEach(labels -> appender.append(labels, at.toEpochMilli(), Samples.STALE));
            appender.commit();
            committed = true;
            ended.clear();
        } catch (RuntimeException e) {
            LOG.warn("file={} group={} what its former rules wrote cannot be ended", group.file(), group.name(), e);
        } finally {
            if (!committed) {
                appender.rollback();
            }
        }
    }

    /** Alerts write their states from now on, as if no time was before. */
    public void beginWithoutPast() {
        alerting().forEach(AlertingEvaluation::setRestored);
    }

    /** Whether every alert knows what it was before. */
    boolean isRestored() {
        return alerting().stream().allMatch(AlertingEvaluation::isRestored);
    }

    /** Alerts take up what their series of the time before say, and write their states from now on. */
    void restore(StateRestoration restoration, Instant now) {
        for (AlertingEvaluation alerting : alerting()) {
            if (restoration.restore(alerting, now)) {
                alerting.setRestored();
            }
        }
    }

    private List<AlertingEvaluation> alerting() {
        return watches.stream().map(watch -> watch.evaluation).filter(AlertingEvaluation.class::isInstance)
                .map(AlertingEvaluation.class::cast).toList();
    }
}

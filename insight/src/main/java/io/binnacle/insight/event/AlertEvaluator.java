package io.binnacle.insight.event;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.insight.rule.Rule;
import io.binnacle.insight.rule.Unit;
import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.kernel.id.Ids;
import io.binnacle.kernel.time.Beat;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the rules, round by round, and keeps the alerts. One thread does everything.
 *
 * <p>Nothing is lost: what could not be stored is tried again in the next round before anything new is decided about the
 * same series. After a restart the alerts that are not over are taken up where they were.
 */
public final class AlertEvaluator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertEvaluator.class);

    private final List<Rule> rules;
    private final RuleQueries queries;
    private final AlertStore store;
    private final Cmdb cmdb;
    private final InstantSource clock;
    private final EvaluatorSettings settings;
    private final AlertLedger ledger;
    private final AlertWording wording;
    private final Timer duration;
    private final AtomicLong lagMillis = new AtomicLong();
    private final Beat beat;
    /** By rule id, with those that are switched off and those that are no more as long as they have alerts. */
    private final Map<String, RuleWatch> watches = new LinkedHashMap<>();
    private final PrometheusWording prometheusWording;
    private PrometheusAlerts prometheus;
    private boolean restored;
    private volatile List<RuleStatus> statuses;

    /** @param engine answers from samples that are at most a minute old, or a host that fell silent looks well for longer */
    public AlertEvaluator(List<Rule> rules, PromqlEngine engine, AlertStore store, Cmdb cmdb, InstantSource clock,
            EvaluatorSettings settings, MeterRegistry meters) {
        this(rules, RuleQueries.of(engine), store, cmdb, clock, settings, meters);
    }

    AlertEvaluator(List<Rule> rules, RuleQueries queries, AlertStore store, Cmdb cmdb, InstantSource clock,
            EvaluatorSettings settings, MeterRegistry meters) {
        this.rules = List.copyOf(rules);
        this.queries = queries;
        this.store = store;
        this.cmdb = cmdb;
        this.clock = clock;
        this.settings = settings;
        this.ledger = new AlertLedger(store, cmdb, meters);
        Ids ids = new Ids(clock);
        this.wording = new AlertWording(ids);
        this.prometheusWording = new PrometheusWording(ids);
        this.prometheus = following(List::of);
        this.duration = meters.timer("binnacle.alerts.evaluation");
        this.statuses = rules.stream().map(rule -> watch(rule).status()).toList();
        // A fifth of the interval after the samples, so that a round sees this round's samples.
        this.beat = new Beat("alert-evaluation", settings.interval(), settings.interval().dividedBy(5), clock,
                this::beat);
        meters.gauge("binnacle.alerts.evaluation.lag.seconds", lagMillis, lag -> lag.get() / 1000.0);
        for (AlertState state : List.of(AlertState.PENDING, AlertState.FIRING, AlertState.UNKNOWN)) {
            meters.gauge("binnacle.alerts", Tags.of("state", state.text()), this, self -> self.count(state));
        }
        meters.gauge("binnacle.alerts.dropped", this,
                self -> self.statuses.stream().mapToInt(RuleStatus::dropped).sum() + self.prometheus.dropped());
        meters.gauge("binnacle.alerts.rules.failing", this,
                self -> self.statuses.stream().filter(status -> status.error() != null).count());
    }

    /** From now on it hears of changes; before {@link #start} or none is missed. */
    public void addListener(AlertListener listener) {
        ledger.addListener(listener);
    }

    /** Keeps the alerts of these groups of Prometheus' rules, too; to be called before {@link #start}. */
    public void follow(Supplier<List<GroupState>> groups) {
        prometheus = following(groups);
    }

    private PrometheusAlerts following(Supplier<List<GroupState>> groups) {
        return new PrometheusAlerts(groups, ledger, prometheusWording, cmdb, settings.alertsPerRuleMax());
    }

    /** Begins to evaluate. */
    public void start() {
        beat.start();
    }

    /** How each rule is doing, in the order of the files. */
    public List<RuleStatus> rules() {
        return statuses;
    }

    private void beat(long due, long lateMillis) {
        lagMillis.set(lateMillis);
        evaluate(Instant.ofEpochMilli(due));
    }

    /** One round as of now; tests call it instead of {@link #start}. */
    void evaluate() {
        evaluate(clock.instant());
    }

    private void evaluate(Instant now) {
        long begun = System.nanoTime();
        try {
            if (!restored) {
                restore(now);
            }
            List<Watched> refreshed = new ArrayList<>();
            for (RuleWatch watch : List.copyOf(watches.values())) {
                if (watch.rule.enabled() && watch.isDue(now)) {
                    refreshed.addAll(watch.evaluate(queries, now));
                } else if (!watch.rule.enabled() && !watch.isEmpty()) {
                    watch.end("the rule is switched off or was removed", now);
                }
            }
            refreshed.addAll(prometheus.round(now));
            ledger.refresh(refreshed);
            publish();
        } catch (RuntimeException e) {
            LOG.error("alert evaluation failed", e);
        }
        duration.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    private void restore(Instant now) {
        watches.clear();
        prometheus.clear();
        rules.forEach(rule -> watches.put(rule.id(), watch(rule)));
        for (AlertStore.Remembered remembered : store.unresolved()) {
            if (PrometheusFinding.isId(remembered.alert().ruleId())) {
                prometheus.restore(remembered);
            } else {
                watches.computeIfAbsent(remembered.alert().ruleId(), id -> watch(removed(remembered.alert())))
                        .restore(remembered, now);
            }
        }
        restored = true;
    }

    private RuleWatch watch(Rule rule) {
        return new RuleWatch(rule, settings, wording, ledger, cmdb);
    }

    /** Stands for a rule that no file holds any more, to end its alerts. */
    private static Rule removed(Alert alert) {
        return new Rule(alert.ruleId(), false, alert.title(), alert.description(), "", "", "",
                Unit.NUMBER, new TreeMap<>(), Duration.ZERO, Duration.ZERO, null, null,
                Map.of(), null, "removed");
    }

    private void publish() {
        List<RuleStatus> now = new ArrayList<>();
        for (Rule rule : rules) {
            RuleWatch watch = watches.get(rule.id());
            if (watch != null) {
                now.add(watch.status());
            }
        }
        for (RuleStatus status : now) {
            String error = status.error();
            boolean isNew = statuses.stream()
                    .noneMatch(before -> before.rule().id().equals(status.rule().id()) && before.error() != null);
            if (error != null && isNew) {
                LOG.warn("rule={} fails: {}", status.rule().id(), error);
            }
        }
        statuses = List.copyOf(now);
    }

    private int count(AlertState state) {
        return statuses.stream().mapToInt(status -> status.alerts().getOrDefault(state, 0)).sum()
                + prometheus.count(state);
    }

    /** Ends after the round that is under way. */
    @Override
    public void close() {
        beat.close();
    }
}

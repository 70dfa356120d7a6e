package io.binnacle.insight.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.insight.rule.NoData;
import io.binnacle.insight.rule.Rule;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import org.jspecify.annotations.Nullable;

/** One rule at work: its series, and what one evaluation decides about each. Belongs to the evaluator's thread. */
final class RuleWatch {

    final Rule rule;
    private final EvaluatorSettings settings;
    private final AlertWording wording;
    private final AlertLedger ledger;
    private final Cmdb cmdb;
    private final Map<Labels, Watched> series = new LinkedHashMap<>();
    private @Nullable Instant lastEvaluatedAt;
    private Duration lastDuration = Duration.ZERO;
    private @Nullable String error;
    private int dropped;
    private int unresolved;

    RuleWatch(Rule rule, EvaluatorSettings settings, AlertWording wording, AlertLedger ledger, Cmdb cmdb) {
        this.rule = rule;
        this.settings = settings;
        this.wording = wording;
        this.ledger = ledger;
        this.cmdb = cmdb;
    }

    boolean isDue(Instant now) {
        Duration interval = rule.interval();
        Instant last = lastEvaluatedAt;
        return interval == null || last == null
                || !now.isBefore(last.plus(interval).minus(settings.interval().dividedBy(2)));
    }

    /** Takes up an alert of a time before the restart. */
    void restore(AlertStore.Remembered remembered, Instant now) {
        Alert alert = remembered.alert();
        Duration unwatched = Duration.between(alert.lastEvaluatedAt(), now);
        // The time in which nobody looked does not count as time in which the value was bad, or good.
        Duration shift = unwatched.compareTo(settings.interval().multipliedBy(2)) > 0 ? unwatched : Duration.ZERO;
        var phases = AlertMachine.known(rule, Phase.shift(Phase.parse(remembered.memory().phases()), shift));
        Double value = alert.value();
        boolean bySilence = alert.state() == AlertState.UNKNOWN || phases.isEmpty();
        Track track = new Track(phases, alert.state(), alert.severity(), value == null ? Double.NaN : value,
                bySilence ? remembered.memory().lastSeen() : now, now.plus(settings.grace()));
        Labels labels = Labels.of(alert.labels()).without(rule.labels().keySet().toArray(new String[0]));
        series.put(labels, new Watched(labels, track, alert));
    }

    /** @return alerts whose value, but not state, changed */
    List<Watched> evaluate(RuleQueries queries, Instant now) {
        long begun = System.nanoTime();
        List<Watched> refreshed = new ArrayList<>();
        lastEvaluatedAt = now;
        dropped = 0;
        unresolved = (int) series.values().stream().filter(watched -> watched.alert != null).count();
        try {
            Map<Labels, Double> values = queries.values(rule.expr(), now);
            int left = settings.seriesPerRuleMax() - series.size();
            String overflow = null;
            for (Labels labels : values.keySet()) {
                if (!series.containsKey(labels)) {
                    if (left-- > 0) {
                        series.put(labels, new Watched(labels, Track.unseen(now), null));
                    } else {
                        overflow = "more than " + settings.seriesPerRuleMax() + " series; the rest is not watched";
                    }
                }
            }
            Gone gone = new Gone(queries, now);
            for (Watched watched : List.copyOf(series.values())) {
                Double value = values.get(watched.labels);
                decide(watched, value == null ? gone.missing(watched) : new Observation.Value(value), now, refreshed);
            }
            error = overflow;
        } catch (RuntimeException e) {
            error = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        lastDuration = Duration.ofNanos(System.nanoTime() - begun);
        return refreshed;
    }

    private void decide(Watched watched, Observation observation, Instant now, List<Watched> refreshed) {
        Watched.Decided outstanding = watched.outstanding;
        if (outstanding != null) {
            boolean stored = ledger.commit(watched, outstanding);
            if (!stored) {
                return;
            }
        }
        AlertMachine.Step step = AlertMachine.step(rule, watched.track, observation, now);
        Alert alert = watched.alert;
        AlertState state = step.track().state();
        if (alert == null) {
            if (state != null && unresolved < settings.alertsPerRuleMax()) {
                open(watched, step, state, now);
            } else if (state != null) {
                dropped++;
            } else {
                watched.track = step.track();
            }
        } else {
            change(watched, alert, step, now, refreshed);
        }
        boolean over = watched.alert == null && watched.outstanding == null;
        boolean forget = observation instanceof Observation.Gone
                || (observation instanceof Observation.Missing && rule.noData() == null);
        if (over && forget) {
            series.remove(watched.labels);
        }
    }

    private void open(Watched watched, AlertMachine.Step step, AlertState state, Instant now) {
        Alert opened = wording.open(rule, watched.labels, step, state, now, findItem(watched.labels));
        unresolved++;
        ledger.commit(watched, new Watched.Decided(step.track(), new AlertTransition(null, opened),
                AlertHistory.of(null, opened, now)));
    }

    private void change(Watched watched, Alert alert, AlertMachine.Step step, Instant now, List<Watched> refreshed) {
        AlertState next = step.track().state();
        AlertState state = next == null ? AlertState.RESOLVED : next;
        Optional<ConfigurationItem> item = alert.ciId() == null && state != AlertState.RESOLVED
                ? findItem(watched.labels)
                : Optional.empty();
        Alert changed = wording.next(rule, alert, step, state, now, item);
        boolean severityChanged = alert.severity() != changed.severity() && state != AlertState.PENDING;
        if (state != alert.state() || severityChanged || item.isPresent()) {
            ledger.commit(watched,
                    new Watched.Decided(step.track(), new AlertTransition(alert, changed),
                            AlertHistory.of(alert, changed, now)));
        } else {
            watched.track = step.track();
            watched.alert = changed;
            refreshed.add(watched);
        }
    }

    private Optional<ConfigurationItem> findItem(Labels labels) {
        return AlertWording.item(rule, labels).flatMap(item -> cmdb.findByKey(item.ciClass(), item.key()));
    }

    /** Tells a series that is missing from one whose thing is gone; asks only when a series is missing, and once a round. */
    private final class Gone {

        private final RuleQueries queries;
        private final Instant now;
        private @Nullable Collection<Labels> signs;

        Gone(RuleQueries queries, Instant now) {
            this.queries = queries;
            this.now = now;
        }

        Observation missing(Watched watched) {
            NoData noData = rule.noData();
            if (noData == null || now.isBefore(watched.track.holdUntil())) {
                return new Observation.Missing();
            }
            if (signs(noData).stream().anyMatch(sign -> agree(sign, watched.labels))) {
                return new Observation.Gone("it is gone: whatever reports it still does, but without it");
            }
            boolean silent = Duration.between(watched.track.lastSeen(), now).compareTo(noData.after()) >= 0;
            return silent
                    ? findItem(watched.labels).flatMap(item -> gone(item, noData))
                            .orElse(new Observation.Missing())
                    : new Observation.Missing();
        }

        private static Optional<Observation> gone(ConfigurationItem item, NoData noData) {
            // Silence of what must not be silent is explained by nothing less than its retirement.
            boolean isGone = item.lifecycle() == Lifecycle.RETIRED
                    || (item.lifecycle() == Lifecycle.MISSING && noData.becomes() == NoData.Becomes.UNKNOWN);
            return isGone
                    ? Optional.of(new Observation.Gone(item.name() + " is " + item.lifecycle().text()
                            + ": discovery does not find it any more"))
                    : Optional.empty();
        }

        private Collection<Labels> signs(NoData noData) {
            Collection<Labels> known = signs;
            if (known == null) {
                String goneWhen = noData.goneWhen();
                known = goneWhen == null
                        ? List.of()
                        : queries.values(goneWhen, now).entrySet().stream()
                                .filter(entry -> entry.getValue() != 0 && !entry.getValue().isNaN())
                                .map(Map.Entry::getKey)
                                .toList();
                signs = known;
            }
            return known;
        }

        private static boolean agree(Labels sign, Labels labels) {
            for (Label label : sign) {
                String other = labels.get(label.name());
                if (!other.isEmpty() && !other.equals(label.value())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Ends everything: the rule is no more. */
    void end(String why, Instant now) {
        for (Watched watched : List.copyOf(series.values())) {
            decide(watched, new Observation.Gone(why), now, new ArrayList<>());
        }
    }

    boolean isEmpty() {
        return series.isEmpty();
    }

    RuleStatus status() {
        Map<AlertState, Integer> alerts = new EnumMap<>(AlertState.class);
        for (Watched watched : series.values()) {
            Alert alert = watched.alert;
            if (alert != null) {
                alerts.merge(alert.state(), 1, Integer::sum);
            }
        }
        return new RuleStatus(rule, lastEvaluatedAt, lastDuration, error, series.size(), new HashMap<>(alerts),
                dropped);
    }
}

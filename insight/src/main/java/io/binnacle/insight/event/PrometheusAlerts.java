package io.binnacle.insight.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.insight.rule.evaluation.ActiveAlert;
import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.kernel.label.Labels;

/**
 * Keeps the alerts of Prometheus' rules beside ours, round by round: what a rule's last evaluation found is brought into the
 * alerts that people see. A rule that fails says nothing, so what fires by it becomes unknown. Belongs to the evaluator's thread.
 */
final class PrometheusAlerts {

    private static final String HOST_LABEL = "host_id";
    private static final String HOST_CLASS = "server";

    private final Supplier<List<GroupState>> groups;
    private final AlertLedger ledger;
    private final PrometheusWording wording;
    private final Cmdb cmdb;
    private final int alertsPerRuleMax;
    private final Map<String, Map<Labels, Watched>> watched = new LinkedHashMap<>();
    private volatile Map<AlertState, Integer> counts = Map.of();
    private volatile int dropped;

    PrometheusAlerts(Supplier<List<GroupState>> groups, AlertLedger ledger, PrometheusWording wording, Cmdb cmdb,
            int alertsPerRuleMax) {
        this.groups = groups;
        this.ledger = ledger;
        this.wording = wording;
        this.cmdb = cmdb;
        this.alertsPerRuleMax = alertsPerRuleMax;
    }

    /** Forgets everything: what is stored comes with {@link #restore}. */
    void clear() {
        watched.clear();
    }

    /** Takes up an alert of a time before the restart. */
    void restore(AlertStore.Remembered remembered) {
        Alert alert = remembered.alert();
        Labels labels = Labels.of(alert.labels());
        series(alert.ruleId()).put(labels, new Watched(labels, track(alert), alert));
    }

    private Map<Labels, Watched> series(String ruleId) {
        return watched.computeIfAbsent(ruleId, id -> new LinkedHashMap<>());
    }

    private static Track track(Alert alert) {
        Double value = alert.value();
        return new Track(new TreeMap<>(), alert.state(), alert.severity(), value == null ? Double.NaN : value,
                alert.lastEvaluatedAt(), Instant.MIN);
    }

    /** @return alerts whose value, but not state, changed */
    List<Watched> round(Instant now) {
        Map<String, PrometheusFinding> findings = PrometheusFinding.of(groups.get());
        List<Watched> refreshed = new ArrayList<>();
        int droppedNow = 0;
        Set<String> ids = new HashSet<>(watched.keySet());
        ids.addAll(findings.keySet());
        for (String id : ids) {
            PrometheusFinding finding = findings.get(id);
            if (finding == null) {
                List.copyOf(series(id).values()).forEach(one -> resolve(id, one, now, "the rule was removed"));
            } else if (finding.error() != null) {
                List.copyOf(series(id).values()).forEach(one -> lose(one, finding.error(), now));
            } else if (finding.evaluated()) {
                droppedNow += apply(id, finding, now, refreshed);
            }
            if (series(id).isEmpty()) {
                watched.remove(id);
            }
        }
        dropped = droppedNow;
        counts = counted();
        return refreshed;
    }

    /** How many alerts did not open, because the rule has as many as it may. */
    private int apply(String id, PrometheusFinding finding, Instant now, List<Watched> refreshed) {
        Map<Labels, Watched> series = series(id);
        for (Watched one : List.copyOf(series.values())) {
            if (!finding.alerts().containsKey(one.labels)) {
                resolve(id, one, now, "no longer in the result of the rule's expression");
            }
        }
        int left = alertsPerRuleMax - series.size();
        int droppedHere = 0;
        for (ActiveAlert alert : finding.alerts().values()) {
            Watched one = series.get(alert.labels());
            if (one != null) {
                see(id, one, finding, alert, now, refreshed);
            } else if (left-- > 0) {
                open(id, finding, alert, now);
            } else {
                droppedHere++;
            }
        }
        return droppedHere;
    }

    private void open(String id, PrometheusFinding finding, ActiveAlert alert, Instant now) {
        Alert opened = wording.open(id, finding.rule(), alert, now, item(alert.labels()));
        Watched one = new Watched(alert.labels(), Track.unseen(now), null);
        series(id).put(alert.labels(), one);
        commit(one, new AlertTransition(null, opened), now);
    }

    private void see(String id, Watched one, PrometheusFinding finding, ActiveAlert active, Instant now,
            List<Watched> refreshed) {
        if (!isStored(one)) {
            return;
        }
        Alert alert = one.alert;
        if (alert == null) {
            // Its end was stored only now.
            open(id, finding, active, now);
            return;
        }
        Alert seen = wording.seen(finding.rule(), alert, active, now);
        if (alert.state() == AlertState.UNKNOWN && seen.state() == AlertState.PENDING) {
            resolve(id, one, now, "the rule is evaluated again");
        } else if (seen.state() != alert.state()) {
            commit(one, new AlertTransition(alert, seen), now);
        } else {
            one.alert = seen;
            one.track = track(seen);
            refreshed.add(one);
        }
    }

    private void lose(Watched one, String error, Instant now) {
        Alert alert = isStored(one) ? one.alert : null;
        if (alert != null && alert.state() == AlertState.FIRING) {
            commit(one, new AlertTransition(alert, wording.unknown(alert, error, now)), now);
        }
    }

    private void resolve(String id, Watched one, Instant now, String why) {
        Alert alert = isStored(one) ? one.alert : null;
        if (alert != null) {
            commit(one, new AlertTransition(alert, wording.resolved(alert, now, why)), now);
        }
        if (one.alert == null && one.outstanding == null) {
            series(id).remove(one.labels);
        }
    }

    /** Tries again what could not be stored; false while it cannot. */
    private boolean isStored(Watched one) {
        Watched.Decided outstanding = one.outstanding;
        return outstanding == null || ledger.commit(one, outstanding);
    }

    private void commit(Watched one, AlertTransition transition, Instant now) {
        ledger.commit(one, new Watched.Decided(track(transition.after()), transition,
                AlertHistory.of(transition.before(), transition.after(), now)));
    }

    private Optional<ConfigurationItem> item(Labels labels) {
        return labels.find(HOST_LABEL).flatMap(host -> cmdb.findByKey(HOST_CLASS, host));
    }

    private Map<AlertState, Integer> counted() {
        Map<AlertState, Integer> counted = new EnumMap<>(AlertState.class);
        for (Map<Labels, Watched> series : watched.values()) {
            for (Watched one : series.values()) {
                Alert alert = one.alert;
                if (alert != null) {
                    counted.merge(alert.state(), 1, Integer::sum);
                }
            }
        }
        return new HashMap<>(counted);
    }

    /** How many alerts are in that state. */
    int count(AlertState state) {
        return counts.getOrDefault(state, 0);
    }

    /** How many alerts did not open in the last round. */
    int dropped() {
        return dropped;
    }
}

package io.binnacle.server.api;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.insight.rule.evaluation.RuleState;
import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;

/**
 * Prometheus' rules and their alerts, as Prometheus' HTTP API answers them. Our own rules and all alerts that people see are
 * what {@link AlertingApi} has.
 */
public final class PrometheusRulesApi {

    /** So many tell what to do next; a file of another kind may have thousands. */
    private static final int FAULTS_MAX = 100;

    private final Supplier<List<GroupState>> groups;
    private final Supplier<List<String>> faults;

    /** @param faults why files do not load, which the answer has as warnings */
    public PrometheusRulesApi(Supplier<List<GroupState>> groups, Supplier<List<String>> faults) {
        this.groups = groups;
        this.faults = faults;
    }

    public List<Route<?, ?>> routes() {
        Parameter[] filters = {Parameter.text("type", "alert or record: only rules of that kind"),
                Parameter.text("rule_name[]", "Only rules of that name; several add up").many(),
                Parameter.text("rule_group[]", "Only groups of that name; several add up").many(),
                Parameter.text("file[]", "Only groups of that file; several add up").many(),
                Parameter.text("exclude_alerts", "true leaves the alerts out"),
                Parameter.text("match[]", "A selector of the labels that a rule has; several add up").many(),
                Parameter.text("group_limit", "How many groups to answer at most"),
                Parameter.text("group_next_token", "Where to go on: the groupNextToken of the answer before")};
        return List.of(
                Route.get("rules", "prometheusRules", "Prometheus' rules, in Prometheus' format")
                        .needs(Permission.ALERT_READ).with(filters).returnsContent()
                        .handle(call -> PrometheusAnswers.answer(() -> rules(call))),
                Route.get("alerts", "prometheusAlerts", "The alerts of Prometheus' rules, in Prometheus' format")
                        .needs(Permission.ALERT_READ).returnsContent().handle(call -> alerts()),
                Route.get("alertmanagers", "prometheusAlertmanagers",
                        "The Alertmanagers that alerts are sent to, in Prometheus' format: none")
                        .needs(Permission.ALERT_READ).returnsContent().handle(call -> alertmanagers()));
    }

    /** Alerts are notified of from here. */
    private static Content alertmanagers() {
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            for (String list : List.of("activeAlertmanagers", "droppedAlertmanagers")) {
                json.writeArrayFieldStart(list);
                json.writeEndArray();
            }
            json.writeEndObject();
        }, List.of(), List.of());
    }

    private Content alerts() {
        List<GroupState> all = groups.get();
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("alerts");
            for (GroupState group : all) {
                for (RuleState rule : group.rules()) {
                    PrometheusRulesJson.writeAlerts(json, rule.alerts());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }, List.of(), List.of());
    }

    private Content rules(Call call) {
        Filter filter = Filter.of(call);
        List<GroupState> sorted = groups.get().stream()
                .sorted(Comparator.comparing((GroupState group) -> group.group().file())
                        .thenComparing(group -> group.group().name()))
                .toList();
        RulePage page = RulePage.of(call);
        List<GroupState> shown = page.select(sorted.stream().map(filter::narrowed).toList());
        String next = page.next();
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("groups");
            for (GroupState group : shown) {
                PrometheusRulesJson.writeGroup(json, group, filter.withAlerts());
            }
            json.writeEndArray();
            if (!next.isEmpty()) {
                json.writeStringField("groupNextToken", next);
            }
            json.writeEndObject();
        }, faults.get().stream().limit(FAULTS_MAX).toList(), List.of());
    }

    /** Which rules are asked for. */
    private record Filter(boolean alerting, boolean recording, List<String> names, List<String> groupNames,
            List<String> files, List<List<Matcher>> matchers, boolean withAlerts) {

        static Filter of(Call call) {
            String type = call.query("type").orElse("").toLowerCase(Locale.ROOT);
            if (!List.of("", "alert", "record").contains(type)) {
                throw new Wrong("type", "not supported value \"" + type + "\"");
            }
            return new Filter(!type.equals("record"), !type.equals("alert"), call.queryAll("rule_name[]"),
                    call.queryAll("rule_group[]"), call.queryAll("file[]"),
                    PrometheusAnswers.selectors(call.queryAll("match[]")),
                    !excludesAlerts(call.query("exclude_alerts").orElse("")));
        }

        private static boolean excludesAlerts(String text) {
            return switch (text) {
                case "1", "t", "T", "true", "TRUE", "True" -> true;
                case "", "0", "f", "F", "false", "FALSE", "False" -> false;
                default ->
                    throw new Wrong("exclude_alerts", "error converting exclude_alerts: strconv.ParseBool: parsing \""
                            + text + "\": invalid syntax");
            };
        }

        /** The group with the rules that are asked for. */
        GroupState narrowed(GroupState group) {
            boolean none = (!groupNames.isEmpty() && !groupNames.contains(group.group().name()))
                    || (!files.isEmpty() && !files.contains(group.group().file()));
            List<RuleState> rules = none ? List.of() : group.rules().stream().filter(this::takes).toList();
            return new GroupState(group.group(), group.interval(), group.lastEvaluation(), group.evaluationTime(),
                    group.samples(), rules);
        }

        private boolean takes(RuleState state) {
            PrometheusRule rule = state.rule();
            boolean kind = rule instanceof PrometheusRule.Alerting ? alerting : recording;
            Labels labels = Labels.of(rule.labels());
            return kind && (names.isEmpty() || names.contains(rule.name())) && (matchers.isEmpty() || matchers.stream()
                    .anyMatch(set -> set.stream().allMatch(matcher -> matcher.matches(labels))));
        }
    }
}

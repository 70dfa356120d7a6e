package io.binnacle.insight.rule.unittest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.binnacle.insight.rule.evaluation.ActiveAlert;
import io.binnacle.insight.rule.evaluation.GroupEvaluation;
import io.binnacle.insight.rule.evaluation.RuleQuery;
import io.binnacle.insight.rule.evaluation.RuleState;
import io.binnacle.insight.rule.evaluation.Surroundings;
import io.binnacle.insight.rule.prometheus.PrometheusRule;
import io.binnacle.insight.rule.prometheus.RuleGroup;
import io.binnacle.insight.rule.unittest.UnitTestFile.Alert;
import io.binnacle.insight.rule.unittest.UnitTestFile.AlertTest;
import io.binnacle.insight.rule.unittest.UnitTestFile.Element;
import io.binnacle.insight.rule.unittest.UnitTestFile.Expected;
import io.binnacle.insight.rule.unittest.UnitTestFile.ExpressionTest;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramNotation;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.PromqlFeatures;
import io.binnacle.timeseries.promql.PromqlLimits;
import io.binnacle.timeseries.promql.Quoting;
import io.binnacle.timeseries.promql.script.InputSeries;

/** One test at work, with a store of its own. */
final class SingleTest {

    private static final Duration AGES = Duration.ofDays(40_000);
    private static final int SERIES_MAX = 1_000_000;
    private static final int SAMPLES_PER_SERIES_MAX = 10_000_000;
    private static final Comparator<Labels> BY_LABELS = Labels.ORDER;
    private static final Comparator<Alert> BY_ALERT = Comparator.comparing(Alert::labels, BY_LABELS)
            .thenComparing(alert -> alert.annotations().toString());

    private final UnitTestFile.Test test;
    private final UnitTestFile file;
    private final TimeSeriesStore store;
    private final RuleQuery query;
    private final List<GroupEvaluation> groups = new ArrayList<>();
    private final List<InputSeries> input = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    /** How many places of the input are loaded. */
    private int loaded;

    private SingleTest(UnitTestFile.Test test, UnitTestFile file, List<RuleGroup> rules, PromqlFeatures features,
            TimeSeriesStore store) {
        this.test = test;
        this.file = file;
        this.store = store;
        this.query = RuleQuery.of(new PromqlEngine(store,
                PromqlLimits.defaults().withSubqueryStep(file.evaluationInterval()), features, report -> {}));
        Surroundings surroundings = new Surroundings(query, test.externalLabels(), test.externalUrl(), Duration.ZERO);
        for (RuleGroup group : rules) {
            GroupEvaluation evaluation = new GroupEvaluation(group, test.interval(), store, surroundings);
            evaluation.beginWithoutPast();
            groups.add(evaluation);
        }
    }

    /** What did not come out as expected. */
    static List<String> run(UnitTestFile.Test test, UnitTestFile file, List<RuleGroup> rules,
            PromqlFeatures features) {
        Instant end = test.start().plus(test.end());
        try (TimeSeriesStore store = new InMemoryTimeSeriesStore(
                new InMemorySettings(AGES, AGES, AGES, SERIES_MAX, SAMPLES_PER_SERIES_MAX), () -> end)) {
            SingleTest single = new SingleTest(test, file, rules, features, store);
            single.run();
            return single.failures;
        }
    }

    private void run() {
        for (UnitTestFile.Input series : test.input()) {
            try {
                input.add(InputSeries.parse(series.series(), series.values()));
            } catch (IllegalArgumentException e) {
                failures.add("    series: " + Quoting.quote(series.series()) + ", err: " + e.getMessage());
            }
        }
        if (!failures.isEmpty()) {
            return;
        }
        for (Duration at = Duration.ZERO; at.compareTo(test.end()) <= 0; at = at.plus(file.evaluationInterval())) {
            load(at);
            if (!evaluate(at)) {
                return;
            }
            Duration next = at.plus(file.evaluationInterval());
            for (AlertTest alertTest : test.alerts().stream().sorted(Comparator.comparing(AlertTest::evalTime))
                    .toList()) {
                if (alertTest.evalTime().compareTo(at) >= 0 && alertTest.evalTime().compareTo(next) < 0) {
                    check(alertTest);
                }
            }
        }
        load(test.end());
        test.expressions().forEach(this::check);
    }

    /** Loads the samples up to that time. */
    private void load(Duration until) {
        Appender appender = store.appender();
        int longest = input.stream().mapToInt(InputSeries::size).max().orElse(0);
        Duration at = test.interval().multipliedBy(loaded);
        while (loaded < longest && at.compareTo(until) <= 0) {
            for (InputSeries series : input) {
                if (loaded < series.size()) {
                    series.append(loaded, test.start().plus(at).toEpochMilli(), appender);
                }
            }
            at = test.interval().multipliedBy(++loaded);
        }
        CommitResult result = appender.commit();
        if (result.rejected() > 0) {
            failures.add("    samples cannot be stored: " + result.rejectedBy());
        }
    }

    /** False when a rule failed: what follows would mean nothing. */
    private boolean evaluate(Duration at) {
        boolean good = true;
        for (GroupEvaluation group : groups) {
            group.evaluate(test.start().plus(at));
            for (RuleState rule : group.state().rules()) {
                if (rule.error() != null) {
                    failures.add("    rule: " + rule.rule().name() + ", time: " + DurationText.format(at) + ", err: "
                            + rule.error());
                    good = false;
                }
            }
        }
        return good;
    }

    private void check(AlertTest alertTest) {
        List<Alert> got = new ArrayList<>();
        for (GroupEvaluation group : groups) {
            for (RuleState rule : group.state().rules()) {
                if (rule.rule() instanceof PrometheusRule.Alerting alerting
                        && alerting.name().equals(alertTest.alertname())) {
                    rule.alerts().stream().filter(alert -> alert.state() == ActiveAlert.State.FIRING)
                            .forEach(alert -> got.add(new Alert(alert.labels(), alert.annotations())));
                }
            }
        }
        got.sort(BY_ALERT);
        List<Alert> expected = alertTest.expected().stream().sorted(BY_ALERT).toList();
        boolean same = alertTest.ignoresAnnotations()
                ? got.stream().map(Alert::labels).toList().equals(expected.stream().map(Alert::labels).toList())
                : got.equals(expected);
        if (!same) {
            failures.add((test.name().isEmpty() ? "" : "    name: " + test.name() + ",\n") + "    alertname: "
                    + alertTest.alertname() + ", time: " + DurationText.format(alertTest.evalTime())
                    + ", \n        exp:" + GoNotation.alerts(expected) + ", \n        got:"
                    + GoNotation.alerts(got));
        }
    }

    private void check(ExpressionTest expressionTest) {
        String place = "    expr: " + Quoting.quote(expressionTest.expression()) + ", time: "
                + DurationText.format(expressionTest.evalTime()) + ",";
        try {
            List<Element> got = query
                    .ask(expressionTest.expression(), test.start().plus(expressionTest.evalTime())).stream()
                    .map(sample -> new Element(sample.labels(), sample.value(), sample.histogram()))
                    .sorted(Comparator.comparing(Element::labels, BY_LABELS)).toList();
            List<Element> expected = expressionTest.expected().stream().map(SingleTest::parsed)
                    .sorted(Comparator.comparing(Element::labels, BY_LABELS)).toList();
            if (!isSame(expected, got)) {
                failures.add(place + "\n        exp: " + GoNotation.elements(expected) + "\n        got: "
                        + GoNotation.elements(got));
            }
        } catch (RuntimeException e) {
            failures.add(place + " err: " + e.getMessage());
        }
    }

    private static Element parsed(Expected expected) {
        try {
            return new Element(InputSeries.labels(expected.labels()), expected.value(),
                    expected.histogram().isEmpty() ? null : InputSeries.histogram(expected.histogram()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "labels " + Quoting.quote(expected.labels()) + ": " + e.getMessage(), e);
        }
    }

    private boolean isSame(List<Element> expected, List<Element> got) {
        if (expected.size() != got.size()) {
            return false;
        }
        for (int i = 0; i < got.size(); i++) {
            if (!expected.get(i).labels().equals(got.get(i).labels()) || !isSame(expected.get(i), got.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(Element expected, Element got) {
        FloatHistogram wanted = expected.histogram();
        FloatHistogram histogram = got.histogram();
        if (wanted != null || histogram != null) {
            return wanted != null && histogram != null
                    && HistogramNotation.format(wanted).equals(HistogramNotation.format(histogram));
        }
        double left = expected.value();
        double right = got.value();
        boolean near = file.fuzzyCompare() && (Math.nextUp(left) == right || Math.nextDown(left) == right);
        return left == right || near || (Double.isNaN(left) && Double.isNaN(right));
    }
}

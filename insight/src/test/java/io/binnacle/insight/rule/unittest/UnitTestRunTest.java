package io.binnacle.insight.rule.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import io.binnacle.timeseries.promql.PromqlFeatures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitTestRunTest {

    private static final UnitTestRun.Options ALL = new UnitTestRun.Options(PromqlFeatures.none(), null);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeRules() throws IOException {
        Files.writeString(folder.resolve("rules-1.yml"),
                """
                    groups:
                    - name: first
                      rules:
                      - {record: job:m:sum, expr: sum by (job) (m)}
                    - name: second
                      rules:
                      - alert: Many
                        expr: job:m:sum > 10
                        for: 2m
                        labels: {severity: page}
                        annotations: {summary: "{{ $labels.job }} has {{ $value | humanize }} in {{ $externalLabels.region }}, {{ $externalURL }}"}
                    """);
    }

    private UnitTestRun.Result run(String text) throws IOException {
        return UnitTestRun.run(Files.writeString(folder.resolve("test.yml"), text), ALL);
    }

    @Test
    void whatComesOutAsExpectedPasses() throws IOException {
        assertThat(
                run("""
                    rule_files: ["rules-*.yml"]
                    evaluation_interval: 1m
                    group_eval_order: [first, second]
                    tests:
                    - name: all
                      interval: 30s
                      external_labels: {region: eu}
                      external_url: https://example.org
                      input_series:
                      - {series: 'm{job="a",x="1"}', values: '0+1x20'}
                      - {series: 'm{job="a",x="2"}', values: '_x2 5 stale 5x16'}
                      - {series: 'h{job="a"}', values: '{{schema:1 count:3 sum:5 buckets:[1 2]}}x20'}
                      alert_rule_test:
                      - {eval_time: 3m, alertname: Many}
                      - eval_time: 6m
                        alertname: Many
                        exp_alerts:
                        - exp_labels: {severity: page, job: a}
                          exp_annotations: {summary: "a has 17 in eu, https://example.org"}
                      - {eval_time: 6m, alertname: Nothing, exp_alerts: []}
                      promql_expr_test:
                      - expr: job:m:sum
                        eval_time: 1m
                        exp_samples: [{labels: 'job:m:sum{job="a"}', value: 7}]
                      - expr: m{x="2"}
                        eval_time: 90s
                      - expr: h * 2
                        eval_time: 1m
                        exp_samples: [{labels: '{job="a"}', histogram: '{{schema:1 count:6 sum:10 counter_reset_hint:not_reset buckets:[2 4]}}'}]
                      - expr: count(ALERTS) without (__name__)
                        eval_time: 6m
                        exp_samples:
                        - {labels: '{alertname="Many", alertstate="firing", job="a", severity="page"}', value: 1}
                    """).failures())
                .isEmpty();
    }

    @Test
    void whatDiffersIsShownAsPromtoolShowsIt() throws IOException {
        assertThat(run("""
            rule_files: [rules-1.yml]
            tests:
            - name: wrong
              interval: 1m
              input_series:
              - {series: 'm{job="a"}', values: '11x10'}
              alert_rule_test:
              - eval_time: 5m
                alertname: Many
                exp_alerts: [{exp_labels: {job: b}}]
              promql_expr_test:
              - expr: m
                eval_time: 1m
                exp_samples: [{labels: 'm{job="a"}', value: 12}]
              - {expr: m +, eval_time: 1m}
            """).failures()).containsExactly("""
            name: wrong,
            alertname: Many, time: 5m,\s
                exp:[
                    0:
                      Labels:{alertname="Many", job="b"}
                      Annotations:{}
                    ],\s
                got:[
                    0:
                      Labels:{alertname="Many", job="a", severity="page"}
                      Annotations:{summary="a has 11 in , "}
                    ]""".indent(4).stripTrailing(), """
            expr: "m", time: 1m,
                exp: {__name__="m", job="a"} 1.2E+01
                got: {__name__="m", job="a"} 1.1E+01""".indent(4).stripTrailing(),
                "    expr: \"m +\", time: 1m, err: 1:4: parse error: unexpected end of input");
    }

    @Test
    void annotationsMayNotCount() throws IOException {
        String test = """
            rule_files: [rules-1.yml]
            tests:
            - interval: 1m
              WHOLE
              input_series: [{series: 'm{job="a"}', values: '11x10'}]
              alert_rule_test:
              - {eval_time: 5m, alertname: Many, SINGLE exp_alerts: [{exp_labels: {severity: page, job: a}}]}
            """;
        String whole = "ignore_annotations: true";
        assertThat(run(test.replace("WHOLE", whole).replace("SINGLE", "")).failures()).isEmpty();
        assertThat(run(test.replace("WHOLE", "").replace("SINGLE", whole + ",")).failures()).isEmpty();
        assertThat(run(test.replace("WHOLE", "").replace("SINGLE", "")).failures()).hasSize(1);
    }

    @Test
    void theLastBitDoesNotCountForThoseWhoSaySo() throws IOException {
        String test = """
            rule_files: []
            fuzzy_compare: FUZZY
            tests:
            - promql_expr_test:
              - {expr: "0.1 + 0.2", exp_samples: [{labels: "{}", value: 0.3}]}
            """;
        assertThat(run(test.replace("FUZZY", "true")).passed()).isTrue();
        assertThat(run(test.replace("FUZZY", "false")).passed()).isFalse();
    }

    @Test
    void aSubqueryWithoutAStepHasThatOfTheEvaluation() throws IOException {
        Files.writeString(folder.resolve("rules-2.yml"), """
            groups:
            - {name: third, rules: [{record: seen, expr: 'count_over_time(vector(1)[2m:])'}]}
            """);
        assertThat(run("""
            rule_files: [rules-2.yml]
            evaluation_interval: 15s
            tests:
            - interval: 1m
              promql_expr_test:
              - {expr: seen, eval_time: 10m, exp_samples: [{labels: seen, value: 8}]}
              - {expr: 'count_over_time(vector(1)[2m:])', eval_time: 10m, exp_samples: [{value: 8}]}
            """).failures()).isEmpty();
    }

    @Test
    void timeMayBeginAnywhere() throws IOException {
        assertThat(run("""
            rule_files: []
            tests:
            - start_timestamp: 2026-01-01T00:00:00Z
              input_series: [{series: m, values: 1x5}]
              promql_expr_test:
              - {expr: timestamp(m), eval_time: 2m, exp_samples: [{labels: "{}", value: 1767225720}]}
            """).failures()).isEmpty();
    }

    @Test
    void onlyTheNamedTestsAreRun() throws IOException {
        Path file = Files.writeString(folder.resolve("two.yml"), """
            rule_files: []
            tests:
            - {name: good, promql_expr_test: [{expr: "1", exp_samples: [{labels: "", value: 1}]}]}
            - {name: bad, promql_expr_test: [{expr: "1", exp_samples: []}]}
            """);
        assertThat(UnitTestRun.run(file, ALL).failures()).hasSize(1);
        assertThat(UnitTestRun.run(file, new UnitTestRun.Options(PromqlFeatures.none(), Pattern.compile("^go")))
                .failures()).isEmpty();
    }

    @Test
    void faultsOfAllKindsAreTold() throws IOException {
        assertThat(run("rule_file: []\ntests: [{interval: x}]\n").failures()).hasSize(2)
                .allMatch(fault -> fault.contains("test.yml:"));
        assertThat(run("rule_files: [none-*.yml]\n").warnings()).singleElement().asString()
                .startsWith("no file match pattern ");
        Files.writeString(folder.resolve("broken.yml"), "groups: [{name: g, rules: [{record: r, expr: '+'}]}]");
        assertThat(run("rule_files: [broken.yml]\n").failures()).singleElement().asString()
                .contains("broken.yml:1:46: group \"g\", rule 1, \"r\": could not parse expression");
        assertThat(run("rule_files: []\ntests: [{input_series: [{series: m, values: 1x}]}]\n").failures())
                .singleElement().asString().startsWith("    series: \"m\", err: ");
        assertThat(run("rule_files: []\ntests: [{name: t, alert_rule_test: [{eval_time: 1m}]}]\n").failures())
                .singleElement().asString().contains(
                        "misses required attribute alertname at eval_time 1m (in TestGroup t)");
    }

    @Test
    void aRuleThatFailsEndsItsTest() throws IOException {
        Files.writeString(folder.resolve("fails.yml"),
                "groups: [{name: g, rules: [{record: r, expr: 'm * on() n'}]}]");
        assertThat(
                run("""
                    rule_files: [fails.yml]
                    tests:
                    - input_series: [{series: 'm{a="1"}', values: 1x5}, {series: 'n{a="1"}', values: 1x5}, {series: 'n{a="2"}', values: 1x5}]
                      promql_expr_test: [{expr: m, eval_time: 2m}]
                    """).failures())
                .singleElement().asString().startsWith("    rule: r, time: 0s, err: ");
    }
}

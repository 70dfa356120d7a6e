package io.binnacle.insight.rule.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.timeseries.promql.PromqlFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileReaderTest {

    private static RuleFileReader.Reading read(String text) {
        return RuleFileReader.read("f.yml", text, PromqlFeatures.none());
    }

    private static List<String> faults(String text) {
        return read(text).faults().stream().map(YamlFault::toString).toList();
    }

    @Test
    void everythingThatAFileMaySayIsRead() {
        RuleFile file = read("""
            groups:
              - name: one
                interval: 30s
                query_offset: 1m
                limit: 7
                labels: {team: a, tier: 1}
                rules:
                  - record: job:up:sum
                    expr: sum by (job) (up)
                    labels: {team: b}
                  - alert: Down
                    expr: up == 0
                    for: 5m
                    keep_firing_for: 1m30s
                    labels:
                      severity: "{{ $labels.tier }}"
                    annotations:
                      summary: "{{ $labels.instance }} is down"
              - name: two
                rules:
            """).file().orElseThrow();
        assertThat(file.groups()).containsExactly(
                new RuleGroup("f.yml", "one", Duration.ofSeconds(30), Duration.ofMinutes(1), 7, List.of(
                        new PrometheusRule.Recording("job:up:sum", "sum by (job) (up)",
                                new TreeMap<>(Map.of("team", "b", "tier", "1"))),
                        new PrometheusRule.Alerting("Down", "up == 0", Duration.ofMinutes(5), Duration.ofSeconds(90),
                                new TreeMap<>(Map.of("team", "a", "tier", "1", "severity", "{{ $labels.tier }}")),
                                new TreeMap<>(Map.of("summary", "{{ $labels.instance }} is down"))))),
                new RuleGroup("f.yml", "two", null, null, 0, List.of()));
        assertThat(read("").file().orElseThrow().groups()).isEmpty();
        assertThat(read("groups:\n").file().orElseThrow().groups()).isEmpty();
    }

    @Test
    void allFaultsAreToldAtOnceWithTheirPlaces() {
        assertThat(faults("""
            groups:
              - name: g
                limits: 1
                rules:
                  - alert: A
                    expr: up ==
                    labels: {"": x}
                    annotations:
                      summary: "{{ $nope }}"
                  - record: r
                    alert: a
                    expr: up
                  - expr: up
                  - record: "x{a=\\"b\\"}"
                    for: 5m
                    keep_firing_for: 5x
                    annotations: {a: b}
              - name: g
              - rules: []
            """)).containsExactly(
                "f.yml:3:5: unknown key limits in a group; did you mean limit?",
                "f.yml:6:15: group \"g\", rule 1, \"A\": could not parse expression: 1:6: parse error: unexpected end of input",
                "f.yml:7:22: group \"g\", rule 1, \"A\": invalid label name: ",
                "f.yml:9:20: group \"g\", rule 1, \"A\": annotation \"summary\": template: __alert_A:1: undefined variable \"$nope\"",
                "f.yml:10:17: group \"g\", rule 2, \"a\": only one of 'record' and 'alert' must be set",
                "f.yml:13:9: group \"g\", rule 3, \"\": one of 'record' or 'alert' must be set",
                "f.yml:14:9: group \"g\", rule 4, \"x{a=\\\"b\\\"}\": field 'expr' must be set in rule",
                "f.yml:14:17: group \"g\", rule 4, \"x{a=\\\"b\\\"}\": braces present in the recording rule name; should it be in expr?: x{a=\"b\"}",
                "f.yml:15:14: group \"g\", rule 4, \"x{a=\\\"b\\\"}\": invalid field 'for' in recording rule",
                "f.yml:16:26: keep_firing_for: not a valid duration string: \"5x\"",
                "f.yml:17:22: group \"g\", rule 4, \"x{a=\\\"b\\\"}\": invalid field 'annotations' in recording rule",
                "f.yml:18:5: groupname: \"g\" is repeated in the same file",
                "f.yml:19:5: Groupname must not be empty");
    }

    @Test
    void whatIsNoYamlIsToldToo(@TempDir Path folder) throws Exception {
        assertThat(faults("groups: [")).singleElement().asString().startsWith("f.yml:1:10: is no YAML: ");
        assertThat(faults("- a")).containsExactly("f.yml:1:1: the file: expected a mapping of keys and values");
        assertThat(faults("groups: {}")).containsExactly("f.yml:1:9: groups: expected a list");
        assertThat(faults("groups:\n- name: a\n  name: b\n"))
                .containsExactly("f.yml:3:3: a group: name is given twice");
        Path binary = Files.write(folder.resolve("b.yml"), new byte[]{(byte) 0xff, 1});
        assertThat(RuleFileReader.read(binary, PromqlFeatures.none()).faults()).containsExactly(
                new YamlFault(binary.toString(), 1, 1, "is no UTF-8 text"));
        assertThat(RuleFileReader.read(folder.resolve("none.yml"), PromqlFeatures.none()).faults())
                .singleElement().extracting(YamlFault::message).isEqualTo("there is no such file");
    }

    @Test
    void namesMayBeAnyText() {
        assertThat(read("""
            groups:
              - name: g
                rules:
                  - {record: "é.x y", expr: up, labels: {"ä.b": "1"}}
                  - {alert: "Ä b", expr: 'up{"ä.b"="1"}'}
            """).faults()).isEmpty();
        assertThat(faults("groups: [{name: g, rules: [{record: r, expr: up, labels: {__name__: a}}]}]"))
                .singleElement().asString().contains("invalid label name: __name__");
    }

    @Test
    void mergedAndReferencedPartsCount() {
        RuleFile file = read("""
            groups:
              - name: g
                rules:
                  - &one {alert: A, expr: up == 0, for: 5m, labels: &labels {severity: page}}
                  - {<<: *one, alert: B}
                  - {alert: C, expr: up, labels: {<<: *labels, x: y}}
            """).file().orElseThrow();
        assertThat(file.groups().getFirst().rules()).extracting(PrometheusRule::name).containsExactly("A", "B", "C");
        assertThat(file.groups().getFirst().rules().get(1).labels()).containsEntry("severity", "page");
        assertThat(file.groups().getFirst().rules().get(2).labels()).containsEntry("severity", "page")
                .containsEntry("x", "y");
    }

    @Test
    void experimentalPartsNeedTheirFeature() {
        String text = "groups: [{name: g, rules: [{record: r, expr: 'mad_over_time(x[5m])'}]}]";
        assertThat(faults(text)).singleElement().asString().contains("function \"mad_over_time\" is not enabled");
        assertThat(RuleFileReader.read("f.yml", text, PromqlFeatures.parse("promql-experimental-functions")).faults())
                .isEmpty();
    }

    @Test
    void rulesThatAreThereTwiceAreFound() {
        assertThat(read("""
            groups:
              - name: a
                rules:
                  - {record: r, expr: up, labels: {a: b}}
                  - {record: r, expr: down}
              - name: b
                rules:
                  - {record: r, expr: x, labels: {a: b}}
                  - {alert: r, expr: x}
            """).file().orElseThrow().duplicates()).extracting(PrometheusRule::expression).containsExactly("x");
    }
}

package io.binnacle.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.health.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {

    @Test
    void ourRulesLoadAndTellWhatToDo() {
        List<Rule> rules = RuleFiles.load(Optional.empty(), TestRules.fine());
        assertThat(rules).extracting(Rule::id).contains("host-down", "cpu-saturated", "memory-short",
                "file-system-filling", "inodes-short", "clock-skew", "service-stopped");
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.why()).isNotBlank();
            assertThat(rule.whatToDo()).isNotBlank();
            assertThat(rule.item()).isNotNull();
        });
    }

    @Test
    void everyKeyIsRead() {
        Rule rule = TestRules.parse("""
            rules:
              - id: full
                title: "{{ disk }} is full"
                description: At {{ value }}.
                why: because
                whatToDo: this
                expr: usage
                unit: ratio
                thresholds:
                  warning: {above: 0.8, clear: 0.7}
                  critical: {above: 0.9, for: 1m}
                for: 5m
                clearFor: 30s
                noData: {after: 1m, becomes: firing, goneWhen: other}
                item: {class: disk, key: "{{ host }}:{{ disk }}"}
                labels: {team: storage}
                interval: 1m
            """).getFirst();
        assertThat(rule.thresholds().keySet()).containsExactly(Severity.CRITICAL, Severity.WARNING);
        assertThat(rule.heldFor(Severity.CRITICAL)).isEqualTo(Duration.ofMinutes(1));
        assertThat(rule.heldFor(Severity.WARNING)).isEqualTo(Duration.ofMinutes(5));
        assertThat(rule.noData()).isEqualTo(
                new NoData(Duration.ofMinutes(1), NoData.Becomes.FIRING, Severity.CRITICAL, "other"));
        assertThat(rule.item()).isEqualTo(new ItemTemplate("disk", "{{ host }}:{{ disk }}"));
        assertThat(rule.labels()).containsEntry("team", "storage");
        assertThat(rule.interval()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void allFaultsComeAtOnceWithFileAndLine() {
        assertThatThrownBy(() -> RuleFiles.parse("my.yaml", """
            rules:
              - id: One
                title: "{{ a }"
                descripton: typo
                expr: "sum("
                thresholds:
                  waring: {above: 1}
                  major: {above: 5, clear: 6}
                for: soon
              - title: nameless
            """, expression -> Optional.of("parse error: unclosed (")))
                .isInstanceOfSatisfying(InvalidInput.class,
                        fault -> assertThat(fault.violations()).extracting(violation -> violation.field() + " "
                                + violation.expected()).containsExactly(
                                        "my.yaml:2 id: expected lower-case words with hyphens, got One",
                                        "my.yaml:2 the rule One needs description",
                                        "my.yaml:3 title: expected {{ name }} with a label's name or value",
                                        "my.yaml:4 unknown key descripton in a rule; did you mean description?",
                                        "my.yaml:5 expr: parse error: unclosed (",
                                        "my.yaml:7 unknown key waring in thresholds; did you mean warning?",
                                        "my.yaml:7 thresholds: expected at least one severity",
                                        "my.yaml:8 clear must lie on the good side of the limit",
                                        "my.yaml:9 for: expected a duration such as 30s or 5m, got soon",
                                        "my.yaml:10 a rule needs an id"));
    }

    @Test
    void whatIsNoYamlNamesItsLine() {
        assertThatThrownBy(() -> TestRules.parse("rules:\n  - id: [\n")).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("test.yaml:3").hasMessageContaining("is no YAML");
    }

    @Test
    void aWorseSeverityNeedsALimitFurtherOut() {
        assertThatThrownBy(() -> TestRules.rule("thresholds: {critical: {above: 0.8}, warning: {above: 0.9}}"))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("further out");
    }

    @Test
    void aUsersFileChangesOurRuleKeyByKey(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("mine.yaml"), """
            rules:
              - id: cpu-saturated
                enabled: false
              - id: memory-short
                for: 1m
              - id: my-own
                title: mine
                description: mine
                expr: up
                thresholds: {info: {below: 1}}
            """);
        List<Rule> rules = RuleFiles.load(Optional.of(directory), TestRules.fine());
        assertThat(find(rules, "cpu-saturated").enabled()).isFalse();
        assertThat(find(rules, "memory-short").heldFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(find(rules, "memory-short").thresholds()).hasSize(2);
        assertThat(find(rules, "memory-short").origin()).contains("built in").contains("mine.yaml");
        assertThat(find(rules, "my-own").enabled()).isTrue();
    }

    @Test
    void aUsersFaultNamesTheUsersFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), "rules:\n  - id: memory-short\n    for: x\n");
        assertThatThrownBy(() -> RuleFiles.load(Optional.of(directory), TestRules.fine()))
                .isInstanceOf(InvalidInput.class).hasMessageContaining(file + ":3: ");
    }

    @Test
    void anEmptyFileAndAMissingDirectoryAreFine(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("empty.yaml"), "# nothing\n");
        assertThat(RuleFiles.load(Optional.of(directory), TestRules.fine())).isNotEmpty();
        assertThat(RuleFiles.load(Optional.of(directory.resolve("none")), TestRules.fine())).isNotEmpty();
    }

    private static Rule find(List<Rule> rules, String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }
}

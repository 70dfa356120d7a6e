package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCommandTest {

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void aLineTellsOfEachFileOrOfEachFault() throws IOException {
        String good = file("good.yml",
                "groups: [{name: g, rules: [{record: r, expr: up}, {alert: A, expr: up == 0}]}]");
        String bad = file("bad.yml", "groups:\n- name: g\n  rules:\n  - {record: r, expr: 'up +'}\n  - {alert: A}\n");
        assertThat(run("rules", "check", good)).isEqualTo(Main.DONE);
        assertThat(out.toString()).isEqualToNormalizingNewlines(good + ": accepted, groups 1, rules 2\n");
        out.getBuffer().setLength(0);
        assertThat(run("rules", "check", bad, good)).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(out.toString()).isEqualToNormalizingNewlines(bad
                + ":4:23: refused: group \"g\", rule 1, \"r\": could not parse expression: 1:5: parse error: unexpected end of input\n"
                + bad + ":5:5: refused: group \"g\", rule 2, \"A\": field 'expr' must be set in rule\n" + good
                + ": accepted, groups 1, rules 2\n");
    }

    @Test
    void rulesThatAreThereTwiceAreAFaultOnlyForThoseWhoAsk() throws IOException {
        String twice = file("twice.yml", "groups: [{name: g, rules: [{record: r, expr: a}, {record: r, expr: b}]}]");
        assertThat(run("rules", "check", twice)).isEqualTo(Main.DONE);
        assertThat(out.toString()).contains(twice + ": warning: there twice: r {}");
        assertThat(run("rules", "check", "--lint-fatal", twice)).isEqualTo(Main.NOT_POSSIBLE);
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(run("rules", "check", folder.resolve("none.yml").toString())).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(out.toString()).contains("none.yml:1:1: refused: there is no such file");
        assertThat(run("rules")).isEqualTo(Main.WRONG_INPUT);
    }

    @Test
    void unitTestsPassOrShowWhatCameInstead() throws IOException {
        file("rules.yml", "groups: [{name: g, rules: [{record: r, expr: m * 2}]}]");
        String good = file("good.yml",
                "{rule_files: ['*rules.yml'], tests: [{input_series: [{series: m, values: 1x3}], promql_expr_test: [{expr: r, eval_time: 1m, exp_samples: [{labels: r, value: 2}]}]}]}");
        String bad = file("bad.yml", "{rule_files: [none.yml], tests: [{promql_expr_test: [{expr: '1'}]}]}");
        assertThat(run("rules", "test", good)).isEqualTo(Main.DONE);
        assertThat(out.toString()).isEqualToNormalizingNewlines("Unit Testing:  " + good + "\n  SUCCESS\n\n");
        out.getBuffer().setLength(0);
        assertThat(run("rules", "test", bad)).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(out.toString()).isEqualToNormalizingNewlines("Unit Testing:  " + bad
                + "\n  WARNING: no file match pattern " + folder.resolve("none.yml")
                + "\n  FAILED:\n    expr: \"1\", time: 0s,\n        exp: nil\n        got: {} 1E+00\n\n\n");
    }
}

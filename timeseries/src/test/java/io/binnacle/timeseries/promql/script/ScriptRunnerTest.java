package io.binnacle.timeseries.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** That the runner fails what must fail, which no script that passes can show. */
class ScriptRunnerTest {

    private static final String LOAD = """
        load 1m
          a{x="1"} 1+1x5
          a{x="2"} 5x5
          h {{schema:0 count:4 sum:5 buckets:[1 3]}}x5

        """;

    private static List<Outcome> run(String evaluations) {
        return ScriptRunner.run(LOAD + evaluations);
    }

    private static void assertFails(String evaluation, String fault) {
        assertThat(run(evaluation)).singleElement().satisfies(outcome -> {
            assertThat(outcome.passed()).as(evaluation).isFalse();
            assertThat(outcome.fault()).contains(fault);
            assertThat(outcome.line()).isEqualTo(6);
        });
    }

    @Test
    void whatIsAsTheScriptSaysPasses() {
        assertThat(run("""
            eval instant at 1m a
              a{x="1"} 2
              a{x="2"} 5

            eval range from 0 to 2m step 1m h
              h {{schema:0 count:4 sum:5 buckets:[1 3]}}x2

            eval instant at 1m sum(a) > "x"
              expect fail regex: .*binary expression must contain only scalar.*
            """)).hasSize(3).allMatch(Outcome::passed);
    }

    @Test
    void anotherValueFails() {
        assertFails("eval instant at 1m a\n  a{x=\"1\"} 2\n  a{x=\"2\"} 5.1", "expected 5.1");
        assertFails("eval range from 0 to 1m step 1m a{x=\"1\"}\n  a{x=\"1\"} 1 3", "expected [1.0, 3.0]");
        assertFails("eval instant at 1m h\n  h {{schema:0 count:4 sum:5 buckets:[2 2]}}", "expected {count:4");
        assertFails("eval instant at 1m h\n  h {{schema:0 count:4 sum:5 buckets:[1 3] counter_reset_hint:reset}}",
                "expected {count:4");
        assertFails("eval instant at 1m 1 + 1\n  3", "expected 3.0");
    }

    @Test
    void anotherSeriesFails() {
        assertFails("eval instant at 1m a{x=\"1\"}\n  a{x=\"3\"} 2", "did not expect");
        assertFails("eval instant at 1m a{x=\"1\"}", "did not expect");
        assertFails("eval instant at 1m a{x=\"3\"}\n  a{x=\"3\"} 1", "expected {a{x=\"3\"}");
        assertFails("eval instant at 5m sort(a)\n  expect ordered\n  a{x=\"1\"} 6\n  a{x=\"2\"} 5", "at place 1");
    }

    @Test
    void anotherRemarkFails() {
        assertFails("eval instant at 5m rate(a{x=\"1\"}[3m])\n  expect no_info\n  {x=\"1\"} 0.0166666666",
                "expected no remarks");
        assertFails("eval instant at 1m a{x=\"1\"}\n  expect warn\n  a{x=\"1\"} 2", "expected Expectation");
        assertFails("eval instant at 5m rate(a{x=\"1\"}[3m])\n  expect info msg: other\n  {x=\"1\"} 0.0166666666",
                "expected Expectation");
    }

    @Test
    void aRemarkNeedNotSayWhereItIs() {
        String remark = "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket:"
                + " \"a\"";
        for (String expected : List.of(remark, remark + " (1:6)")) {
            assertThat(run("eval instant at 5m rate(a{x=\"1\"}[3m])\n  expect info msg: " + expected
                    + "\n  {x=\"1\"} 0.0166666666")).as(expected).singleElement().matches(Outcome::passed);
        }
        assertFails("eval instant at 5m rate(a{x=\"1\"}[3m])\n  expect info msg: " + remark
                + " (1:7)\n  {x=\"1\"} 0.0166666666", "expected Expectation");
    }

    @Test
    void aFailureThatIsMissingOrAnotherFails() {
        assertFails("eval instant at 1m a{x=\"3\"}\n  expect fail", "expected a failure");
        assertFails("eval instant at 1m nope(a)\n  expect fail msg: other", "failed otherwise");
        assertFails("eval instant at 1m nope(a)", "failed: 1:1: parse error: unknown function");
    }

    @Test
    void whatTellsTheTimeIsNotPinned() {
        assertThat(run("eval instant at 1m time()\n  60\n\neval instant at 1m timestamp(a{x=\"1\"})\n  {x=\"1\"} 60"))
                .hasSize(2).allMatch(Outcome::passed);
    }

    @Test
    void whatBreaksTheFormatFailsAndTheRestIsRun() {
        for (String broken : List.of("load 1m\n  a 1x", "evaluate 1", "eval instant at 1m a\n  expect nothing\n  a 1",
                "load 1m\n  a {{count:1 nonsense:2}}", "load 1m\n  b {{count:1 buckets:[-1]}}")) {
            List<Outcome> outcomes = ScriptRunner.run("\n" + broken + "\n\neval instant at 0 1\n  1\n");
            assertThat(outcomes).as(broken).hasSize(2);
            assertThat(outcomes.getFirst().line()).isEqualTo(2);
            assertThat(outcomes.getFirst().passed()).isFalse();
            assertThat(outcomes.getLast().passed()).isTrue();
        }
    }
}

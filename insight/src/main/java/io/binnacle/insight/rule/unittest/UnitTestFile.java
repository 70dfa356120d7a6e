package io.binnacle.insight.rule.unittest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Unit tests of rules, as they are written.
 *
 * @param patterns           of the rule files, relative to the file
 * @param evaluationInterval between evaluations of all rules
 * @param groupOrder         groups in the order in which they are evaluated; others come first
 * @param fuzzyCompare       whether the last bit of a value does not count
 */
record UnitTestFile(List<String> patterns, Duration evaluationInterval, List<String> groupOrder, boolean fuzzyCompare,
        List<Test> tests) {

    /**
     * Samples, and what is expected of them.
     *
     * @param interval between the samples
     * @param start    when the first sample is
     */
    record Test(String name, Duration interval, Instant start, List<Input> input, List<AlertTest> alerts,
            List<ExpressionTest> expressions, SortedMap<String, String> externalLabels, URI externalUrl) {

        /** The latest time that anything is expected of. */
        Duration end() {
            Duration end = Duration.ZERO;
            for (AlertTest test : alerts) {
                end = end.compareTo(test.evalTime) < 0 ? test.evalTime : end;
            }
            for (ExpressionTest test : expressions) {
                end = end.compareTo(test.evalTime) < 0 ? test.evalTime : end;
            }
            return end;
        }
    }

    /** A series and its samples, in their notation. */
    record Input(String series, String values) {}

    /** The alerts of a name that fire at a time; their annotations may not count. */
    record AlertTest(Duration evalTime, String alertname, boolean ignoresAnnotations, List<Alert> expected) {}

    /** An alert as people see it. */
    record Alert(Labels labels, SortedMap<String, String> annotations) {}

    /** The result of an expression at a time. */
    record ExpressionTest(String expression, Duration evalTime, List<Expected> expected) {}

    /**
     * An element as it is written.
     *
     * @param histogram in its notation; empty for a number
     */
    record Expected(String labels, double value, String histogram) {}

    /** An element of a result. */
    record Element(Labels labels, double value, @Nullable FloatHistogram histogram) {}
}

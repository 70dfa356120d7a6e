package io.binnacle.timeseries.promql.script;

import java.util.List;

import io.binnacle.kernel.label.Labels;
import org.jspecify.annotations.Nullable;

/** What a script tells to do. */
sealed interface ScriptCommand {

    /** What breaks the format; it goes to the next empty line. */
    record Broken(int line, String text, String fault) implements ScriptCommand {}

    /** Forgets all samples. */
    record Clear() implements ScriptCommand {}

    /**
     * Adds samples, from the epoch on.
     *
     * @param convertBuckets whether classic histograms become native ones with custom bounds as well
     */
    record Load(int line, long stepMillis, boolean convertBuckets, List<LoadedSeries> series)
            implements
                ScriptCommand {}

    /** @param startOffsets when the counting began, in milliseconds from each sample; null where that is not told */
    record LoadedSeries(Labels labels, List<Point> points, List<@Nullable Long> startOffsets) {}

    /** Evaluates a query. */
    record Eval(int line, String query, Times times, Expectations expectations) implements ScriptCommand {}

    /** @param range whether it is a query of a range; else {@code startMillis} is its time */
    record Times(boolean range, long startMillis, long endMillis, long stepMillis) {}

    /** What a result or a remark must be like. */
    record Expectation(Type type, Match match, String text) {

        enum Type {
            FAIL, WARN, NO_WARN, INFO, NO_INFO, ORDERED, STRING
        }

        enum Match {
            ANY, MESSAGE, PATTERN
        }
    }

    /**
     * All that is expected of an evaluation.
     *
     * @param rangeVector the times of a range vector that is the result; null when it is none
     * @param scalar null when the result is no scalar
     */
    record Expectations(List<Expectation> expectations, @Nullable Times rangeVector, @Nullable Double scalar,
            List<ExpectedSeries> series) {

        List<Expectation> of(Expectation.Type type) {
            return expectations.stream().filter(one -> one.type() == type).toList();
        }

        boolean has(Expectation.Type type) {
            return !of(type).isEmpty();
        }
    }

    record ExpectedSeries(Labels labels, List<Point> points) {}
}

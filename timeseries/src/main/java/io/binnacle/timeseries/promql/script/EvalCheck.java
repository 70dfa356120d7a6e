package io.binnacle.timeseries.promql.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.PromqlFeatures;
import io.binnacle.timeseries.promql.PromqlLimits;
import io.binnacle.timeseries.promql.QueryError;
import io.binnacle.timeseries.promql.QueryResult;
import io.binnacle.timeseries.promql.script.ScriptCommand.Eval;
import io.binnacle.timeseries.promql.script.ScriptCommand.Expectation;
import io.binnacle.timeseries.promql.script.ScriptCommand.Times;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a query, and tells what is wrong with what came. A query of one instant must give the same when its selectors are
 * pinned to that instant, whenever it is evaluated then, and at the middle of a range.
 */
final class EvalCheck {

    private static final Duration AROUND = Duration.ofMinutes(1);
    /** What these give depends on the range of the query. */
    private static final Pattern OF_THE_RANGE = Pattern.compile("(start|end|range|step)\\(\\)");

    private final PromqlEngine engine;
    private final Eval eval;

    EvalCheck(TimeSeriesStore store, Eval eval) {
        this.engine = new PromqlEngine(store, PromqlLimits.defaults(), PromqlFeatures.ofTestScripts(), report -> {});
        this.eval = eval;
    }

    /** Null when all is as expected. */
    @Nullable
    String fault() {
        try {
            return eval.times().range() ? ofRange() : ofInstants();
        } catch (QueryError e) {
            return failure(e);
        } catch (RuntimeException e) {
            return "threw " + e;
        }
    }

    private @Nullable String failure(QueryError error) {
        String message = String.valueOf(error.getMessage());
        List<Expectation> failures = eval.expectations().of(Expectation.Type.FAIL);
        if (failures.isEmpty()) {
            return "failed: " + message;
        }
        return failures.stream().allMatch(one -> RemarkCheck.matches(one, message))
                ? null
                : "failed otherwise: " + message;
    }

    private @Nullable String ofRange() {
        Times times = eval.times();
        QueryResult result = engine.range(eval.query(), Instant.ofEpochMilli(times.startMillis()),
                Instant.ofEpochMilli(times.endMillis()), Duration.ofMillis(times.stepMillis()));
        return checked(result, false);
    }

    private @Nullable String ofInstants() {
        long at = eval.times().startMillis();
        String fault = ofInstant(eval.query(), at);
        if (fault != null) {
            return fault;
        }
        long pinnedAt = eval.expectations().rangeVector() == null ? at : eval.expectations().rangeVector().endMillis();
        Optional<String> pinned = PromqlEngine.pinned(eval.query(), Instant.ofEpochMilli(pinnedAt));
        if (pinned.isEmpty()) {
            return null;
        }
        List<Long> times = pinnedAt == 0
                ? List.of(-1000L, 0L, 1000L)
                : List.of(-10 * pinnedAt, 0L, pinnedAt / 5, pinnedAt, 10 * pinnedAt);
        for (long time : times) {
            String faultThen = pinnedFault(pinned.get(), time);
            if (faultThen != null) {
                return "as " + pinned.get() + " at " + time + " ms: " + faultThen;
            }
        }
        return null;
    }

    private @Nullable String pinnedFault(String query, long time) {
        try {
            return ofInstant(query, time);
        } catch (QueryError e) {
            return failure(e);
        }
    }

    private @Nullable String ofInstant(String query, long at) {
        Instant instant = Instant.ofEpochMilli(at);
        QueryResult result;
        try {
            result = engine.instant(query, instant);
        } catch (QueryError e) {
            return failure(e);
        }
        String fault = checked(result, true);
        boolean alone = eval.expectations().rangeVector() != null || eval.expectations().has(Expectation.Type.STRING)
                || eval.expectations().has(Expectation.Type.FAIL) || OF_THE_RANGE.matcher(query).find();
        if (fault != null || alone) {
            return fault;
        }
        QueryResult.Matrix around = (QueryResult.Matrix) engine.range(query, instant.minus(AROUND),
                instant.plus(AROUND), AROUND);
        if (eval.expectations().has(Expectation.Type.ORDERED)) {
            return null;
        }
        String inRange = new ResultCheck(eval).fault(middle(around, at, result instanceof QueryResult.Scalar));
        return inRange == null ? null : "in a range: " + inRange;
    }

    private static QueryResult middle(QueryResult.Matrix matrix, long at, boolean scalar) {
        List<QueryResult.VectorSample> samples = new ArrayList<>();
        for (QueryResult.MatrixSeries series : matrix.series()) {
            for (int i = 0; i < series.epochMillis().length; i++) {
                if (series.epochMillis()[i] == at) {
                    samples.add(new QueryResult.VectorSample(series.labels(), at, series.values()[i]));
                }
            }
            for (int i = 0; i < series.histogramMillis().length; i++) {
                if (series.histogramMillis()[i] == at) {
                    samples.add(new QueryResult.VectorSample(series.labels(), at, 0, series.histograms()[i]));
                }
            }
        }
        return scalar
                ? new QueryResult.Scalar(at, samples.getFirst().value(), List.of(), List.of())
                : new QueryResult.Vector(samples, List.of(), List.of());
    }

    private @Nullable String checked(QueryResult result, boolean instant) {
        if (eval.expectations().has(Expectation.Type.FAIL)) {
            return "expected a failure, got " + ResultCheck.described(result);
        }
        String fault = RemarkCheck.fault(eval.expectations(), result);
        if (fault != null) {
            return fault;
        }
        boolean matrix = result instanceof QueryResult.Matrix;
        if (instant && matrix && eval.expectations().rangeVector() == null && !eval.expectations().series().isEmpty()) {
            return "expected no range vector, got " + ResultCheck.described(result);
        }
        return new ResultCheck(eval).fault(result);
    }
}

package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.Appender;
import io.binnacle.timeseries.CommitResult;
import io.binnacle.timeseries.memory.InMemorySettings;
import io.binnacle.timeseries.memory.InMemoryTimeSeriesStore;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlScript.Eval;
import io.binnacle.timeseries.promql.PromqlScript.Expectation;
import io.binnacle.timeseries.promql.PromqlScript.Line;
import io.binnacle.timeseries.promql.QueryResult.MatrixSeries;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;
import org.jspecify.annotations.Nullable;

/** Runs a {@link PromqlScript} and tells of each evaluation how it went. */
final class ScriptRunner {

    enum Verdict {
        PASSED, UNSUPPORTED, FAILED
    }

    record Outcome(int line, String query, Verdict verdict, String detail) {
        @Override
        public String toString() {
            return line + ": " + query + ": " + verdict + " " + detail;
        }
    }

    private static final double TOLERANCE = 1e-6;
    private static final Comparator<Labels> ORDER = Labels.ORDER;

    private TimeSeriesStore store = newStore();
    /** Series with native histograms, which the store cannot hold yet. */
    private final List<Labels> notLoaded = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    static List<Outcome> run(String script) {
        ScriptRunner runner = new ScriptRunner();
        for (PromqlScript.Command command : PromqlScript.parse(script)) {
            switch (command) {
                case PromqlScript.Clear clear -> runner.clear();
                case PromqlScript.Load load -> runner.load(load);
                case Eval eval -> runner.outcomes.add(runner.evaluate(eval));
            }
        }
        return runner.outcomes;
    }

    private static TimeSeriesStore newStore() {
        Duration age = Duration.ofDays(10_000);
        return new InMemoryTimeSeriesStore(new InMemorySettings(age, age, age, 100_000, 100_000),
                () -> Instant.EPOCH.plus(Duration.ofDays(400)));
    }

    private void clear() {
        store.close();
        store = newStore();
        notLoaded.clear();
    }

    private void load(PromqlScript.Load load) {
        Map<Labels, Line> bySeries = new LinkedHashMap<>();
        for (Line line : load.series()) {
            bySeries.put(line.labels() == null ? Labels.empty() : line.labels(), line);
        }
        Appender appender = store.appender();
        bySeries.forEach((labels, line) -> {
            if (line.histograms()) {
                notLoaded.add(labels);
            }
            String name = labels.metricName();
            if (load.convertBuckets() && name.matches(".*_(bucket|sum|count)")) {
                notLoaded.add(labels.without("le").with(Label.METRIC_NAME, name.substring(0, name.lastIndexOf('_'))));
            }
            for (int i = 0; i < line.values().length; i++) {
                if (!isNothing(line.values()[i])) {
                    appender.append(labels, i * load.stepMillis(), line.values()[i]);
                }
            }
        });
        CommitResult result = appender.commit();
        if (result.rejected() > 0) {
            throw new IllegalStateException("not loaded: " + result);
        }
    }

    private static boolean isNothing(double value) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(PromqlScript.NOTHING);
    }

    private Outcome evaluate(Eval eval) {
        String fault;
        try {
            fault = check(eval, query(eval));
        } catch (QueryError e) {
            if (e.kind() == QueryError.Kind.UNSUPPORTED) {
                return new Outcome(eval.line(), eval.query(), Verdict.UNSUPPORTED, String.valueOf(e.getMessage()));
            }
            fault = checkFailure(eval, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            fault = "threw " + e;
        }
        if (fault == null) {
            return new Outcome(eval.line(), eval.query(), Verdict.PASSED, "");
        }
        if (touchesHistograms(eval)) {
            return new Outcome(eval.line(), eval.query(), Verdict.UNSUPPORTED, "native histograms");
        }
        return new Outcome(eval.line(), eval.query(), Verdict.FAILED, fault);
    }

    private QueryResult query(Eval eval) {
        PromqlEngine engine = new PromqlEngine(store, PromqlLimits.defaults());
        Instant start = Instant.ofEpochMilli(eval.startMillis());
        return eval.endMillis() < 0
                ? engine.instant(eval.query(), start)
                : engine.range(eval.query(), start, Instant.ofEpochMilli(eval.endMillis()),
                        Duration.ofMillis(eval.stepMillis()));
    }

    private boolean touchesHistograms(Eval eval) {
        if (eval.results().stream().anyMatch(Line::histograms)) {
            return true;
        }
        try {
            return touchesHistograms(Parser.parse(eval.query()));
        } catch (InvalidInput e) {
            return false;
        }
    }

    private boolean touchesHistograms(Expression expression) {
        return switch (expression) {
            case Expression.VectorSelector selector -> notLoaded.stream()
                    .anyMatch(labels -> selector.matchers().stream().allMatch(matcher -> matcher.matches(labels)));
            case Expression.MatrixSelector selector -> touchesHistograms(selector.vector());
            case Expression.Subquery subquery -> touchesHistograms(subquery.inner());
            case Expression.Parens parens -> touchesHistograms(parens.inner());
            case Expression.Unary unary -> touchesHistograms(unary.inner());
            case Expression.Binary binary -> touchesHistograms(binary.left()) || touchesHistograms(binary.right());
            case Expression.Aggregate aggregate -> touchesHistograms(aggregate.inner())
                    || Optional.ofNullable(aggregate.parameter()).map(this::touchesHistograms).orElse(false);
            case Expression.Call call -> call.arguments().stream().anyMatch(this::touchesHistograms);
            case Expression.NumberLiteral number -> false;
            case Expression.StringLiteral text -> false;
        };
    }

    private static @Nullable String checkFailure(Eval eval, String message) {
        for (Expectation expectation : eval.expectations()) {
            if (expectation.type().equals("fail")) {
                return matches(expectation, message) ? null : "failed otherwise: " + message;
            }
        }
        return "failed: " + message;
    }

    private static boolean matches(Expectation expectation, String message) {
        if (expectation.match() == null) {
            return true;
        }
        return expectation.match().equals("msg")
                ? message.equals(expectation.text())
                : Pattern.compile(expectation.text()).matcher(message).find();
    }

    private static @Nullable String checkRemarks(Eval eval, String type, List<String> remarks) {
        List<Expectation> wanted = eval.expectations().stream().filter(one -> one.type().equals(type)).toList();
        if (eval.expectations().stream().anyMatch(one -> one.type().equals("no_" + type)) && !remarks.isEmpty()) {
            return "remarks: " + remarks;
        }
        for (Expectation expectation : wanted) {
            if (remarks.stream().noneMatch(remark -> matches(expectation, remark))) {
                return "no remark " + expectation + " in " + remarks;
            }
        }
        if (!wanted.isEmpty()) {
            for (String remark : remarks) {
                if (wanted.stream().noneMatch(expectation -> matches(expectation, remark))) {
                    return "unwanted remark " + remark;
                }
            }
        }
        return null;
    }

    private static @Nullable String check(Eval eval, QueryResult result) {
        if (eval.expectations().stream().anyMatch(expectation -> expectation.type().equals("fail"))) {
            return "did not fail, but gave " + result;
        }
        String fault = checkRemarks(eval, "warn", result.warnings());
        if (fault == null) {
            fault = checkRemarks(eval, "info", result.infos());
        }
        if (fault != null) {
            return fault;
        }
        return switch (result) {
            case QueryResult.Scalar scalar -> eval.results().size() == 1 && eval.results().getFirst().labels() == null
                    && almostEqual(eval.results().getFirst().values()[0], scalar.value()) ? null : "gave " + scalar;
            case QueryResult.Text text -> eval.expectations().stream().anyMatch(
                    one -> one.type().equals("string") && one.text().equals(text.value())) ? null : "gave " + text;
            case QueryResult.Vector vector -> checkVector(eval, vector);
            case QueryResult.Matrix matrix -> checkMatrix(eval, matrix);
        };
    }

    private static @Nullable String checkVector(Eval eval, QueryResult.Vector vector) {
        List<VectorSample> samples = new ArrayList<>(vector.samples());
        List<Line> lines = new ArrayList<>(eval.results());
        if (samples.size() != lines.size() || lines.stream().anyMatch(line -> line.labels() == null)) {
            return "gave " + samples;
        }
        if (eval.expectations().stream().noneMatch(expectation -> expectation.type().equals("ordered"))) {
            samples.sort(Comparator.comparing(VectorSample::labels, ORDER));
            lines.sort(Comparator.comparing(ScriptRunner::labels, ORDER));
        }
        for (int i = 0; i < samples.size(); i++) {
            if (!samples.get(i).labels().equals(labels(lines.get(i)))
                    || !almostEqual(lines.get(i).values()[0], samples.get(i).value())) {
                return "gave " + samples.get(i) + " in " + samples;
            }
        }
        return null;
    }

    private static Labels labels(Line line) {
        return line.labels() == null ? Labels.empty() : line.labels();
    }

    private static @Nullable String checkMatrix(Eval eval, QueryResult.Matrix matrix) {
        long start = eval.startMillis();
        long step = eval.stepMillis();
        for (Expectation expectation : eval.expectations()) {
            if (expectation.type().equals("range vector")) {
                String[] words = expectation.text().split("\\s+", -1);
                start = PromqlScript.millis(words[1]);
                step = PromqlScript.millis(words[5]);
            }
        }
        Map<Labels, TreeMap<Long, Double>> wanted = new TreeMap<>(ORDER);
        for (Line line : eval.results()) {
            for (int i = 0; i < line.values().length; i++) {
                if (!isNothing(line.values()[i])) {
                    wanted.computeIfAbsent(labels(line), labels -> new TreeMap<>()).put(start + i * step,
                            line.values()[i]);
                }
            }
        }
        if (wanted.size() != matrix.series().size()) {
            return "gave " + described(matrix);
        }
        for (MatrixSeries series : matrix.series()) {
            TreeMap<Long, Double> points = wanted.get(series.labels());
            boolean same = points != null && points.size() == series.epochMillis().length;
            for (int i = 0; same && points != null && i < points.size(); i++) {
                Double value = points.get(series.epochMillis()[i]);
                same = value != null && almostEqual(value, series.values()[i]);
            }
            if (!same) {
                return "gave " + described(matrix);
            }
        }
        return null;
    }

    private static String described(QueryResult.Matrix matrix) {
        return matrix.series().stream().map(series -> series.labels() + Arrays.toString(series.values())
                + " at " + Arrays.toString(series.epochMillis())).toList().toString();
    }

    private static boolean almostEqual(double wanted, double got) {
        if (Double.isNaN(wanted) || Double.isNaN(got)) {
            return Double.isNaN(wanted) && Double.isNaN(got);
        }
        if (wanted == got) {
            return true;
        }
        double sum = Math.abs(wanted) + Math.abs(got);
        double difference = Math.abs(wanted - got);
        if (wanted == 0 || got == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }
}

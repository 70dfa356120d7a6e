package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.Expression.ValueType;
import io.binnacle.timeseries.promql.QueryResult.MatrixSeries;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;
import io.binnacle.timeseries.promql.Value.Column;

/**
 * Answers PromQL queries from a store. For use by many threads; each query runs in its caller's thread.
 */
public final class PromqlEngine {

    private final TimeSeriesStore store;
    private final PromqlLimits limits;

    public PromqlEngine(TimeSeriesStore store, PromqlLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /**
     * The query, in the form in which Prometheus prints it.
     *
     * @throws QueryError it is no valid expression
     */
    public static String format(String query) {
        return Parser.parse(query).toString();
    }

    /**
     * The matchers of a series selector such as {@code up{job="a"}}.
     *
     * @throws QueryError it is something else
     */
    public static List<Matcher> matchers(String selector) {
        if (Parser.parse(selector) instanceof Expression.VectorSelector vector
                && vector.timing().equals(Expression.Timing.NOW)) {
            return vector.matchers();
        }
        throw QueryError.invalid("1:1: parse error: expected a series selector", selector);
    }

    /** See {@link #instant(String, Instant, QueryOptions)}. */
    public QueryResult instant(String query, Instant at) {
        return instant(query, at, QueryOptions.defaults());
    }

    /**
     * Evaluates the query at one instant.
     *
     * @throws QueryError the query is wrong, not supported, fails on the data, or was canceled
     * @throws Overloaded it took longer than it may
     */
    public QueryResult instant(String query, Instant at, QueryOptions options) {
        Expression expression = Parser.parse(query);
        Grid grid = new Grid(at.toEpochMilli(), 1, 1);
        try (Querier querier = querier(expression, grid, options)) {
            QueryContext context = new QueryContext(query, querier, grid, false, limits, options);
            Evaluation evaluation = new Evaluation(context);
            if (expression.type() == ValueType.MATRIX) {
                return ranges(evaluation, expression, grid);
            }
            Value value = evaluation.evaluate(expression, grid);
            long millis = grid.startMillis();
            return switch (value) {
                case Value.Scalar scalar ->
                    new QueryResult.Scalar(millis, scalar.values()[0], context.warnings(), context.infos());
                case Value.Text text -> new QueryResult.Text(millis, text.value(), context.warnings(), context.infos());
                case Value.Vector vector -> {
                    List<VectorSample> samples = new ArrayList<>();
                    for (Column column : vector.columns()) {
                        if (column.has(0)) {
                            samples.add(new VectorSample(column.labels(), millis, column.values()[0]));
                        }
                    }
                    yield new QueryResult.Vector(samples, context.warnings(), context.infos());
                }
            };
        }
    }

    private static QueryResult ranges(Evaluation evaluation, Expression expression, Grid grid) {
        List<MatrixSeries> found = new ArrayList<>();
        evaluation.ranges(expression, grid, series -> {
            if (series.slide()) {
                found.add(new MatrixSeries(series.labels(),
                        Arrays.copyOfRange(series.times(), series.from(), series.to()),
                        Arrays.copyOfRange(series.values(), series.from(), series.to())));
                evaluation.context().hold(series.count());
            }
        });
        return matrix(found, evaluation.context());
    }

    private static QueryResult matrix(List<MatrixSeries> series, QueryContext context) {
        series.sort(Comparator.comparing(MatrixSeries::labels, Labels.ORDER));
        return new QueryResult.Matrix(series, context.warnings(), context.infos());
    }

    /** See {@link #range(String, Instant, Instant, Duration, QueryOptions)}. */
    public QueryResult range(String query, Instant start, Instant end, Duration step) {
        return range(query, start, end, step, QueryOptions.defaults());
    }

    /**
     * Evaluates the query at {@code start}, {@code start + step}, ... up to {@code end} inclusive; the result is a
     * {@link QueryResult.Matrix}.
     *
     * @throws QueryError the query is wrong, not supported, fails on the data, or was canceled
     * @throws Overloaded it took longer than it may
     */
    public QueryResult range(String query, Instant start, Instant end, Duration step, QueryOptions options) {
        Expression expression = Parser.parse(query);
        Grid grid = grid(query, start, end, step);
        if (expression.type() != ValueType.VECTOR && expression.type() != ValueType.SCALAR) {
            throw QueryError.invalid("invalid expression type " + Quoting.quote(expression.type().toString())
                    + " for range query, must be Scalar or instant Vector", query);
        }
        try (Querier querier = querier(expression, grid, options)) {
            QueryContext context = new QueryContext(query, querier, grid, true, limits, options);
            List<Column> columns = switch (new Evaluation(context).evaluate(expression, grid)) {
                case Value.Scalar scalar -> List.of(new Column(Labels.empty(), scalar.values()));
                case Value.Vector vector -> vector.columns();
                case Value.Text text -> throw new BugException("a text: " + text);
            };
            List<MatrixSeries> series = new ArrayList<>(columns.size());
            SampleBuffer buffer = new SampleBuffer();
            for (Column column : columns) {
                buffer.load(column, grid);
                if (buffer.size() > 0) {
                    series.add(new MatrixSeries(column.labels(), Arrays.copyOf(buffer.times(), buffer.size()),
                            Arrays.copyOf(buffer.values(), buffer.size())));
                }
            }
            return matrix(series, context);
        }
    }

    private Grid grid(String query, Instant start, Instant end, Duration step) {
        long stepMillis = step.toMillis();
        if (stepMillis <= 0) {
            throw QueryError.invalid("zero or negative query resolution step widths are not accepted. Try a positive"
                    + " integer", query);
        }
        long length = end.toEpochMilli() - start.toEpochMilli();
        if (length < 0) {
            throw QueryError.invalid("end timestamp must not be before start time", query);
        }
        long steps = length / stepMillis + 1;
        // Prometheus counts the gaps: one more time than gaps is fine.
        if (steps - 1 > limits.stepsMax()) {
            throw QueryError.invalid("exceeded maximum resolution of " + String.format("%,d", limits.stepsMax())
                    + " points per timeseries. Try decreasing the query resolution (?step=XX)", query);
        }
        return new Grid(start.toEpochMilli(), stepMillis, (int) steps);
    }

    private Querier querier(Expression expression, Grid grid, QueryOptions options) {
        TimeSpan span = new TimeSpan(limits.lookback().toMillis(), grid);
        span.cover(expression, grid);
        Querier querier = store.querier(span.minMillis(), span.maxMillis());
        if (options.resolution() == ResolutionChoice.RAW && querier.samplesSinceMillis() <= span.minMillis()) {
            return querier;
        }
        querier.close();
        // A value may stand for as long as the longest window.
        return store.querier(span.minMillis() - Resolution.HOUR.millis(), span.maxMillis());
    }
}

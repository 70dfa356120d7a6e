package io.binnacle.timeseries.promql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Resolution;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.Expression.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Answers PromQL queries from a store. For use by many threads; each query runs in its caller's thread.
 */
public final class PromqlEngine {

    private final TimeSeriesStore store;
    private final Supplier<PromqlLimits> limits;
    private final PromqlFeatures features;
    private final QueryListener listener;

    /** What holds for one query from its start to its end. */
    record Settings(PromqlLimits limits, PromqlFeatures features) {}

    /** Without any of the {@link PromqlFeatures}. */
    public PromqlEngine(TimeSeriesStore store, PromqlLimits limits) {
        this(store, limits, PromqlFeatures.none(), report -> {});
    }

    /** @param listener hears of every query */
    public PromqlEngine(TimeSeriesStore store, PromqlLimits limits, PromqlFeatures features, QueryListener listener) {
        this(store, () -> limits, features, listener);
    }

    /** @param limits asked for each query */
    public PromqlEngine(TimeSeriesStore store, Supplier<PromqlLimits> limits, PromqlFeatures features,
            QueryListener listener) {
        this.store = store;
        this.limits = limits;
        this.features = features;
        this.listener = listener;
    }

    /**
     * The query, in the form in which Prometheus prints it.
     *
     * @throws QueryError it is no valid expression
     */
    public static String format(String query) {
        return Parser.parse(query, PromqlFeatures.ofTestScripts()).toString();
    }

    /**
     * The query with every selector that looks at no fixed time pinned to that one, so that it gives the same whenever it is
     * asked; empty when a function in it tells the time.
     *
     * @throws QueryError it is no valid expression
     */
    public static Optional<String> pinned(String query, Instant at) {
        return Optional.ofNullable(
                Tree.pinned(Parser.parse(query, PromqlFeatures.ofTestScripts()), at.toEpochMilli()))
                .map(Expression::toString);
    }

    /**
     * The matchers of a series selector such as {@code up{job="a"}}, which may take everything.
     *
     * @throws QueryError it is something else
     */
    public static List<Matcher> matchers(String selector) {
        if (Parser.parseUnchecked(selector, PromqlFeatures.none()) instanceof Expression.VectorSelector vector
                && vector.timing().equals(Expression.Timing.NOW)) {
            return vector.matchers();
        }
        throw QueryError.invalid("1:1: parse error: expected a series selector", selector);
    }

    /**
     * The matchers of each selector of a query, from left to right.
     *
     * @throws QueryError the query does not parse
     */
    public List<List<Matcher>> selectors(String query) {
        List<List<Matcher>> selectors = new ArrayList<>();
        Tree.visit(Parser.parse(query, features), part -> {
            if (part instanceof Expression.VectorSelector vector) {
                selectors.add(vector.matchers());
            } else if (part instanceof Expression.MatrixSelector matrix) {
                selectors.add(matrix.vector().matchers());
            }
        });
        return selectors;
    }

    /**
     * The query in Prometheus' form, in lines that are not too long.
     *
     * @throws QueryError the query does not parse
     */
    public String formatted(String query) {
        return Prettier.print(Parser.parse(query, features));
    }

    /**
     * The query as a tree of maps, lists, texts and numbers, under the names of Prometheus' {@code parse_query}.
     *
     * @throws QueryError the query does not parse
     */
    public Map<String, @Nullable Object> syntaxTree(String query) {
        return SyntaxTree.of(Parser.parse(query, features));
    }

    /**
     * Whether this engine takes the query, on whatever data.
     *
     * @throws QueryError it does not
     */
    public void check(String query) {
        check(query, features);
    }

    /**
     * Whether an engine with these features takes the query, on whatever data.
     *
     * @throws QueryError it does not
     */
    public static void check(String query, PromqlFeatures features) {
        Parser.parse(query, features);
    }

    /** See {@link #instant(String, Instant, QueryOptions)}. */
    public QueryResult instant(String query, Instant at) {
        return instant(query, at, QueryOptions.defaults());
    }

    /**
     * Evaluates the query at one instant.
     *
     * @throws QueryError the query is wrong, fails on the data, or was canceled
     * @throws Overloaded it took longer than it may
     */
    public QueryResult instant(String query, Instant at, QueryOptions options) {
        return answered(new Request(query, new Grid(at.toEpochMilli(), 1, 1), false), options, null);
    }

    /** What is asked, and at which times. */
    private record Request(String query, Grid grid, boolean range) {

        Duration step() {
            return range ? Duration.ofMillis(grid.stepMillis()) : Duration.ZERO;
        }
    }

    private QueryResult answered(Request request, QueryOptions options, @Nullable QueryTrace trace) {
        Usage usage = new Usage();
        String failure = "";
        try {
            Expression expression = parsed(request.query(), request.grid(), request.range());
            requireType(request, expression);
            // Once, so that as much is read as is asked.
            Settings settings = new Settings(limits.get(), features);
            try (Querier querier = querier(expression, request.grid(), settings.limits(), options)) {
                QueryContext context = new QueryContext(request.query(), querier, request.grid(), request.range(),
                        settings, options, HistogramStatistics.selectors(expression));
                context.observe(usage, trace);
                Evaluation evaluation = new Evaluation(context);
                QueryResult result = request.range()
                        ? Results.range(evaluation.evaluate(expression, request.grid()), request.grid(), context)
                        : Results.instant(evaluation, expression, request.grid());
                if (trace != null) {
                    trace.peak(context.budget().samplesPeak());
                }
                return result;
            }
        } catch (RuntimeException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        } finally {
            listener.finished(usage.report(request.query(), request.grid(), request.step(), failure));
        }
    }

    private static void requireType(Request request, Expression expression) {
        if (request.range() && expression.type() != ValueType.VECTOR && expression.type() != ValueType.SCALAR) {
            throw QueryError.invalid("invalid expression type " + Quoting.quote(expression.type().toString())
                    + " for range query, must be Scalar or instant Vector", request.query());
        }
    }

    /**
     * Evaluates the query at one instant, and tells what that took.
     *
     * @throws QueryError the query is wrong, fails on the data, or was canceled
     * @throws Overloaded it took longer than it may
     */
    public Explanation explain(String query, Instant at, QueryOptions options) {
        return explained(new Request(query, new Grid(at.toEpochMilli(), 1, 1), false), options);
    }

    /** As {@link #explain(String, Instant, QueryOptions)}, of a range. */
    public Explanation explain(String query, Instant start, Instant end, Duration step, QueryOptions options) {
        return explained(new Request(query, grid(query, start, end, step), true), options);
    }

    private Explanation explained(Request request, QueryOptions options) {
        QueryTrace trace = new QueryTrace();
        List<QueryReport> reports = new ArrayList<>();
        PromqlEngine observed = new PromqlEngine(store, limits, features, report -> {
            reports.add(report);
            listener.finished(report);
        });
        QueryResult result = observed.answered(request, options, trace);
        return new Explanation(result, reports.getFirst(), trace.peak(), trace.steps());
    }

    private Expression parsed(String query, Grid grid, boolean isRange) {
        try {
            return Tree.timed(Parser.parse(query, features), grid, isRange);
        } catch (ParseFault fault) {
            throw fault.in(query);
        }
    }

    /** See {@link #range(String, Instant, Instant, Duration, QueryOptions)}. */
    public QueryResult range(String query, Instant start, Instant end, Duration step) {
        return range(query, start, end, step, QueryOptions.defaults());
    }

    /**
     * Evaluates the query at {@code start}, {@code start + step}, ... up to {@code end} inclusive; the result is a
     * {@link QueryResult.Matrix}.
     *
     * @throws QueryError the query is wrong, fails on the data, or was canceled
     * @throws Overloaded it took longer than it may
     */
    public QueryResult range(String query, Instant start, Instant end, Duration step, QueryOptions options) {
        return answered(new Request(query, grid(query, start, end, step), true), options, null);
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
        int stepsMax = limits.get().stepsMax();
        if (steps - 1 > stepsMax) {
            throw QueryError
                    .invalid("exceeded maximum resolution of " + String.format("%,d", stepsMax)
                            + " points per timeseries. Try decreasing the query resolution (?step=XX)", query);
        }
        return new Grid(start.toEpochMilli(), stepMillis, (int) steps);
    }

    private Querier querier(Expression expression, Grid grid, PromqlLimits bounds, QueryOptions options) {
        TimeSpan span = new TimeSpan(bounds, grid);
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

package io.binnacle.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.promql.Explanation;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.QueryOptions;
import io.binnacle.timeseries.promql.QueryResult;

/** Says what a query touches and where its time goes, by evaluating it. */
public final class QueryExplainApi {

    private final PromqlEngine engine;
    private final InstantSource clock;

    /**
     * What a query took.
     *
     * @param formatted the query in Prometheus' form
     * @param series selected, by all selectors together
     * @param samples read of them
     * @param results series that came of it
     * @param warnings of the answer, as are {@code infos}
     */
    public record QueryExplanation(String formatted, double tookMillis, long series, long samples, int results,
            List<String> warnings, List<String> infos, List<QueryStep> steps) {}

    /**
     * One evaluation of one part of the query, before its own parts; what they took is included.
     *
     * @param depth how many parts it is a part of
     * @param fused evaluated with the part around it, series by series: of its own it took but finding and reading
     * @param times at how many times it was evaluated, all at once
     * @param results series that came of it; of a fused part, those that were selected
     * @param findingMillis of that, to find series by their matchers
     * @param readingMillis to read their samples, of all threads together
     */
    public record QueryStep(Explanation.Kind kind, int depth, String expression, boolean fused, int times, long series,
            long samples, long results, double tookMillis, double findingMillis, double readingMillis) {}

    public QueryExplainApi(PromqlEngine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    public List<Route<?, ?>> routes() {
        Parameter[] parameters = {Parameter.text("query", "An expression of PromQL").must(),
                Parameter.text("time", "Of a query at one time: seconds since the epoch, or RFC 3339; now by default"),
                Parameter.text("start", "Of a query over a range: its first time"),
                Parameter.text("end", "Of a query over a range: its last time"),
                Parameter.text("step", "Of a query over a range: seconds, or a duration such as 15s")};
        return List.of(
                Route.get("queries/explain", "explainQuery", "Evaluates an expression, and says what that takes")
                        .needs(Permission.METRIC_READ).form().with(parameters).returns(QueryExplanation.class)
                        .handle(this::explained),
                Route.post("queries/explain", "explainQueryByForm", "Evaluates an expression, and says what that takes")
                        .needs(Permission.METRIC_READ).form().with(parameters).returns(QueryExplanation.class)
                        .handle(this::explained));
    }

    private QueryExplanation explained(Call call) {
        String query = call.query("query").orElse("");
        Explanation explanation;
        try {
            explanation = call.query("start").isEmpty() && call.query("end").isEmpty()
                    ? engine.explain(query, call.query("time").map(text -> PrometheusParameters.time("time", text))
                            .orElseGet(clock::instant), QueryOptions.defaults())
                    : engine.explain(query, time(call, "start"), time(call, "end"),
                            PrometheusParameters.duration("step", call.query("step").orElse("")),
                            QueryOptions.defaults());
        } catch (PrometheusParameters.Wrong wrong) {
            throw new InvalidInput("time", "times and a step as Prometheus takes them",
                    String.valueOf(wrong.getMessage()));
        }
        return new QueryExplanation(engine.formatted(query), millis(explanation.report().took()),
                explanation.report().series(), explanation.report().samples(), results(explanation.result()),
                explanation.result().warnings(), explanation.result().infos(),
                explanation.steps().stream().map(QueryExplainApi::step).toList());
    }

    private static QueryStep step(Explanation.Step step) {
        return new QueryStep(step.kind(), step.depth(), step.expression(), step.fused(), step.times(), step.series(),
                step.samples(), step.results(), millis(step.timings().took()), millis(step.timings().finding()),
                millis(step.timings().reading()));
    }

    private static Instant time(Call call, String name) {
        return PrometheusParameters.time(name, call.query(name).orElse(""));
    }

    private static double millis(Duration took) {
        return took.toNanos() / 1e6;
    }

    private static int results(QueryResult result) {
        return switch (result) {
            case QueryResult.Vector vector -> vector.samples().size();
            case QueryResult.Matrix matrix -> matrix.series().size();
            default -> 1;
        };
    }
}

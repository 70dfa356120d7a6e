package io.binnacle.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.server.api.PrometheusAnswers.TimeRange;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.Explanation;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.QueryOptions;
import io.binnacle.timeseries.promql.QueryResult;
import io.binnacle.timeseries.promql.ResolutionChoice;

/**
 * The part of Prometheus' HTTP API that reads: paths, parameters, answers and errors as Prometheus has them, so that what
 * speaks to Prometheus speaks to Binnacle.
 */
public final class PrometheusApi {

    private static final String TRUNCATED = "results truncated due to limit";

    private final TimeSeriesStore store;
    private final PromqlEngine engine;
    private final InstantSource clock;

    public PrometheusApi(TimeSeriesStore store, PromqlEngine engine, InstantSource clock) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
    }

    public List<Route<?, ?>> routes() {
        Parameter query = Parameter.text("query", "An expression of PromQL");
        Parameter start = Parameter.text("start", "Seconds since the epoch, or RFC 3339");
        Parameter end = Parameter.text("end", "Seconds since the epoch, or RFC 3339");
        Parameter limit = Parameter.integer("limit", "How many elements to answer at most; 0 is no limit");
        Parameter timeout = Parameter.text("timeout", "After which time to give up, such as 30s");
        Parameter resolution = Parameter.text("resolution",
                "From what to answer: raw (samples, the default), auto (points as coarse as the step allows), 5m, 1h");
        Parameter statistics = Parameter.text("stats", "all, or another text: answers what the query took, too");
        Parameter match = Parameter.text("match[]", "A series selector; several add up").many();
        Parameter[] instant = {query, Parameter.text("time", "Seconds since the epoch, or RFC 3339; now by default"),
                timeout, limit, resolution, statistics};
        Parameter[] range = {query, start, end, Parameter.text("step", "Seconds, or a duration such as 15s"), timeout,
                limit, resolution, statistics};
        Parameter[] find = {match, start, end, limit};
        List<Route<?, ?>> routes = new ArrayList<>();
        routes.addAll(PrometheusAnswers.getAndPost("query", "query", "Evaluates an expression at one time",
                this::instant, instant));
        routes.addAll(PrometheusAnswers.getAndPost("query_range", "queryRange",
                "Evaluates an expression over a range of time", this::range, range));
        routes.addAll(
                PrometheusAnswers.getAndPost("series", "series", "The series that match", this::series, find));
        routes.addAll(PrometheusAnswers.getAndPost("labels", "labels", "The names of labels", this::labels, find));
        routes.add(Route.get("label/{name}/values", "labelValues", "The values of a label")
                .needs(Permission.METRIC_READ).form().with(find).returnsContent()
                .handle(call -> PrometheusAnswers.answer(() -> labelValues(call))));
        return routes;
    }

    private Content instant(Call call) {
        int limit = PrometheusParameters.limit(call.query("limit"));
        Instant at = PrometheusParameters.time("time", call.query("time")).orElseGet(clock::instant);
        QueryOptions options = options(call);
        if (wantsStatistics(call)) {
            return answer(PrometheusAnswers.about("query", () -> engine.explain(query(call), at, options)), limit);
        }
        return answer(PrometheusAnswers.about("query", () -> engine.instant(query(call), at, options)), limit,
                json -> {});
    }

    private Content range(Call call) {
        int limit = PrometheusParameters.limit(call.query("limit"));
        Instant start = PrometheusParameters.time("start", call.query("start").orElse(""));
        Instant end = PrometheusParameters.time("end", call.query("end").orElse(""));
        if (end.isBefore(start)) {
            throw new Wrong("end", "end timestamp must not be before start time");
        }
        Duration step = PrometheusParameters.duration("step", call.query("step").orElse(""));
        if (step.toMillis() <= 0) {
            throw new Wrong("step",
                    "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        QueryOptions options = options(call);
        if (wantsStatistics(call)) {
            return answer(PrometheusAnswers.about("query",
                    () -> engine.explain(query(call), start, end, step, options)), limit);
        }
        return answer(PrometheusAnswers.about("query", () -> engine.range(query(call), start, end, step, options)),
                limit, json -> {});
    }

    private static boolean wantsStatistics(Call call) {
        return !call.query("stats").orElse("").isEmpty();
    }

    /** With what it took. Preparing and sorting are no steps of their own here, and nothing waits in a queue. */
    private static Content answer(Explanation explanation, int limit) {
        double seconds = explanation.report().took().toNanos() / 1e9;
        return answer(explanation.result(), limit, json -> {
            json.writeObjectFieldStart("stats");
            json.writeObjectFieldStart("timings");
            json.writeNumberField("evalTotalTime", seconds);
            json.writeNumberField("resultSortTime", 0);
            json.writeNumberField("queryPreparationTime", 0);
            json.writeNumberField("innerEvalTime", seconds);
            json.writeNumberField("execQueueTime", 0);
            json.writeNumberField("execTotalTime", seconds);
            json.writeEndObject();
            json.writeObjectFieldStart("samples");
            json.writeNumberField("totalQueryableSamples", explanation.report().samples());
            json.writeNumberField("peakSamples", explanation.samplesPeak());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static String query(Call call) {
        return call.query("query").orElse("");
    }

    private static QueryOptions options(Call call) {
        Duration timeout = call.query("timeout").map(text -> PrometheusParameters.duration("timeout", text))
                .orElse(QueryOptions.defaults().timeout());
        // A client that leaves interrupts the thread, which the engine asks for by itself.
        ResolutionChoice resolution = call.query("resolution")
                .map(text -> ResolutionChoice.find(text).orElseThrow(() -> new Wrong("resolution",
                        "must be raw, auto, 5m or 1h, got \"" + text + "\"")))
                .orElse(ResolutionChoice.RAW);
        return new QueryOptions(timeout, QueryOptions.defaults().canceled(), resolution);
    }

    private static Content answer(QueryResult result, int limit, PrometheusJson.Data more) {
        QueryResult shown = truncated(result, limit);
        return PrometheusJson.streamed(json -> PrometheusJson.writeResult(json, shown, more), shown.warnings(),
                shown.infos());
    }

    private static QueryResult truncated(QueryResult result, int limit) {
        if (result instanceof QueryResult.Vector vector && vector.samples().size() > limit) {
            return new QueryResult.Vector(vector.samples().subList(0, limit), with(vector.warnings(), TRUNCATED),
                    vector.infos());
        }
        if (result instanceof QueryResult.Matrix matrix && matrix.series().size() > limit) {
            return new QueryResult.Matrix(matrix.series().subList(0, limit), with(matrix.warnings(), TRUNCATED),
                    matrix.infos());
        }
        return result;
    }

    private static List<String> with(List<String> warnings, String more) {
        List<String> all = new ArrayList<>(warnings);
        all.add(more);
        return all;
    }

    private Content series(Call call) {
        if (call.queryAll("match[]").isEmpty()) {
            throw new Wrong("no match[] parameter provided");
        }
        int limit = PrometheusParameters.limit(call.query("limit"));
        List<Labels> found = new ArrayList<>(
                collect(call, PrometheusAnswers.about("match[]", () -> selectors(call)), LinkedHashSet::new,
                        (querier, matchers) -> querier.select(matchers).stream().map(Series::labels).toList()));
        found.sort(Labels.ORDER);
        List<Labels> shown = found.subList(0, Math.min(limit, found.size()));
        return PrometheusJson.streamed(json -> {
            json.writeStartArray();
            for (Labels labels : shown) {
                PrometheusJson.writeLabels(json, labels);
            }
            json.writeEndArray();
        }, shown.size() < found.size() ? List.of(TRUNCATED) : List.of(), List.of());
    }

    private Content labels(Call call) {
        return texts(call, collect(call, selectors(call), TreeSet::new, Querier::labelNames));
    }

    private Content labelValues(Call call) {
        String name = call.path("name");
        return texts(call, collect(call, selectors(call), TreeSet::new,
                (querier, matchers) -> querier.labelValues(name, matchers)));
    }

    /** What was found, in order. */
    private static Content texts(Call call, Collection<String> found) {
        int limit = PrometheusParameters.limit(call.query("limit"));
        boolean whole = found.size() <= limit;
        return PrometheusJson.streamed(
                json -> PrometheusJson.writeTexts(json, whole ? found : found.stream().limit(limit).toList()),
                whole ? List.of() : List.of(TRUNCATED), List.of());
    }

    private static List<List<Matcher>> selectors(Call call) {
        return PrometheusAnswers.selectors(call.queryAll("match[]"));
    }

    private interface Finder<T> {
        Collection<T> find(Querier querier, List<Matcher> matchers);
    }

    /**
     * What the finder finds for each selector, each thing once, from all of time unless the call says otherwise.
     *
     * @param union an empty set, for what several selectors find, or none
     */
    private <T> Collection<T> collect(Call call, List<List<Matcher>> selectors, Supplier<Set<T>> union,
            Finder<T> finder) {
        TimeRange range = PrometheusAnswers.timeRange(call);
        if (range.isEmpty()) {
            return union.get();
        }
        try (Querier querier = store.querier(range.minMillis(), range.maxMillis())) {
            if (selectors.size() < 2) {
                return finder.find(querier, selectors.isEmpty() ? List.of() : selectors.getFirst());
            }
            Set<T> found = union.get();
            for (List<Matcher> matchers : selectors) {
                found.addAll(finder.find(querier, matchers));
            }
            return found;
        }
    }
}

package io.binnacle.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.WorldFault;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.QueryError;
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
        Parameter match = Parameter.text("match[]", "A series selector; several add up").many();
        Parameter[] instant = {query, Parameter.text("time", "Seconds since the epoch, or RFC 3339; now by default"),
                timeout, limit, resolution};
        Parameter[] range = {query, start, end, Parameter.text("step", "Seconds, or a duration such as 15s"), timeout,
                limit, resolution};
        Parameter[] find = {match, start, end, limit};
        return List.of(
                Route.get("query", "query", "Evaluates an expression at one time").needs(Permission.METRIC_READ).form()
                        .with(instant).returnsContent().handle(call -> answer(() -> instant(call))),
                Route.post("query", "queryByForm", "Evaluates an expression at one time").needs(Permission.METRIC_READ)
                        .form().with(instant).returnsContent().handle(call -> answer(() -> instant(call))),
                Route.get("query_range", "queryRange", "Evaluates an expression over a range of time")
                        .needs(Permission.METRIC_READ).form().with(range).returnsContent()
                        .handle(call -> answer(() -> range(call))),
                Route.post("query_range", "queryRangeByForm", "Evaluates an expression over a range of time")
                        .needs(Permission.METRIC_READ).form().with(range).returnsContent()
                        .handle(call -> answer(() -> range(call))),
                Route.get("series", "series", "The series that match").needs(Permission.METRIC_READ).form().with(find)
                        .returnsContent().handle(call -> answer(() -> series(call))),
                Route.post("series", "seriesByForm", "The series that match").needs(Permission.METRIC_READ).form()
                        .with(find).returnsContent().handle(call -> answer(() -> series(call))),
                Route.get("labels", "labels", "The names of labels").needs(Permission.METRIC_READ).form().with(find)
                        .returnsContent().handle(call -> answer(() -> labels(call))),
                Route.post("labels", "labelsByForm", "The names of labels").needs(Permission.METRIC_READ).form()
                        .with(find).returnsContent().handle(call -> answer(() -> labels(call))),
                Route.get("label/{name}/values", "labelValues", "The values of a label").needs(Permission.METRIC_READ)
                        .form().with(find).returnsContent().handle(call -> answer(() -> labelValues(call))));
    }

    /** Makes an answer, or the error in Prometheus' form. */
    private interface Answer {
        Content make();
    }

    private static Content answer(Answer answer) {
        try {
            return answer.make();
        } catch (Wrong wrong) {
            return PrometheusJson.error(400, "bad_data", String.valueOf(wrong.getMessage()));
        } catch (QueryError error) {
            String message = String.valueOf(error.getMessage());
            return switch (error.kind()) {
                case INVALID -> PrometheusJson.error(400, "bad_data", message);
                case EXECUTION -> PrometheusJson.error(422, "execution", message);
                case CANCELED -> PrometheusJson.error(503, "canceled", message);
            };
        } catch (Corrupt damage) {
            return PrometheusJson.error(500, "internal", String.valueOf(damage.getMessage()));
        } catch (WorldFault fault) {
            return PrometheusJson.error(503, fault instanceof Overloaded ? "timeout" : "unavailable",
                    String.valueOf(fault.getMessage()));
        }
    }

    private Content instant(Call call) {
        int limit = PrometheusParameters.limit(call.query("limit"));
        Instant at = call.query("time").map(text -> PrometheusParameters.time("time", text)).orElseGet(clock::instant);
        QueryOptions options = options(call);
        return answer(about("query", () -> engine.instant(query(call), at, options)), limit);
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
        return answer(about("query", () -> engine.range(query(call), start, end, step, options)), limit);
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

    private interface Question<T> {
        T ask();
    }

    /** An expression that does not parse is a wrong parameter; Prometheus says which one. */
    private static <T> T about(String parameter, Question<T> question) {
        try {
            return question.ask();
        } catch (QueryError error) {
            String message = String.valueOf(error.getMessage());
            boolean ofExpression = message.contains("parse error:") || message.startsWith("invalid expression type");
            if (error.kind() == QueryError.Kind.INVALID && ofExpression) {
                throw new Wrong(parameter, message);
            }
            throw error;
        }
    }

    private static Content answer(QueryResult result, int limit) {
        QueryResult shown = truncated(result, limit);
        return PrometheusJson.success(json -> PrometheusJson.writeResult(json, shown), shown.warnings(), shown.infos());
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
        SortedSet<Labels> found = new TreeSet<>(Labels.ORDER);
        found.addAll(
                collect(call, (querier, matchers) -> querier.select(matchers).stream().map(Series::labels).toList()));
        List<Labels> shown = found.stream().limit(limit).toList();
        return PrometheusJson.success(json -> {
            json.writeStartArray();
            for (Labels labels : shown) {
                PrometheusJson.writeLabels(json, labels);
            }
            json.writeEndArray();
        }, shown.size() < found.size() ? List.of(TRUNCATED) : List.of(), List.of());
    }

    private Content labels(Call call) {
        return texts(call, new TreeSet<>(collect(call, Querier::labelNames)));
    }

    private Content labelValues(Call call) {
        String name = call.path("name");
        return texts(call, new TreeSet<>(collect(call, (querier, matchers) -> querier.labelValues(name, matchers))));
    }

    private static Content texts(Call call, SortedSet<String> found) {
        List<String> shown = found.stream().limit(PrometheusParameters.limit(call.query("limit"))).toList();
        return PrometheusJson.success(json -> PrometheusJson.writeTexts(json, shown),
                shown.size() < found.size() ? List.of(TRUNCATED) : List.of(), List.of());
    }

    private interface Finder<T> {
        Collection<T> find(Querier querier, List<Matcher> matchers);
    }

    /** What the finder finds for each selector, from all of time unless the call says otherwise. */
    private <T> List<T> collect(Call call, Finder<T> finder) {
        Function<String, Long> millis = name -> call.query(name)
                .map(text -> PrometheusParameters.time(name, text).toEpochMilli())
                .orElse(name.equals("start") ? Long.MIN_VALUE : Long.MAX_VALUE);
        long start = millis.apply("start");
        long end = millis.apply("end");
        if (end < start) {
            throw new Wrong("end", "end timestamp must not be before start time");
        }
        List<List<Matcher>> selectors = new ArrayList<>();
        for (String selector : call.queryAll("match[]")) {
            selectors.add(about("match[]", () -> PromqlEngine.matchers(selector)));
        }
        if (selectors.isEmpty()) {
            selectors.add(List.of());
        }
        List<T> found = new ArrayList<>();
        try (Querier querier = store.querier(start, end)) {
            for (List<Matcher> matchers : selectors) {
                found.addAll(finder.find(querier, matchers));
            }
        }
        return found;
    }
}

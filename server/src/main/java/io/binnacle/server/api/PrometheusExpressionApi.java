package io.binnacle.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.server.api.PrometheusAnswers.TimeRange;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SeriesExemplars;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlEngine;
import org.jspecify.annotations.Nullable;

/** What Prometheus' HTTP API tells about an expression without evaluating it: its form, its tree, the exemplars of its series. */
public final class PrometheusExpressionApi {

    /** Of one answer; each is some hundred bytes. */
    private static final int EXEMPLARS_MAX = 100_000;

    private final TimeSeriesStore store;
    private final PromqlEngine engine;

    public PrometheusExpressionApi(TimeSeriesStore store, PromqlEngine engine) {
        this.store = store;
        this.engine = engine;
    }

    public List<Route<?, ?>> routes() {
        Parameter query = Parameter.text("query", "An expression of PromQL");
        List<Route<?, ?>> routes = new ArrayList<>();
        routes.addAll(PrometheusAnswers.getAndPost("format_query", "formatQuery",
                "An expression in Prometheus' form, in lines", this::formatted, query));
        routes.addAll(PrometheusAnswers.getAndPost("parse_query", "parseQuery", "An expression as a tree",
                this::parsed, query));
        routes.addAll(PrometheusAnswers.getAndPost("query_exemplars", "queryExemplars",
                "The exemplars of the series that an expression selects", this::exemplars, query,
                Parameter.text("start", "Seconds since the epoch, or RFC 3339; of all time by default"),
                Parameter.text("end", "Seconds since the epoch, or RFC 3339; of all time by default")));
        return routes;
    }

    private static String query(Call call) {
        return call.query("query").orElse("");
    }

    private Content formatted(Call call) {
        String formatted = PrometheusAnswers.about("query", () -> engine.formatted(query(call)));
        return PrometheusJson.success(json -> json.writeString(formatted), List.of(), List.of());
    }

    private Content parsed(Call call) {
        Map<String, @Nullable Object> tree = PrometheusAnswers.about("query", () -> engine.syntaxTree(query(call)));
        return PrometheusJson.success(json -> json.writePOJO(tree), List.of(), List.of());
    }

    private Content exemplars(Call call) {
        TimeRange range = PrometheusAnswers.timeRange(call);
        if (range.isEmpty()) {
            throw new Wrong("end timestamp must not be before start timestamp");
        }
        List<List<Matcher>> selectors = engine.selectors(query(call));
        Map<Labels, List<Exemplar>> found = new TreeMap<>(Labels.ORDER);
        int room = EXEMPLARS_MAX;
        try (Querier querier = store.querier(range.minMillis(), range.maxMillis())) {
            for (List<Matcher> matchers : selectors) {
                for (SeriesExemplars each : querier.exemplars(matchers, room)) {
                    if (found.put(each.series(), each.exemplars()) == null) {
                        room -= each.exemplars().size();
                    }
                }
            }
        }
        return PrometheusJson.streamed(json -> PrometheusJson.writeExemplars(json, found), List.of(), List.of());
    }
}

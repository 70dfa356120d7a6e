package io.binnacle.server.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.linecorp.armeria.common.HttpHeaderNames;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.Querier;
import io.binnacle.timeseries.SampleCursor;
import io.binnacle.timeseries.Samples;
import io.binnacle.timeseries.Series;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlEngine;

/**
 * Prometheus' federation: the newest sample of the series that match, for another Prometheus to scrape. In the text format, which has no
 * native histograms; names that it cannot spell are escaped unless the scraper takes UTF-8.
 */
public final class FederationApi {

    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final TimeSeriesStore store;
    private final Duration lookback;
    private final InstantSource clock;

    private record Newest(long epochMillis, double value) {}

    /** @param lookback how old a sample may be to stand for its series */
    public FederationApi(TimeSeriesStore store, Duration lookback, InstantSource clock) {
        this.store = store;
        this.lookback = lookback;
        this.clock = clock;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("/federate", "federate", "The newest samples, for another Prometheus to scrape")
                .needs(Permission.METRIC_READ).form()
                .with(Parameter.text("match[]", "A series selector; several add up").many()).returnsContent()
                .handle(call -> PrometheusAnswers.answer(() -> federated(call))));
    }

    private Content federated(Call call) {
        if (call.queryAll("match[]").isEmpty()) {
            throw new Wrong("no match[] parameter provided");
        }
        List<List<Matcher>> selectors = new ArrayList<>();
        for (String selector : call.queryAll("match[]")) {
            selectors.add(PrometheusAnswers.about("match[]", () -> PromqlEngine.matchers(selector)));
        }
        boolean utf8 = call.context().request().headers().get(HttpHeaderNames.ACCEPT, "")
                .contains("escaping=allow-utf-8");
        Map<String, Map<Labels, Newest>> found = newest(selectors);
        return Content.streamed(utf8
                ? "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
                : "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                out -> {
                    for (Map.Entry<String, Map<Labels, Newest>> metric : found.entrySet()) {
                        out.write(
                                text(metric.getKey(), metric.getValue(), utf8).getBytes(StandardCharsets.UTF_8));
                    }
                });
    }

    /** By metric, then by labels. */
    private Map<String, Map<Labels, Newest>> newest(List<List<Matcher>> selectors) {
        Map<String, Map<Labels, Newest>> metrics = new TreeMap<>();
        long now = clock.millis();
        try (Querier querier = store.querier(now - lookback.toMillis() + 1, now)) {
            for (List<Matcher> matchers : selectors) {
                for (Series series : querier.select(matchers)) {
                    Newest newest = newest(series);
                    String metric = series.labels().find(Label.METRIC_NAME).orElse("");
                    if (!Samples.isStale(newest.value) && !metric.isEmpty()) {
                        metrics.computeIfAbsent(metric, key -> new TreeMap<>(Labels.ORDER)).put(series.labels(),
                                newest);
                    }
                }
            }
        }
        return metrics;
    }

    /** Stale when there is no float sample. */
    private static Newest newest(Series series) {
        long[] times = new long[256];
        double[] values = new double[256];
        Newest newest = new Newest(0, Samples.STALE);
        SampleCursor cursor = series.samples();
        for (int read = cursor.read(times, values, 0); read > 0; read = cursor.read(times, values, 0)) {
            newest = new Newest(times[read - 1], values[read - 1]);
        }
        return newest;
    }

    private static String text(String metric, Map<Labels, Newest> series, boolean utf8) {
        StringBuilder text = new StringBuilder();
        boolean plain = METRIC.matcher(metric).matches();
        String name = plain ? metric : utf8 ? quoted(metric) : escaped(metric, ":");
        text.append("# TYPE ").append(name).append(" untyped\n");
        series.forEach((labels, newest) -> {
            List<String> inside = new ArrayList<>();
            if (!plain && utf8) {
                inside.add(name);
            }
            labels(labels, inside, utf8);
            text.append(plain || !utf8 ? name : "").append('{').append(String.join(",", inside)).append("} ")
                    .append(PrometheusJson.value(newest.value)).append(' ').append(newest.epochMillis)
                    .append('\n');
        });
        return text.toString();
    }

    private static void labels(Labels labels, List<String> inside, boolean utf8) {
        for (Label label : labels) {
            if (!label.name().equals(Label.METRIC_NAME)) {
                String name = LABEL.matcher(label.name()).matches()
                        ? label.name()
                        : utf8 ? quoted(label.name()) : escaped(label.name(), "");
                inside.add(name + "=" + quoted(label.value()));
            }
        }
        if (labels.find("instance").isEmpty()) {
            // Else the scraper would put its own target's in.
            inside.add("instance=\"\"");
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + '"';
    }

    private static String escaped(String name, String more) {
        String escaped = name.replaceAll("[^a-zA-Z0-9_" + more + "]", "_");
        return Character.isDigit(escaped.charAt(0)) ? "_" + escaped.substring(1) : escaped;
    }
}

package io.binnacle.server.api;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.telemetry.scrape.DroppedTargets;
import io.binnacle.telemetry.scrape.Scraping;
import io.binnacle.telemetry.scrape.TargetState;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.promql.PromqlEngine;
import io.binnacle.timeseries.promql.QueryError;

/** What is scraped, in the form of Prometheus' HTTP API. */
public final class TargetsApi {

    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Scraping scraping;

    /** What one target says about one family. */
    private record Family(Labels target, String metric, MetricMetadata metadata) {}

    public TargetsApi(Scraping scraping) {
        this.scraping = scraping;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("targets", "targets", "What is scraped, and what the rules leave out")
                        .needs(Permission.METRIC_READ).form()
                        .with(Parameter.text("state", "active, dropped or any, the default"),
                                Parameter.text("scrapePool", "Only the targets of that job"))
                        .returnsContent().handle(call -> answer(() -> targets(call))),
                Route.get("targets/metadata", "targetsMetadata", "What targets say about their metrics")
                        .needs(Permission.METRIC_READ).form()
                        .with(Parameter.text("match_target", "A selector of the targets' labels; all by default"),
                                Parameter.text("metric", "Only that metric"),
                                Parameter.integer("limit", "How many targets to answer at most"))
                        .returnsContent().handle(call -> answer(() -> metadata(call))),
                Route.get("scrape_pools", "scrapePools", "The names of the jobs that scrape")
                        .needs(Permission.METRIC_READ).form().returnsContent().handle(call -> pools()));
    }

    private interface Answer {
        Content make();
    }

    private static Content answer(Answer answer) {
        try {
            return answer.make();
        } catch (Wrong | QueryError e) {
            return PrometheusJson.error(400, "bad_data", String.valueOf(e.getMessage()));
        }
    }

    private Content pools() {
        List<String> names = scraping.pools();
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeFieldName("scrapePools");
            PrometheusJson.writeTexts(json, names);
            json.writeEndObject();
        }, List.of(), List.of());
    }

    private Content targets(Call call) {
        String state = call.query("state").orElse("any").toLowerCase(Locale.ROOT);
        String pool = call.query("scrapePool").orElse("");
        boolean active = List.of("", "any", "active").contains(state);
        boolean dropped = List.of("", "any", "dropped").contains(state);
        List<TargetState> targets = active
                ? scraping.active().stream().filter(one -> pool.isEmpty() || one.pool().equals(pool)).toList()
                : List.of();
        List<DroppedTargets> left = dropped
                ? scraping.dropped().stream().filter(one -> pool.isEmpty() || one.pool().equals(pool)).toList()
                : List.of();
        return PrometheusJson.success(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("activeTargets");
            for (TargetState target : targets) {
                write(json, target);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("droppedTargets");
            for (DroppedTargets one : left) {
                write(json, one);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("droppedTargetCounts");
            for (DroppedTargets one : left) {
                json.writeNumberField(one.pool(), one.count());
            }
            json.writeEndObject();
            json.writeEndObject();
        }, List.of(), List.of());
    }

    private static void write(JsonGenerator json, TargetState state) throws IOException {
        TargetState.Outcome outcome = state.outcome();
        Instant begun = outcome.begun();
        json.writeStartObject();
        json.writeFieldName("discoveredLabels");
        PrometheusJson.writeLabels(json, state.target().discovered());
        json.writeFieldName("labels");
        PrometheusJson.writeLabels(json, state.target().labels());
        json.writeStringField("scrapePool", state.pool());
        json.writeStringField("scrapeUrl", state.target().url().toString());
        json.writeStringField("globalUrl", state.target().url().toString());
        json.writeStringField("lastError", outcome.error());
        json.writeStringField("lastScrape", begun == null ? NEVER : begun.toString());
        json.writeNumberField("lastScrapeDuration", outcome.took().toNanos() / 1e9);
        json.writeStringField("health", outcome.health().name().toLowerCase(Locale.ROOT));
        json.writeStringField("scrapeInterval", DurationText.format(state.target().interval()));
        json.writeStringField("scrapeTimeout", DurationText.format(state.target().timeout()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, DroppedTargets dropped) throws IOException {
        for (Labels discovered : dropped.discovered()) {
            json.writeStartObject();
            json.writeFieldName("discoveredLabels");
            PrometheusJson.writeLabels(json, discovered);
            json.writeStringField("scrapePool", dropped.pool());
            json.writeEndObject();
        }
    }

    private Content metadata(Call call) {
        String metric = call.query("metric").orElse("");
        int limit = PrometheusParameters.limit(call.query("limit"));
        List<Matcher> matchers = PrometheusAnswers.about("match_target",
                () -> call.query("match_target").map(PromqlEngine::matchers).orElse(List.of()));
        List<Family> found = new ArrayList<>();
        int targets = 0;
        for (TargetState state : scraping.active()) {
            Labels labels = state.target().labels();
            if (targets < limit && matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
                targets++;
                Map<String, MetricMetadata> families = new TreeMap<>(state.families().get());
                families.forEach((name, metadata) -> {
                    if (metric.isEmpty() || metric.equals(name)) {
                        found.add(new Family(labels, name, metadata));
                    }
                });
            }
        }
        return PrometheusJson.success(json -> {
            json.writeStartArray();
            for (Family family : found) {
                write(json, family, metric.isEmpty());
            }
            json.writeEndArray();
        }, List.of(), List.of());
    }

    /** Whoever asks for one metric knows its name; Prometheus leaves it out then. */
    private static void write(JsonGenerator json, Family family, boolean named) throws IOException {
        json.writeStartObject();
        json.writeFieldName("target");
        PrometheusJson.writeLabels(json, family.target());
        if (named) {
            json.writeStringField("metric", family.metric());
        }
        json.writeStringField("type",
                family.metadata().type().name().toLowerCase(Locale.ROOT).replace("_", ""));
        json.writeStringField("help", family.metadata().help());
        json.writeStringField("unit", family.metadata().unit());
        json.writeEndObject();
    }
}

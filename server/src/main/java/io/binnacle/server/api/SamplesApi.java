package io.binnacle.server.api;

import java.util.List;
import java.util.Map;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Matcher;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.StoreCapability;
import io.binnacle.timeseries.TimeSeriesStore;

/** The store of samples itself, beside what is asked of it by PromQL: what costs most in it, and what is to leave it. */
public final class SamplesApi {

    private static final int TOP = 20;
    private static final int TOP_MAX = 1000;

    private final TimeSeriesStore store;
    private final ActivityStream activities;
    private final SampleTasks tasks;

    public SamplesApi(TimeSeriesStore store, SampleTasks tasks, ActivityStream activities) {
        this.store = store;
        this.tasks = tasks;
        this.activities = activities;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("samples/cardinality", "getSampleCardinality",
                "The metrics, labels and senders with most time series, or with most new ones of the last hour")
                .needs(Permission.SYSTEM_READ)
                .with(Parameter.integer("top",
                        "How many of each, 1 to " + TOP_MAX + "; " + TOP + " unless told otherwise"),
                        Parameter.text("order", "series, or newSeries: by which number the first are the first"))
                .returns(CardinalityReport.class).handle(this::cardinality),
                Route.post("admin/tsdb/delete_series", "deleteSamples",
                        "Deletes the samples of the series that match, for good; as Prometheus has it")
                        .needs(Permission.METRIC_DELETE)
                        .with(Parameter.text("match[]", "A series selector; several add up").must().many(),
                                Parameter.text("start", "Seconds since the epoch, or RFC 3339; of all time by default"),
                                Parameter.text("end", "Seconds since the epoch, or RFC 3339; of all time by default"))
                        .returnsNothing().handle(this::delete));
    }

    private void delete(Call call) {
        if (!store.capabilities().contains(StoreCapability.DELETION)) {
            throw new Conflict("the samples are in another server (samples.remote.url); what is to be deleted must be "
                    + "deleted there");
        }
        List<String> selectors = call.queryAll("match[]");
        List<List<Matcher>> matchers = PrometheusAnswers.selectors(selectors);
        long min = call.query("start").map(text -> millis("start", text)).orElse(Long.MIN_VALUE);
        long max = call.query("end").map(text -> millis("end", text)).orElse(Long.MAX_VALUE);
        if (max < min) {
            throw new InvalidInput("end", "a time that is not before the start", call.query("end").orElse(""));
        }
        RecordRef record = new RecordRef("samples", String.join(", ", selectors));
        String range = " from " + call.query("start").orElse("the first") + " to "
                + call.query("end").orElse("the last");
        // First: what cannot be noted is not done.
        activities.append(call.actor(), record, "deletion-begun", "samples" + range, Map.of());
        tasks.run(() -> {
            long deleted = 0;
            for (List<Matcher> one : matchers) {
                deleted += store.delete(one, min, max);
            }
            activities.append(call.actor(), record, "deleted", deleted + " samples" + range, Map.of());
            return deleted;
        });
    }

    private static long millis(String name, String text) {
        try {
            return PrometheusParameters.time(name, text).toEpochMilli();
        } catch (PrometheusParameters.Wrong e) {
            throw new InvalidInput(name, "seconds since the epoch, or a time as RFC 3339 has it", text);
        }
    }

    private CardinalityReport cardinality(Call call) {
        return store.cardinality(call.query("top").map(SamplesApi::top).orElse(TOP),
                call.query("order").map(SamplesApi::order).orElse(CardinalityReport.Order.SERIES));
    }

    private static int top(String text) {
        long top = Long.parseLong(text);
        if (top < 1 || top > TOP_MAX) {
            throw new InvalidInput("top", "a whole number from 1 to " + TOP_MAX, text);
        }
        return (int) top;
    }

    private static CardinalityReport.Order order(String text) {
        return switch (text) {
            case "series" -> CardinalityReport.Order.SERIES;
            case "newSeries" -> CardinalityReport.Order.NEW_SERIES;
            default -> throw new InvalidInput("order", "series or newSeries", text);
        };
    }
}

package io.binnacle.server.api;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import com.fasterxml.jackson.core.JsonGenerator;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.config.Configuration;
import io.binnacle.server.config.EffectiveValue;
import io.binnacle.server.config.LoadedConfiguration;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.timeseries.CardinalityReport;
import io.binnacle.timeseries.HeadStatistics;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.TimeSeriesStore;
import io.binnacle.timeseries.promql.PromqlLimits;

/**
 * What Prometheus' HTTP API tells about the server and the metrics that it has. Settings stand under the names of Prometheus' flags where
 * there is one of the same meaning, in Prometheus' spelling.
 */
public final class PrometheusStatusApi {

    /** The version of Prometheus whose language and API are spoken: clients choose by it what they ask for. */
    static final String PROMETHEUS_VERSION = "3.5.0";

    private static final int TOP = 10;
    private static final int TOP_MAX = 10_000;

    private final TimeSeriesStore store;
    private final LoadedConfiguration loaded;
    private final String version;
    private final InstantSource clock;

    /** @param version of Binnacle */
    public PrometheusStatusApi(TimeSeriesStore store, LoadedConfiguration loaded, String version,
            InstantSource clock) {
        this.store = store;
        this.loaded = loaded;
        this.version = version;
        this.clock = clock;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                get("metadata", "metricMetadata", "Type, unit and help of metrics", Permission.METRIC_READ,
                        this::metadata, Parameter.text("metric", "Of this one only"),
                        Parameter.integer("limit", "How many metrics at most"),
                        Parameter.integer("limit_per_metric", "How many entries a metric at most")),
                get("status/buildinfo", "buildInformation", "Which version of Prometheus' API is spoken, and by what",
                        Permission.METRIC_READ, call -> build()),
                get("status/runtimeinfo", "runtimeInformation", "The process, as Prometheus tells it",
                        Permission.SYSTEM_READ, call -> runtime()),
                get("status/config", "prometheusConfiguration", "The settings, without secrets",
                        Permission.SYSTEM_READ, call -> configuration()),
                get("status/flags", "prometheusFlags", "Settings under the names of Prometheus' flags",
                        Permission.SYSTEM_READ, call -> flags()),
                get("status/walreplay", "logReplayStatus", "How far the log is read again; here always to its end",
                        Permission.METRIC_READ, call -> replay()),
                get("status/tsdb", "sampleStoreStatus", "The metrics and labels with most series",
                        Permission.SYSTEM_READ, this::tsdb,
                        Parameter.integer("limit", "How many of each; 10 unless told otherwise")));
    }

    private static Route<?, ?> get(String path, String operationId, String summary, Permission permission,
            Function<Call, Content> answering, Parameter... parameters) {
        return Route.get(path, operationId, summary).needs(permission).form().with(parameters).returnsContent()
                .handle(call -> PrometheusAnswers.answer(() -> answering.apply(call)));
    }

    private static Content success(PrometheusJson.Data data) {
        return PrometheusJson.success(data, List.of(), List.of());
    }

    private Content metadata(Call call) {
        int limit = number(call, "limit");
        int limitPerMetric = number(call, "limit_per_metric");
        String metric = call.query("metric").orElse("");
        Map<String, MetricMetadata> all = store.metadata();
        return success(json -> {
            json.writeStartObject();
            int left = limit;
            for (Map.Entry<String, MetricMetadata> each : all.entrySet()) {
                if (left > 0 && (metric.isEmpty() || metric.equals(each.getKey()))) {
                    left--;
                    json.writeArrayFieldStart(each.getKey());
                    if (limitPerMetric > 0) {
                        write(json, each.getValue());
                    }
                    json.writeEndArray();
                }
            }
            json.writeEndObject();
        });
    }

    /** As Prometheus has it here: none is no limit, and 0 and less too. */
    private static int number(Call call, String name) {
        return call.query(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                return number <= 0 ? Integer.MAX_VALUE : number;
            } catch (NumberFormatException e) {
                throw new Wrong(name + " must be a number");
            }
        }).orElse(Integer.MAX_VALUE);
    }

    private static void write(JsonGenerator json, MetricMetadata metadata) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", switch (metadata.type()) {
            case UNKNOWN -> "unknown";
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case HISTOGRAM -> "histogram";
            case GAUGE_HISTOGRAM -> "gaugehistogram";
            case SUMMARY -> "summary";
            case INFO -> "info";
            case STATE_SET -> "stateset";
        });
        json.writeStringField("help", metadata.help());
        json.writeStringField("unit", metadata.unit());
        json.writeEndObject();
    }

    private static Content texts(Map<String, String> texts) {
        return success(json -> json.writePOJO(texts));
    }

    private Content build() {
        return texts(Map.of("version", PROMETHEUS_VERSION, "revision", "", "branch", "", "buildUser", "", "buildDate",
                "", "goVersion", "", "application", "Binnacle", "applicationVersion", version));
    }

    private Content runtime() {
        Runtime runtime = Runtime.getRuntime();
        Configuration.Samples samples = loaded.configuration().samples();
        String retention = DurationText.format(samples.retention()) + " or " + samples.bytesMax();
        Optional<HeadStatistics> head = store.head();
        String started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()).toString();
        return success(json -> {
            json.writeStartObject();
            json.writeStringField("startTime", started);
            json.writeStringField("serverTime", clock.instant().toString());
            json.writeStringField("CWD", Path.of("").toAbsolutePath().toString());
            // The settings are read once, and nothing runs when they are wrong.
            json.writeBooleanField("reloadConfigSuccess", true);
            json.writeStringField("lastConfigTime", started);
            if (head.isPresent()) {
                json.writeNumberField("corruptionCount", head.get().corruptions());
            }
            json.writeNumberField("goroutineCount", ManagementFactory.getThreadMXBean().getThreadCount());
            json.writeNumberField("GOMAXPROCS", runtime.availableProcessors());
            json.writeNumberField("GOMEMLIMIT", runtime.maxMemory());
            // Of Go alone.
            json.writeStringField("GOGC", "");
            json.writeStringField("GODEBUG", "");
            json.writeStringField("storageRetention", retention);
            json.writeEndObject();
        });
    }

    private Content configuration() {
        StringBuilder yaml = new StringBuilder();
        for (EffectiveValue value : loaded.values()) {
            yaml.append(value.key()).append(": ").append(value.value() == null ? "" : value.value()).append('\n');
        }
        return texts(Map.of("yaml", yaml.toString()));
    }

    private Content flags() {
        Configuration configuration = loaded.configuration();
        String features = configuration.promql().features();
        return texts(Map.of("enable-feature", features == null ? "" : features, "query.max-samples",
                Integer.toString(configuration.promql().samplesMax()), "query.timeout",
                DurationText.format(configuration.promql().timeout()), "query.lookback-delta",
                DurationText.format(PromqlLimits.defaults().lookback()),
                "storage.tsdb.retention.time", DurationText.format(configuration.samples().retention()),
                "storage.tsdb.retention.size", configuration.samples().bytesMax().toString(),
                "storage.tsdb.out-of-order-time-window",
                DurationText.format(configuration.samples().outOfOrderWindow()), "web.listen-address",
                configuration.server().listen().toString(), "web.enable-remote-write-receiver", "true",
                "web.enable-admin-api", "true"));
    }

    /** Nobody is answered before the log is read. */
    private static Content replay() {
        return success(json -> {
            json.writeStartObject();
            json.writeNumberField("min", 0);
            json.writeNumberField("max", 0);
            json.writeNumberField("current", 0);
            json.writeEndObject();
        });
    }

    private Content tsdb(Call call) {
        Optional<String> limit = call.query("limit");
        int top = limit.isEmpty() ? TOP : Math.min(PrometheusParameters.limit(limit), TOP_MAX);
        CardinalityReport report = store.cardinality(Integer.MAX_VALUE, CardinalityReport.Order.SERIES);
        return success(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("headStats");
            json.writeNumberField("numSeries", report.series());
            json.writeNumberField("numLabelPairs", report.labelPairs());
            writeHead(json);
            json.writeEndObject();
            write(json, "seriesCountByMetricName", top, report.metrics(), CardinalityReport.MetricSeries::name,
                    CardinalityReport.MetricSeries::series);
            write(json, "labelValueCountByLabelName", top, report.labels(), CardinalityReport.LabelSeries::name,
                    CardinalityReport.LabelSeries::values);
            write(json, "memoryInBytesByLabelName", top, report.labels(), CardinalityReport.LabelSeries::name,
                    CardinalityReport.LabelSeries::valueBytes);
            write(json, "seriesCountByLabelValuePair", top, report.pairs(), pair -> pair.name() + "=" + pair.value(),
                    CardinalityReport.PairSeries::series);
            json.writeEndObject();
        });
    }

    private void writeHead(JsonGenerator json) throws IOException {
        Optional<HeadStatistics> head = store.head();
        if (head.isPresent()) {
            json.writeNumberField("chunkCount", head.get().chunks());
            json.writeNumberField("minTime", head.get().minMillis());
            json.writeNumberField("maxTime", head.get().maxMillis());
        }
    }

    /** The first by their counts. */
    private static <T> void write(JsonGenerator json, String field, int top, List<T> counted,
            Function<T, String> name, ToLongFunction<T> count) throws IOException {
        List<T> first = counted.stream().sorted(Comparator.comparingLong(count).reversed()).limit(top).toList();
        json.writeArrayFieldStart(field);
        for (T each : first) {
            json.writeStartObject();
            json.writeStringField("name", name.apply(each));
            json.writeNumberField("value", count.applyAsLong(each));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

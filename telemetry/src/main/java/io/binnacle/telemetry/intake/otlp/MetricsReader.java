package io.binnacle.telemetry.intake.otlp;

import java.util.LinkedHashMap;
import java.util.Map;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;

/**
 * Reads {@code ExportMetricsServiceRequest}. What is said of all comes before what is said of each, wherever it stands in its
 * message. Used by one thread for one body.
 *
 * <pre>
 *   request         1 repeated ResourceMetrics
 *   ResourceMetrics 1 Resource { 1 repeated KeyValue }   2 repeated ScopeMetrics
 *   ScopeMetrics    1 Scope { 1 name   2 version   3 repeated KeyValue }   2 repeated Metric   3 schema_url
 *   Metric          1 name   2 description   3 unit   5 Gauge   7 Sum   9 Histogram   10 ExponentialHistogram   11 Summary
 *   Gauge and so on 1 repeated point   2 temporality   3 monotonic
 * </pre>
 */
final class MetricsReader {

    private final ProtobufReader reader = new ProtobufReader();
    private final DataPointReader points = new DataPointReader(reader);
    private final OtlpSettings settings;
    private final PointWriter writer;

    MetricsReader(OtlpSettings settings, PointWriter writer) {
        this.settings = settings;
        this.writer = writer;
    }

    /** @throws InvalidInput it is no such message */
    void read(byte[] bytes, int from, int to) {
        reader.over(bytes, from, to);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag >>> 3 == 1) {
                resource(tag);
            } else {
                reader.skip(tag);
            }
        }
    }

    private interface Field {
        boolean read(int tag);
    }

    /** Offers each field of the message to the visit, which reads it or says that it does not; from there again the next time. */
    private void fields(int from, Field visit) {
        reader.position(from);
        while (reader.more()) {
            int tag = reader.tag();
            if (!visit.read(tag)) {
                reader.skip(tag);
            }
        }
    }

    private void resource(int messageTag) {
        int outer = reader.enter(messageTag);
        int from = reader.position();
        Map<String, String> attributes = new LinkedHashMap<>();
        fields(from, tag -> {
            if (tag >>> 3 == 1) {
                int resource = reader.enter(tag);
                fields(reader.position(), field -> field >>> 3 == 1 && points.attribute(field, attributes));
                reader.leave(resource);
                return true;
            }
            return false;
        });
        ResourceLabels labels = new ResourceLabels(settings, attributes);
        writer.beginResource();
        fields(from, tag -> tag >>> 3 == 2 && scope(tag, labels));
        writer.endResource(labels);
        reader.leave(outer);
    }

    private boolean scope(int messageTag, ResourceLabels resource) {
        int outer = reader.enter(messageTag);
        int from = reader.position();
        Map<String, String> scope = new LinkedHashMap<>();
        Map<String, String> further = new LinkedHashMap<>();
        fields(from, tag -> switch (tag >>> 3) {
            case 1 -> {
                int inner = reader.enter(tag);
                fields(reader.position(), field -> switch (field >>> 3) {
                    case 1 -> put(scope, "name", field);
                    case 2 -> put(scope, "version", field);
                    case 3 -> points.attribute(field, further);
                    default -> false;
                });
                reader.leave(inner);
                yield true;
            }
            case 3 -> put(scope, "schema_url", tag);
            default -> false;
        });
        further.forEach(scope::putIfAbsent);
        ResourceLabels labels = resource.ofScope(scope);
        fields(from, tag -> tag >>> 3 == 2 && metric(tag, labels));
        reader.leave(outer);
        return true;
    }

    private boolean put(Map<String, String> into, String key, int tag) {
        into.put(key, reader.text(tag));
        return true;
    }

    private boolean metric(int messageTag, ResourceLabels labels) {
        int outer = reader.enter(messageTag);
        int from = reader.position();
        Map<String, String> texts = new LinkedHashMap<>();
        fields(from, tag -> switch (tag >>> 3) {
            case 1 -> put(texts, "name", tag);
            case 2 -> put(texts, "description", tag);
            case 3 -> put(texts, "unit", tag);
            default -> false;
        });
        fields(from, tag -> switch (tag >>> 3) {
            case 5 -> data(tag, texts, OtlpMetric.Kind.GAUGE, labels);
            case 7 -> data(tag, texts, OtlpMetric.Kind.SUM, labels);
            case 9 -> data(tag, texts, OtlpMetric.Kind.HISTOGRAM, labels);
            case 10 -> data(tag, texts, OtlpMetric.Kind.EXPONENTIAL_HISTOGRAM, labels);
            case 11 -> data(tag, texts, OtlpMetric.Kind.SUMMARY, labels);
            default -> false;
        });
        reader.leave(outer);
        return true;
    }

    private boolean data(int messageTag, Map<String, String> texts, OtlpMetric.Kind kind, ResourceLabels labels) {
        int outer = reader.enter(messageTag);
        int from = reader.position();
        long[] heads = new long[2];
        fields(from, tag -> {
            int field = tag >>> 3;
            if (field == 2 || field == 3) {
                heads[field - 2] = reader.varint(tag);
                return true;
            }
            return false;
        });
        OtlpMetric metric = new OtlpMetric(texts.getOrDefault("name", ""), texts.getOrDefault("description", ""),
                texts.getOrDefault("unit", ""), kind, OtlpMetric.Temporality.of(heads[0]), heads[1] != 0);
        writer.beginMetric(metric, labels);
        fields(from, tag -> {
            if (tag >>> 3 == 1) {
                writer.point(points.read(tag, kind));
                return true;
            }
            return false;
        });
        reader.leave(outer);
        return true;
    }
}

package io.binnacle.telemetry.export.remotewrite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.export.protobuf.HistogramWriter;
import io.binnacle.telemetry.export.protobuf.ProtobufWriter;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.histogram.HistogramSample;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code io.prometheus.write.v2.Request}, of remote write 2.0: texts are references to a table, whose first is empty.
 *
 * <pre>
 *   Request     4 repeated string symbols   5 repeated TimeSeries
 *   TimeSeries  1 repeated uint32 labels_refs   2 repeated Sample   3 repeated Histogram   4 repeated Exemplar   5 Metadata
 *   Sample      1 value   2 timestamp
 *   Exemplar    1 repeated uint32 labels_refs   2 value   3 timestamp
 *   Metadata    1 type   3 help_ref   4 unit_ref
 * </pre>
 */
final class SymbolRequestEncoder implements RequestEncoder {

    /** What the names of a family's parts end with. */
    private static final List<String> ENDINGS = List.of("_bucket", "_count", "_sum", "_total", "_info", "_created");

    private final Map<String, MetricMetadata> metadata;
    private final Map<String, Integer> symbols = new LinkedHashMap<>();
    private final ProtobufWriter all = new ProtobufWriter();
    private final ProtobufWriter series = new ProtobufWriter();
    private final ProtobufWriter part = new ProtobufWriter();
    private final ProtobufWriter refs = new ProtobufWriter();

    /** @param metadata what is known of families, by their names */
    SymbolRequestEncoder(Map<String, MetricMetadata> metadata) {
        this.metadata = metadata;
    }

    @Override
    public byte[] encode(WriteColumns columns) {
        symbols.clear();
        symbols.put("", 0);
        all.clear();
        int from = 0;
        while (from < columns.count()) {
            Labels labels = columns.series(from);
            series.clear();
            labels(series, labels);
            int to = from;
            while (to < columns.count() && columns.series(to).equals(labels)) {
                one(columns, to++);
            }
            find(metadata, labels).ifPresent(this::metadata);
            all.message(5, series);
            from = to;
        }
        ProtobufWriter request = new ProtobufWriter();
        symbols.keySet().forEach(text -> request.text(4, text));
        request.raw(all.bytes(), all.size());
        return request.copy();
    }

    private void one(WriteColumns columns, int i) {
        HistogramSample histogram = columns.histogram(i);
        Exemplar exemplar = columns.exemplar(i);
        part.clear();
        if (histogram != null) {
            HistogramWriter.write(part, histogram);
            series.message(3, part);
        } else if (exemplar != null) {
            labels(part, exemplar.labels());
            part.float64(2, exemplar.value());
            part.varint(3, exemplar.epochMillis());
            series.message(4, part);
        } else {
            part.float64(1, columns.value(i));
            part.varint(2, columns.millis(i));
            series.message(2, part);
        }
    }

    private void labels(ProtobufWriter into, Labels labels) {
        refs.clear();
        for (Label one : labels) {
            refs.varint(symbol(one.name()));
            refs.varint(symbol(one.value()));
        }
        into.message(1, refs);
    }

    private int symbol(String text) {
        return symbols.computeIfAbsent(text, key -> symbols.size());
    }

    private void metadata(MetricMetadata told) {
        part.clear();
        part.varint(1, told.type().code());
        part.varint(3, symbol(told.help()));
        part.varint(4, symbol(told.unit()));
        series.message(5, part);
    }

    private static java.util.Optional<MetricMetadata> find(Map<String, MetricMetadata> known, Labels labels) {
        String name = labels.find("__name__").orElse("");
        @Nullable
        MetricMetadata found = known.get(name);
        for (String ending : ENDINGS) {
            if (found == null && name.endsWith(ending)) {
                found = known.get(name.substring(0, name.length() - ending.length()));
            }
        }
        return java.util.Optional.ofNullable(found);
    }
}

package io.binnacle.telemetry.export.remotewrite;

import java.util.List;
import java.util.Map;

import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.export.protobuf.HistogramWriter;
import io.binnacle.telemetry.export.protobuf.ProtobufWriter;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.MetricMetadata;
import io.binnacle.timeseries.histogram.HistogramSample;

/**
 * Writes {@code prometheus.WriteRequest}, of remote write 1.0. What follows each other of one series is one TimeSeries.
 *
 * <pre>
 *   WriteRequest  1 repeated TimeSeries   3 repeated MetricMetadata
 *   MetricMetadata  1 type   2 family   4 help   5 unit
 *   TimeSeries    1 repeated Label   2 repeated Sample   3 repeated Exemplar   4 repeated Histogram
 *   Sample        1 value   2 timestamp
 *   Exemplar      1 repeated Label   2 value   3 timestamp
 *   Label         1 name   2 value
 * </pre>
 */
final class WriteRequestEncoder implements RequestEncoder {

    private final ProtobufWriter request = new ProtobufWriter();
    private final ProtobufWriter series = new ProtobufWriter();
    private final ProtobufWriter part = new ProtobufWriter();
    private final ProtobufWriter label = new ProtobufWriter();

    @Override
    public byte[] encode(WriteColumns columns) {
        request.clear();
        int from = 0;
        while (from < columns.count()) {
            Labels labels = columns.series(from);
            series.clear();
            labels(series, labels);
            int to = from;
            while (to < columns.count() && columns.series(to).equals(labels)) {
                one(columns, to++);
            }
            request.message(1, series);
            from = to;
        }
        return request.copy();
    }

    private void one(WriteColumns columns, int i) {
        HistogramSample histogram = columns.histogram(i);
        Exemplar exemplar = columns.exemplar(i);
        part.clear();
        if (histogram != null) {
            HistogramWriter.write(part, histogram);
            series.message(4, part);
        } else if (exemplar != null) {
            labels(part, exemplar.labels());
            part.float64(2, exemplar.value());
            part.varint(3, exemplar.epochMillis());
            series.message(3, part);
        } else {
            part.float64(1, columns.value(i));
            part.varint(2, columns.millis(i));
            series.message(2, part);
        }
    }

    private void labels(ProtobufWriter into, Labels labels) {
        for (Label one : labels) {
            label.clear();
            label.text(1, one.name());
            label.text(2, one.value());
            into.message(1, label);
        }
    }

    /** A message with what is known of these families alone. */
    byte[] encode(List<Map.Entry<String, MetricMetadata>> families) {
        request.clear();
        for (Map.Entry<String, MetricMetadata> family : families) {
            part.clear();
            part.varint(1, family.getValue().type().code());
            part.text(2, family.getKey());
            part.text(4, family.getValue().help());
            part.text(5, family.getValue().unit());
            request.message(3, part);
        }
        return request.copy();
    }
}

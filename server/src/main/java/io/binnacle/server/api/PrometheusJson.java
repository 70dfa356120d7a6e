package io.binnacle.server.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import io.binnacle.kernel.label.Label;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Json;
import io.binnacle.timeseries.Exemplar;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramBucket;
import io.binnacle.timeseries.promql.NumberText;
import io.binnacle.timeseries.promql.QueryResult;
import io.binnacle.timeseries.promql.QueryResult.MatrixSeries;
import io.binnacle.timeseries.promql.QueryResult.VectorSample;

/**
 * Writes answers in the format of Prometheus' HTTP API, number by number: times are seconds, values are strings, as JSON
 * knows no infinity. No tree is built, so that a large answer takes no more memory than its bytes.
 */
final class PrometheusJson {

    private static final String MEDIA_TYPE = "application/json";

    /** Writes what is under {@code data}. */
    interface Data {
        void write(JsonGenerator json) throws IOException;
    }

    private PrometheusJson() {
    }

    static Content success(Data data, List<String> warnings, List<String> infos) {
        return content(200, successful(data, warnings, infos));
    }

    /** An answer that may be large: it is written while the caller takes it, so the data must be there until then. */
    static Content streamed(Data data, List<String> warnings, List<String> infos) {
        return Content.streamed(MEDIA_TYPE, out -> write(successful(data, warnings, infos), out));
    }

    private static Data successful(Data data, List<String> warnings, List<String> infos) {
        return json -> {
            json.writeStringField("status", "success");
            json.writeFieldName("data");
            data.write(json);
            writeRemarks(json, "warnings", warnings);
            writeRemarks(json, "infos", infos);
        };
    }

    static Content error(int status, String type, String message) {
        return content(status, json -> {
            json.writeStringField("status", "error");
            json.writeStringField("errorType", type);
            json.writeStringField("error", message);
        });
    }

    private static Content content(int status, Data fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            write(fields, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Content(status, MEDIA_TYPE, bytes.toByteArray());
    }

    private static void write(Data fields, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
    }

    private static void writeRemarks(JsonGenerator json, String name, List<String> remarks) throws IOException {
        if (!remarks.isEmpty()) {
            json.writeFieldName(name);
            writeTexts(json, remarks);
        }
    }

    static void writeTexts(JsonGenerator json, Collection<String> texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            writeText(json, text);
        }
        json.writeEndArray();
    }

    /** Bytes, of which most are copied, cost less than characters looked at one by one. */
    private static void writeText(JsonGenerator json, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        json.writeUTF8String(bytes, 0, bytes.length);
    }

    static void writeLabels(JsonGenerator json, Labels labels) throws IOException {
        json.writeStartObject();
        for (Label label : labels) {
            json.writeFieldName(label.name());
            writeText(json, label.value());
        }
        json.writeEndObject();
    }

    /**
     * @param json writes bytes, not characters: samples go beside it
     * @param more fields beside those of the result
     */
    static void writeResult(JsonGenerator json, QueryResult result, Data more) throws IOException {
        json.writeStartObject();
        switch (result) {
            case QueryResult.Scalar scalar -> {
                json.writeStringField("resultType", "scalar");
                json.writeFieldName("result");
                writePoint(json, scalar.epochMillis(), value(scalar.value()));
            }
            case QueryResult.Text text -> {
                json.writeStringField("resultType", "string");
                json.writeFieldName("result");
                writePoint(json, text.epochMillis(), text.value());
            }
            case QueryResult.Vector vector -> {
                json.writeStringField("resultType", "vector");
                json.writeArrayFieldStart("result");
                for (VectorSample sample : vector.samples()) {
                    json.writeStartObject();
                    json.writeFieldName("metric");
                    writeLabels(json, sample.labels());
                    if (sample.histogram() == null) {
                        json.writeFieldName("value");
                        writePoint(json, sample.epochMillis(), value(sample.value()));
                    } else {
                        json.writeFieldName("histogram");
                        writePoint(json, sample.epochMillis(), sample.histogram());
                    }
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case QueryResult.Matrix matrix -> {
                json.writeStringField("resultType", "matrix");
                json.writeArrayFieldStart("result");
                PointText points = new PointText();
                for (MatrixSeries series : matrix.series()) {
                    writeSeries(json, series, points);
                }
                json.writeEndArray();
            }
        }
        more.write(json);
        json.writeEndObject();
    }

    static void writeExemplars(JsonGenerator json, Map<Labels, List<Exemplar>> exemplars) throws IOException {
        json.writeStartArray();
        for (Map.Entry<Labels, List<Exemplar>> series : exemplars.entrySet()) {
            json.writeStartObject();
            json.writeFieldName("seriesLabels");
            writeLabels(json, series.getKey());
            json.writeArrayFieldStart("exemplars");
            for (Exemplar exemplar : series.getValue()) {
                json.writeStartObject();
                json.writeFieldName("labels");
                writeLabels(json, exemplar.labels());
                json.writeStringField("value", value(exemplar.value()));
                json.writeFieldName("timestamp");
                json.writeNumber(seconds(exemplar.epochMillis()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeSeries(JsonGenerator json, MatrixSeries series, PointText points) throws IOException {
        json.writeStartObject();
        json.writeFieldName("metric");
        writeLabels(json, series.labels());
        if (series.epochMillis().length > 0) {
            json.writeFieldName("values");
            // Beside the generator, which would take the bytes for characters, one by one.
            json.writeRawValue("");
            json.flush();
            OutputStream out = (OutputStream) json.getOutputTarget();
            for (int i = 0; i < series.epochMillis().length; i++) {
                points.append(i == 0 ? '[' : ',');
                points.append(series.epochMillis()[i], series.values()[i]);
                points.writeWhenMany(out);
            }
            points.append(']');
            points.writeTo(out);
        }
        if (series.histogramMillis().length > 0) {
            json.writeArrayFieldStart("histograms");
            for (int i = 0; i < series.histogramMillis().length; i++) {
                writePoint(json, series.histogramMillis()[i], series.histograms()[i]);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writePoint(JsonGenerator json, long millis, String value) throws IOException {
        json.writeStartArray();
        json.writeNumber(seconds(millis));
        json.writeString(value);
        json.writeEndArray();
    }

    private static void writePoint(JsonGenerator json, long millis, FloatHistogram histogram) throws IOException {
        json.writeStartArray();
        json.writeNumber(seconds(millis));
        json.writeStartObject();
        json.writeStringField("count", value(histogram.count()));
        json.writeStringField("sum", value(histogram.sum()));
        json.writeArrayFieldStart("buckets");
        for (HistogramBucket bucket : histogram.buckets()) {
            if (bucket.count() != 0) {
                writeBucket(json, bucket);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    /** Which ends belong to it, as a number: 0 the upper, 1 the lower, 2 none, 3 both; the ends; the count. */
    private static void writeBucket(JsonGenerator json, HistogramBucket bucket) throws IOException {
        int ends = bucket.lowerInclusive() ? bucket.upperInclusive() ? 3 : 1 : bucket.upperInclusive() ? 0 : 2;
        json.writeStartArray();
        json.writeNumber(ends);
        json.writeString(value(bucket.lower()));
        json.writeString(value(bucket.upper()));
        json.writeString(value(bucket.count()));
        json.writeEndArray();
    }

    /** Seconds, with three digits behind the point unless they are all zero. */
    static String seconds(long millis) {
        long fraction = Math.abs(millis % 1000);
        String whole = (millis < 0 ? "-" : "") + Math.abs(millis / 1000);
        return fraction == 0
                ? whole
                : whole + '.' + (char) ('0' + fraction / 100) + (char) ('0' + fraction / 10 % 10)
                        + (char) ('0' + fraction % 10);
    }

    /** As Go writes floats in JSON: without an exponent, but for the very small and the very large. */
    static String value(double value) {
        double size = Math.abs(value);
        if (size == 0 || Double.isNaN(value) || Double.isInfinite(value) || (size >= 1e-6 && size < 1e21)) {
            return NumberText.format(value);
        }
        // Java: 1.0E21, 1.5E-7. Go: 1e+21, 1.5e-07.
        String java = Double.toString(value);
        int mark = java.indexOf('E');
        String digits = java.substring(0, mark);
        int exponent = Integer.parseInt(java.substring(mark + 1));
        String sign = exponent < 0 ? "-" : "+";
        String magnitude = Integer.toString(Math.abs(exponent));
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + "e" + sign
                + (magnitude.length() < 2 ? "0" + magnitude : magnitude);
    }
}

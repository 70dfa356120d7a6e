package io.binnacle.telemetry.intake.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.binnacle.kernel.error.InvalidInput;

/**
 * Writes a request in OTLP's JSON as the protobuf message that it stands for, so that there is one reader for both. What is not known
 * is left out, as OTLP demands.
 */
final class JsonRequest {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** For each message its fields: name, number, kind; a kind that begins with a capital is another message. */
    private static final Map<String, Map<String, Field>> MESSAGES = messages(
            """
                Request resourceMetrics 1 ResourceMetrics
                ResourceMetrics resource 1 Resource, scopeMetrics 2 ScopeMetrics, schemaUrl 3 text
                Resource attributes 1 KeyValue
                ScopeMetrics scope 1 Scope, metrics 2 Metric, schemaUrl 3 text
                Scope name 1 text, version 2 text, attributes 3 KeyValue
                Metric name 1 text, description 2 text, unit 3 text, gauge 5 Data, sum 7 Data, histogram 9 HistogramData, \
                exponentialHistogram 10 ExponentialData, summary 11 SummaryData
                Data dataPoints 1 NumberPoint, aggregationTemporality 2 temporality, isMonotonic 3 varint
                HistogramData dataPoints 1 HistogramPoint, aggregationTemporality 2 temporality
                ExponentialData dataPoints 1 ExponentialPoint, aggregationTemporality 2 temporality
                SummaryData dataPoints 1 SummaryPoint
                NumberPoint startTimeUnixNano 2 fixed, timeUnixNano 3 fixed, asDouble 4 double, exemplars 5 Exemplar, \
                asInt 6 fixed, attributes 7 KeyValue, flags 8 varint
                HistogramPoint startTimeUnixNano 2 fixed, timeUnixNano 3 fixed, count 4 fixed, sum 5 double, bucketCounts 6 fixed, \
                explicitBounds 7 double, exemplars 8 Exemplar, attributes 9 KeyValue, flags 10 varint
                ExponentialPoint attributes 1 KeyValue, startTimeUnixNano 2 fixed, timeUnixNano 3 fixed, count 4 fixed, \
                sum 5 double, scale 6 zigzag, zeroCount 7 fixed, positive 8 Buckets, negative 9 Buckets, flags 10 varint, \
                exemplars 11 Exemplar, zeroThreshold 14 double
                Buckets offset 1 zigzag, bucketCounts 2 varint
                SummaryPoint startTimeUnixNano 2 fixed, timeUnixNano 3 fixed, count 4 fixed, sum 5 double, \
                quantileValues 6 Quantile, attributes 7 KeyValue, flags 8 varint
                Quantile quantile 1 double, value 2 double
                Exemplar timeUnixNano 2 fixed, asDouble 3 double, spanId 4 hex, traceId 5 hex, asInt 6 fixed, \
                filteredAttributes 7 KeyValue
                KeyValue key 1 text, value 2 AnyValue
                AnyValue stringValue 1 text, boolValue 2 varint, intValue 3 varint, doubleValue 4 double, \
                arrayValue 5 ArrayValue, kvlistValue 6 KeyValueList, bytesValue 7 base64
                ArrayValue values 1 AnyValue
                KeyValueList values 1 KeyValue
                """);

    /** Each at the place of its number. */
    private static final List<String> TEMPORALITIES = List.of("AGGREGATION_TEMPORALITY_UNSPECIFIED",
            "AGGREGATION_TEMPORALITY_DELTA", "AGGREGATION_TEMPORALITY_CUMULATIVE");

    private record Field(int number, String kind) {}

    private JsonRequest() {
    }

    private static Map<String, Map<String, Field>> messages(String table) {
        Map<String, Map<String, Field>> messages = new HashMap<>();
        for (String line : table.lines().toList()) {
            String[] head = line.split(" ", 2);
            Map<String, Field> fields = new HashMap<>();
            for (String field : head[1].split(",", -1)) {
                String[] words = field.strip().split(" ", 3);
                fields.put(words[0], new Field(Integer.parseInt(words[1]), words[2]));
            }
            messages.put(head[0], fields);
        }
        return messages;
    }

    /** @throws InvalidInput it is no such JSON */
    static byte[] toProtobuf(byte[] body, int size) {
        try {
            return message("Request", JSON.readTree(body, 0, size), "");
        } catch (JsonProcessingException e) {
            throw new InvalidInput("body", "JSON (" + e.getOriginalMessage() + ")", "what cannot be read");
        } catch (IOException e) {
            throw new InvalidInput("body", "JSON", e.toString());
        }
    }

    private static byte[] message(String kind, JsonNode node, String path) {
        if (!node.isObject()) {
            throw new InvalidInput(path.isEmpty() ? "body" : path, "an object",
                    node.isArray() ? "a list" : node.isMissingNode() ? "nothing" : node.toString());
        }
        Map<String, Field> fields = MESSAGES.getOrDefault(kind, Map.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Field field = fields.get(entry.getKey());
            JsonNode value = entry.getValue();
            if (field == null || value.isNull()) {
                continue;
            }
            String place = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    write(out, field, value.get(i), place + "[" + i + "]");
                }
            } else {
                write(out, field, value, place);
            }
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, Field field, JsonNode value, String path) {
        switch (field.kind()) {
            case "text" -> bytes(out, field, text(value, path).getBytes(StandardCharsets.UTF_8));
            case "varint" -> varint(out, field.number() << 3, value.isBoolean()
                    ? value.booleanValue() ? 1 : 0
                    : whole(value, path));
            case "temporality" -> varint(out, field.number() << 3, temporality(value, path));
            case "zigzag" -> {
                long number = whole(value, path);
                varint(out, field.number() << 3, number << 1 ^ number >> 63);
            }
            case "fixed" -> fixed(out, field, whole(value, path));
            case "double" -> fixed(out, field, Double.doubleToRawLongBits(number(value, path)));
            case "hex" -> bytes(out, field, decoded(path, () -> HexFormat.of().parseHex(text(value, path))));
            case "base64" -> bytes(out, field, decoded(path, () -> Base64.getDecoder().decode(text(value, path))));
            default -> bytes(out, field, message(field.kind(), value, path));
        }
    }

    private interface Decoding {
        byte[] decode();
    }

    private static byte[] decoded(String path, Decoding decoding) {
        try {
            return decoding.decode();
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(path, "encoded bytes", "what cannot be decoded");
        }
    }

    private static String text(JsonNode value, String path) {
        if (!value.isTextual()) {
            throw new InvalidInput(path, "a text", value);
        }
        return value.textValue();
    }

    /** OTLP writes numbers, protobuf's own mapping to JSON names, and readers of that mapping take both. */
    private static long temporality(JsonNode value, String path) {
        if (!value.isTextual() || value.textValue().matches("-?[0-9]+")) {
            return whole(value, path);
        }
        int code = TEMPORALITIES.indexOf(value.textValue());
        if (code < 0) {
            throw new InvalidInput(path, "a number or one of " + String.join(", ", TEMPORALITIES), value);
        }
        return code;
    }

    /** 64 bits, with a sign or without, as a number or as text. */
    private static long whole(JsonNode value, String path) {
        try {
            String text = value.isTextual() ? value.textValue() : value.decimalValue().toBigIntegerExact().toString();
            if (value.isTextual() || value.isNumber()) {
                return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below.
        }
        throw new InvalidInput(path, "a whole number", value);
    }

    private static double number(JsonNode value, String path) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return Double.parseDouble(text(value, path));
        } catch (NumberFormatException e) {
            throw new InvalidInput(path, "a number", value);
        }
    }

    private static void bytes(ByteArrayOutputStream out, Field field, byte[] bytes) {
        varint(out, field.number() << 3 | 2, bytes.length);
        out.writeBytes(bytes);
    }

    /** @param tag before the number */
    private static void varint(ByteArrayOutputStream out, int tag, long number) {
        out.write(tag);
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void fixed(ByteArrayOutputStream out, Field field, long word) {
        out.write(field.number() << 3 | 1);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(word).array());
    }
}

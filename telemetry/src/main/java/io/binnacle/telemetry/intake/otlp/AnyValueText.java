package io.binnacle.telemetry.intake.otlp;

import java.util.Arrays;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.intake.protobuf.ProtobufReader;

/**
 * The value of an attribute as text: a list or map as JSON, bytes in base 64.
 *
 * <pre>
 *   AnyValue   1 string   2 bool   3 int   4 double   5 ArrayValue   6 KeyValueList   7 bytes
 *   ArrayValue 1 repeated AnyValue      KeyValueList 1 repeated KeyValue      KeyValue 1 key   2 AnyValue
 * </pre>
 */
final class AnyValueText {

    private static final int DEPTH_MAX = 32;

    private AnyValueText() {
    }

    static String read(ProtobufReader reader, int messageTag) {
        JsonNode node = node(reader, messageTag, 0);
        return node.isValueNode() ? node.asText() : node.toString();
    }

    private static JsonNode node(ProtobufReader reader, int messageTag, int depth) {
        if (depth > DEPTH_MAX) {
            throw new InvalidInput("body", "attributes of at most " + DEPTH_MAX + " levels", "deeper ones");
        }
        JsonNodeFactory make = JsonNodeFactory.instance;
        JsonNode node = make.textNode("");
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            switch (tag >>> 3) {
                case 1 -> node = make.textNode(reader.text(tag));
                case 2 -> node = make.booleanNode(reader.varint(tag) != 0);
                case 3 -> node = make.numberNode(reader.varint(tag));
                case 4 -> node = number(reader.float64(tag));
                case 5 -> node = list(reader, tag, depth);
                case 6 -> node = map(reader, tag, depth);
                case 7 -> node = make.textNode(Base64.getEncoder().encodeToString(bytes(reader, tag)));
                default -> reader.skip(tag);
            }
        }
        reader.leave(outer);
        return node;
    }

    private static JsonNode number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    private static JsonNode list(ProtobufReader reader, int messageTag, int depth) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag >>> 3 == 1) {
                list.add(node(reader, tag, depth + 1));
            } else {
                reader.skip(tag);
            }
        }
        reader.leave(outer);
        return list;
    }

    private static JsonNode map(ProtobufReader reader, int messageTag, int depth) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        int outer = reader.enter(messageTag);
        while (reader.more()) {
            int tag = reader.tag();
            if (tag >>> 3 != 1) {
                reader.skip(tag);
                continue;
            }
            String key = "";
            JsonNode value = JsonNodeFactory.instance.textNode("");
            int entry = reader.enter(tag);
            while (reader.more()) {
                int field = reader.tag();
                switch (field >>> 3) {
                    case 1 -> key = reader.text(field);
                    case 2 -> value = node(reader, field, depth + 1);
                    default -> reader.skip(field);
                }
            }
            reader.leave(entry);
            map.set(key, value);
        }
        reader.leave(outer);
        return map;
    }

    static byte[] bytes(ProtobufReader reader, int tag) {
        int length = reader.length(tag);
        byte[] bytes = Arrays.copyOfRange(reader.bytes(), reader.position(), reader.position() + length);
        reader.position(reader.position() + length);
        return bytes;
    }
}

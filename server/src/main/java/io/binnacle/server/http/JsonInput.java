package io.binnacle.server.http;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.CallerFault;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.error.WorldFault;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.server.http.JsonShape.Choice;
import io.binnacle.server.http.JsonShape.Composite;
import io.binnacle.server.http.JsonShape.Field;

/**
 * Turns a request's JSON into its record, strictly: an unknown field, a missing one, a wrong type or word are refused, all
 * of them in one answer, each with the path of its field.
 */
final class JsonInput {

    private final JsonShapes shapes;

    JsonInput(JsonShapes shapes) {
        this.shapes = shapes;
    }

    Object read(byte[] json, JavaType type) {
        JsonNode tree = parse(json);
        List<Violation> violations = new ArrayList<>();
        check(tree, shapes.of(type), "", violations);
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return bind(tree, type);
    }

    private static JsonNode parse(byte[] json) {
        try {
            JsonNode tree = Json.MAPPER.readTree(json);
            if (tree == null || tree.isMissingNode()) {
                throw new InvalidInput("body", "a JSON object", "nothing");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
            throw new InvalidInput("body", "well-formed JSON", e.getOriginalMessage() + where);
        } catch (IOException e) {
            throw new BugException("reading from memory failed", e);
        }
    }

    private static Object bind(JsonNode tree, JavaType type) {
        try {
            Object value = Json.MAPPER.treeToValue(tree, type);
            if (value == null) {
                throw new InvalidInput("body", "a JSON object", "null");
            }
            return value;
        } catch (JsonProcessingException e) {
            // A record's own constructor may refuse what its types allow.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CallerFault fault) {
                    throw fault;
                }
                if (cause instanceof WorldFault fault) {
                    throw fault;
                }
            }
            throw new BugException("JSON that was checked does not bind to " + type, e);
        }
    }

    private void check(JsonNode node, JsonShape shape, String path, List<Violation> violations) {
        switch (shape) {
            case JsonShape.Any any -> {
            }
            case JsonShape.Text text -> checkText(node, text, path, violations);
            case JsonShape.Whole whole -> expect(node.isIntegralNumber()
                    && (whole.bits() == 32 ? node.canConvertToInt() : node.canConvertToLong()), "a whole number", node,
                    path, violations);
            case JsonShape.Decimal decimal -> expect(node.isNumber(), "a number", node, path, violations);
            case JsonShape.Bool bool -> expect(node.isBoolean(), "true or false", node, path, violations);
            case JsonShape.ListOf list -> {
                expect(node.isArray(), "a list", node, path, violations);
                for (int i = 0; i < node.size() && node.isArray(); i++) {
                    checkField(node.get(i), list.element(), path + "[" + i + "]", violations);
                }
            }
            case JsonShape.MapOf map -> {
                expect(node.isObject(), "an object", node, path, violations);
                for (Map.Entry<String, JsonNode> entry : node.properties()) {
                    checkField(entry.getValue(), map.value(), join(path, entry.getKey()), violations);
                }
            }
            case JsonShape.Named named -> {
                switch (shapes.definition(named)) {
                    case Choice choice -> expect(node.isTextual() && choice.words().contains(node.textValue()),
                            "one of " + String.join(", ", choice.words()), node, path, violations);
                    case Composite composite -> checkObject(node, composite, path, violations);
                }
            }
        }
    }

    private void checkField(JsonNode node, Field field, String path, List<Violation> violations) {
        if (node.isNull()) {
            if (!field.nullable()) {
                violations.add(new Violation(path, "a value", "null"));
            }
        } else {
            check(node, field.shape(), path, violations);
        }
    }

    private void checkObject(JsonNode node, Composite composite, String path, List<Violation> violations) {
        if (!node.isObject()) {
            expect(false, "an object", node, path, violations);
            return;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Field field = composite.fields().get(entry.getKey());
            if (field != null) {
                checkField(entry.getValue(), field, join(path, entry.getKey()), violations);
            } else {
                String expected = Suggestion.nearest(entry.getKey(), composite.fields().keySet())
                        .map(known -> "a known field; did you mean " + known + "?")
                        .orElse("a known field: " + String.join(", ", composite.fields().keySet()));
                violations.add(new Violation(join(path, entry.getKey()), expected, "an unknown field"));
            }
        }
        composite.fields().forEach((name, field) -> {
            if (!field.nullable() && !node.has(name)) {
                violations.add(new Violation(join(path, name), "a value", "nothing"));
            }
        });
    }

    private static void checkText(JsonNode node, JsonShape.Text text, String path, List<Violation> violations) {
        if (!node.isTextual()) {
            expect(false, "a string", node, path, violations);
            return;
        }
        String value = node.textValue();
        String format = text.format();
        if (format == null) {
            return;
        }
        switch (format) {
            case "uuid" -> expect(parses(() -> UUID.fromString(value)), "a UUID", node, path, violations);
            case "date-time" -> expect(parses(() -> Instant.parse(value)), "a time such as 2026-11-23T08:30:00Z", node,
                    path, violations);
            case "date" -> expect(parses(() -> LocalDate.parse(value)), "a date such as 2026-11-23", node, path,
                    violations);
            default -> {
            }
        }
    }

    @SuppressWarnings("ReturnValueIgnored")
    private static boolean parses(Runnable parser) {
        try {
            parser.run();
            return true;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return false;
        }
    }

    private static void expect(boolean holds, String expected, JsonNode node, String path,
            List<Violation> violations) {
        if (!holds) {
            violations.add(new Violation(path.isEmpty() ? "body" : path, expected, describe(node)));
        }
    }

    private static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> node.textValue();
            default -> node.toString();
        };
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

package io.binnacle.server.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.linecorp.armeria.common.HttpResponse;
import io.binnacle.kernel.error.BugException;
import io.binnacle.server.http.JsonShape.Choice;
import io.binnacle.server.http.JsonShape.Composite;
import io.binnacle.server.http.JsonShape.Definition;
import io.binnacle.server.http.JsonShape.Field;
import org.jspecify.annotations.Nullable;

/**
 * Writes the OpenAPI 3.1 document of the routes. The same routes give the same document, byte for byte: operations in the
 * order of the routes, schemas by name.
 *
 * <p>A component that may be null is optional and has {@code null} among its types. The permission of an operation stands
 * in {@code x-permission}: a permission, {@code authenticated} or {@code public}.
 */
public final class OpenApi {

    static final String PREFIX = "/api/v1/";
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonShapes shapes = new JsonShapes();
    private final List<Route<?, ?>> routes;
    private final String version;

    public OpenApi(List<Route<?, ?>> routes, String version) {
        this.routes = List.copyOf(routes);
        this.version = version;
        Set<String> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (Route<?, ?> route : routes) {
            Route.Head head = route.head();
            String place = head.method() + " " + PATH_PARAMETER.matcher(head.path()).replaceAll("{}");
            if (!ids.add(head.operationId()) || !places.add(place)) {
                throw new BugException("two routes are " + head.operationId() + " or " + place);
            }
        }
    }

    public ObjectNode document() {
        ObjectNode document = NODES.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", "Binnacle").put("version", version)
                .put("description", "IT operations: what exists, how it is, what is wrong, who works on it.")
                .putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/api/v1");
        ObjectNode paths = document.putObject("paths");
        for (Route<?, ?> route : routes) {
            String path = "/" + route.head().path();
            ObjectNode item = paths.get(path) instanceof ObjectNode known ? known : paths.putObject(path);
            item.set(route.head().method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        shapes.of(TypeFactory.defaultInstance().constructType(Problem.class));
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        shapes.definitions().forEach((name, definition) -> schemas.set(name, definition(definition)));
        components.putObject("responses").putObject("Problem").put("description", "What went wrong (RFC 9457)")
                .putObject("content").putObject(Problem.MEDIA_TYPE).putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
        security(components.putObject("securitySchemes"));
        return document;
    }

    private static void security(ObjectNode schemes) {
        schemes.putObject("session").put("type", "apiKey").put("in", "cookie").put("name", "binnacle_session")
                .put("description", "Set by signing in; every method but GET needs the session's X-CSRF-Token as well");
        schemes.putObject("token").put("type", "http").put("scheme", "bearer").put("bearerFormat", "bnc_…");
    }

    private ObjectNode operation(Route<?, ?> route) {
        Route.Head head = route.head();
        ObjectNode operation = NODES.objectNode();
        operation.put("operationId", head.operationId()).put("summary", head.summary());
        operation.putArray("tags").add(head.path().split("/", 2)[0]);
        operation.put("x-permission", switch (route.access()) {
            case Access.Everyone everyone -> "public";
            case Access.SignedIn signedIn -> "authenticated";
            case Access.Needs needs -> needs.permission().text();
        });
        ArrayNode security = operation.putArray("security");
        if (!(route.access() instanceof Access.Everyone)) {
            security.addObject().putArray("session");
            security.addObject().putArray("token");
        }
        ArrayNode parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        if (route.raw()) {
            operation.putObject("requestBody").put("required", true).putObject("content")
                    .putObject(route.input().mediaType()).putObject("schema").put("type", "string")
                    .put("format", "binary");
        } else if (route.body().getRawClass() != NoBody.class) {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            body.putObject("content").putObject("application/json").set("schema", schema(shapes.of(route.body())));
        } else if (route.form() && head.method() == Route.Method.POST) {
            operation.putObject("requestBody").putObject("content").putObject("application/x-www-form-urlencoded")
                    .putObject("schema").put("type", "object");
        }
        operation.set("responses", responses(route));
        return operation;
    }

    private static ArrayNode parameters(Route<?, ?> route) {
        ArrayNode parameters = NODES.arrayNode();
        Matcher matcher = PATH_PARAMETER.matcher(route.head().path());
        while (matcher.find()) {
            parameters.addObject().put("name", matcher.group(1)).put("in", "path").put("required", true)
                    .putObject("schema").put("type", "string");
        }
        for (Parameter parameter : route.parameters()) {
            ObjectNode node = parameters.addObject().put("name", parameter.name()).put("in", "query")
                    .put("required", parameter.required()).put("description", parameter.description());
            String type = parameter.kind().name().toLowerCase(Locale.ROOT);
            ObjectNode schema = node.putObject("schema");
            if (parameter.repeated()) {
                schema.put("type", "array").putObject("items").put("type", type);
            } else {
                schema.put("type", type);
            }
        }
        return parameters;
    }

    private ObjectNode responses(Route<?, ?> route) {
        ObjectNode responses = NODES.objectNode();
        ObjectNode good = responses.putObject(Integer.toString(route.answer().status()));
        JavaType type = route.answer().type();
        Class<?> raw = type.getRawClass();
        good.put("description", raw == NoBody.class ? "Done" : "The answer");
        if (raw == HttpResponse.class) {
            good.putObject("content").putObject("text/event-stream").putObject("schema").put("type", "string");
        } else if (raw == Content.class) {
            good.putObject("content").putObject("application/json").putObject("schema");
        } else if (raw != NoBody.class) {
            good.putObject("content").putObject("application/json").set("schema", schema(shapes.of(type)));
        }
        refer(responses, "400");
        if (!(route.access() instanceof Access.Everyone)) {
            refer(responses, "401");
            refer(responses, "403");
        }
        if (route.head().path().contains("{")) {
            refer(responses, "404");
        }
        if (route.head().method() != Route.Method.GET) {
            refer(responses, "409");
        }
        refer(responses, "default");
        return responses;
    }

    private static void refer(ObjectNode responses, String status) {
        responses.putObject(status).put("$ref", "#/components/responses/Problem");
    }

    private static ObjectNode definition(Definition definition) {
        ObjectNode node = NODES.objectNode();
        switch (definition) {
            case Choice choice -> {
                ArrayNode words = node.put("type", "string").putArray("enum");
                choice.words().forEach(words::add);
            }
            case Composite composite -> {
                node.put("type", "object");
                ObjectNode properties = node.putObject("properties");
                ArrayNode required = NODES.arrayNode();
                composite.fields().forEach((name, field) -> {
                    properties.set(name, schema(field));
                    if (!field.nullable()) {
                        required.add(name);
                    }
                });
                if (!required.isEmpty()) {
                    node.set("required", required);
                }
                node.put("additionalProperties", false);
            }
        }
        return node;
    }

    private static ObjectNode schema(Field field) {
        ObjectNode schema = schema(field.shape());
        if (!field.nullable()) {
            return schema;
        }
        @Nullable
        String type = schema.path("type").textValue();
        if (type != null) {
            schema.putArray("type").add(type).add("null");
            return schema;
        }
        if (!schema.has("$ref")) {
            return schema;
        }
        ObjectNode either = NODES.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private static ObjectNode schema(JsonShape shape) {
        ObjectNode schema = NODES.objectNode();
        switch (shape) {
            case JsonShape.Any any -> {
            }
            case JsonShape.Text text -> {
                schema.put("type", "string");
                if (text.format() != null) {
                    schema.put("format", text.format());
                }
            }
            case JsonShape.Whole whole -> schema.put("type", "integer").put("format", "int" + whole.bits());
            case JsonShape.Decimal decimal -> schema.put("type", "number").put("format", "double");
            case JsonShape.Bool bool -> schema.put("type", "boolean");
            case JsonShape.ListOf list -> schema.put("type", "array").set("items", schema(list.element()));
            case JsonShape.MapOf map -> schema.put("type", "object").set("additionalProperties", schema(map.value()));
            case JsonShape.Named named -> schema.put("$ref", "#/components/schemas/" + named.name());
        }
        return schema;
    }
}

package io.binnacle.cmdb.intent.netbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/** All objects of an export by Django's {@code dumpdata}: a list of {@code {"model", "pk", "fields"}}. */
final class NetboxDump {

    private static final int NESTING_MAX = 64;
    private static final int OBJECTS_MAX = 2_000_000;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build()).build());

    private final Map<String, Map<String, NetboxObject>> byModel = new LinkedHashMap<>();
    private final List<NetboxObject> nameless = new ArrayList<>();

    /** @throws InvalidInput when it is no such list */
    static NetboxDump read(byte[] content) {
        JsonNode root;
        try {
            root = MAPPER.readTree(content);
        } catch (IOException e) {
            throw new InvalidInput("body", "JSON", "what does not read as JSON");
        }
        if (root == null || !root.isArray() || root.size() > OBJECTS_MAX) {
            throw new InvalidInput("body", "a list of NetBox's objects, as manage.py dumpdata writes it", "other JSON");
        }
        NetboxDump dump = new NetboxDump();
        for (JsonNode each : root) {
            JsonNode model = each.get("model");
            JsonNode fields = each.get("fields");
            if (model == null || !model.isTextual() || fields == null || !fields.isObject()) {
                throw new InvalidInput("body", "objects with a model and fields", "an object without");
            }
            dump.add(model.asText(), each.get("pk"), fields);
        }
        return dump;
    }

    private void add(String model, @Nullable JsonNode id, JsonNode fields) {
        NetboxObject object = new NetboxObject(model, id == null || id.isNull() ? "" : id.asText(), fields);
        boolean known = object.id().isEmpty()
                || byModel.computeIfAbsent(model, any -> new LinkedHashMap<>()).putIfAbsent(object.id(),
                        object) != null;
        if (known) {
            nameless.add(object);
        }
    }

    /** In the order of the file. */
    Collection<NetboxObject> all(String model) {
        return byModel.getOrDefault(model, Map.of()).values();
    }

    /** Null when there is none, which broken references may name. */
    @Nullable
    NetboxObject find(String model, @Nullable String id) {
        return id == null ? null : byModel.getOrDefault(model, Map.of()).get(id);
    }

    /** The one that a field of an object refers to. */
    @Nullable
    NetboxObject of(NetboxObject object, String field, String model) {
        return find(model, object.text(field));
    }

    /** The name of the one that a field refers to. */
    @Nullable
    String nameOf(NetboxObject object, String field, String model) {
        NetboxObject found = of(object, field, model);
        return found == null ? null : found.name();
    }

    Collection<String> models() {
        return byModel.keySet();
    }

    /** Those that nothing can refer to: without a key, or with one that another has already. */
    List<NetboxObject> nameless() {
        return nameless;
    }
}

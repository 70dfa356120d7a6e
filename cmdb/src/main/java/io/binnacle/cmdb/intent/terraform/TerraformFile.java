package io.binnacle.cmdb.intent.terraform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binnacle.cmdb.intent.IntentDraft;
import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a file: of a state (version 4) as Terraform and OpenTofu store it, or of a state or plan as
 * {@code show -json} writes it. For one use.
 */
final class TerraformFile {

    private static final int NESTING_MAX = 100;
    private static final int VERSION = 4;
    private static final String RESOURCES = "resources";
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build()).build());

    private final IntentDraft draft;
    private final List<Resource> resources = new ArrayList<>();
    private final Set<String> changed = new HashSet<>();

    private TerraformFile(IntentDraft draft) {
        this.draft = draft;
    }

    /** @throws InvalidInput when it is none of these */
    static List<Resource> read(byte[] content, IntentDraft draft) {
        JsonNode root;
        try {
            root = MAPPER.readTree(content);
        } catch (IOException e) {
            throw new InvalidInput("body", "JSON", "what does not read as JSON");
        }
        TerraformFile file = new TerraformFile(draft);
        if (root == null || !root.isObject()) {
            throw new InvalidInput("body", "a state or plan of Terraform", "other JSON");
        }
        if (root.has("planned_values") || root.has("resource_changes")) {
            file.plan(root);
        } else if (root.has("values") || root.has("format_version")) {
            file.module(root.path("values").path("root_module"));
            file.outputs(root.path("values").path("outputs"));
        } else if (root.path("version").asInt() == VERSION) {
            file.state(root);
        } else {
            throw new InvalidInput("body", "a state of version 4, or what terraform show -json writes",
                    "version " + root.path("version").asText("none"));
        }
        return file.resources;
    }

    private void outputs(JsonNode outputs) {
        outputs.forEach(each -> draft.skipped("output", "a value, not a thing"));
    }

    private void state(JsonNode root) {
        for (JsonNode resource : root.path(RESOURCES)) {
            String type = resource.path("type").asText();
            String name = resource.path("name").asText();
            boolean managed = !resource.path("mode").asText().equals("data");
            String module = resource.path("module").asText();
            String address = (module.isEmpty() ? "" : module + ".") + (managed ? "" : "data.") + type + "." + name;
            for (JsonNode instance : resource.path("instances")) {
                if (instance.has("deposed")) {
                    draft.skipped(type, "about to be destroyed");
                } else {
                    resources.add(new Resource(address + index(instance.path("index_key")), managed, type, name,
                            instance.path("attributes"), sensitive(instance.path("sensitive_attributes")), null));
                }
            }
        }
        outputs(root.path("outputs"));
    }

    private static String index(JsonNode key) {
        if (key.isNumber()) {
            return "[" + key.asText() + "]";
        }
        return key.isTextual() ? "[\"" + key.asText() + "\"]" : "";
    }

    /** A state has paths to what is sensitive, {@code show} a shape: all is sensitive of which the path's start is. */
    private static JsonNode sensitive(JsonNode paths) {
        ObjectNode shape = MAPPER.createObjectNode();
        for (JsonNode path : paths) {
            JsonNode first = path.path(0).path("value");
            if (first.isTextual()) {
                shape.put(first.asText(), true);
            }
        }
        return shape;
    }

    private void module(JsonNode module) {
        for (JsonNode resource : module.path(RESOURCES)) {
            shown(resource);
        }
        module.path("child_modules").forEach(this::module);
    }

    private void shown(JsonNode resource) {
        String address = resource.path("address").asText();
        // A plan tells more of what it changes; what it leaves alone is in the planned values only.
        if (!address.isEmpty() && !changed.contains(address)) {
            resources.add(new Resource(address, isManaged(resource), resource.path("type").asText(),
                    resource.path("name").asText(), resource.path("values"), resource.path("sensitive_values"), null));
        }
    }

    private static boolean isManaged(JsonNode resource) {
        return !resource.path("mode").asText().equals("data");
    }

    private void plan(JsonNode root) {
        for (JsonNode each : root.path("resource_changes")) {
            if (each.has("deposed")) {
                draft.skipped(each.path("type").asText(), "about to be destroyed");
            } else {
                change(each);
            }
        }
        module(root.path("planned_values").path("root_module"));
        outputs(root.path("planned_values").path("outputs"));
        root.path("resource_drift").forEach(each -> draft.skipped("resource drift", "told by what is planned for it"));
    }

    private void change(JsonNode each) {
        JsonNode change = each.path("change");
        Set<String> actions = new HashSet<>();
        change.path("actions").forEach(action -> actions.add(action.asText()));
        boolean goes = !actions.contains("create") && (actions.contains("delete") || actions.contains("forget"));
        JsonNode values = goes ? change.path("before") : change.path("after");
        JsonNode sensitive = goes ? change.path("before_sensitive") : change.path("after_sensitive");
        String address = each.path("address").asText();
        changed.add(address);
        resources.add(new Resource(address, isManaged(each), each.path("type").asText(), each.path("name").asText(),
                values.isNull() ? MissingNode.getInstance() : values, sensitive, stage(actions, goes)));
    }

    private static @Nullable String stage(Set<String> actions, boolean goes) {
        if (goes) {
            return "retired";
        }
        return actions.contains("create") ? "planned" : null;
    }
}

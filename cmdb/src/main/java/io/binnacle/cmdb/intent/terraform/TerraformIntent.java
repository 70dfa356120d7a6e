package io.binnacle.cmdb.intent.terraform;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.IntentDraft;
import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.Values;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import org.jspecify.annotations.Nullable;

/**
 * States and plans of Terraform and OpenTofu. What a plan makes is planned, what it destroys is intended no more. Only the
 * attributes that the table of types names are taken, and of these none that is sensitive.
 */
public final class TerraformIntent implements IntentFormat {

    private static final int GLANCE = 4_096;
    /** What a resource can be named by in others. */
    private static final List<String> NAMES = List.of("id", "arn", "self_link", "name", "instance_id");

    private final ResourceTypes types = ResourceTypes.shipped();

    @Override
    public String name() {
        return "terraform";
    }

    @Override
    public Set<String> claims() {
        return Set.of();
    }

    @Override
    public boolean takes(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, GLANCE), StandardCharsets.UTF_8);
        return start.stripLeading().startsWith("{")
                && (start.contains("terraform_version") || start.contains("format_version"));
    }

    @Override
    public IntentSet read(byte[] content, String source, CiModel model) {
        IntentDraft draft = new IntentDraft();
        Map<String, ItemRef> named = new HashMap<>();
        Map<Resource, ItemRef> refs = new HashMap<>();
        for (Resource each : TerraformFile.read(content, draft)) {
            if (!each.managed()) {
                draft.skipped(each.kind(), "read by Terraform, not made by it");
            } else if (each.values().isMissingNode() || each.address().isEmpty()) {
                draft.skipped(each.kind(), "without values");
            } else {
                ItemRef ref = item(each, source, model, draft);
                refs.put(each, ref);
                NAMES.forEach(path -> {
                    String name = each.text(path);
                    if (name != null) {
                        named.putIfAbsent(name, ref);
                    }
                });
            }
        }
        refs.forEach((resource, ref) -> relate(resource, ref, named, model, draft));
        return draft.finish();
    }

    private ItemRef item(Resource resource, String source, CiModel model, IntentDraft draft) {
        ResourceTypes.ResourceType type = types.of(resource.type());
        CiClass ciClass = model.find(type.ciClass()).or(() -> model.find("cloud_resource")).orElseThrow();
        Values values = new Values();
        put(values, ciClass, "cloud_id", resource.text("id"));
        put(values, ciClass, "provider", types.provider(resource.type()));
        put(values, ciClass, "type", resource.type());
        put(values, ciClass, "labels", labels(resource));
        put(values, ciClass, "stage", resource.stage() == null ? "in_service" : resource.stage());
        put(values, ciClass, "comments", resource.address());
        for (ResourceTypes.Taken each : type.taken()) {
            put(values, ciClass, each.attribute(), value(resource, each));
        }
        return draft.item(resource.kind(), ciClass.name(), source + "/" + resource.address(), nameOf(resource),
                values.map(), List.of());
    }

    private static void put(Values values, CiClass ciClass, String attribute, @Nullable Object value) {
        if (value != null && ciClass.attribute(attribute).isPresent()) {
            values.put(attribute, value);
        }
    }

    private static @Nullable Object value(Resource resource, ResourceTypes.Taken taken) {
        JsonNode value = resource.at(taken.path());
        if (value.isArray()) {
            List<String> all = new ArrayList<>();
            value.forEach(each -> all.add(each.asText()));
            return all;
        }
        if (taken.unit() > 1) {
            return value.isNumber() ? (Object) (value.asLong() * taken.unit()) : null;
        }
        return resource.text(taken.path());
    }

    /** What people called it: by a tag, by its name, or as it is called in the configuration. */
    private static String nameOf(Resource resource) {
        for (String path : List.of("tags.Name", "name", "metadata.0.name", "bucket")) {
            String name = resource.text(path);
            if (name != null) {
                return name;
            }
        }
        return resource.address();
    }

    private static List<String> labels(Resource resource) {
        List<String> labels = new ArrayList<>();
        for (String path : List.of("tags", "labels")) {
            JsonNode all = resource.at(path);
            if (all.isObject()) {
                all.properties().forEach(each -> labels.add(each.getKey() + "=" + each.getValue().asText()));
            }
        }
        return labels.stream().sorted().distinct().toList();
    }

    private void relate(Resource resource, ItemRef from, Map<String, ItemRef> named, CiModel model,
            IntentDraft draft) {
        for (ResourceTypes.Reference each : types.references()) {
            JsonNode value = resource.at(each.path());
            for (JsonNode name : value.isArray() ? value : List.of(value)) {
                ItemRef to = named.get(name.asText());
                if (to != null && !to.equals(from) && model.allows(from.ciClass(), each.relation(), to.ciClass())) {
                    draft.relate(from, each.relation(), to);
                }
            }
        }
    }
}

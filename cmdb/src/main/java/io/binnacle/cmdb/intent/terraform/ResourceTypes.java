package io.binnacle.cmdb.intent.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.model.YamlMap;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;

/** What Terraform's types of resources are, as data. Immutable. */
final class ResourceTypes {

    private static final String SHIPPED = "types.yaml";
    private static final String GENERIC = "cloud_resource";

    private final Map<String, ResourceType> types;
    private final Map<String, String> providers;
    private final List<Reference> references;

    /** Attributes of its items, by the path of the resource's attribute. */
    record ResourceType(String ciClass, List<Taken> taken) {}

    /** @param unit that the number is in; 1 when it is taken as it is */
    record Taken(String attribute, String path, long unit) {}

    /** An attribute that names other resources. */
    record Reference(String path, String relation) {}

    private ResourceTypes(Map<String, ResourceType> types, Map<String, String> providers, List<Reference> references) {
        this.types = Map.copyOf(types);
        this.providers = Map.copyOf(providers);
        this.references = List.copyOf(references);
    }

    static ResourceTypes shipped() {
        try (InputStream in = ResourceTypes.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new BugException(SHIPPED + " is not on the classpath");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws InvalidInput with every mistake */
    static ResourceTypes read(String yaml) {
        List<Violation> violations = new ArrayList<>();
        Map<String, ResourceType> types = new HashMap<>();
        Map<String, String> providers = new HashMap<>();
        List<Reference> references = new ArrayList<>();
        try (YamlMap file = YamlMap.read(SHIPPED, yaml, violations)) {
            for (YamlMap each : file.maps("types")) {
                types.put(each.text("type"), new ResourceType(each.text("class"),
                        each.texts("take").stream().map(ResourceTypes::taken).toList()));
            }
            for (YamlMap each : file.maps("providers")) {
                providers.put(each.text("prefix"), each.text("provider"));
            }
            for (YamlMap each : file.maps("references")) {
                references.add(new Reference(each.text("attribute"), each.text("relation")));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidInput(violations);
        }
        return new ResourceTypes(types, providers, references);
    }

    private static Taken taken(String text) {
        int equal = text.indexOf('=');
        int star = text.indexOf('*');
        String path = star < 0 ? text.substring(equal + 1) : text.substring(equal + 1, star);
        long unit = star < 0 ? 1 : text.endsWith("GiB") ? 1L << 30 : 1L << 20;
        return new Taken(equal < 0 ? text : text.substring(0, equal), path, unit);
    }

    ResourceType of(String type) {
        return types.getOrDefault(type, new ResourceType(GENERIC, List.of()));
    }

    Map<String, ResourceType> all() {
        return types;
    }

    /** Whose resources of that type are: the type's first word when it is not known better. */
    String provider(String type) {
        int end = type.indexOf('_');
        String prefix = end < 0 ? type : type.substring(0, end);
        return providers.getOrDefault(prefix, prefix);
    }

    List<Reference> references() {
        return references;
    }
}

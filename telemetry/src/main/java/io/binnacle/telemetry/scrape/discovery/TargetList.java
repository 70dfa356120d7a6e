package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.scrape.yaml.Faults;
import io.binnacle.telemetry.scrape.yaml.Section;
import io.binnacle.telemetry.scrape.yaml.YamlText;

/** The list of groups that files and servers tell: {@code [{"targets": ["a:1"], "labels": {"b": "c"}}]}. */
final class TargetList {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private TargetList() {
    }

    /**
     * @param source of the groups, behind which their number stands
     * @param labels that all groups have besides their own
     * @throws IOException it is no such list
     */
    static List<TargetGroup> ofJson(String source, String text, Map<String, String> labels) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IOException("not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isArray()) {
            throw new IOException("expected a list of groups");
        }
        List<TargetGroup> groups = new ArrayList<>();
        for (JsonNode group : root) {
            String where = source + ":" + groups.size();
            for (Map.Entry<String, JsonNode> field : group.properties()) {
                if (!field.getKey().equals("targets") && !field.getKey().equals("labels")) {
                    throw new IOException(where + ": the unknown key " + field.getKey());
                }
            }
            List<String> addresses = new ArrayList<>();
            for (JsonNode target : group.path("targets")) {
                addresses.add(text(where, target));
            }
            Map<String, String> all = new HashMap<>(labels);
            for (Map.Entry<String, JsonNode> label : group.path("labels").properties()) {
                all.put(label.getKey(), text(where, label.getValue()));
            }
            groups.add(TargetGroup.ofAddresses(where, addresses, all));
        }
        return groups;
    }

    private static String text(String where, JsonNode node) throws IOException {
        if (!node.isTextual()) {
            throw new IOException(where + ": expected a text, got " + node);
        }
        return node.textValue();
    }

    /** As {@link #ofJson}, in YAML. */
    static List<TargetGroup> ofYaml(String source, String text, Map<String, String> labels) throws IOException {
        Faults faults = new Faults();
        List<TargetGroup> groups = new ArrayList<>();
        for (Section section : YamlText.sections(source, text, faults)) {
            groups.add(group(source + ":" + groups.size(), section, labels));
        }
        try {
            faults.throwIfAny();
        } catch (InvalidInput e) {
            throw new IOException(e.getMessage(), e);
        }
        return groups;
    }

    static TargetGroup group(String source, Section section, Map<String, String> labels) {
        List<String> addresses = section.texts("targets");
        Map<String, String> all = new HashMap<>(labels);
        all.putAll(section.textMap("labels"));
        section.end();
        return TargetGroup.ofAddresses(source, addresses, all);
    }
}

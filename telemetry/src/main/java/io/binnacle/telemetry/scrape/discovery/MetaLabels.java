package io.binnacle.telemetry.scrape.discovery;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;

/** Writes what an object of Kubernetes says about itself as labels, by Prometheus' names. */
final class MetaLabels {

    static final String PREFIX = "__meta_kubernetes_";
    static final String NAMESPACE = PREFIX + "namespace";

    private MetaLabels() {
    }

    /** The object's name, labels and annotations. */
    static void add(Map<String, String> labels, String kind, ClusterObject object) {
        labels.put(PREFIX + kind + "_name", object.name());
        addWords(labels, kind, object);
    }

    /** The object's labels and annotations. */
    static void addWords(Map<String, String> labels, String kind, ClusterObject object) {
        addEach(labels, PREFIX + kind + "_label", object.metadata().path("labels"));
        addEach(labels, PREFIX + kind + "_annotation", object.metadata().path("annotations"));
    }

    private static void addEach(Map<String, String> labels, String prefix, JsonNode words) {
        for (Map.Entry<String, JsonNode> word : words.properties()) {
            String name = sanitized(word.getKey());
            labels.put(prefix + "_" + name, word.getValue().asText());
            labels.put(prefix + "present_" + name, "true");
        }
    }

    /** Under that name, what is there. */
    static void addIfThere(Map<String, String> labels, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            labels.put(PREFIX + name, value.asText());
        }
    }

    static String sanitized(String name) {
        StringBuilder text = new StringBuilder(name);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
                text.setCharAt(i, '_');
            }
        }
        return text.toString();
    }

    static String address(String host, String port) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}

package io.binnacle.telemetry.scrape.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;

/**
 * A container of a pod.
 *
 * @param init whether it is one of those that run before the others, or beside them as a sidecar
 */
record PodContainer(JsonNode content, boolean init) {

    private static final String PREFIX = MetaLabels.PREFIX + "pod_container_";

    /** Those of that pod, the initial ones last. */
    static List<PodContainer> of(ClusterObject pod) {
        List<PodContainer> all = new ArrayList<>();
        pod.spec().path("containers").forEach(one -> all.add(new PodContainer(one, false)));
        pod.spec().path("initContainers").forEach(one -> all.add(new PodContainer(one, true)));
        return all;
    }

    String name() {
        return content.path("name").asText("");
    }

    /** None when it declares none. */
    Iterable<JsonNode> ports() {
        return content.path("ports");
    }

    boolean hasPorts() {
        return !content.path("ports").isEmpty();
    }

    static String number(JsonNode port) {
        return port.path("containerPort").asText("0");
    }

    void addLabels(Map<String, String> target) {
        target.put(PREFIX + "name", name());
        target.put(PREFIX + "image", content.path("image").asText(""));
        target.put(PREFIX + "init", Boolean.toString(init));
    }

    void addLabels(Map<String, String> target, JsonNode port) {
        addLabels(target);
        target.put(PREFIX + "port_name", port.path("name").asText(""));
        target.put(PREFIX + "port_number", number(port));
        target.put(PREFIX + "port_protocol", port.path("protocol").asText(""));
    }
}

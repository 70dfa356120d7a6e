package io.binnacle.telemetry.scrape.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;

/** Each port of each container of each pod, and each container that declares none. */
final class PodTargets implements ObjectTargets {

    private static final String PREFIX = MetaLabels.PREFIX + "pod_";

    private final Attachments attachments;

    PodTargets(Attachments attachments) {
        this.attachments = attachments;
    }

    /** What a pod says about itself. */
    static void addLabels(Map<String, String> labels, ClusterObject pod) {
        labels.put(PREFIX + "ip", ip(pod));
        labels.put(PREFIX + "ready", ready(pod));
        labels.put(PREFIX + "phase", pod.status().path("phase").asText(""));
        labels.put(PREFIX + "node_name", node(pod));
        labels.put(PREFIX + "host_ip", pod.status().path("hostIP").asText(""));
        labels.put(PREFIX + "uid", pod.metadata().path("uid").asText(""));
        MetaLabels.add(labels, "pod", pod);
        for (JsonNode owner : pod.metadata().path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                labels.put(PREFIX + "controller_kind", owner.path("kind").asText(""));
                labels.put(PREFIX + "controller_name", owner.path("name").asText(""));
                break;
            }
        }
    }

    /** Empty while the pod starts, and once it was evicted. */
    static String ip(ClusterObject pod) {
        return pod.status().path("podIP").asText("");
    }

    private static String node(ClusterObject pod) {
        return pod.spec().path("nodeName").asText("");
    }

    private static String ready(ClusterObject pod) {
        for (JsonNode condition : pod.status().path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().toLowerCase(Locale.ROOT);
            }
        }
        return "unknown";
    }

    @Override
    public TargetGroup group(ClusterObject pod) {
        String source = "pod/" + pod.namespace() + "/" + pod.name();
        if (ip(pod).isEmpty()) {
            return new TargetGroup(source, List.of(), Map.of());
        }
        Map<String, String> labels = new HashMap<>();
        addLabels(labels, pod);
        labels.put(MetaLabels.NAMESPACE, pod.namespace());
        attachments.addNode(labels, node(pod));
        attachments.addNamespace(labels, pod.namespace());
        List<Map<String, String>> targets = new ArrayList<>();
        for (PodContainer container : PodContainer.of(pod)) {
            addTargets(targets, pod, container);
        }
        return new TargetGroup(source, targets, labels);
    }

    private static void addTargets(List<Map<String, String>> targets, ClusterObject pod, PodContainer container) {
        String id = containerId(pod, container);
        for (JsonNode port : container.ports()) {
            Map<String, String> target = new HashMap<>();
            target.put(TargetGroup.ADDRESS, MetaLabels.address(ip(pod), PodContainer.number(port)));
            target.put(PREFIX + "container_id", id);
            container.addLabels(target, port);
            targets.add(target);
        }
        if (!container.hasPorts()) {
            Map<String, String> target = new HashMap<>();
            String ip = ip(pod);
            target.put(TargetGroup.ADDRESS, ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip);
            target.put(PREFIX + "container_id", id);
            container.addLabels(target);
            targets.add(target);
        }
    }

    private static String containerId(ClusterObject pod, PodContainer container) {
        for (JsonNode status : pod.status()
                .path(container.init() ? "initContainerStatuses" : "containerStatuses")) {
            if (status.path("name").asText().equals(container.name())) {
                return status.path("containerID").asText("");
            }
        }
        return "";
    }
}

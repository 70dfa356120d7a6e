package io.binnacle.telemetry.scrape.discovery;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;

/** The kubelet of each node. */
final class NodeTargets implements ObjectTargets {

    /** The kinds of addresses, the best first. */
    private static final List<String> KINDS = List.of("InternalIP", "InternalDNS", "ExternalIP", "ExternalDNS",
            "LegacyHostIP", "Hostname");

    @Override
    public TargetGroup group(ClusterObject node) {
        Map<String, String> labels = new HashMap<>();
        labels.put(MetaLabels.PREFIX + "node_provider_id", node.spec().path("providerID").asText(""));
        MetaLabels.add(labels, "node", node);
        Map<String, String> addresses = new LinkedHashMap<>();
        for (JsonNode address : node.status().path("addresses")) {
            addresses.putIfAbsent(address.path("type").asText(), address.path("address").asText());
        }
        String source = "node/" + node.name();
        for (String kind : KINDS) {
            String address = addresses.get(kind);
            if (address != null) {
                return new TargetGroup(source, List.of(target(node, address, addresses)), labels);
            }
        }
        return new TargetGroup(source, List.of(), labels);
    }

    private static Map<String, String> target(ClusterObject node, String address, Map<String, String> addresses) {
        Map<String, String> target = new HashMap<>();
        String port = node.status().path("daemonEndpoints").path("kubeletEndpoint").path("Port").asText("0");
        target.put(TargetGroup.ADDRESS, MetaLabels.address(address, port));
        target.put("instance", node.name());
        addresses.forEach((kind, one) -> target.put(MetaLabels.PREFIX + "node_address_" + MetaLabels.sanitized(kind),
                one));
        return target;
    }
}

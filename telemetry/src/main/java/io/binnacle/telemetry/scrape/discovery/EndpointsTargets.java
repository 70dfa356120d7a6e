package io.binnacle.telemetry.scrape.discovery;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.Cluster;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;
import io.binnacle.telemetry.scrape.kubernetes.Resource;

/** What is behind each service, by the API's older objects. */
final class EndpointsTargets implements ObjectTargets {

    private static final String PREFIX = MetaLabels.PREFIX + "endpoint_";

    private final Cluster cluster;
    private final Attachments attachments;

    EndpointsTargets(Cluster cluster, Attachments attachments) {
        this.cluster = cluster;
        this.attachments = attachments;
    }

    @Override
    public TargetGroup group(ClusterObject endpoints) {
        Map<String, String> labels = new HashMap<>();
        labels.put(MetaLabels.NAMESPACE, endpoints.namespace());
        cluster.find(Resource.SERVICES, endpoints.namespace(), endpoints.name())
                .ifPresent(service -> ServiceTargets.addLabels(labels, service));
        MetaLabels.add(labels, "endpoints", endpoints);
        attachments.addNamespace(labels, endpoints.namespace());
        PodEndpoints targets = new PodEndpoints(cluster);
        for (JsonNode subset : endpoints.content().path("subsets")) {
            for (JsonNode port : subset.path("ports")) {
                subset.path("addresses").forEach(address -> add(targets, address, port, "true"));
                subset.path("notReadyAddresses").forEach(address -> add(targets, address, port, "false"));
            }
        }
        return new TargetGroup("endpoints/" + endpoints.namespace() + "/" + endpoints.name(), targets.targets(),
                labels);
    }

    private void add(PodEndpoints targets, JsonNode address, JsonNode port, String ready) {
        Map<String, String> target = new HashMap<>();
        String number = port.path("port").asText("0");
        String protocol = port.path("protocol").asText("");
        target.put(TargetGroup.ADDRESS, MetaLabels.address(address.path("ip").asText(""), number));
        target.put(PREFIX + "port_name", port.path("name").asText(""));
        target.put(PREFIX + "port_protocol", protocol);
        target.put(PREFIX + "ready", ready);
        JsonNode ref = address.path("targetRef");
        if (!ref.isMissingNode()) {
            target.put(PREFIX + "address_target_kind", ref.path("kind").asText(""));
            target.put(PREFIX + "address_target_name", ref.path("name").asText(""));
        }
        JsonNode node = address.path("nodeName");
        MetaLabels.addIfThere(target, "endpoint_node_name", node);
        MetaLabels.addIfThere(target, "endpoint_hostname", address.path("hostname"));
        if (!node.isMissingNode()) {
            attachments.addNode(target, node.asText());
        } else if (ref.path("kind").asText().equals("Node")) {
            attachments.addNode(target, ref.path("name").asText());
        }
        targets.add(target, ref, number, protocol);
    }
}

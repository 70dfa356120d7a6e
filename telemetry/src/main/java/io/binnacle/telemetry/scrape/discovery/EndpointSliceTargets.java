package io.binnacle.telemetry.scrape.discovery;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.Cluster;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;
import io.binnacle.telemetry.scrape.kubernetes.Resource;

/** What is behind each service, slice by slice. */
final class EndpointSliceTargets implements ObjectTargets {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String KIND = "endpointslice";
    private static final String TOPOLOGY = MetaLabels.PREFIX + "endpointslice_endpoint_topology_";

    private final Cluster cluster;
    private final Attachments attachments;

    EndpointSliceTargets(Cluster cluster, Attachments attachments) {
        this.cluster = cluster;
        this.attachments = attachments;
    }

    @Override
    public TargetGroup group(ClusterObject slice) {
        Map<String, String> labels = new HashMap<>();
        labels.put(MetaLabels.NAMESPACE, slice.namespace());
        labels.put(MetaLabels.PREFIX + KIND + "_address_type", slice.content().path("addressType").asText(""));
        MetaLabels.add(labels, KIND, slice);
        JsonNode service = slice.metadata().path("labels").path(SERVICE_NAME);
        if (!service.isMissingNode()) {
            cluster.find(Resource.SERVICES, slice.namespace(), service.asText())
                    .ifPresent(found -> ServiceTargets.addLabels(labels, found));
        }
        attachments.addNamespace(labels, slice.namespace());
        PodEndpoints targets = new PodEndpoints(cluster);
        for (JsonNode endpoint : slice.content().path("endpoints")) {
            for (JsonNode port : slice.content().path("ports")) {
                endpoint.path("addresses").forEach(address -> add(targets, address.asText(), endpoint, port));
            }
        }
        return new TargetGroup(KIND + "/" + slice.namespace() + "/" + slice.name(), targets.targets(), labels);
    }

    private void add(PodEndpoints targets, String address, JsonNode endpoint, JsonNode port) {
        Map<String, String> target = new HashMap<>();
        String number = port.path("port").asText("");
        target.put(TargetGroup.ADDRESS, number.isEmpty() ? address : MetaLabels.address(address, number));
        addPort(target, port);
        addEndpoint(target, endpoint);
        JsonNode ref = endpoint.path("targetRef");
        if (!ref.isMissingNode()) {
            target.put(MetaLabels.PREFIX + KIND + "_address_target_kind", ref.path("kind").asText(""));
            target.put(MetaLabels.PREFIX + KIND + "_address_target_name", ref.path("name").asText(""));
        }
        attachments.addNode(target, ref.path("kind").asText().equals("Node")
                ? ref.path("name").asText()
                : endpoint.path("nodeName").asText(""));
        targets.add(target, ref, number, "");
    }

    private static void addPort(Map<String, String> target, JsonNode port) {
        MetaLabels.addIfThere(target, "endpointslice_port_name", port.path("name"));
        MetaLabels.addIfThere(target, "endpointslice_port_protocol", port.path("protocol"));
        MetaLabels.addIfThere(target, "endpointslice_port", port.path("port"));
        MetaLabels.addIfThere(target, "endpointslice_port_app_protocol", port.path("appProtocol"));
    }

    private static void addEndpoint(Map<String, String> target, JsonNode endpoint) {
        JsonNode conditions = endpoint.path("conditions");
        for (String condition : new String[]{"ready", "serving", "terminating"}) {
            MetaLabels.addIfThere(target, "endpointslice_endpoint_conditions_" + condition,
                    conditions.path(condition));
        }
        MetaLabels.addIfThere(target, "endpointslice_endpoint_hostname", endpoint.path("hostname"));
        MetaLabels.addIfThere(target, "endpointslice_endpoint_node_name", endpoint.path("nodeName"));
        MetaLabels.addIfThere(target, "endpointslice_endpoint_zone", endpoint.path("zone"));
        endpoint.path("deprecatedTopology").properties().forEach(word -> {
            String name = MetaLabels.sanitized(word.getKey());
            target.put(TOPOLOGY + name, word.getValue().asText());
            target.put(TOPOLOGY + "present_" + name, "true");
        });
    }
}

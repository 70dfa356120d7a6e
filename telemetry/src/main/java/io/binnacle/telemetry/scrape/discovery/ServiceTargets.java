package io.binnacle.telemetry.scrape.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;

/** Each port of each service, by the service's name in the cluster's DNS. */
final class ServiceTargets implements ObjectTargets {

    private final Attachments attachments;

    ServiceTargets(Attachments attachments) {
        this.attachments = attachments;
    }

    /** What a service says about itself. */
    static void addLabels(Map<String, String> labels, ClusterObject service) {
        labels.put(MetaLabels.NAMESPACE, service.namespace());
        MetaLabels.add(labels, "service", service);
    }

    @Override
    public TargetGroup group(ClusterObject service) {
        Map<String, String> labels = new HashMap<>();
        addLabels(labels, service);
        attachments.addNamespace(labels, service.namespace());
        List<Map<String, String>> targets = new ArrayList<>();
        for (JsonNode port : service.spec().path("ports")) {
            targets.add(target(service, port));
        }
        return new TargetGroup("svc/" + service.namespace() + "/" + service.name(), targets, labels);
    }

    private static Map<String, String> target(ClusterObject service, JsonNode port) {
        String kind = service.spec().path("type").asText("");
        String number = port.path("port").asText("0");
        Map<String, String> target = new HashMap<>();
        target.put(TargetGroup.ADDRESS,
                MetaLabels.address(service.name() + "." + service.namespace() + ".svc", number));
        target.put(MetaLabels.PREFIX + "service_port_name", port.path("name").asText(""));
        target.put(MetaLabels.PREFIX + "service_port_number", number);
        target.put(MetaLabels.PREFIX + "service_port_protocol", port.path("protocol").asText(""));
        target.put(MetaLabels.PREFIX + "service_type", kind);
        if (kind.equals("ExternalName")) {
            target.put(MetaLabels.PREFIX + "service_external_name", service.spec().path("externalName").asText(""));
        } else {
            target.put(MetaLabels.PREFIX + "service_cluster_ip", service.spec().path("clusterIP").asText(""));
        }
        if (kind.equals("LoadBalancer")) {
            target.put(MetaLabels.PREFIX + "service_loadbalancer_ip",
                    service.spec().path("loadBalancerIP").asText(""));
        }
        return target;
    }
}

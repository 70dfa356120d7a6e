package io.binnacle.telemetry.scrape.discovery;

import java.util.Map;

import io.binnacle.telemetry.scrape.kubernetes.Cluster;
import io.binnacle.telemetry.scrape.kubernetes.Resource;

/** Adds what the node and the namespace of a target say about themselves, when that is asked for. */
final class Attachments {

    private final Cluster cluster;
    private final boolean nodes;
    private final boolean namespaces;

    Attachments(Cluster cluster, boolean nodes, boolean namespaces) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.namespaces = namespaces;
    }

    void addNode(Map<String, String> labels, String node) {
        if (nodes) {
            cluster.find(Resource.NODES, "", node).ifPresent(found -> MetaLabels.add(labels, "node", found));
        }
    }

    void addNamespace(Map<String, String> labels, String namespace) {
        if (namespaces) {
            cluster.find(Resource.NAMESPACES, "", namespace)
                    .ifPresent(found -> MetaLabels.addWords(labels, "namespace", found));
        }
    }
}

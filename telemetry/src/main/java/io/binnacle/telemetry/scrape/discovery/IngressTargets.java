package io.binnacle.telemetry.scrape.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.telemetry.scrape.kubernetes.ClusterObject;

/** Each path of each ingress, by its host. */
final class IngressTargets implements ObjectTargets {

    private final Attachments attachments;

    IngressTargets(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public TargetGroup group(ClusterObject ingress) {
        Map<String, String> labels = new HashMap<>();
        labels.put(MetaLabels.NAMESPACE, ingress.namespace());
        MetaLabels.add(labels, "ingress", ingress);
        MetaLabels.addIfThere(labels, "ingress_class_name", ingress.spec().path("ingressClassName"));
        attachments.addNamespace(labels, ingress.namespace());
        List<Map<String, String>> targets = new ArrayList<>();
        for (JsonNode rule : ingress.spec().path("rules")) {
            String host = rule.path("host").asText("");
            String scheme = isSecured(ingress, host) ? "https" : "http";
            for (String path : paths(rule)) {
                targets.add(Map.of(TargetGroup.ADDRESS, host, MetaLabels.PREFIX + "ingress_scheme", scheme,
                        MetaLabels.PREFIX + "ingress_host", host, MetaLabels.PREFIX + "ingress_path", path));
            }
        }
        return new TargetGroup("ingress/" + ingress.namespace() + "/" + ingress.name(), targets, labels);
    }

    private static List<String> paths(JsonNode rule) {
        JsonNode http = rule.path("http");
        if (http.isMissingNode()) {
            return List.of("/");
        }
        List<String> paths = new ArrayList<>();
        for (JsonNode path : http.path("paths")) {
            String text = path.path("path").asText("");
            paths.add(text.isEmpty() ? "/" : text);
        }
        return paths;
    }

    private static boolean isSecured(ClusterObject ingress, String host) {
        for (JsonNode tls : ingress.spec().path("tls")) {
            for (JsonNode pattern : tls.path("hosts")) {
                if (isMatched(pattern.asText(), host)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** An asterisk stands for the first part of a name, whatever that is. */
    private static boolean isMatched(String pattern, String host) {
        int dot = host.indexOf('.');
        return pattern.equals(host)
                || (dot >= 0 && pattern.startsWith("*.") && pattern.substring(1).equals(host.substring(dot)));
    }
}

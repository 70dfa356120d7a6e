package io.binnacle.telemetry.scrape.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.binnacle.telemetry.scrape.fetch.FetchMemory;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.fetch.TestCertificate;
import io.binnacle.telemetry.scrape.kubernetes.ClusterAccess;
import io.binnacle.telemetry.scrape.kubernetes.ClusterSource;
import io.binnacle.telemetry.scrape.kubernetes.Pauses;
import io.binnacle.telemetry.scrape.kubernetes.Resource;
import io.binnacle.telemetry.scrape.kubernetes.TestApiServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which labels each role gives; the expectations are those of Prometheus' own tests, which name what it makes. */
class KubernetesTargetsTest {

    private static final String PODS = "/api/v1/pods";
    private static final String SERVICES = "/api/v1/services";
    private static final String NODES = "/api/v1/nodes";
    private static final String K = "__meta_kubernetes_";

    @TempDir
    private Path folder;
    @SuppressWarnings("NullAway.Init")
    private TestApiServer server;
    private @Nullable KubernetesTargets targets;

    @BeforeEach
    void start() throws IOException {
        server = new TestApiServer(null);
        server.put("/api/v1/namespaces", """
            {"metadata": {"name": "default", "labels": {"team": "a"}, "annotations": {"x/y": "z"}}}
            """);
        server.put(NODES, """
            {"metadata": {"name": "n1", "labels": {"zone": "z1"}}, "spec": {"providerID": "aws:///i-1"}}
            """);
        server.put(SERVICES, """
            {"metadata": {"namespace": "default", "name": "web", "labels": {"app.kubernetes.io/name": "web"},
                          "annotations": {"prometheus.io/scrape": "true"}},
             "spec": {"type": "ClusterIP", "clusterIP": "10.0.0.1",
                      "ports": [{"name": "http", "port": 80, "protocol": "TCP"}]}}
            """);
        server.put(PODS, """
            {"metadata": {"namespace": "default", "name": "web-1", "uid": "abc", "labels": {"app": "web"},
                          "ownerReferences": [{"kind": "Job", "name": "other"},
                                              {"kind": "ReplicaSet", "name": "web-7d", "controller": true}]},
             "spec": {"nodeName": "n1",
                      "containers": [{"name": "main", "image": "web:1", "env": [{"name": "SECRET", "value": "x"}],
                                      "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"},
                                                {"name": "admin", "containerPort": 9000, "protocol": "TCP"}]},
                                     {"name": "silent", "image": "silent:1"}],
                      "initContainers": [{"name": "sidecar", "image": "side:1",
                                          "ports": [{"containerPort": 7000, "protocol": "UDP"}]}]},
             "status": {"podIP": "1.2.3.4", "hostIP": "2.3.4.5", "phase": "Running",
                        "conditions": [{"type": "Initialized", "status": "False"}, {"type": "Ready", "status": "True"}],
                        "containerStatuses": [{"name": "main", "containerID": "containerd://a"}],
                        "initContainerStatuses": [{"name": "sidecar", "containerID": "containerd://s"}]}}
            """);
    }

    @AfterEach
    void stop() {
        if (targets != null) {
            targets.close();
        }
        server.close();
    }

    private KubernetesTargets open(KubernetesRole role, ClusterSource source, Set<Resource> attached) {
        KubernetesScope scope = new KubernetesScope(source instanceof ClusterSource.ServiceAccount, List.of(),
                Map.of(), attached);
        targets = new KubernetesTargets(new DiscoverySettings.Kubernetes(role, source, scope),
                new FetchMemory(1 << 20, new SimpleMeterRegistry()),
                new Pauses(Duration.ofMillis(5), Duration.ofMillis(50)));
        return targets;
    }

    private List<TargetGroup> discover(KubernetesRole role, Resource... attached) throws IOException {
        Set<Resource> all = EnumSet.noneOf(Resource.class);
        all.addAll(List.of(attached));
        return open(role, new ClusterSource.Told(new ClusterAccess(server.uri(), HttpSettings.USUAL)), all).discover();
    }

    /** The names, shortened by what all of them begin with, and the values. */
    private static Map<String, String> labels(String... namesAndValues) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i];
            labels.put(name.startsWith("__") || name.equals("instance") ? name : K + name, namesAndValues[i + 1]);
        }
        return labels;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static final Map<String, String> SERVICE = labels("namespace", "default", "service_name", "web",
            "service_label_app_kubernetes_io_name", "web", "service_labelpresent_app_kubernetes_io_name", "true",
            "service_annotation_prometheus_io_scrape", "true", "service_annotationpresent_prometheus_io_scrape",
            "true");
    private static final Map<String, String> POD = labels("pod_name", "web-1", "pod_ip", "1.2.3.4", "pod_ready",
            "true", "pod_phase", "Running", "pod_node_name", "n1", "pod_host_ip", "2.3.4.5", "pod_uid", "abc",
            "pod_label_app", "web", "pod_labelpresent_app", "true", "pod_controller_kind", "ReplicaSet",
            "pod_controller_name", "web-7d");
    private static final Map<String, String> NODE = labels("node_name", "n1", "node_label_zone", "z1",
            "node_labelpresent_zone", "true");
    private static final Map<String, String> NAMESPACE = labels("namespace_label_team", "a",
            "namespace_labelpresent_team", "true", "namespace_annotation_x_y", "z",
            "namespace_annotationpresent_x_y", "true");
    private static final Map<String, String> HTTP = labels("pod_container_name", "main", "pod_container_image", "web:1",
            "pod_container_init", "false", "pod_container_port_name", "http", "pod_container_port_number", "8080",
            "pod_container_port_protocol", "TCP");
    private static final Map<String, String> ADMIN = labels("__address__", "1.2.3.4:9000", "pod_container_name", "main",
            "pod_container_image", "web:1", "pod_container_init", "false", "pod_container_port_name", "admin",
            "pod_container_port_number", "9000", "pod_container_port_protocol", "TCP");
    private static final Map<String, String> SIDECAR = labels("__address__", "1.2.3.4:7000", "pod_container_name",
            "sidecar", "pod_container_image", "side:1", "pod_container_init", "true", "pod_container_port_name", "",
            "pod_container_port_number", "7000", "pod_container_port_protocol", "UDP");

    @Test
    void aNodeGivesItsKubelet() throws IOException {
        server.put(NODES, """
            {"metadata": {"name": "n2", "annotations": {"test-annotation": "t"}},
             "status": {"addresses": [{"type": "Hostname", "address": "h"}, {"type": "InternalDNS", "address": "::1"},
                                      {"type": "InternalDNS", "address": "second"}],
                        "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}}}}
            """);
        assertThat(discover(KubernetesRole.NODE)).containsExactly(
                new TargetGroup("node/n1", List.of(), with(NODE, labels("node_provider_id", "aws:///i-1"))),
                new TargetGroup("node/n2", List.of(labels("__address__", "[::1]:10250", "instance", "n2",
                        "node_address_Hostname", "h", "node_address_InternalDNS", "::1")),
                        labels("node_name", "n2", "node_provider_id", "", "node_annotation_test_annotation", "t",
                                "node_annotationpresent_test_annotation", "true")));
    }

    @Test
    void aServiceGivesItsPorts() throws IOException {
        server.put(SERVICES, """
            {"metadata": {"namespace": "other", "name": "ext"}, "spec": {"type": "ExternalName",
             "externalName": "FooExternalName", "ports": [{"port": 30900, "protocol": "TCP"}]}}
            """);
        server.put(SERVICES, """
            {"metadata": {"namespace": "other", "name": "lb"}, "spec": {"type": "LoadBalancer", "clusterIP": "10.0.0.2",
             "loadBalancerIP": "127.0.0.1", "ports": [{"name": "p", "port": 31900, "protocol": "TCP"}]}}
            """);
        assertThat(discover(KubernetesRole.SERVICE, Resource.NAMESPACES)).containsExactly(
                new TargetGroup("svc/default/web", List.of(labels("__address__", "web.default.svc:80",
                        "service_port_name", "http", "service_port_number", "80", "service_port_protocol", "TCP",
                        "service_type", "ClusterIP", "service_cluster_ip", "10.0.0.1")), with(SERVICE, NAMESPACE)),
                new TargetGroup("svc/other/ext", List.of(labels("__address__", "ext.other.svc:30900",
                        "service_port_name", "", "service_port_number", "30900", "service_port_protocol", "TCP",
                        "service_type", "ExternalName", "service_external_name", "FooExternalName")),
                        labels("namespace", "other", "service_name", "ext")),
                new TargetGroup("svc/other/lb", List.of(labels("__address__", "lb.other.svc:31900",
                        "service_port_name", "p", "service_port_number", "31900", "service_port_protocol", "TCP",
                        "service_type", "LoadBalancer", "service_cluster_ip", "10.0.0.2", "service_loadbalancer_ip",
                        "127.0.0.1")), labels("namespace", "other", "service_name", "lb")));
    }

    @Test
    void aPodGivesThePortsOfItsContainers() throws IOException {
        server.put(PODS, "{\"metadata\": {\"namespace\": \"default\", \"name\": \"starting\"}}");
        server.put(PODS, """
            {"metadata": {"namespace": "v6", "name": "p"}, "spec": {"containers": [{"name": "c", "image": "i"}]},
             "status": {"podIP": "fd00::1", "phase": "Pending"}}
            """);
        assertThat(discover(KubernetesRole.POD, Resource.NODES, Resource.NAMESPACES)).containsExactly(
                new TargetGroup("pod/default/starting", List.of(), Map.of()),
                new TargetGroup("pod/default/web-1", List.of(
                        with(HTTP, labels("__address__", "1.2.3.4:8080", "pod_container_id", "containerd://a")),
                        with(ADMIN, labels("pod_container_id", "containerd://a")),
                        labels("__address__", "1.2.3.4", "pod_container_name", "silent", "pod_container_id", "",
                                "pod_container_image", "silent:1", "pod_container_init", "false"),
                        with(SIDECAR, labels("pod_container_id", "containerd://s"))),
                        with(with(POD, labels("namespace", "default")), with(NODE, NAMESPACE))),
                new TargetGroup("pod/v6/p", List.of(labels("__address__", "[fd00::1]", "pod_container_name", "c",
                        "pod_container_id", "", "pod_container_image", "i", "pod_container_init", "false")),
                        labels("namespace", "v6", "pod_name", "p", "pod_ip", "fd00::1", "pod_ready", "unknown",
                                "pod_phase", "Pending", "pod_node_name", "", "pod_host_ip", "", "pod_uid", "")));
    }

    @Test
    void endpointsGiveTheirAddressesAndTheOtherPortsOfTheirPods() throws IOException {
        server.put("/api/v1/endpoints", """
            {"metadata": {"namespace": "default", "name": "web", "labels": {"l": "v"}},
             "subsets": [{"addresses": [{"ip": "1.2.3.4", "hostname": "h1", "nodeName": "n1",
                                         "targetRef": {"kind": "Pod", "namespace": "default", "name": "web-1"}}],
                          "notReadyAddresses": [{"ip": "9.9.9.9", "targetRef": {"kind": "Node", "name": "n1"}}],
                          "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}]}]}
            """);
        Map<String, String> port = labels("endpoint_port_name", "http", "endpoint_port_protocol", "TCP");
        assertThat(discover(KubernetesRole.ENDPOINTS, Resource.NODES, Resource.NAMESPACES)).containsExactly(
                new TargetGroup("endpoints/default/web", List.of(
                        with(with(port, with(POD, HTTP)), with(NODE, labels("__address__", "1.2.3.4:8080",
                                "endpoint_ready", "true", "endpoint_address_target_kind", "Pod",
                                "endpoint_address_target_name", "web-1", "endpoint_node_name", "n1",
                                "endpoint_hostname", "h1"))),
                        with(port, with(NODE, labels("__address__", "9.9.9.9:8080", "endpoint_ready", "false",
                                "endpoint_address_target_kind", "Node", "endpoint_address_target_name", "n1"))),
                        with(ADMIN, POD), with(SIDECAR, POD)),
                        with(with(SERVICE, NAMESPACE), labels("endpoints_name", "web", "endpoints_label_l", "v",
                                "endpoints_labelpresent_l", "true"))));
    }

    @Test
    void aSliceGivesItsAddressesAndTheOtherPortsOfItsPods() throws IOException {
        server.put("/apis/discovery.k8s.io/v1/endpointslices", """
            {"metadata": {"namespace": "default", "name": "web-x", "labels": {"kubernetes.io/service-name": "web"}},
             "addressType": "IPv4",
             "endpoints": [{"addresses": ["1.2.3.4"], "hostname": "h1", "nodeName": "n1", "zone": "z1",
                            "conditions": {"ready": true, "serving": true, "terminating": false},
                            "deprecatedTopology": {"kubernetes.io/hostname": "n1"},
                            "targetRef": {"kind": "Pod", "namespace": "default", "name": "web-1"}},
                           {"addresses": ["fd00::2"]}],
             "ports": [{"name": "http", "port": 8080, "protocol": "TCP", "appProtocol": "h2"}]}
            """);
        server.put("/apis/discovery.k8s.io/v1/endpointslices", """
            {"metadata": {"namespace": "other", "name": "s"}, "addressType": "FQDN",
             "endpoints": [{"addresses": ["example.org"], "conditions": {}}], "ports": [{}]}
            """);
        Map<String, String> port = labels("endpointslice_port_name", "http", "endpointslice_port_protocol", "TCP",
                "endpointslice_port", "8080", "endpointslice_port_app_protocol", "h2");
        assertThat(discover(KubernetesRole.ENDPOINTSLICE, Resource.NODES)).containsExactly(
                new TargetGroup("endpointslice/default/web-x", List.of(
                        with(with(port, with(POD, HTTP)), with(NODE, labels("__address__", "1.2.3.4:8080",
                                "endpointslice_endpoint_conditions_ready", "true",
                                "endpointslice_endpoint_conditions_serving", "true",
                                "endpointslice_endpoint_conditions_terminating", "false",
                                "endpointslice_endpoint_hostname", "h1", "endpointslice_endpoint_node_name", "n1",
                                "endpointslice_endpoint_zone", "z1", "endpointslice_address_target_kind", "Pod",
                                "endpointslice_address_target_name", "web-1",
                                "endpointslice_endpoint_topology_kubernetes_io_hostname", "n1",
                                "endpointslice_endpoint_topology_present_kubernetes_io_hostname", "true"))),
                        with(port, labels("__address__", "[fd00::2]:8080")), with(ADMIN, POD), with(SIDECAR, POD)),
                        with(SERVICE, labels("endpointslice_name", "web-x", "endpointslice_address_type", "IPv4",
                                "endpointslice_label_kubernetes_io_service_name", "web",
                                "endpointslice_labelpresent_kubernetes_io_service_name", "true"))),
                new TargetGroup("endpointslice/other/s", List.of(labels("__address__", "example.org")),
                        labels("namespace", "other", "endpointslice_name", "s", "endpointslice_address_type",
                                "FQDN")));
    }

    @Test
    void anIngressGivesItsPaths() throws IOException {
        server.put("/apis/networking.k8s.io/v1/ingresses", """
            {"metadata": {"namespace": "default", "name": "i", "labels": {"test/label": "v"}},
             "spec": {"ingressClassName": "c", "tls": [{"hosts": ["*.example.com", "exact.org"]}],
                      "rules": [{"host": "a.example.com", "http": {"paths": [{"path": "/"}, {"path": "/foo"}]}},
                                {"host": "b.a.example.com"}, {"host": "exact.org", "http": {"paths": [{}]}}]}}
            """);
        assertThat(discover(KubernetesRole.INGRESS)).containsExactly(new TargetGroup("ingress/default/i", List.of(
                ingress("https", "a.example.com", "/"), ingress("https", "a.example.com", "/foo"),
                ingress("http", "b.a.example.com", "/"), ingress("https", "exact.org", "/")),
                labels("namespace", "default", "ingress_name", "i", "ingress_class_name", "c",
                        "ingress_label_test_label", "v", "ingress_labelpresent_test_label", "true")));
    }

    private static Map<String, String> ingress(String scheme, String host, String path) {
        return labels("__address__", host, "ingress_scheme", scheme, "ingress_host", host, "ingress_path", path);
    }

    @Test
    void targetsAreTheSameUntilSomethingChangesAndStayWhileTheServerIsAway() throws IOException {
        List<TargetGroup> first = discover(KubernetesRole.POD);
        KubernetesTargets source = Objects.requireNonNull(targets);
        assertThat(source.discover()).isSameAs(first);
        server.refuse(PODS, 403);
        await().until(() -> source.problem().isPresent());
        assertThat(source.problem().orElseThrow()).contains("refuses to watch pods in all namespaces");
        assertThat(source.discover()).isEqualTo(first);
        server.refuse(PODS, 0);
        server.delete(PODS, "default", "web-1");
        await().untilAsserted(() -> assertThat(source.discover()).isEmpty());
        assertThat(source.problem()).isEmpty();
    }

    @Test
    void nothingIsToldBeforeAllIsListed() throws IOException {
        server.refuse(SERVICES, 403);
        server.put("/api/v1/endpoints", "{\"metadata\": {\"namespace\": \"default\", \"name\": \"web\"}}");
        assertThatThrownBy(() -> discover(KubernetesRole.ENDPOINTS)).isInstanceOf(IOException.class)
                .hasMessageContaining("refuses to list services in all namespaces");
        server.refuse(SERVICES, 0);
        KubernetesTargets source = Objects.requireNonNull(targets);
        await().ignoreExceptions().until(() -> source.discover().size() == 1);
    }

    @Test
    void inAPodItsServiceAccountAsksAndARenewedTokenCounts() throws Exception {
        try (TestApiServer secured = new TestApiServer(TestCertificate.server(folder, "ca", "dns:localhost"))) {
            secured.put(PODS, "{\"metadata\": {\"namespace\": \"own\", \"name\": \"p\"}}");
            secured.put(PODS, "{\"metadata\": {\"namespace\": \"other\", \"name\": \"p\"}}");
            secured.demand("one");
            KubernetesTargets source = open(KubernetesRole.POD,
                    new ClusterSource.ServiceAccount(folder, secured.uri()), Set.of());
            assertThatThrownBy(source::discover)
                    .hasMessageContaining("does not run in a pod with a service account");
            Files.writeString(folder.resolve("token"), "one\n");
            Files.writeString(folder.resolve("namespace"), "own");
            assertThat(source.discover()).extracting(TargetGroup::source).containsExactly("pod/own/p");
            secured.demand("two");
            await().until(() -> source.problem().orElse("").contains("401"));
            Files.writeString(folder.resolve("token"), "two\n");
            await().until(() -> source.problem().isEmpty());
        }
    }

    @Test
    void aKubeconfigIsFollowedWhenItsUserIsNoLongerAccepted() throws IOException {
        server.demand("one");
        Path file = kubeconfig("one");
        KubernetesTargets source = open(KubernetesRole.NODE, new ClusterSource.InKubeconfig(file), Set.of());
        assertThat(source.discover()).hasSize(1);
        server.demand("two");
        await().until(() -> source.problem().isPresent());
        kubeconfig("two");
        await().ignoreExceptions()
                .until(() -> source.discover().size() == 1 && source.problem().isEmpty());
        Files.writeString(file, """
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u}}]
            clusters: [{name: k, cluster: {server: "ftp://x"}}]
            users: [{name: u, user: {exec: {command: aws}}}]
            """);
        assertThatThrownBy(() -> open(KubernetesRole.NODE, new ClusterSource.InKubeconfig(file), Set.of()).discover())
                .hasMessageContaining("server").hasMessageContaining("starts no programs");
    }

    private Path kubeconfig(String token) throws IOException {
        return Files.writeString(folder.resolve("config"), """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts:
            - name: other
              context: {cluster: none, user: none}
            - {name: c, context: {cluster: k, user: u, namespace: default}}
            clusters: [{name: k, cluster: {server: "%s"}}]
            users: [{name: u, user: {token: %s}}]
            """.formatted(server.uri(), token));
    }
}

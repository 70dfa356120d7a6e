package io.binnacle.telemetry.scrape.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.telemetry.scrape.discovery.DiscoverySettings;
import io.binnacle.telemetry.scrape.discovery.KubernetesRole;
import io.binnacle.telemetry.scrape.discovery.KubernetesScope;
import io.binnacle.telemetry.scrape.fetch.HttpSettings;
import io.binnacle.telemetry.scrape.fetch.HttpSettings.Authorization;
import io.binnacle.telemetry.scrape.fetch.Secret;
import io.binnacle.telemetry.scrape.kubernetes.ClusterAccess;
import io.binnacle.telemetry.scrape.kubernetes.ClusterSource;
import io.binnacle.telemetry.scrape.kubernetes.Resource;
import io.binnacle.telemetry.scrape.relabel.LabelNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusFileTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("prometheus.yml"), text);
    }

    private List<String> faults(String text) throws IOException {
        Path file = file(text);
        InvalidInput error = catchThrowableOfType(InvalidInput.class, () -> PrometheusFile.read(file));
        assertThat(error).as("refused").isNotNull();
        return error.violations().stream().map(one -> one.toString().replace(folder + "/", "")).toList();
    }

    @Test
    void whatItSaysAboutRulesIsRead() throws IOException {
        ScrapeConfiguration read = PrometheusFile.read(file("""
            global: {evaluation_interval: 15s, rule_query_offset: 1m, external_labels: {monitor: codelab}}
            rule_files: [first.rules, more/*.yml]
            """));
        assertThat(read.rules()).isEqualTo(new RuleFileSettings(List.of("first.rules", "more/*.yml"), folder,
                Optional.of(Duration.ofSeconds(15)), Duration.ofMinutes(1), Map.of("monitor", "codelab")));
        assertThat(PrometheusFile.read(file("rule_files: [first.rules]")).rules().evaluationInterval()).isEmpty();
    }

    @Test
    void aUsersFileIsReadUnchanged() throws IOException {
        Files.writeString(folder.resolve("more.yml"), """
            scrape_configs:
            - job_name: further
              file_sd_configs: [{files: [targets/*.json], refresh_interval: 1m}]
            """);
        ScrapeConfiguration read = PrometheusFile.read(file("""
            # my global config
            global:
              scrape_interval: 15s # Set the scrape interval to every 15 seconds.
              evaluation_interval: 15s
              external_labels: {monitor: codelab}
              sample_limit: 1500
            alerting:
              alertmanagers: [{static_configs: [{targets: [alertmanager:9093]}]}]
            rule_files: [first.rules]
            scrape_config_files: [more*.yml]
            scrape_configs:
              - job_name: "prometheus"
                static_configs:
                  - targets: ["localhost:9090"]
              - job_name: node
                scrape_interval: 5s
                scrape_timeout: 3s
                honor_labels: yes
                honor_timestamps: false
                body_size_limit: 10MB
                label_limit: 35
                metrics_path: /probe
                scheme: https
                params: {module: [http_2xx]}
                basic_auth: {username: admin, password_file: pw.txt}
                tls_config: {insecure_skip_verify: true, min_version: TLS12}
                scrape_protocols: [PrometheusText0.0.4]
                fallback_scrape_protocol: PrometheusText0.0.4
                metric_name_validation_scheme: legacy
                dns_sd_configs: [{names: [tasks.node], type: A, port: 9100}]
                http_sd_configs: [{url: "http://sd/targets"}]
                relabel_configs: [{source_labels: [__address__], target_label: instance}]
            """));
        assertThat(read.unused()).containsExactly("alerting");
        assertThat(read.jobs()).extracting(ScrapeJob::name).containsExactly("prometheus", "node", "further");
        ScrapeJob first = read.jobs().getFirst();
        assertThat(first.request().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(first.request().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(first.limits().samples()).isEqualTo(1500);
        assertThat(first.formats().escaping()).isEqualTo("allow-utf-8");
        ScrapeJob node = read.jobs().get(1);
        assertThat(node.limits()).isEqualTo(new ScrapeLimits(10 << 20, 1500, 0, 35, 0, 0, 0));
        assertThat(node.request().params()).isEqualTo(Map.of("module", List.of("http_2xx")));
        assertThat(node.formats().names()).isEqualTo(LabelNames.LEGACY);
        assertThat(node.formats().escaping()).isEqualTo("underscores");
        assertThat(node.request().http().authorization()).isInstanceOfSatisfying(Authorization.Basic.class,
                basic -> assertThat(basic.password().file()).isEqualTo(folder.resolve("pw.txt")));
        assertThat(node.request().http().tls().versions()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(node.discovery()).extracting(DiscoverySettings::kind).containsExactly("http", "dns");
        assertThat(read.jobs().get(2).discovery())
                .containsExactly(new DiscoverySettings.Files(List.of(folder.resolve("targets/*.json"))));
    }

    @Test
    void theSameTextGivesEqualJobs() throws IOException {
        String text = """
            scrape_configs:
            - job_name: a
              static_configs: [{targets: [b], labels: {c: d}}]
              relabel_configs: [{regex: 'x(.)', source_labels: [y], target_label: z}]
            """;
        assertThat(PrometheusFile.read(file(text)).jobs()).isEqualTo(PrometheusFile.read(file(text + "\n\n")).jobs());
        assertThat(PrometheusFile.read(file(text)).jobs())
                .isNotEqualTo(PrometheusFile.read(file(text.replace("x(.)", "x(..)"))).jobs());
    }

    @Test
    void allFaultsComeAtOnceEachWithItsPlace() throws IOException {
        assertThat(faults("""
            global:
              scrape_intervall: 15s
              scrape_timeout: soon
            scrape_configs:
            - job_name: a
              scrape_interval: 5s
              scrape_timeout: 10s
              scheme: gopher
              consul_sd_configs: [{server: "localhost:8500"}]
              static_configs: [{targets: ["http://a:1/metrics"]}]
            - job_name: a
              sample_limit: -1
              authorization: {type: Bearer, credentials: secret}
              basic_auth: {username: a}
              relabel_configs:
              - {action: hashmod, target_label: x}
              - {action: labeldrop, regex: "(", source_labels: [b]}
              - {action: snip}
              - {regex: "a(b", target_label: c}
            - job_name: b
              file_sd_configs: [{files: [targets.txt]}]
              dns_sd_configs: [{names: [x], type: A}]
              oauth2: {client_id: x, client_secret: hunter2, client_secret_file: y}
              sigv4: {region: x}
            """)).containsExactly(
                "global.scrape_timeout (prometheus.yml:3): expected a duration such as 15s or 1h30m, got soon",
                "global.scrape_intervall (prometheus.yml:2): expected a known key; did you mean scrape_interval?, got an unknown one",
                "scrape_configs[0].scheme (prometheus.yml:8): expected http or https, got gopher",
                "scrape_configs[0].scrape_timeout (prometheus.yml:7): expected at most the interval of 5s, got 10s",
                "scrape_configs[0].static_configs[0].targets (prometheus.yml:10): expected host:port, without a scheme or path, got http://a:1/metrics",
                "scrape_configs[0].consul_sd_configs (prometheus.yml:9): expected static_configs, file_sd_configs, http_sd_configs, dns_sd_configs or kubernetes_sd_configs; Binnacle has no service discovery of consul yet, got consul",
                "scrape_configs[1].relabel_configs[0].modulus (prometheus.yml:16): expected a number from 1 on for the action hashmod, got 0",
                "scrape_configs[1].relabel_configs[1] (prometheus.yml:17): expected regex alone for the action labeldrop, got other keys",
                "scrape_configs[1].relabel_configs[1].regex (prometheus.yml:17): expected a regular expression of RE2 (missing closing )), got (",
                "scrape_configs[1].relabel_configs[2].action (prometheus.yml:18): expected one of replace, keep, drop, keepequal, dropequal, hashmod, labelmap, labeldrop, labelkeep, lowercase, uppercase, got snip",
                "scrape_configs[1].relabel_configs[3].regex (prometheus.yml:19): expected a regular expression of RE2 (missing closing )), got a(b",
                "scrape_configs[1] (prometheus.yml:11): expected at most one of basic_auth, authorization, oauth2 and bearer_token, got several",
                "scrape_configs[1].sample_limit (prometheus.yml:12): expected a whole number, 0 or more, got -1",
                "scrape_configs[1].job_name (prometheus.yml:11): expected a name that no other job has, got a, as prometheus.yml scrape_configs[0] has",
                "scrape_configs[2].sigv4 (prometheus.yml:24): expected basic_auth, authorization or oauth2; Binnacle has no sigv4 yet, got a section",
                "scrape_configs[2].oauth2.client_secret (prometheus.yml:23): expected at most one of client_secret and client_secret_file, got both",
                "scrape_configs[2].oauth2.token_url (prometheus.yml:23): expected an address, http:// or https://, got none",
                "scrape_configs[2].file_sd_configs[0].files (prometheus.yml:21): expected names that end with .json, .yml or .yaml, with an asterisk in the last part at most, got targets.txt",
                "scrape_configs[2].dns_sd_configs[0].port (prometheus.yml:22): expected a port from 1 to 65535 for records of type A, got 0");
    }

    @Test
    void discoveryInKubernetesIsReadInPrometheusWords() throws IOException {
        List<DiscoverySettings> read = PrometheusFile
                .read(file(
                        """
                            scrape_configs:
                            - job_name: k
                              kubernetes_sd_configs:
                              - {role: pod, namespaces: {own_namespace: true, names: [a]}, attach_metadata: {node: true, namespace: true}}
                              - role: endpointslice
                                api_server: https://k:6443/x
                                authorization: {credentials_file: token}
                                selectors:
                                - {role: pod, label: "app=a", field: "spec.nodeName=n"}
                                - {role: endpointslice, label: b}
                              - {role: node, kubeconfig_file: kube, attach_metadata: {node: true, namespace: true}}
                            """))
                .jobs().getFirst().discovery();
        HttpSettings bearer = new HttpSettings(
                new Authorization.Credentials("Bearer", Secret.in(folder.resolve("token"))),
                HttpSettings.TlsSettings.USUAL, null, List.of(), true, Map.of());
        assertThat(read).containsExactly(
                new DiscoverySettings.Kubernetes(KubernetesRole.POD, ClusterSource.ServiceAccount.OF_THIS_POD,
                        new KubernetesScope(true, List.of("a"), Map.of(),
                                Set.of(Resource.NODES, Resource.NAMESPACES))),
                new DiscoverySettings.Kubernetes(KubernetesRole.ENDPOINTSLICE,
                        new ClusterSource.Told(new ClusterAccess(URI.create("https://k:6443/x"), bearer)),
                        new KubernetesScope(false, List.of(), Map.of(
                                Resource.PODS, new KubernetesScope.Selector("app=a", "spec.nodeName=n"),
                                Resource.ENDPOINTSLICES, new KubernetesScope.Selector("b", "")), Set.of())),
                new DiscoverySettings.Kubernetes(KubernetesRole.NODE,
                        new ClusterSource.InKubeconfig(folder.resolve("kube")),
                        new KubernetesScope(false, List.of(), Map.of(), Set.of())));
    }

    @Test
    void faultsOfDiscoveryInKubernetesAreTold() throws IOException {
        assertThat(faults("""
            scrape_configs:
            - job_name: k
              kubernetes_sd_configs:
              - {role: pods}
              - {role: ingress, selectors: [{role: pod}, {role: ingress}, {role: ingress}]}
              - {role: node, tls_config: {insecure_skip_verify: true}}
              - {role: node, api_server: "https://k", kubeconfig_file: f, namespaces: {own_namespace: true}}
              - {role: endpoints, api_server: "tcp://k", selectors: [{role: node}]}
            """)).containsExactly(
                "scrape_configs[0].kubernetes_sd_configs[0].role (prometheus.yml:4): expected one of node, service, pod, endpoints, endpointslice, ingress, got pods",
                "scrape_configs[0].kubernetes_sd_configs[1].selectors[0].role (prometheus.yml:5): expected one that the role ingress reads: ingress, got pod",
                "scrape_configs[0].kubernetes_sd_configs[1].selectors[2].role (prometheus.yml:5): expected each role once, got ingress twice",
                "scrape_configs[0].kubernetes_sd_configs[2] (prometheus.yml:6): expected an api_server beside settings of the HTTP client, got none",
                "scrape_configs[0].kubernetes_sd_configs[3].kubeconfig_file (prometheus.yml:7): expected at most one of api_server and kubeconfig_file, got both",
                "scrape_configs[0].kubernetes_sd_configs[3].namespaces (prometheus.yml:7): expected own_namespace only without api_server and kubeconfig_file, got both",
                "scrape_configs[0].kubernetes_sd_configs[4].api_server (prometheus.yml:8): expected an address, http:// or https://, got tcp://k",
                "scrape_configs[0].kubernetes_sd_configs[4].selectors[0].role (prometheus.yml:8): expected one that the role endpoints reads: service, pod, endpoints, got node");
    }

    @Test
    void noSecretIsPartOfAMessage() throws IOException {
        assertThat(faults("""
            scrape_configs:
            - job_name: a
              proxy_url: "socks5://user:hunter2@proxy"
              bearer_token: hunter2
              bearer_token_file: x
              basic_auth: {password: hunter2, passwort: hunter2}
            """)).hasSize(4).noneMatch(fault -> fault.contains("hunter2"));
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() throws IOException {
        assertThat(faults("global:\n  scrape_interval: [15s\n")).singleElement().asString()
                .startsWith("prometheus.yml:3: expected well-formed YAML");
        assertThat(faults("- a\n")).containsExactly(
                "prometheus.yml: expected sections with keys, got something else at the top");
    }

    @Test
    void aFileThatIsMissingIsTold() {
        assertThat(catchThrowableOfType(InvalidInput.class, () -> PrometheusFile.read(folder.resolve("none.yml"))))
                .hasMessageContaining("none.yml: expected a file that can be read");
    }

    @Test
    void mappingsMayBeMergedAndRepeated() throws IOException {
        ScrapeConfiguration read = PrometheusFile.read(file("""
            scrape_configs:
            - &first
              job_name: a
              scrape_interval: 5s
              scrape_timeout: 1s
            - <<: *first
              job_name: b
              scrape_timeout: 2s
            """));
        assertThat(read.jobs()).extracting(job -> job.name() + " " + job.request().interval() + " "
                + job.request().timeout()).containsExactly("a PT5S PT1S", "b PT5S PT2S");
    }
}

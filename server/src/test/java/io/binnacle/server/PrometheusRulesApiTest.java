package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binnacle.server.http.Json;
import io.binnacle.server.security.Permission;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusRulesApiTest {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final String ONE = """
        groups:
        - name: first
          interval: 1s
          limit: 5
          rules:
          - {record: one, expr: vector( 1 ), labels: {by: rule}}
          - {record: bare, expr: "1"}
          - alert: Always
            expr: vector(2.5) > 1
            labels: {severity: page, of: "{{ $value }}"}
            annotations: {summary: "it is {{ $value }}"}
          - {alert: Waits, expr: vector(1), for: 1h, labels: {severity: info}}
          - {alert: Never, expr: vector(1) > 1}
          - record: fails
            expr: vector(1) or label_replace(vector(2), "a", "c", "", "")
            labels: {a: b}
        """;
    private static final String TWO = """
        groups:
        - name: second
          interval: 1s
          rules: [{record: two, expr: vector(2)}]
        - name: empty
          rules: []
        """;

    @TempDir
    private Path folder;

    private ServerRig rig() throws IOException {
        Files.writeString(folder.resolve("one.yml"), ONE);
        Files.writeString(folder.resolve("two.yml"), TWO);
        ServerRig rig = new ServerRig("rules.prometheus.files=" + folder.resolve("*.yml"));
        rig.clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
        return rig;
    }

    private static JsonNode groups(ServerRig rig, String token, String query) {
        JsonNode answer = rig.get(token, "rules" + query).json();
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
        return answer.path("data").path("groups");
    }

    private static List<String> names(JsonNode groups) {
        List<String> names = new ArrayList<>();
        groups.forEach(group -> group.path("rules").forEach(rule -> names.add(rule.path("name").asText())));
        return names;
    }

    private static void awaitEvaluation(ServerRig rig, String token) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            rig.clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
            JsonNode groups = groups(rig, token, "");
            return groups.size() == 2 && !groups.toString().contains("\"health\":\"unknown\"");
        });
    }

    @Test
    void rulesAreFilteredAndPaged() throws IOException {
        try (ServerRig rig = rig()) {
            String token = rig.token(Set.of(Permission.ALERT_READ));
            assertThat(names(groups(rig, token, ""))).containsExactly("one", "bare", "Always", "Waits", "Never",
                    "fails",
                    "two");
            assertThat(names(groups(rig, token, "?type=alert"))).containsExactly("Always", "Waits", "Never");
            assertThat(names(groups(rig, token, "?type=record&rule_group%5B%5D=second"))).containsExactly("two");
            assertThat(names(groups(rig, token, "?rule_name%5B%5D=one&rule_name%5B%5D=two")))
                    .containsExactly("one", "two");
            assertThat(names(groups(rig, token, "?file%5B%5D=" + folder.resolve("two.yml")))).containsExactly("two");
            assertThat(names(groups(rig, token, "?match%5B%5D=%7Bseverity%3D%22page%22%7D"))).containsExactly("Always");
            JsonNode page = rig.get(token, "rules?group_limit=1").json().path("data");
            assertThat(names(page.path("groups"))).contains("Always").doesNotContain("two");
            JsonNode rest = rig
                    .get(token, "rules?group_limit=1&group_next_token=" + page.path("groupNextToken").asText()).json()
                    .path("data");
            assertThat(names(rest.path("groups"))).containsExactly("two");
            assertThat(rest.has("groupNextToken")).isFalse();
            assertThat(rig.get(token, "rules?type=x").json().path("error").asText())
                    .isEqualTo("invalid parameter \"type\": not supported value \"x\"");
            assertThat(rig.get(token, "rules?group_next_token=x").status()).isEqualTo(400);
            assertThat(rig.get(token, "rules?group_limit=1&group_next_token=x").json().path("error").asText())
                    .isEqualTo(
                            "invalid parameter \"group_next_token\": invalid group_next_token 'x'. were rule groups changed?");
            assertThat(rig.get(rig.token(Set.of(Permission.METRIC_READ)), "rules").status()).isEqualTo(403);
        }
    }

    @Test
    void filesAreFollowedAndThoseOfAPrometheusConfigurationCount() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("prometheus/rules"));
        Path configuration = Files.writeString(folder.resolve("prometheus/prometheus.yml"),
                "global: {evaluation_interval: 7s}\nrule_files: [rules/*.yml]\n");
        Files.writeString(rules.resolve("two.yml"),
                "groups: [{name: third, rules: [{record: three, expr: vector(3)}]}]");
        Files.writeString(folder.resolve("two.yml"), TWO);
        try (ServerRig rig = new ServerRig("rules.prometheus.files=" + folder.resolve("*.yml"),
                "scrape.prometheusFile=" + configuration)) {
            String token = rig.token(Set.of(Permission.ALERT_READ));
            assertThat(names(groups(rig, token, ""))).containsExactly("three", "two");
            assertThat(groups(rig, token, "").path(0).path("interval").asInt()).isEqualTo(7);

            Files.writeString(folder.resolve("two.yml"),
                    "groups: [{name: second, rules: [{record: two, expr: sum(}]}]");
            Files.writeString(rules.resolve("more.yml"),
                    "groups: [{name: more, rules: [{record: four, expr: vector(4)}]}]");
            rig.wiring.ruleGroups.look();
            assertThat(names(groups(rig, token, ""))).as("what was read before still counts")
                    .containsExactly("four", "three", "two");
            assertThat(rig.wiring.ruleGroups.problems()).containsExactly("1 file does not load, see the log");
            JsonNode warnings = rig.get(token, "rules").json().path("warnings");
            assertThat(warnings).hasSize(1);
            assertThat(warnings.path(0).asText()).startsWith(folder.resolve("two.yml") + ":1:").contains("parse error");

            Files.writeString(folder.resolve("two.yml"),
                    "groups: [{name: second, rules: [{record: five, expr: vector(5)}]}]");
            Files.delete(rules.resolve("two.yml"));
            rig.wiring.ruleGroups.look();
            assertThat(names(groups(rig, token, ""))).containsExactly("four", "five");
            assertThat(rig.wiring.ruleGroups.problems()).isEmpty();
            assertThat(rig.get(token, "rules").json().has("warnings")).isFalse();
        }
    }

    private static List<Integer> intervals(JsonNode groups) {
        List<Integer> intervals = new ArrayList<>();
        groups.forEach(group -> intervals.add(group.path("interval").asInt()));
        return intervals;
    }

    /** At how many times a subquery of 2 minutes that names no step looks. */
    private static String subquerySteps(ServerRig rig, String token) {
        return rig.get(token, "query?query=count_over_time(vector(1)%5B2m%3A%5D)&time=1200").json().path("data")
                .path("result").path(0).path("value").path(1).asText();
    }

    @Test
    void theIntervalIsOursElseThatOfThePrometheusConfiguration() throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "rule_files: [theirs.rules]\n");
        Files.writeString(folder.resolve("theirs.rules"),
                "groups: [{name: theirs, rules: [{record: a, expr: vector(3)}]}]");
        Files.writeString(folder.resolve("ours.rules"),
                "groups: [{name: ours, rules: [{record: b, expr: vector(3)}]}]");
        String files = "rules.prometheus.files=" + folder.resolve("ours.rules");
        String scraped = "scrape.prometheusFile=" + configuration;
        Set<Permission> permissions = Set.of(Permission.ALERT_READ, Permission.METRIC_READ);
        try (ServerRig rig = new ServerRig(files, scraped)) {
            String token = rig.token(permissions);
            assertThat(intervals(groups(rig, token, ""))).containsExactly(60, 60);
            assertThat(subquerySteps(rig, token)).isEqualTo("2");
        }
        Files.writeString(configuration, "global: {evaluation_interval: 20s}\nrule_files: [theirs.rules]\n");
        try (ServerRig rig = new ServerRig(files, scraped)) {
            String token = rig.token(permissions);
            assertThat(intervals(groups(rig, token, ""))).containsExactly(20, 20);
            assertThat(subquerySteps(rig, token)).isEqualTo("6");
            rig.wiring.scraping.start();
            Files.writeString(configuration, "global: {evaluation_interval: 40s}\nrule_files: [theirs.rules]\n");
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                rig.wiring.ruleGroups.look();
                assertThat(intervals(groups(rig, token, ""))).as("followed as it changes").containsExactly(40, 40);
                assertThat(subquerySteps(rig, token)).isEqualTo("3");
            });
        }
        try (ServerRig rig = new ServerRig(files, scraped, "rules.prometheus.evaluationInterval=30s")) {
            String token = rig.token(permissions);
            assertThat(intervals(groups(rig, token, ""))).containsExactly(30, 30);
            assertThat(subquerySteps(rig, token)).isEqualTo("4");
        }
    }

    @Test
    void rulesAreEvaluatedAndTheirAlertsAreThere() throws IOException {
        try (ServerRig rig = rig()) {
            String token = rig.token(Set.of(Permission.ALERT_READ, Permission.METRIC_READ));
            rig.wiring.ruleGroups.start();
            awaitEvaluation(rig, token);
            assertThat(rig.get(token, "query?query=one&time=" + rig.clock.instant()).text())
                    .contains("\"metric\":{\"__name__\":\"one\",\"by\":\"rule\"}");
            JsonNode alerts = rig.get(token, "alerts").json().path("data").path("alerts");
            assertThat(alerts).hasSize(2);
            assertThat(alerts.path(0).path("labels").toString())
                    .isEqualTo("{\"alertname\":\"Always\",\"of\":\"2.5\",\"severity\":\"page\"}");
            assertThat(alerts.path(0).path("value").asText()).isEqualTo("2.5e+00");
            assertThat(groups(rig, token, "?exclude_alerts=true").toString()).contains("\"alerts\":[]")
                    .doesNotContain("activeAt");
            assertThat(rig.meters.scrape()).contains("prometheus_rule_group_iterations_missed_total{rule_group=\"")
                    .contains("prometheus_rule_evaluation_failures_total{rule_group=\"")
                    .contains("binnacle_rule_group_lag_seconds{rule_group=\"");
        }
    }

    /** What no two programs have in common is taken out. */
    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("evaluationTime", "lastEvaluation", "activeAt", "keepFiringFor"));
        }
        node.forEach(PrometheusRulesApiTest::strip);
    }

    /** Prometheus 2.42 answers groups without rules, Prometheus 3 leaves them out. */
    private static void dropEmpty(JsonNode data) {
        if (data.path("groups") instanceof ArrayNode groups) {
            groups.removeIf(group -> group.path("rules").isEmpty());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private JsonNode ask(ServerRig rig, URI uri) throws Exception {
        return Json.MAPPER
                .readTree(rig.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    }

    @Test
    void answersAreThoseOfPrometheus() throws Exception {
        assumeTrue(Files.isExecutable(PROMETHEUS), "Prometheus is not installed (Debian package prometheus)");
        try (ServerRig rig = rig()) {
            int port = freePort();
            Path configuration = Files.writeString(folder.resolve("prometheus.conf"),
                    "rule_files: ['" + folder + "/*.yml']\n");
            Process prometheus = new ProcessBuilder(PROMETHEUS.toString(), "--config.file=" + configuration,
                    "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
            try {
                String token = rig.token(Set.of(Permission.ALERT_READ));
                rig.wiring.ruleGroups.start();
                awaitEvaluation(rig, token);
                URI base = URI.create("http://127.0.0.1:" + port + "/api/v1/");
                Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions()
                        .until(() -> !ask(rig, base.resolve("rules")).toString().contains("\"health\":\"unknown\""));
                for (String question : List.of("rules", "rules?type=record", "rules?type=alert", "alerts")) {
                    JsonNode theirs = ask(rig, base.resolve(question)).path("data");
                    JsonNode ours = rig.get(token, question).json().path("data");
                    strip(theirs);
                    dropEmpty(theirs);
                    strip(ours);
                    assertThat(ours.toPrettyString()).as(question).isEqualTo(theirs.toPrettyString());
                }
            } finally {
                prometheus.destroy();
                if (!prometheus.waitFor(30, TimeUnit.SECONDS)) {
                    prometheus.destroyForcibly();
                }
            }
        }
    }
}

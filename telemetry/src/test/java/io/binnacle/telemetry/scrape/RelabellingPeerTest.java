package io.binnacle.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.binnacle.kernel.label.Labels;
import io.binnacle.telemetry.scrape.discovery.DiscoverySettings;
import io.binnacle.telemetry.scrape.discovery.TargetGroup;
import io.binnacle.telemetry.scrape.job.PrometheusFile;
import io.binnacle.telemetry.scrape.job.ScrapeJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own promtool and we make the same targets of the same configuration. */
class RelabellingPeerTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    /** Each job's rules are tried on all targets. */
    private static final List<String> RULES = List.of(
            "{source_labels: [__address__], target_label: __param_target}",
            "{source_labels: [env, team], separator: '-', regex: '(\\w+)-(.*)', target_label: 'x_$1', replacement: '${2}!$$'}",
            "{source_labels: [env], regex: '(?P<first>.)(?P<rest>.*)', target_label: y, replacement: '${rest}${first}$nothing$9'}",
            "{source_labels: [env], target_label: env, replacement: ''}",
            "{target_label: fixed, replacement: always}",
            "{source_labels: [nothing], target_label: fixed, replacement: 'was:$1'}",
            "{source_labels: [env], regex: 'pro', target_label: no_partial_match, replacement: x}",
            "{source_labels: [env], regex: '(?i)PROD|a{2,3}', target_label: classes, replacement: '[$0]'}",
            "{source_labels: [path], regex: '[[:alpha:]]+/(\\d+)', target_label: number}",
            "{action: keep, source_labels: [env], regex: 'prod|test'}",
            "{action: drop, source_labels: [env, team], regex: 'prod;.*'}",
            "{action: keepequal, source_labels: [env], target_label: same}",
            "{action: dropequal, source_labels: [env], target_label: same}",
            "{action: labelmap, regex: '__meta_x_(.+)', replacement: 'm_$1'}",
            "{action: labelmap, regex: '__meta_(x)_(.+)', replacement: '${2}_$1'}",
            "{action: labeldrop, regex: 'te.m|env'}",
            "{action: labelkeep, regex: '__.*|job|env'}",
            "{action: lowercase, source_labels: [team, env], target_label: low}",
            "{action: uppercase, source_labels: [env], target_label: env}",
            "{action: hashmod, source_labels: [__address__], modulus: 7, target_label: shard}",
            "{action: hashmod, source_labels: [env, __address__], modulus: 18446744073709551615, target_label: shard}",
            "{source_labels: [env], target_label: __scheme__, regex: prod, replacement: https}",
            "{source_labels: [env], target_label: __metrics_path__, replacement: '/federate/$1'}",
            "{source_labels: [env], target_label: job}", "{source_labels: [env], target_label: instance}",
            "{source_labels: [__address__], regex: '([^:]+)(?::\\d+)?', target_label: __address__, replacement: '${1}:9999'}");

    @Test
    void theSameTargetsComeOfTheSameRules(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (Debian package prometheus)");
        StringBuilder text = new StringBuilder("scrape_configs:\n");
        for (int i = 0; i < RULES.size(); i++) {
            text.append("""
                - job_name: job%d
                  params: {module: [http_2xx, other], empty: []}
                  static_configs:
                  - targets: ["h1:9100", h2, "[::1]:81"]
                    labels: {env: prod, __meta_x_y: z, team: "A b", path: etc/42, same: prod}
                  - targets: ["h3:1"]
                    labels: {env: test, same: prod, job: own, instance: named}
                  - targets: ["h4:1"]
                  relabel_configs:
                  - %s
                  - %s
                """.formatted(i, RULES.get(i), RULES.get((i * 7 + 3) % RULES.size())));
        }
        Path file = Files.writeString(folder.resolve("prometheus.yml"), text);
        List<ScrapeJob> jobs = PrometheusFile.read(file).jobs();
        assertThat(jobs).hasSameSizeAs(RULES);
        // Each of them waits for as long as it may.
        List<Process> asked = new ArrayList<>();
        for (ScrapeJob job : jobs) {
            asked.add(ask(file, job.name()));
        }
        for (int i = 0; i < jobs.size(); i++) {
            ScrapeJob job = jobs.get(i);
            assertThat(ours(job)).as(job.targetRules().toString()).isEqualTo(theirs(asked.get(i)));
        }
    }

    /** What the rules leave of each target, in some order. */
    private static List<String> ours(ScrapeJob job) {
        TargetMaker maker = new TargetMaker(job);
        List<String> made = new ArrayList<>();
        DiscoverySettings.Static discovery = (DiscoverySettings.Static) job.discovery().getFirst();
        for (TargetGroup group : discovery.groups()) {
            for (Map<String, String> target : group.targets()) {
                maker.make(maker.discovered(group, target)).ifPresent(one -> made.add(one.all().toString()));
            }
        }
        made.sort(null);
        return made;
    }

    private static Process ask(Path file, String job) throws IOException {
        return new ProcessBuilder(PROMTOOL.toString(), "check", "service-discovery",
                "--timeout=3s",
                "--enable-feature=no-default-scrape-port", file.toString(), job)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<String> theirs(Process process) throws IOException, InterruptedException {
        JsonNode answer = JsonMapper.builder().build().readTree(process.getInputStream());
        assertThat(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0).isTrue();
        List<String> made = new ArrayList<>();
        for (JsonNode target : answer) {
            Map<String, String> labels = new HashMap<>();
            target.path("labels").properties()
                    .forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
            if (!labels.isEmpty()) {
                made.add(Labels.of(labels).toString());
            }
        }
        made.sort(null);
        return made;
    }
}

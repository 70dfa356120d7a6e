package io.binnacle.insight.rule.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class AlertTemplateTest {

    private static final Map<String, String> LABELS = Map.of("__name__", "m", "instance", "localhost:9100", "job",
            "node");

    private static Vector answer(String expression, Instant at) {
        Sample b = new Sample(Map.of("__name__", "up", "instance", "b"), 1.0);
        Sample a = new Sample(Map.of("__name__", "up", "instance", "a"), 0.5);
        return switch (expression) {
            case "up" -> new Vector(List.of(b, a));
            case "topk(1, up)" -> new Vector(List.of(b));
            case "sum(up)" -> new Vector(List.of(new Sample(Map.of(), 1.5)));
            case "nothing" -> new Vector(List.of());
            default -> throw new IllegalArgumentException("1:4: parse error: unexpected end of input inside braces");
        };
    }

    private static AlertData data(double value) {
        return new AlertData(LABELS, Map.of("region", "eu"), URI.create("http://ex.org/pre"), value,
                Instant.ofEpochSecond(120), AlertTemplateTest::answer);
    }

    private static String expand(String template) {
        try {
            return AlertTemplate.expand("A", template, data(7.25));
        } catch (TemplateFault fault) {
            return "<error expanding template: " + fault.getMessage() + ">";
        }
    }

    /** The expectations are what Debian's promtool 2.42 gave, adapted where Prometheus 3 differs. */
    @Test
    void templatesGiveWhatPrometheusGives() throws IOException {
        List<String> faults = new ArrayList<>();
        int cases = 0;
        try (InputStream in = Objects.requireNonNull(AlertTemplateTest.class.getResourceAsStream("templates.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                JsonNode known = new ObjectMapper().readTree(line);
                String template = known.get("template").asText();
                String gives = known.get("gives").asText();
                String got = known.get("fails").asBoolean()
                        ? AlertTemplate.fault("A", template).orElse("parses")
                        : expand(template);
                cases++;
                if (!got.equals(gives)) {
                    faults.add(template + "\n  expected " + gives + "\n  got      " + got);
                }
            }
        }
        assertThat(String.join("\n", faults)).isEmpty();
        assertThat(cases).isGreaterThan(90);
    }

    @Test
    void linesAndColumnsAreThoseOfTheTemplate() {
        assertThat(AlertTemplate.fault("A", "a\n\n{{ nope }}")).contains(
                "template: __alert_A:3: function \"nope\" not defined");
        assertThat(AlertTemplate.fault("A", "{{ if true\n }}x{{ $value\n")).contains(
                "template: __alert_A:3: unclosed action started at __alert_A:2");
        assertThat(expand("é\nü{{ humanize \"x\" }}")).contains("__alert_A:2:5: executing");
    }

    @Test
    void whatNeverEndsIsEnded() {
        assertThat(expand("{{ define \"x\" }}{{ template \"x\" }}{{ end }}{{ template \"x\" }}"))
                .contains("exceeded maximum template depth");
        assertThat(expand("{{ range 999999 }}{{ range 999999 }}{{ end }}{{ end }}"))
                .contains("more than 1000000 steps");
        assertThat(expand("{{ range 999999 }}0123456789{{ end }}")).contains("more than 1048576 characters");
        assertThat(expand("{{ $x := \"0123456789\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}"))
                .contains("more than 1048576 characters");
        assertThat(expand("{{ match \"(a+)+$\" \"" + "a".repeat(5000) + "b\" }}")).isEqualTo("false");
        assertThat(AlertTemplate.fault("A", "{{ " + "(".repeat(100_000))).isPresent();
        assertThat(AlertTemplate.fault("A", "{{ if true }}".repeat(100_000))).isPresent();
    }

    @Test
    void whateverIsWrittenIsAnsweredOrRefused() {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        System.out.println("fuzz.seed=" + seed);
        Random random = new Random(seed);
        String[] parts = {"{{", "}}", "{{-", "-}}", " ", "$labels", ".", "x", "\"a\"", "|", "(", ")", "if", "range",
                "with", "end", "else", "define", "template", "query", "first", "1", "-", "'", "`", "printf", "\"%v\"",
                ":=", "=", ",", "$value", "/*", "*/", "\n", "é", "\uD83D\uDE00", "nil", "index", "break", "block",
                "humanize", "len", "eq", "and", "$"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "{{ " : "");
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(parts[random.nextInt(parts.length)]).append(random.nextInt(3) == 0 ? " " : "");
            }
            String template = text.append(random.nextBoolean() ? " }}" : "").toString();
            boolean parses = AlertTemplate.fault("A", template).isEmpty();
            if (!parses && template.contains("{{")) {
                assertThatThrownBy(() -> AlertTemplate.expand("A", template, data(1)))
                        .isInstanceOf(TemplateFault.class).hasMessageStartingWith("error parsing template __alert_A: ");
            } else {
                assertThat(expand(template)).isNotNull();
            }
        }
    }
}

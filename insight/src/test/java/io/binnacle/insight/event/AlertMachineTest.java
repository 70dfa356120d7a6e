package io.binnacle.insight.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.binnacle.insight.rule.Rule;
import io.binnacle.insight.rule.TestRules;
import io.binnacle.kernel.time.DurationText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the scripts of {@code alert-machine.txt}. */
class AlertMachineTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(10);

    record Scenario(String name, Rule rule, List<String> values, List<String> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Scenario> scenarios() throws IOException {
        try (InputStream in = Objects.requireNonNull(AlertMachineTest.class.getResourceAsStream("alert-machine.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n== ", -1)).skip(1).map(AlertMachineTest::scenario);
        }
    }

    private static Scenario scenario(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        List<String> rule = new ArrayList<>(List.of("unit: ratio"));
        List<String> values = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("values ")) {
                for (String word : line.substring("values ".length()).split(" ", -1)) {
                    int times = word.lastIndexOf('x');
                    int count = times > 0 ? Integer.parseInt(word.substring(times + 1)) : 1;
                    for (int i = 0; i < count; i++) {
                        values.add(times > 0 ? word.substring(0, times) : word);
                    }
                }
            } else if (values.isEmpty()) {
                rule.add(line);
            } else {
                expected.add(line);
            }
        }
        return new Scenario(lines.getFirst(), TestRules.rule(String.join("\n", rule)), values, expected);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void followsTheScript(Scenario scenario) {
        List<String> transitions = new ArrayList<>();
        Track track = Track.unseen(START);
        Instant now = START;
        for (String value : scenario.values()) {
            AlertMachine.Step step = AlertMachine.step(scenario.rule(), track, observation(value), now);
            Track next = step.track();
            boolean severityChanged = next.state() == AlertState.FIRING && next.severity() != track.severity();
            if (next.state() != track.state() || severityChanged) {
                String what = next.state() == null ? "resolved" : next.state().text() + " " + next.severity().text();
                transitions.add(DurationText.format(Duration.between(START, now)) + " " + what + ": " + step.reason());
            }
            track = next;
            now = now.plus(STEP);
        }
        assertThat(transitions).isEqualTo(scenario.expected().stream().map(AlertMachineTest::plain).toList());
    }

    /** "70s" in the script is "1m10s" in our spelling. */
    private static String plain(String line) {
        int space = line.indexOf(' ');
        return DurationText.format(DurationText.parse(line.substring(0, space)).orElseThrow()) + line.substring(space);
    }

    private static Observation observation(String word) {
        return switch (word) {
            case "_" -> new Observation.Missing();
            case "gone" -> new Observation.Gone("it is gone");
            default -> new Observation.Value(Double.parseDouble(word));
        };
    }
}

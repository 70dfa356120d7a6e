package io.binnacle.timeseries.promql.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Prometheus' own scripts, where they are at hand ({@code -Dbinnacle.shared=} or {@code BINNACLE_SHARED}). */
class SharedScriptsTest {

    @Test
    void everyQueryGivesWhatPrometheusGives() throws IOException {
        Path scripts = shared().resolve("promql/testdata");
        assumeTrue(Files.isDirectory(scripts), () -> "no scripts of Prometheus at " + scripts);
        List<String> failures = new ArrayList<>();
        int total = 0;
        try (Stream<Path> files = Files.list(scripts)) {
            for (Path file : files.sorted().toList()) {
                List<Outcome> outcomes = ScriptRunner.run(Files.readString(file));
                outcomes.stream().filter(outcome -> !outcome.passed())
                        .forEach(outcome -> failures.add(file.getFileName() + ", " + outcome));
                total += outcomes.size();
            }
        }
        System.out.println("shared scripts: " + (total - failures.size()) + " of " + total + " evaluations passed");
        assertThat(failures).isEmpty();
        assertThat(total).isPositive();
    }

    private static Path shared() {
        String named = System.getProperty("binnacle.shared", System.getenv("BINNACLE_SHARED"));
        if (named != null) {
            return Path.of(named);
        }
        return Path.of(System.getProperty("binnacle.root", "..")).resolve("../shared/data");
    }
}

package io.binnacle.timeseries.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.binnacle.timeseries.promql.ScriptRunner.Outcome;
import io.binnacle.timeseries.promql.ScriptRunner.Verdict;
import org.junit.jupiter.api.Test;

/**
 * Prometheus' own scripts, where they are at hand ({@code -Dbinnacle.shared=} or {@code BINNACLE_SHARED}): what is not
 * supported yet must say so, everything else must be right.
 */
class SharedScriptsTest {

    @Test
    void aSupportedQueryNeverGivesAnotherAnswerThanPrometheus() throws IOException {
        Path scripts = shared().resolve("promql/testdata");
        assumeTrue(Files.isDirectory(scripts), () -> "no scripts of Prometheus at " + scripts);
        List<String> failures = new ArrayList<>();
        int passed = 0;
        int total = 0;
        try (Stream<Path> files = Files.list(scripts)) {
            for (Path file : files.sorted().toList()) {
                List<Outcome> outcomes = ScriptRunner.run(Files.readString(file));
                long passedHere = count(outcomes, Verdict.PASSED);
                System.out.println(file.getFileName() + ": " + passedHere + " of " + outcomes.size() + " passed, "
                        + count(outcomes, Verdict.UNSUPPORTED) + " unsupported");
                outcomes.stream().filter(outcome -> outcome.verdict() == Verdict.FAILED)
                        .forEach(outcome -> failures.add(file.getFileName() + ":" + outcome));
                passed += (int) passedHere;
                total += outcomes.size();
            }
        }
        System.out.println("shared scripts: " + passed + " of " + total + " evaluations passed");
        assertThat(failures).isEmpty();
    }

    private static long count(List<Outcome> outcomes, Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    private static Path shared() {
        String named = System.getProperty("binnacle.shared", System.getenv("BINNACLE_SHARED"));
        if (named != null) {
            return Path.of(named);
        }
        return Path.of(System.getProperty("binnacle.root", "..")).resolve("../shared/data");
    }
}

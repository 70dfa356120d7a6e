package io.binnacle.telemetry.intake.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of OpenMetrics' and of Prometheus' own tests, where they are at hand ({@code -Dbinnacle.shared=}). */
class SharedExpositionTest {

    @Test
    void openMetricsCasesAreAcceptedAndRefusedAsTheySay(@TempDir Path folder) throws Exception {
        Path archive = shared().resolve("openmetrics_tests.tar.xz");
        assumeTrue(Files.isRegularFile(archive), () -> "no cases of OpenMetrics at " + archive);
        Process tar = new ProcessBuilder("tar", "xJf", archive.toString(), "-C", folder.toString()).inheritIO().start();
        assertThat(tar.waitFor(1, TimeUnit.MINUTES) && tar.exitValue() == 0).isTrue();
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(path -> path.endsWith("metrics")).sorted().toList()) {
                boolean accepted = accepted(ExpositionFormat.OPENMETRICS, Files.readAllBytes(file));
                boolean right = !Files.readString(file.resolveSibling("test.json")).contains("\"shouldParse\": false");
                cases++;
                if (accepted != right) {
                    wrong.add(file + " accepted " + accepted);
                }
            }
        }
        System.out.println("OpenMetrics cases: " + (cases - wrong.size()) + " of " + cases + " right");
        assertThat(wrong).isEmpty();
    }

    @Test
    void prometheusCasesAreAcceptedAndRefusedAsTheirNamesSay() throws IOException {
        Path corpus = shared().resolve("prom_common_fuzz/expfmt/fuzz/corpus");
        assumeTrue(Files.isDirectory(corpus), () -> "no cases of Prometheus at " + corpus);
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> found = Files.list(corpus)) {
            for (Path file : found.sorted().toList()) {
                boolean right = !file.getFileName().toString().contains("error");
                if (accepted(ExpositionFormat.PROMETHEUS, Files.readAllBytes(file)) != right) {
                    wrong.add(file.getFileName().toString());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean accepted(ExpositionFormat format, byte[] text) {
        try {
            format.read(text, new RecordedExposition());
            return true;
        } catch (ExpositionError e) {
            return false;
        }
    }

    private static Path shared() {
        String named = System.getProperty("binnacle.shared", System.getenv("BINNACLE_SHARED"));
        if (named != null) {
            return Path.of(named);
        }
        return Path.of(System.getProperty("binnacle.root", "..")).resolve("../shared/data");
    }
}

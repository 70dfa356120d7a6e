package io.binnacle.insight.rule.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.timeseries.promql.PromqlFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule files that people use, where they are at hand ({@code -Dbinnacle.shared=}). */
class SharedRuleFilesTest {

    @TempDir
    private Path folder;

    @Test
    void everyRuleFileOfAwesomePrometheusAlertsLoads() throws Exception {
        List<Path> files = files("alert_rules_awesome");
        int rules = 0;
        for (Path file : files) {
            if (file.endsWith("_data/rules.yml")) {
                // The source that the others are made of: it has keys of its own, and each is named.
                assertThat(RuleFileReader.read(file, PromqlFeatures.none()).faults()).extracting(YamlFault::message)
                        .isNotEmpty().allMatch(message -> message.startsWith("unknown key")
                                || message.startsWith("Groupname must not be empty")
                                || message.startsWith("groupname: \"\" is repeated"));
            } else {
                rules += loaded(file);
            }
        }
        System.out.println("awesome alerts: " + files.size() + " files, " + rules + " rules");
    }

    @Test
    void everyMixinLoads() throws Exception {
        int rules = 0;
        List<Path> files = files("monitoring_mixins");
        for (Path file : files) {
            rules += loaded(file);
        }
        System.out.println("mixins: " + files.size() + " files, " + rules + " rules");
    }

    private static int loaded(Path file) {
        RuleFileReader.Reading reading = RuleFileReader.read(file, PromqlFeatures.none());
        assertThat(reading.faults()).isEmpty();
        return reading.file().orElseThrow().rules();
    }

    private List<Path> files(String name) throws Exception {
        Path archive = shared().resolve(name + ".tar.xz");
        assumeTrue(Files.isRegularFile(archive), () -> "no rule files at " + archive);
        Process tar = new ProcessBuilder("tar", "xJf", archive.toString(), "-C", folder.toString()).inheritIO().start();
        assertThat(tar.waitFor(1, TimeUnit.MINUTES) && tar.exitValue() == 0).isTrue();
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(path -> path.toString().matches(".*\\.ya?ml")).sorted().toList();
            assertThat(files).isNotEmpty();
            return files;
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

package io.binnacle.cmdb.discovery.host;

import java.nio.file.Files;
import java.nio.file.Path;

import io.binnacle.cmdb.discovery.host.SignatureTrial.TriedApplication;
import io.binnacle.cmdb.discovery.host.SignatureTrial.TriedProcess;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** On the processes of this machine, of which this test is one. */
class SignatureTrialTest {

    private final SignatureTrial trial = new SignatureTrial(() -> SignatureSet.shipped(CiModelReader.shipped()));

    @BeforeAll
    static void needsProcesses() {
        assumeTrue(Files.exists(Path.of("/proc/self/cmdline")), "needs /proc");
    }

    @Test
    void aProcessThatMatchesSaysWhyAndIsAnApplication() {
        SignatureTrial.Trial found = trial.attempt("""
            signatures:
              - id: virtual-machine
                product: Java
                category: runtime
                match: [{executable: java*, arguments: '-cp|-jar|-class|@'}]
                version: [{path: '/[a-z-]*(\\d+)[^/]*/bin/java'}]
            """);
        int own = (int) ProcessHandle.current().pid();
        assertThat(found.count()).isGreaterThanOrEqualTo(found.processes().size());
        assertThat(found.processes()).filteredOn(TriedProcess::matches).filteredOn(each -> each.pid() == own)
                .singleElement().satisfies(each -> assertThat(each.why()).first().asString()
                        .startsWith("the executable is java"));
        assertThat(found.applications()).filteredOn(each -> each.pids().contains(own)).singleElement()
                .extracting(TriedApplication::signature).isEqualTo("virtual-machine");
    }

    @Test
    void whatMatchesNothingSaysSo() {
        SignatureTrial.Trial found = trial.attempt("""
            signatures:
              - {id: none, product: None, category: none, match: [{executable: no-such-program}]}
            """);
        assertThat(found.applications()).isEmpty();
        assertThat(found.processes()).isNotEmpty().noneMatch(TriedProcess::matches);
    }

    /** With these, a regular expression could take longer than the machine lives. */
    @Test
    void whatLooksBackIsRefused() {
        assertThatThrownBy(() -> trial.attempt("""
            signatures:
              - {id: slow, product: Slow, category: none, match: [{arguments: '(a+)\\1'}]}
            """)).isInstanceOf(InvalidInput.class).hasMessageContaining("regular expression");
        assertThatThrownBy(() -> trial.attempt("signatures: []")).isInstanceOf(InvalidInput.class);
    }
}

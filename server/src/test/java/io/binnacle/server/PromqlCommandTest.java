package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PromqlCommandTest {

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }

    private String script(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void whatFailsHasALineAndTheTotalsTell() throws IOException {
        String good = script("good.test", "load 1m\n  a 1 2\n\neval instant at 1m a\n  a 2\n");
        String bad = script("bad.test", "eval instant at 0 1 + 1\n  3\n\neval instant at 0 1\n  1\n");
        assertThat(run("promql", "test", good)).isEqualTo(Main.DONE);
        assertThat(out.toString()).isEqualToNormalizingNewlines(
                good + ": 1 of 1 passed\ntotal: 1 of 1 passed, 0 failed\n");
        out.getBuffer().setLength(0);
        assertThat(run("promql", "test", good, bad)).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(out.toString()).isEqualToNormalizingNewlines(good + ": 1 of 1 passed\n" + bad
                + ":1: 1 + 1: expected 3.0; got scalar 2.0\n" + bad
                + ": 1 of 2 passed\ntotal: 2 of 3 passed, 1 failed\n");
    }

    @Test
    void aScriptThatIsNoneFailsAndAFileThatIsMissingIsWrong() throws IOException {
        assertThat(run("promql", "test", script("wrong.test", "nonsense\n"))).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(out.toString()).contains("wrong.test:1: nonsense: expected load, clear or eval");
        assertThat(run("promql", "test", folder.resolve("missing").toString())).isEqualTo(Main.WRONG_INPUT);
        assertThat(run("promql")).isEqualTo(Main.WRONG_INPUT);
    }
}

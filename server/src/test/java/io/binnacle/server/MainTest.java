package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.line();
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }

    @Test
    void aCommandBehindOptionsIsToldToStandFirst() {
        assertThat(run("serve", "--data", "x", "token", "create")).isEqualTo(Main.WRONG_INPUT);
        assertThat(out.toString()).contains("'token', 'create'; the command stands first: binnacle token ..., then");
        out.getBuffer().setLength(0);
        assertThat(run("serve", "nonsense")).isEqualTo(Main.WRONG_INPUT);
        assertThat(out.toString()).contains("'nonsense'").doesNotContain("stands first");
    }
}

package io.binnacle.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.binnacle.timeseries.disk.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class ImportCommandTest {

    /** Before now, and not yet beyond the retention. */
    private final long millis = Instant.now().toEpochMilli() - 86_400_000;

    /** What a command printed, and its exit code. */
    private record Said(int code, String out, String err) {}

    @TempDir
    private Path data;

    private Said binnacle(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
        int code = line.execute(all);
        return new Said(code, out.toString(), err.toString());
    }

    private Path text(String... lines) throws IOException {
        return Files.write(data.resolve("text"), List.of(lines));
    }

    @Test
    void textIsImportedOnceThoughNewerSamplesAreThere() throws IOException {
        text("up{job=\"a\"} 1 " + millis);
        assertThat(binnacle("import", "text", data.resolve("text").toString()).out())
                .contains("imported 1 samples; 0 were there already");
        // Two hours older: more than a sender may be late.
        text("up{job=\"a\"} 1 " + (millis - 7_200_000), "up{job=\"a\"} 1 " + millis);
        Said again = binnacle("import", "text", data.resolve("text").toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("imported 1 samples; 1 were there already");
    }

    @Test
    void whatIsWrongIsSaidAndTheRestKept() throws IOException {
        text("up{job=\"a\"} 1", "up{job=\"b\"} 1 " + millis, "up{job=\"c\"} 1 1000");
        Said said = binnacle("import", "text", data.resolve("text").toString());
        assertThat(said.code()).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(said.out()).contains("text:1: a sample of the past needs a timestamp", "imported 1 samples",
                "refused 1: TOO_OLD", "1 places could not be read");
    }

    @Test
    void aStoreInUseIsLeftAlone() throws IOException {
        text("up 1 " + millis);
        Files.createDirectories(data.resolve("samples"));
        try (LocalDisk server = LocalDisk.open(data.resolve("samples"))) {
            assertThat(server.exists("state")).isFalse();
            Said said = binnacle("import", "text", data.resolve("text").toString());
            assertThat(said.code()).isEqualTo(Main.NOT_POSSIBLE);
            assertThat(said.err()).contains("stop the server first");
        }
    }

    @Test
    void aFolderWithoutBlocksIsNamed() {
        Said said = binnacle("import", "blocks", data.toString());
        assertThat(said.code()).isEqualTo(Main.NOT_POSSIBLE);
        assertThat(said.err()).contains("block of Prometheus", data.toString());
    }
}

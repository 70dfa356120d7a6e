package io.binnacle.cmdb.discovery.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the few commands of the system that discovery needs: package and service queries, never what it found. */
@FunctionalInterface
interface Commands {

    /** @throws IOException when the command does not exist, fails, or takes longer than that */
    String run(List<String> command, Duration timeout) throws IOException;

    /** Those of the machine itself; the output goes through a file, so that a full pipe cannot block the command. */
    static Commands system() {
        return (command, timeout) -> {
            Path output = Files.createTempFile("binnacle-command", ".out");
            try {
                Process process = new ProcessBuilder(command).redirectErrorStream(false)
                        .redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
                try {
                    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                        throw new IOException(command.getFirst() + " took longer than " + timeout.toSeconds() + " s");
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(command.getFirst() + " was interrupted", e);
                } finally {
                    process.destroyForcibly();
                }
                if (process.exitValue() != 0) {
                    throw new IOException(command.getFirst() + " ended with exit code " + process.exitValue());
                }
                return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(output);
            }
        };
    }
}

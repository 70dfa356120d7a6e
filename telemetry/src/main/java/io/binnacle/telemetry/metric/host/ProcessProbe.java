package io.binnacle.telemetry.metric.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long the machine is up and how many processes it has, from {@code /proc}. */
final class ProcessProbe implements Probe {

    private final Path proc;

    ProcessProbe(Path root) {
        this.proc = root.resolve("proc");
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public boolean measure(Round round) throws IOException {
        Path uptime = proc.resolve("uptime");
        try {
            round.add("system_uptime_seconds", Double.parseDouble(ProcText.words(ProcText.read(uptime))[0]));
        } catch (NumberFormatException e) {
            throw new IOException("expected a number in " + uptime, e);
        }
        int processes = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc)) {
            for (Path entry : entries) {
                char first = entry.getFileName().toString().charAt(0);
                if (first >= '0' && first <= '9') {
                    processes++;
                }
            }
        }
        round.add("system_process_count", processes);
        return true;
    }
}

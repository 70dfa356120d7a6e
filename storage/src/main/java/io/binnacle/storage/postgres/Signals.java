package io.binnacle.storage.postgres;

import java.io.IOException;

/** Signals beyond the two that Java can send. */
final class Signals {

    private Signals() {
    }

    /** Does nothing when the process is gone. */
    static void send(String signal, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}

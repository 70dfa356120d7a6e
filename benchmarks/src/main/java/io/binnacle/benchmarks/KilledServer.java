package io.binnacle.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The program as a user starts it, on a folder of its own, to be killed with signal 9 and started again. */
final class KilledServer implements AutoCloseable {

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Path launcher;
    private final Path folder;
    private final String address;
    private final List<Long> peaks = new ArrayList<>();
    private Process process;
    private String token = "";

    KilledServer(Path launcher, Path folder) throws IOException {
        this.launcher = launcher;
        this.folder = Files.createDirectories(folder);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.address = "127.0.0.1:" + free.getLocalPort();
        }
        this.process = launch();
    }

    private Process launch() throws IOException {
        return builder("serve", "--listen", address).redirectOutput(appendTo("server.log")).start();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(appendTo("server.log"));
        builder.environment().put("BINNACLE_NO_BUILD", "1");
        return builder;
    }

    private ProcessBuilder.Redirect appendTo(String file) {
        return ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), file));
    }

    String url() {
        return "http://" + address;
    }

    String token() {
        return token;
    }

    /** Waits until it is ready, and makes the token that senders need. */
    void start() throws IOException, InterruptedException {
        awaitReady();
        Process create = builder("token", "create", "crash", "--permission", "metric:ingest,metric:read").start();
        String said = new String(create.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (create.waitFor() != 0) {
            throw new IOException("no token: see " + folder.resolve("server.log"));
        }
        token = said.lines().reduce((first, last) -> last).orElse("");
    }

    private void awaitReady() throws IOException {
        RemoteWriteClient client = new RemoteWriteClient(url(), "");
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE_NANOS && process.isAlive()) {
            try {
                if (client.get("/health/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new IOException("the server is not ready: see " + folder.resolve("server.log"));
    }

    /** Returns how many milliseconds it took until it was ready again. */
    long killAndStart() throws IOException, InterruptedException {
        peaks.add(megabytes());
        process.destroyForcibly().waitFor();
        long begun = System.nanoTime();
        process = launch();
        awaitReady();
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** The most memory that the last life of the server took, without its database. */
    long lastPeakMegabytes() {
        return peaks.getLast();
    }

    List<Long> peaks() {
        return List.copyOf(peaks);
    }

    private long megabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package io.binnacle.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The program in a JVM of its own, as the launcher starts it, so that it can be told to end, and killed. */
final class ServerProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    /** How a command went. */
    record Ended(int code, String out, String err) {}

    private final Process process;
    private final BufferedReader lines;
    private final Path errors;
    private String url = "";

    private ServerProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs a command to its end. */
    static Ended run(Path directory, Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        try (ServerProcess command = launch(directory, environment, arguments)) {
            try (OutputStream typed = command.process.getOutputStream()) {
                typed.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String out = new String(command.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(command.awaitEnd(), out, command.errors());
        }
    }

    /**
     * Starts a server, on a port that is free, and returns when it is ready. It discovers nothing: that would compete with
     * what is tested. Its log is beside the data directory.
     */
    static ServerProcess serve(Path data) throws IOException {
        return serve(data, Map.of());
    }

    /** The same with further settings, by their keys. */
    static ServerProcess serve(Path data, Map<String, String> settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve", "--data", data.toString(), "--listen",
                "127.0.0.1:0", "--set", "discovery.enabled=false"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        ServerProcess server = launch(data.resolveSibling(""), Map.of(), arguments.toArray(new String[0]));
        String ready = server.awaitLine("Binnacle is ready at ");
        server.url = ready.substring(0, ready.indexOf(' '));
        return server;
    }

    private static ServerProcess launch(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                        System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Path errors = Files.createTempFile(directory, "program", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BINNACLE_"));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), errors);
    }

    /** Waits for a line that starts so, and returns the rest of it. */
    private String awaitLine(String start) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.strip().startsWith(start)) {
                return line.strip().substring(start.length());
            }
        }
        throw new AssertionError("the program ended without \"" + start + "\": " + errors());
    }

    /** Where it answers, without a slash at the end. */
    String url() {
        return url;
    }

    /** The token of the set-up link that it prints, when it still has no administrator. */
    String awaitSetupToken() throws IOException {
        return awaitLine(url + "/setup#token=");
    }

    /** What it has written on standard error. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Its database's server, and what that consists of. */
    List<ProcessHandle> database() {
        List<ProcessHandle> database = process.descendants().toList();
        if (database.isEmpty()) {
            throw new AssertionError("no database runs below the server");
        }
        return database;
    }

    /** {@code kill}. */
    void terminate() {
        process.destroy();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end");
        }
        return process.exitValue();
    }

    /** Waits until they are gone; fails when they stay. */
    static void awaitGone(List<ProcessHandle> processes) throws InterruptedException {
        for (ProcessHandle one : processes) {
            try {
                one.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError(one.info() + " outlives the server", e);
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

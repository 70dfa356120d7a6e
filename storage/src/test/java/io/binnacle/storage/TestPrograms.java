package io.binnacle.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the tests, run in JVMs of their own, so that they can be killed. */
public final class TestPrograms {

    private TestPrograms() {
    }

    /** Where PostgreSQL's programs are unpacked, once for the tests of all modules. */
    public static Path runtime() {
        return Path.of(System.getProperty("binnacle.root"), "target", "postgres");
    }

    /** A running program and the lines that it prints. */
    public static final class Running implements AutoCloseable {

        private final Process process;
        private final BufferedReader lines;

        private Running(Process process) {
            this.process = process;
            lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Waits for the next line that starts with the word, and returns the rest of it. */
        public String await(String word) throws IOException {
            List<String> seen = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(word + " ")) {
                    return line.substring(word.length() + 1);
                }
                seen.add(line);
            }
            throw new AssertionError("the program ended without \"" + word + "\" after: " + seen);
        }

        /** What it printed until its end. */
        public List<String> rest() throws IOException {
            List<String> rest = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rest.add(line);
            }
            return rest;
        }

        public long pid() {
            return process.pid();
        }

        public int awaitEnd() throws InterruptedException {
            return process.waitFor();
        }

        /** {@code kill -9}. Through the handle, which leaves its output open to be read. */
        public void kill() {
            process.toHandle().destroyForcibly();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    public static Running start(Class<?> program, List<String> arguments) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), program, arguments);
    }

    /** @param prefix a command that runs its arguments, as another user say */
    public static Running start(List<String> prefix, String classPath, Class<?> program, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath, program.getName()));
        command.addAll(arguments);
        return new Running(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

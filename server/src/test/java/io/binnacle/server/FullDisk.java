package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** A small disk of its own, in memory, that a test fills to its last byte and makes room on again. */
final class FullDisk implements AutoCloseable {

    private final Path folder;

    private FullDisk(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where nothing may be mounted. */
    static FullDisk mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder.toString()),
                "only root may mount a small disk to fill");
        return new FullDisk(folder);
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    void fill() throws IOException {
        byte[] page = new byte[4096];
        boolean full = false;
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (!full) {
                try {
                    out.write(page);
                } catch (IOException e) {
                    full = true;
                }
            }
        }
        assertThat(Files.getFileStore(folder).getUsableSpace()).isZero();
    }

    void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    @Override
    public void close() {
        assertThat(run("umount", folder.toString())).isTrue();
    }
}
